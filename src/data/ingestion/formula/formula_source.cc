#include "data/ingestion/formula/formula_source.h"

#include <algorithm>
#include <numeric>

#include "data/ingestion/formula/combine_frames.h"
#include "data/ingestion/name_list.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {

FormulaSource::FormulaSource(std::unique_ptr<Source> source, ResolvedFormulas formulas) : source_(std::move(source)), formulas_(std::move(formulas)) {
  std::vector<Meter> all = source_->meters();
  for (const VirtualMeter& made : formulas_.meters) all.push_back(made.meter);
  order_.resize(all.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::sort(order_, {}, [&](std::size_t number) { return all[number].name; });
  for (const std::size_t number : order_) meters_.push_back(all[number]);
}

std::size_t FormulaSource::OfSource(std::size_t number) const {
  const std::size_t own = source_->meters().size();
  return number < own ? number : formulas_.meters[number - own].of_source;
}

Result<MeterFrame> FormulaSource::Read(std::size_t meter, Span span) const { return ReadNumber(order_[meter], span); }

Result<MeterFrame> FormulaSource::ReadNumber(std::size_t number, Span span) const {
  const std::size_t own = source_->meters().size();
  if (number < own) return source_->Read(number, span);
  const VirtualMeter& made = formulas_.meters[number - own];
  std::vector<FactoredFrame> parts;
  for (const VirtualMeter::Part& part : made.parts) {
    KW_ASSIGN(MeterFrame frame, ReadNumber(part.meter, span));
    parts.push_back({part.factor, std::move(frame)});
  }
  return CombineFrames(made.meter, parts, source_->site_of(made.of_source).zone);
}

std::vector<FileUnderstanding> FormulaSource::understood() const {
  std::vector<FileUnderstanding> files = source_->understood();
  std::vector<std::string> names;
  for (const VirtualMeter& made : formulas_.meters) names.push_back(made.meter.name);
  const auto list = std::ranges::find(files, FileRole::kMeterList, &FileUnderstanding::role);
  if (list == files.end()) return files;
  list->assumed.push_back(
      FormatPhrase("{} by formula: {}", "{} par formule : {}",
                   Counted(static_cast<std::int64_t>(names.size()), {"virtual meter", "compteur virtuel"}, {"virtual meters", "compteurs virtuels"}),
                   NameList(names)));
  return files;
}

Result<std::unique_ptr<Source>> WithVirtualMeters(std::unique_ptr<Source> source, const MeterList& list) {
  if (std::ranges::none_of(list, [](const auto& entry) { return entry.second.formula.has_value(); })) return source;
  KW_ASSIGN(ResolvedFormulas formulas, ResolveFormulas(*source, list));
  return std::make_unique<FormulaSource>(std::move(source), std::move(formulas));
}

}  // namespace kilowatch
