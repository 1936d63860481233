#include "data/ingestion/csv/csv_file.h"

#include <numeric>
#include <unordered_map>

#include "data/ingestion/csv/reject_tally.h"

namespace kilowatch {
namespace {

// More value columns than this beside each other, and parsing the file once for all beats once for each.
constexpr std::size_t kFewColumns = 3;

std::vector<std::size_t> AllReadings(const CsvPlan& plan) {
  std::vector<std::size_t> all(plan.readings.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace

CsvFile::CsvFile(std::unique_ptr<TextFile> text, CsvPlan plan, TimeZone zone) : text_(std::move(text)), plan_(std::move(plan)), zone_(zone) {}

Result<std::unique_ptr<CsvFile>> CsvFile::Open(std::unique_ptr<TextFile> text, CsvPlan plan, TimeZone zone, const IndexRun& run) {
  std::unique_ptr<CsvFile> file(new CsvFile(std::move(text), std::move(plan), zone));
  const bool by_hour = file->plan_.understanding.layout == Layout::kWideByHour;
  if (by_hour || file->plan_.readings.size() > kFewColumns) {
    KW_RETURN_IF_ERROR(file->Partition(run.stop));
  } else {
    KW_RETURN_IF_ERROR(file->Index(run));
  }
  return file;
}

void CsvFile::AddMeters(const std::string& key, std::size_t table, std::string_view unit_cell) {
  for (std::size_t reading = 0; reading < plan_.readings.size(); ++reading) {
    SourceUnit unit = plan_.readings[reading].unit;
    if (plan_.unit_column) unit = UnderstandUnit(unit_cell).value_or(unit);
    meters_.push_back({key, reading, unit, table});
  }
}

Status CsvFile::Index(const IndexRun& run) {
  KW_ASSIGN(index_, IndexRows(*text_, plan_, run));
  if (index_.interleaved) return Partition(run.stop);
  for (std::size_t i = 0; i < index_.meters.size(); ++i) AddMeters(index_.meters[i].key, i, index_.meters[i].unit);
  // A decoded text is worth holding only where many meters will ask for it.
  if (index_.meters.size() <= 1) text_->Release();
  return {};
}

Status CsvFile::Partition(const std::stop_token& stop) {
  partitioned_ = true;
  RowReader reader(plan_, zone_, AllReadings(plan_));
  std::vector<std::string> keys;
  std::vector<std::shared_ptr<RawTable>> tables;
  std::unordered_map<std::string, std::size_t> numbers;
  const RowReader::TableOf table_of = [&](std::string_view key) -> RawTable& {
    const auto [found, is_new] = numbers.try_emplace(std::string(key), tables.size());
    if (is_new) {
      keys.emplace_back(key);
      tables.push_back(std::make_shared<RawTable>());
    }
    return *tables[found->second];
  };
  std::int64_t line = plan_.first_line;
  const auto read = [&](std::string_view text, bool whole) { return reader.Read(text, line, whole, table_of); };
  KW_RETURN_IF_ERROR(ForEachStretch(*text_, plan_.first_offset, read, stop));
  whole_ = reader.tally();
  for (std::size_t i = 0; i < tables.size(); ++i) {
    AddMeters(keys[i], i, {});
    if (!tables[i]->units.empty()) {
      for (Meter& meter : meters_) {
        if (meter.table == i) meter.unit = tables[i]->units[0];
      }
    }
  }
  tables_.assign(tables.begin(), tables.end());
  text_->Release();
  return {};
}

Result<RawSeries> CsvFile::Read(std::size_t meter) const {
  const Meter& asked = meters_[meter];
  if (partitioned_) return RawSeries{tables_[asked.table], asked.reading};
  RowReader reader(plan_, zone_, {asked.reading});
  auto table = std::make_shared<RawTable>();
  for (const Segment& segment : index_.meters[asked.table].segments) {
    KW_ASSIGN(const TextPiece piece, text_->Read(segment.begin, segment.end));
    reader.ReadInto(piece.text, segment.line, *table);
  }
  const std::lock_guard lock(mutex_);
  row_rejects_[asked.table] = reader.tally().row_rejects;
  value_rejects_[meter] = reader.tally().value_rejects;
  return RawSeries{std::move(table), 0};
}

RowTally CsvFile::tally() const {
  if (partitioned_) return whole_;
  RowTally tally;
  tally.rows = index_.rows;
  tally.totals = index_.totals;
  const std::lock_guard lock(mutex_);
  for (const auto& [table, rejects] : row_rejects_) JoinTallies(tally.row_rejects, rejects);
  for (const auto& [meter, rejects] : value_rejects_) JoinTallies(tally.value_rejects, rejects);
  return tally;
}

}  // namespace kilowatch
