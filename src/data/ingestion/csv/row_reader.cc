#include "data/ingestion/csv/row_reader.h"

#include <algorithm>

#include "data/ingestion/csv/reject_tally.h"

namespace kilowatch {
namespace {

constexpr std::int64_t kDay = 86400;

std::int64_t Midnight(ParsedStamp day) { return day.seconds - (day.seconds % kDay + kDay) % kDay; }

std::string_view Cell(std::span<const std::string_view> fields, std::size_t column) {
  return column < fields.size() ? fields[column] : std::string_view();
}

const Phrase kNoStamp{"not a date and time as in the rest of the file", "pas une date et heure comme dans le reste du fichier"};
const Phrase kNoDate{"no date and time", "ni date ni heure"};
const Phrase kNoNumber{"not a number", "pas un nombre"};
const Phrase kSurplus{"more cells than the header has columns", "plus de cellules que l'en-tête n'a de colonnes"};
const Phrase kNoSuchHour{"that day has no such hour", "ce jour n'a pas cette heure"};
const Phrase kOtherUnit{"not a unit that is known", "unité inconnue"};

}  // namespace

void JoinRowTallies(RowTally& into, const RowTally& other) {
  into.rows += other.rows;
  into.totals += other.totals;
  JoinTallies(into.row_rejects, other.row_rejects);
  JoinTallies(into.value_rejects, other.value_rejects);
}

RowReader::RowReader(const CsvPlan& plan, TimeZone zone, std::vector<std::size_t> readings)
    : plan_(plan),
      readings_(std::move(readings)),
      style_{plan.understanding.decimal, plan.thousands, plan.values_carry_unit},
      stamps_(plan.time_format, zone),
      clock_(zone),
      key_(plan.meter_columns) {
  if (PlainRows::Fits(plan, readings_.size())) plain_.emplace(plan, plan.readings[readings_[0]].column);
}

std::size_t RowReader::Read(std::string_view text, std::int64_t& line, bool whole, const TableOf& table_of) {
  FieldScanner scanner(text, plan_.understanding.separator, plan_.quote, whole);
  last_table_ = nullptr;
  while (scanner.Next()) {
    ReadRow(scanner, line, &table_of, nullptr);
    line += scanner.lines();
  }
  return scanner.position();
}

void RowReader::ReadIntoSimply(std::string_view text, std::int64_t line, RawTable& table) {
  FieldScanner scanner(text, plan_.understanding.separator, plan_.quote, true);
  while (scanner.Next()) {
    ReadRow(scanner, line, nullptr, &table);
    line += scanner.lines();
  }
}

void RowReader::ReadInto(std::string_view text, std::int64_t line, RawTable& table) {
  if (!plain_) return ReadIntoSimply(text, line, table);
  table.value.resize(1);
  FieldScanner scanner(text, plan_.understanding.separator, plan_.quote, true);
  while (scanner.Next()) {
    if (table.rows() == table.stamp.capacity()) table.Reserve((text.size() - scanner.begin()) / (scanner.row().size() + 1) * 9 / 8 + 1);
    ReadRow(scanner, line, nullptr, &table);
    line += scanner.lines();
    const std::size_t column = plan_.time_columns[0];
    if (column >= scanner.fields().size()) continue;
    // A field with doubled quotes does not stand in the text.
    const auto stamp_at = static_cast<std::size_t>(scanner.fields()[column].data() - scanner.row().data());
    if (stamp_at > scanner.row().size()) continue;
    plain_->Learn(scanner.row(), stamp_at, stamps_.memory());
    const std::size_t before = table.rows();
    scanner.SkipTo(plain_->Run(text, scanner.position(), table));
    const auto read = static_cast<std::int64_t>(table.rows() - before);
    line += read;
    tally_.rows += read;
  }
}

void RowReader::ReadRow(const FieldScanner& scanner, std::int64_t line, const TableOf* table_of, RawTable* table) {
  if (scanner.blank()) return;
  const auto stamp = RowStamp(scanner, line);
  if (!stamp) return;
  if (table == nullptr) {
    const std::string_view key = key_.Of(scanner.fields());
    if (last_table_ == nullptr || key != last_key_) {
      last_table_ = &(*table_of)(key);
      last_key_ = key;
    }
    table = last_table_;
  }
  if (table->value.size() != std::max<std::size_t>(readings_.size(), 1)) table->value.resize(std::max<std::size_t>(readings_.size(), 1));
  if (plan_.understanding.layout == Layout::kWideByHour) {
    ReadDay(scanner, line, *stamp, *table);
  } else {
    ReadValues(scanner, line, *stamp, *table);
  }
}

std::optional<ParsedStamp> RowReader::RowStamp(const FieldScanner& scanner, std::int64_t line) {
  const std::span<const std::string_view> fields = scanner.fields();
  std::string_view text;
  if (plan_.time_columns.size() == 1) {
    text = Cell(fields, plan_.time_columns[0]);
  } else {
    joined_stamp_.clear();
    for (const std::size_t column : plan_.time_columns) {
      if (!joined_stamp_.empty()) joined_stamp_ += ' ';
      joined_stamp_ += TrimCell(Cell(fields, column));
    }
    text = joined_stamp_;
  }
  auto stamp = stamps_.Parse(text);
  if (!stamp) stamp = stamps_.Parse(TrimCell(text));
  if (stamp) {
    ++tally_.rows;
    return stamp;
  }
  if (!plan_.header_line.empty() && scanner.row() == plan_.header_line) return std::nullopt;
  if (std::ranges::all_of(fields, [](std::string_view cell) { return TrimCell(cell).empty(); })) return std::nullopt;
  if (IsTotal(fields)) {
    ++tally_.totals;
    return std::nullopt;
  }
  ++tally_.rows;
  Refuse(tally_.row_rejects, line, plan_.time_columns.empty() ? 0 : plan_.time_columns[0], text, TrimCell(text).empty() ? kNoDate : kNoStamp);
  return std::nullopt;
}

void RowReader::ReadValues(const FieldScanner& scanner, std::int64_t line, ParsedStamp stamp, RawTable& table) {
  const std::span<const std::string_view> fields = scanner.fields();
  const bool surplus = HasSurplus(fields);
  if (surplus) Refuse(tally_.row_rejects, line, fields.size() - 1, fields.back(), kSurplus);
  const bool bad_unit = !surplus && plan_.unit_column && UnitIndex(fields, table) == 0xFF;
  if (bad_unit) Refuse(tally_.value_rejects, line, *plan_.unit_column, Cell(fields, *plan_.unit_column), kOtherUnit);
  table.stamp.push_back(stamp.seconds);
  table.flag.push_back(static_cast<std::uint8_t>((stamp.is_instant ? RawTable::kInstant : 0) | StatusFlag(fields)));
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    const std::size_t column = plan_.readings[readings_[i]].column;
    table.value[i].push_back(surplus || bad_unit ? RejectedValue() : ReadValue(Cell(fields, column), column, line));
  }
  ReadBeside(fields, table);
}

