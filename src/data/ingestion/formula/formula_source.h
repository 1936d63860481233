#pragma once

#include <memory>
#include <vector>

#include "data/ingestion/formula/resolve_formulas.h"
#include "data/ingestion/source.h"

namespace kilowatch {

// A source with the virtual meters of its meter list beside its own. A virtual meter is read from its parts each time.
class FormulaSource final : public Source {
 public:
  FormulaSource(std::unique_ptr<Source> source, ResolvedFormulas formulas);

  const std::vector<Meter>& meters() const override { return meters_; }
  Result<MeterFrame> Read(std::size_t meter, Span span) const override;
  const Site& site_of(std::size_t meter) const override { return source_->site_of(OfSource(order_[meter])); }
  // The meter list says which meters are computed.
  std::vector<FileUnderstanding> understood() const override;
  std::vector<LabelSpan> labels() const override { return source_->labels(); }

 private:
  // Meters of the source, then virtual ones, as ResolvedFormulas counts them.
  std::size_t OfSource(std::size_t number) const;
  Result<MeterFrame> ReadNumber(std::size_t number, Span span) const;

  std::unique_ptr<Source> source_;
  ResolvedFormulas formulas_;
  std::vector<Meter> meters_;       // by name
  std::vector<std::size_t> order_;  // number of each of `meters_`
};

// `source` itself where the list has no formula. Errors: those of ResolveFormulas.
Result<std::unique_ptr<Source>> WithVirtualMeters(std::unique_ptr<Source> source, const MeterList& list);

}  // namespace kilowatch
