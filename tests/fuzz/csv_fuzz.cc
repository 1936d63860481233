#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "data/ingestion/csv/csv_file.h"
#include "foundation/base/check.h"

// Any bytes as a file: understanding and reading it may fail with an error, never crash; the quick and the simple way through its rows agree.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kilowatch;
  static const std::filesystem::path path = std::filesystem::temp_directory_path() / ("kilowatch-csv-fuzz-" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  auto text = TextFile::Open(path);
  if (!text) return 0;
  const auto head = (*text)->Read(0, (*text)->size());
  if (!head) return 0;
  const InputOptions options;
  CsvContext context;
  context.path = "input";
  context.head_is_whole = true;
  context.options = &options;
  auto plan = UnderstandCsv(head->text, context);
  if (!plan || plan->understanding.role != FileRole::kReadings) return 0;
  if (plan->understanding.layout != Layout::kWideByHour) {
    const std::string_view rows = head->text.substr(std::min(plan->first_offset, head->text.size()));
    for (std::size_t reading = 0; reading < plan->readings.size() && reading < 3; ++reading) {
      RowReader quick(*plan, {}, {reading});
      RowReader simple(*plan, {}, {reading});
      RawTable a;
      RawTable b;
      quick.ReadInto(rows, 1, a);
      simple.ReadIntoSimply(rows, 1, b);
      KW_CHECK(a.stamp == b.stamp && a.flag == b.flag && quick.tally().rows == simple.tally().rows);
      KW_CHECK(quick.tally().value_rejects.count == simple.tally().value_rejects.count);
    }
  }
  const auto file = CsvFile::Open(std::move(*text), *plan, {}, {});
  if (!file) return 0;
  for (std::size_t meter = 0; meter < (*file)->meters().size() && meter < 8; ++meter) KW_CHECK((*file)->Read(meter).has_value());
  return 0;
}
