#include "learning/evaluation/injection_files.h"

#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"

namespace kilowatch {
namespace {

// A name as a cell of a CSV.
std::string Cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string ReadingRows(const MeterFrame& frame) {
  const std::string meter = Cell(frame.meter.name);
  std::string out;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (!HasReading(frame.quality[i])) continue;
    out += meter;
    out += ',';
    AppendInstant(frame.time[i], out);
    fmt::format_to(std::back_inserter(out), ",{}\n", frame.value[i]);
  }
  return out;
}

std::string InjectionRows(const InjectedCopy& copy, std::size_t size, int number) {
  std::string out;
  for (const Injection& one : copy.injections) {
    for (const ChangedCells& stretch : one.stretches) {
      out += fmt::format("{},{},{},{},{},{}\n", Cell(copy.frame.meter.name), size, number, InjectedKindName(one.kind),
                         FormatInstant(copy.frame.time[stretch.begin]), FormatInstant(copy.frame.time[stretch.end - 1] + copy.frame.interval));
    }
  }
  return out;
}

Result<InjectionFiles> InjectionFiles::Create(const std::filesystem::path& folder, int copies) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return Fail(ErrorCode::kIo, FormatPhrase("cannot make {}: {}", "impossible de créer {} : {}", folder.string(), SystemReason(error.value())));
  }
  InjectionFiles files;
  std::vector<std::string> names = {"untouched"};
  for (std::size_t size = 0; size < kInjectionSizes.size(); ++size) {
    for (int number = 0; number < copies; ++number) names.push_back(fmt::format("size_{}_copy_{}", size, number));
  }
  for (const std::string& name : names) {
    KW_ASSIGN(AtomicFile file, AtomicFile::Create(folder / (name + ".csv")));
    KW_RETURN_IF_ERROR(file.Write("meter,time,value\n"));
    files.readings_.push_back(std::move(file));
  }
  KW_ASSIGN(AtomicFile file, AtomicFile::Create(folder / "injections.csv"));
  KW_RETURN_IF_ERROR(file.Write("meter,size,copy,kind,start,end\n"));
  files.injections_.push_back(std::move(file));
  return files;
}

Status InjectionFiles::Add(const std::string& untouched, const std::vector<InjectedText>& injected) {
  KW_RETURN_IF_ERROR(readings_[0].Write(untouched));
  for (std::size_t i = 0; i < injected.size(); ++i) {
    KW_RETURN_IF_ERROR(readings_[i + 1].Write(injected[i].readings));
    KW_RETURN_IF_ERROR(injections_[0].Write(injected[i].injections));
  }
  return {};
}

Status InjectionFiles::Commit() {
  for (AtomicFile& file : readings_) KW_RETURN_IF_ERROR(file.Commit());
  return injections_[0].Commit();
}

}  // namespace kilowatch