void RowReader::ReadDay(const FieldScanner& scanner, std::int64_t line, ParsedStamp day, RawTable& table) {
  const std::span<const std::string_view> fields = scanner.fields();
  const bool surplus = HasSurplus(fields);
  if (surplus) Refuse(tally_.row_rejects, line, fields.size() - 1, fields.back(), kSurplus);
  const std::uint8_t status = StatusFlag(fields);
  const bool elapsed = plan_.day_columns_elapsed || ClosesUpShortDay(fields, day);
  for (const DayColumn& column : plan_.day_columns) {
    const std::string_view cell = TrimCell(Cell(fields, column.column));
    const bool has_value = HasValue(cell);
    const auto stamp = elapsed ? ElapsedStamp(column, day) : DayStamp(column, day, has_value);
    if (!stamp) {
      if (has_value) Refuse(tally_.value_rejects, line, column.column, cell, kNoSuchHour);
      continue;
    }
    table.stamp.push_back(stamp->seconds);
    table.flag.push_back(
        static_cast<std::uint8_t>((stamp->is_instant ? RawTable::kInstant : 0) | (column.repeated ? RawTable::kRepeated : 0) | status));
    table.value[0].push_back(surplus ? RejectedValue() : ReadValue(cell, column.column, line));
    ReadBeside(fields, table);
  }
}

bool RowReader::HasValue(std::string_view cell) const {
  return !cell.empty() && std::ranges::find(plan_.missing_tokens, LowerCell(cell)) == plan_.missing_tokens.end();
}

bool RowReader::ClosesUpShortDay(std::span<const std::string_view> fields, ParsedStamp day) {
  if (day.is_instant || !clock_.zone().HasClockChanges()) return false;
  const std::int64_t midnight = Midnight(day);
  if (clock_.ToInstants(midnight + kDay).first - clock_.ToInstants(midnight).first >= Seconds(kDay)) return false;
  bool skipped_has_value = false;
  for (const DayColumn& column : plan_.day_columns) {
    const bool has_value = HasValue(TrimCell(Cell(fields, column.column)));
    if (column.repeated || (has_value && !ElapsedStamp(column, day))) return false;
    skipped_has_value |= has_value && !clock_.ToInstants(midnight + column.since_midnight.count()).exists;
  }
  return skipped_has_value;
}

