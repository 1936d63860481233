#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <fmt/format.h>

namespace kilowatch {
namespace {

// What a header says of its place in the day: a clock time "07:30", "7h", "00:00-01:00", or a number "H07", "hour_7", "7".
struct DayHeader {
  std::size_t column = 0;
  bool clock = false;
  int number = 0;       // minutes since midnight for a clock time
  bool ending = false;  // "HE07"
  bool marked = false;  // "02:00 (2)", "3B", "02:00*": the second passing
};

bool Digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::optional<int> TakeNumber(std::string_view text, std::size_t& place) {
  const std::size_t begin = place;
  int number = 0;
  while (place < text.size() && Digit(text[place]) && place - begin < 3) number = number * 10 + (text[place++] - '0');
  return place > begin ? std::optional(number) : std::nullopt;
}

bool IsHourPrefix(std::string_view prefix) {
  while (!prefix.empty() && std::string_view(" _-.").contains(prefix.back())) prefix.remove_suffix(1);
  if (prefix.empty()) return true;
  const auto words = Words(prefix);
  static constexpr std::array<std::string_view, 25> kPrefixes = {"h",    "hh",       "sp", "int",  "he", "hr",  "hour",  "heure", "stunde",
                                                                 "uur",  "hora",     "t",  "p",    "q",  "qh",  "kwh",   "val",   "period",
                                                                 "slot", "interval", "v",  "wert", "mw", "mwh", "ending"};
  return !words.empty() && std::ranges::find(kPrefixes, std::string_view(words.back())) != kPrefixes.end();
}

std::optional<DayHeader> ReadDayHeader(std::size_t column, std::string_view name) {
  const auto first = name.find_first_of("0123456789");
  if (first == std::string_view::npos || first > 24 || !IsHourPrefix(name.substr(0, first))) return std::nullopt;
  DayHeader header{column, false, 0, Means(name.substr(0, first), Meaning::kHourEnding), false};
  std::size_t place = first;
  const auto number = TakeNumber(name, place);
  if (!number) return std::nullopt;
  header.number = *number;
  std::string_view rest = name.substr(place);
  const bool mark = !rest.empty() && (rest[0] == ':' || rest[0] == 'h' || rest[0] == 'H' || ((rest[0] == '_' || rest[0] == '.') && rest.size() >= 3));
  if (mark && *number <= 24) {
    std::size_t at = place + 1;
    const auto minutes = TakeNumber(name, at);
    if (!minutes && rest[0] != 'h' && rest[0] != 'H') return std::nullopt;
    header.clock = true;
    header.number = *number * 60 + minutes.value_or(0);
    rest = name.substr(at);
    if (rest.starts_with(":00")) rest.remove_prefix(3);
  }
  // What follows may be the end of the stretch ("-01:00") or a unit; "(2)", "*", "B", "bis" mark a second passing.
  const std::string tail = Fold(TrimBlanks(rest));
  header.marked = tail == "(2)" || tail == "*" || tail == "b" || tail == "bis" || tail == "_2" || tail == ".1" || tail == "dst";
  const bool stretch = tail.starts_with('-') || tail.starts_with("to") || tail.starts_with("a ");
  const bool known = tail.empty() || header.marked || stretch || tail == "a" || tail == "h" || UnitFromHeader(rest).has_value();
  return known ? std::optional(header) : std::nullopt;
}

struct DayShape {
  std::size_t usual = 24;  // intervals of a day of 24 hours
  int step = 60;           // minutes
};

std::optional<DayShape> ShapeOf(std::size_t count) {
  for (const DayShape shape : {DayShape{24, 60}, {48, 30}, {96, 15}, {144, 10}, {288, 5}}) {
    const std::size_t hour = shape.usual / 24;
    if (count == shape.usual || count == shape.usual - hour || count == shape.usual + hour) return shape;
  }
  return std::nullopt;
}

void AddNumbered(const std::vector<DayHeader>& headers, DayShape shape, Draft& draft) {
  const int first = headers.front().number;
  std::optional<int> before;
  int position = first;
  for (const auto& header : headers) {
    const bool repeated = header.marked || (before && header.number == *before);
    if (!repeated) position = header.number;
    draft.plan.day_columns.push_back({header.column, Seconds((position - first) * shape.step * 60), repeated});
    before = header.number;
  }
  const bool named_twice = std::ranges::any_of(draft.plan.day_columns, &DayColumn::repeated);
  draft.plan.day_columns_elapsed = headers.size() > shape.usual && !named_twice;
  if (first == 1) {
    draft.Assume({"the first interval of the day begins at 00:00 and is called by its end",
                  "le premier intervalle du jour commence à 00:00 et porte le nom de sa fin"});
  }
}

void AddClocks(const std::vector<DayHeader>& headers, DayShape shape, Draft& draft) {
  // "01:00 … 24:00" and "00:15 … 00:00" name each interval by its end.
  const bool by_end = headers.front().number == shape.step && (headers.back().number == 1440 || headers.back().number == 0);
  std::optional<int> before;
  for (const auto& header : headers) {
    const int minute = by_end ? (header.number + 1440 - shape.step) % 1440 : header.number;
    draft.plan.day_columns.push_back({header.column, Seconds(minute * 60), header.marked || (before && header.number == *before)});
    before = header.number;
  }
  const bool named_twice = std::ranges::any_of(draft.plan.day_columns, &DayColumn::repeated);
  draft.plan.day_columns_elapsed = headers.size() > shape.usual && !named_twice;
  if (by_end) {
    draft.Assume({"the columns name each interval by its end: the first is " + draft.table.names[headers.front().column] + ", the last midnight",
                  "les colonnes nomment chaque intervalle par sa fin : la première est " + draft.table.names[headers.front().column] +
                      ", la dernière minuit"});
  }
}

// Without a header: the numbers behind the date, where they are as many as a day's intervals.
std::vector<DayHeader> NumbersBehindDate(const Draft& draft) {
  std::vector<DayHeader> headers;
  for (std::size_t i = draft.plan.time_columns.front() + 1; i < draft.columns.size(); ++i) {
    if (draft.settled[i] || !draft.columns[i].IsNumeric()) break;
    headers.push_back({i, false, static_cast<int>(headers.size()) + 1, true, false});
  }
  return headers;
}

}  // namespace

void FindDayColumns(Draft& draft) {
  const bool date_alone = draft.stamp && !draft.stamp->has_time && draft.plan.time_columns.size() == 1;
  if (!date_alone) return;
  std::vector<DayHeader> clocks, numbers;
  if (!draft.table.has_header) numbers = NumbersBehindDate(draft);
  for (const auto& column : draft.columns) {
    if (draft.settled[column.index] || !draft.table.has_header) continue;
    const auto header = ReadDayHeader(column.index, column.name);
    if (header) (header->clock ? clocks : numbers).push_back(*header);
  }
  const auto& headers = clocks.size() >= numbers.size() ? clocks : numbers;
  const auto shape = ShapeOf(headers.size());
  if (!shape) return;
  const int first = headers.front().number;
  const bool begins_well = headers.front().clock ? first == 0 || first == shape->step : first == 0 || first == 1;
  if (!begins_well) return;
  (headers.front().clock ? AddClocks : AddNumbered)(headers, *shape, draft);
  for (const auto& day : draft.plan.day_columns) {
    const auto start = day.since_midnight.count() / 60;
    const std::string clock = fmt::format("{:02}:{:02}", start / 60, start % 60);
    draft.Settle(day.column, ColumnRole::kReading,
                 {"interval of the row's day that begins at " + clock + (day.repeated ? ", second passing" : ""),
                  "intervalle du jour de la ligne qui commence à " + clock + (day.repeated ? ", second passage" : "")});
  }
  draft.plan.understanding.layout = Layout::kWideByHour;
  draft.plan.interval = Seconds(shape->step * 60);
}

}  // namespace kilowatch
