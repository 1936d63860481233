#include "data/ingestion/csv/run_scanner.h"

#include <algorithm>
#include <cstring>

#include "data/ingestion/csv/alike_lines.h"
#include "data/ingestion/csv/field_scanner.h"

namespace kilowatch {

RunScanner::RunScanner(const CsvPlan& plan) : plan_(plan), meter_key_(plan.meter_columns), stamps_(plan.time_format, {}) {
  for (const std::string& word : plan.summary_words) {
    if (word.empty()) continue;
    suspect_[static_cast<unsigned char>(word[0])] = true;
    suspect_[static_cast<unsigned char>(word[0] & ~0x20)] = true;
  }
  suspect_[static_cast<unsigned char>(plan.understanding.separator)] = true;
  suspect_[' '] = true;
  if (!plan.header_line.empty()) suspect_[static_cast<unsigned char>(plan.header_line[0])] = true;
  if (plan.meter_columns.size() == 1) column_ = plan.meter_columns[0];
}

RowRuns RunScanner::Scan(std::string_view text, bool whole, const std::optional<std::string>& key) {
  out_ = {};
  key_.reset();
  start_.clear();
  if (key) KeepKey(*key);
  const bool quoted = plan_.quote != 0 && text.find(plan_.quote) != std::string_view::npos;
  quoted ? ScanFields(text, whole) : ScanLines(text, whole);
  return std::move(out_);
}

void RunScanner::ScanFields(std::string_view text, bool whole) {
  FieldScanner scanner(text, plan_.understanding.separator, plan_.quote, whole);
  while (scanner.Next()) {
    if (!scanner.blank()) {
      if (key_ && meter_key_.Of(scanner.fields()) == *key_ && !IsSuspect(scanner.row())) {
        ++out_.rows;
      } else {
        Judge(scanner.fields(), scanner.row(), scanner.begin());
      }
    }
    out_.lines += scanner.lines();
  }
  out_.taken = scanner.position();
}

// Without quotes a row is a line, and mostly begins as the row before.
void RunScanner::ScanLines(std::string_view text, bool whole) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!start_.empty()) {
      std::int64_t alike = 0;
      at = PassAlikeLines(text, at, start_, alike);
      out_.rows += alike;
      out_.lines += alike;
      if (at == text.size()) break;
    }
    const void* found = std::memchr(text.data() + at, '\n', text.size() - at);
    if (found == nullptr && !whole) break;
    const std::size_t end = found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    std::string_view row = text.substr(at, end - at);
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (!row.empty()) TakeLine(row, at);
    ++out_.lines;
    at = found == nullptr ? end : end + 1;
  }
  out_.taken = at;
}

void RunScanner::TakeLine(std::string_view row, std::size_t place) {
  if (key_ && !IsSuspect(row) && HasKey(row)) {
    ++out_.rows;
    return;
  }
  FieldScanner scanner(row, plan_.understanding.separator, 0);
  scanner.Next();
  Judge(scanner.fields(), row, place);
}

bool RunScanner::HasKey(std::string_view row) const {
  if (plan_.meter_columns.empty()) return true;
  if (!column_) return false;
  for (std::size_t skip = *column_; skip > 0; --skip) {
    const std::size_t mark = row.find(plan_.understanding.separator);
    if (mark == std::string_view::npos) return false;
    row.remove_prefix(mark + 1);
  }
  return row.starts_with(*key_) && (row.size() == key_->size() || row[key_->size()] == plan_.understanding.separator);
}

// A row that may belong to another meter, or be no row of data at all.
void RunScanner::Judge(std::span<const std::string_view> fields, std::string_view row, std::size_t place) {
  std::string stamp;
  for (const std::size_t column : plan_.time_columns) {
    if (!stamp.empty()) stamp += ' ';
    if (column < fields.size()) stamp += TrimCell(fields[column]);
  }
  if (!stamps_.Parse(stamp)) {
    if (row == plan_.header_line || std::ranges::all_of(fields, [](std::string_view cell) { return TrimCell(cell).empty(); })) return;
    IsTotal(fields) ? ++out_.totals : ++out_.rows;
    return;
  }
  ++out_.rows;
  const std::string_view key = meter_key_.Of(fields);
  if (!key_ || key != *key_) Begin(key, fields, place);
}

bool RunScanner::IsTotal(std::span<const std::string_view> fields) const {
  for (const std::string_view cell : fields) {
    const std::string word = LowerCell(cell);
    if (!word.empty()) return std::ranges::any_of(plan_.summary_words, [&](const std::string& start) { return word.starts_with(start); });
  }
  return false;
}

void RunScanner::Begin(std::string_view key, std::span<const std::string_view> fields, std::size_t place) {
  RowRun run{std::string(key), place, out_.lines, {}};
  if (plan_.unit_column && *plan_.unit_column < fields.size()) run.unit = fields[*plan_.unit_column];
  out_.runs.push_back(std::move(run));
  KeepKey(std::string(key));
}

void RunScanner::KeepKey(std::string key) {
  key_ = std::move(key);
  start_.clear();
  if (column_ != std::size_t{0} || key_->empty() || IsSuspect(*key_)) return;
  start_ = *key_ + plan_.understanding.separator;
}

}  // namespace kilowatch