std::optional<ParsedStamp> RowReader::ElapsedStamp(const DayColumn& column, ParsedStamp day) {
  const std::int64_t since = column.since_midnight.count();
  if (day.is_instant) return ParsedStamp{day.seconds + since, true};
  const std::int64_t begin = EpochSeconds(clock_.ToInstants(Midnight(day)).first);
  const std::int64_t end = EpochSeconds(clock_.ToInstants(Midnight(day) + kDay).first);
  if (begin + since >= end) return std::nullopt;
  return ParsedStamp{begin + since, true};
}

std::optional<ParsedStamp> RowReader::DayStamp(const DayColumn& column, ParsedStamp day, bool has_value) {
  const std::int64_t since = column.since_midnight.count();
  if (day.is_instant) return ParsedStamp{day.seconds + since, true};
  const std::int64_t midnight = Midnight(day);
  if (!clock_.zone().HasClockChanges()) return column.repeated ? std::nullopt : std::optional(ParsedStamp{midnight + since, false});
  const TimeZone::Instants instants = clock_.ToInstants(midnight + since);
  if (column.repeated && !instants.second) return std::nullopt;
  if (!instants.exists && !has_value) return std::nullopt;
  return ParsedStamp{midnight + since, false};
}

void RowReader::ReadBeside(std::span<const std::string_view> fields, RawTable& table) {
  if (plan_.temperature_column) {
    const auto read = ParseCell(Cell(fields, *plan_.temperature_column), style_);
    const double celsius = !read ? MissingValue() : plan_.temperature_is_fahrenheit ? (*read - 32) / 1.8 : *read;
    table.temperature.push_back(static_cast<float>(celsius));
  }
  if (plan_.label_column) table.label.push_back(LabelOf(Cell(fields, *plan_.label_column)));
  if (plan_.unit_column) table.unit.push_back(UnitIndex(fields, table));
}

double RowReader::ReadValue(std::string_view cell, std::size_t column, std::int64_t line) {
  if (cell.empty()) return MissingValue();
  if (const auto value = ParseCell(cell, style_)) return *value;
  const std::string lower = LowerCell(cell);
  if (lower.empty() || std::ranges::find(plan_.missing_tokens, lower) != plan_.missing_tokens.end()) return MissingValue();
  Refuse(tally_.value_rejects, line, column, cell, kNoNumber);
  return RejectedValue();
}

std::uint8_t RowReader::StatusFlag(std::span<const std::string_view> fields) {
  if (!plan_.status_column) return 0;
  const std::string_view cell = Cell(fields, *plan_.status_column);
  if (cell == last_status_) return last_status_flag_;
  last_status_ = cell;
  const auto found = std::ranges::find(plan_.status_words, LowerCell(cell), &std::pair<std::string, Quality>::first);
  const Quality quality = found == plan_.status_words.end() ? Quality::kMeasured : found->second;
  last_status_flag_ = static_cast<std::uint8_t>(static_cast<unsigned>(quality) << RawTable::kQualityShift);
  return last_status_flag_;
}

std::uint8_t RowReader::UnitIndex(std::span<const std::string_view> fields, RawTable& table) {
  const auto unit = UnderstandUnit(Cell(fields, *plan_.unit_column));
  if (!unit) return 0xFF;
  const auto found = std::ranges::find(table.units, *unit);
  if (found != table.units.end()) return static_cast<std::uint8_t>(found - table.units.begin());
  if (table.units.size() >= 0xFE) return 0xFF;
  table.units.push_back(*unit);
  return static_cast<std::uint8_t>(table.units.size() - 1);
}

std::uint8_t RowReader::LabelOf(std::string_view cell) const {
  if (cell == "0") return 0;
  const std::string word = LowerCell(cell);
  if (word.empty() || std::ranges::find(plan_.normal_words, word) != plan_.normal_words.end()) return 0;
  const auto number = ParseCell(word, style_);
  return number && *number == 0 ? 0 : 1;
}

bool RowReader::HasSurplus(std::span<const std::string_view> fields) const {
  const std::size_t known = plan_.understanding.columns.size();
  if (fields.size() <= known) return false;
  return !std::ranges::all_of(fields.subspan(known), [](std::string_view cell) { return TrimCell(cell).empty(); });
}

bool RowReader::IsTotal(std::span<const std::string_view> fields) const {
  for (const std::string_view cell : fields) {
    const std::string word = LowerCell(cell);
    if (word.empty()) continue;
    return std::ranges::any_of(plan_.summary_words, [&](const std::string& start) { return word.starts_with(start); });
  }
  return false;
}

void RowReader::Refuse(RejectTally& tally, std::int64_t line, std::size_t column, std::string_view text, Phrase reason) const {
  if (tally.first.size() >= RejectTally::kKept) {
    ++tally.count;
    return;
  }
  const auto& columns = plan_.understanding.columns;
  AddReject(tally, {plan_.understanding.path, line, column < columns.size() ? columns[column].name : "", CutText(text), std::move(reason)});
}

}  // namespace kilowatch
