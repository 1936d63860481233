#include "data/ingestion/csv/table.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "data/ingestion/csv/number_style.h"
#include "data/ingestion/csv/stamp.h"
#include "data/ingestion/csv/units.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

constexpr std::size_t kCellsLooked = 64;  // of a row, where a few columns tell as much as thousands

Status CheckText(std::string_view head, const CsvContext& context) {
  if (TrimBlanks(head).find_first_not_of("\r\n \t") == std::string_view::npos) {
    return Fail(ErrorCode::kUnreadable, FormatPhrase("{} is empty", "{} est vide", context.path),
                {"Export it again, or leave it out", "Exportez-le de nouveau, ou laissez-le de côté"});
  }
  const std::string_view start = head.substr(0, 65536);
  const auto control = std::ranges::count_if(start, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t';
  });
  const std::array<std::pair<std::string_view, Phrase>, 5> magics = {
      {{"PK\x03\x04", {"a zip archive or a spreadsheet (.xlsx)", "une archive zip ou un tableur (.xlsx)"}},
       {"%PDF", {"a PDF", "un PDF"}},
       {"PAR1", {"a Parquet file", "un fichier Parquet"}},
       {"\xD0\xCF\x11\xE0", {"an old spreadsheet (.xls)", "un ancien tableur (.xls)"}},
       {"SQLite format", {"an SQLite database", "une base SQLite"}}}};
  for (const auto& [magic, what] : magics) {
    if (head.starts_with(magic)) {
      return Fail(ErrorCode::kUnreadable, FormatPhrase("{} is {}, not delimited text", "{} est {}, pas du texte délimité", context.path, what),
                  {"Export it as CSV", "Exportez-le en CSV"});
    }
  }
  if (static_cast<double>(control) > 0.01 * static_cast<double>(start.size())) {
    return Fail(ErrorCode::kUnreadable, FormatPhrase("{} is binary, not delimited text", "{} est binaire, pas du texte délimité", context.path),
                {"Give a CSV file, plain or gzip", "Donnez un fichier CSV, simple ou gzip"});
  }
  return {};
}

char ChooseQuote(std::string_view head) {
  const auto doubles = std::ranges::count(head, '"');
  if (doubles > 0) return '"';
  std::size_t opened = 0;
  for (std::string_view mark : {",'", ";'", "\t'", "\n'"}) {
    for (auto at = head.find(mark); at != std::string_view::npos; at = head.find(mark, at + 1)) ++opened;
  }
  const auto singles = std::ranges::count(head, '\'');
  // An apostrophe inside words or numbers is no quote: quotes stand at the front of cells, every other one.
  return opened > 4 && static_cast<std::size_t>(singles) <= 2 * opened + 2 ? '\'' : '"';
}

std::size_t UsualWidth(const std::vector<TextRow>& rows) {
  std::map<std::size_t, std::size_t> widths;
  for (const auto& row : rows) ++widths[row.cells.size()];
  std::size_t usual = 0, most = 0;
  for (const auto& [width, count] : widths) {
    if (count >= most) usual = width, most = count;
  }
  return usual;
}

// How well a separator explains the text: rows of one width, cells that are numbers, stamps or words rather than several of them in one.
double SeparatorFit(const std::vector<TextRow>& rows, char separator) {
  const std::size_t width = UsualWidth(rows);
  if (width < 2) return 0;
  std::size_t usual = 0, clean = 0, cells = 0;
  for (const auto& row : rows) {
    if (row.cells.size() != width) continue;
    ++usual;
    for (std::size_t i = 0; i < std::min(width, kCellsLooked); ++i) {
      const auto& cell = row.cells[i];
      const bool other = std::ranges::any_of(cell, [&](char c) { return c != separator && (c == ';' || c == '\t' || c == '|'); });
      clean += other ? 0 : 1;
      ++cells;
    }
  }
  return static_cast<double>(usual) / static_cast<double>(rows.size()) * static_cast<double>(clean) / static_cast<double>(cells);
}

char ChooseSeparator(std::string_view head, char quote) {
  char best = ',';
  double best_fit = 0;
  std::size_t best_width = 0;
  for (const char separator : {',', ';', '\t', '|'}) {
    const auto rows = SplitRows(head, separator, quote, {200, 40'000});
    const double fit = SeparatorFit(rows, separator);
    const std::size_t width = UsualWidth(rows);
    if (fit > best_fit + 0.02 || (fit > best_fit - 0.02 && fit > 0 && width > best_width)) best = separator, best_fit = fit, best_width = width;
  }
  return best;
}

// What most cells of each column are, from rows well below any title.
std::vector<CellKind> BulkKinds(const std::vector<TextRow>& rows, std::size_t width) {
  std::vector<CellKind> kinds(std::min(width, kCellsLooked), CellKind::kEmpty);
  for (std::size_t column = 0; column < kinds.size(); ++column) {
    std::array<std::size_t, 5> counts{};
    for (std::size_t i = rows.size() / 2, seen = 0; i < rows.size() && seen < 60; ++i) {
      if (rows[i].cells.size() != width) continue;
      ++seen;
      ++counts[static_cast<std::size_t>(KindOf(rows[i].cells[column]))];
    }
    counts[static_cast<std::size_t>(CellKind::kEmpty)] = 0;
    const auto most = std::ranges::max_element(counts);
    if (*most > 0) kinds[column] = static_cast<CellKind>(most - counts.begin());
  }
  return kinds;
}

std::size_t Filled(const TextRow& row) {
  return static_cast<std::size_t>(std::ranges::count_if(row.cells, [](const std::string& cell) { return !cell.empty(); }));
}

bool IsDataLike(const TextRow& row, const std::vector<CellKind>& kinds) {
  std::size_t dates = 0, dates_read = 0, numbers = 0, numbers_read = 0;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const CellKind kind = i < row.cells.size() ? KindOf(row.cells[i]) : CellKind::kEmpty;
    if (kinds[i] == CellKind::kDate) ++dates, dates_read += kind == CellKind::kDate ? 1 : 0;
    if (kinds[i] == CellKind::kNumber && kind != CellKind::kEmpty) ++numbers, numbers_read += kind == CellKind::kNumber ? 1 : 0;
  }
  // A title may hold a date too ("Period 01/01/2024 to …"), but then it stands alone and behind a word.
  const bool alone = Filled(row) < 2 && kinds.size() >= 2 && !row.cells.front().empty() && (row.cells.front()[0] < '0' || row.cells.front()[0] > '9');
  if (dates > 0) return dates_read > 0 && !alone;
  return numbers > 0 && 2 * numbers_read > numbers;
}

bool IsUnitLine(const TextRow& row) {
  std::size_t units = 0;
  for (const auto& cell : row.cells) units += UnitFromCell(cell) ? 1 : 0;
  return units > 0 && 3 * units >= 2 * Filled(row);
}

void NameColumns(const TextRow* header, std::size_t width, SampleTable& table) {
  table.names.resize(std::max(width, header != nullptr ? header->cells.size() : 0));
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    const bool named = header != nullptr && i < header->cells.size() && !header->cells[i].empty();
    table.names[i] = named ? header->cells[i] : fmt::format("column {}", i + 1);
  }
}

// A second header line above tells columns of one name apart ("Paris" over "main"); a cell that spans several leaves the next ones empty.
void NameByLineAbove(const TextRow& above, SampleTable& table) {
  const std::set<std::string> distinct(table.names.begin(), table.names.end());
  if (distinct.size() == table.names.size() || above.cells.size() != table.names.size()) return;
  std::string upper;
  std::vector<std::string> names = table.names;
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (!above.cells[i].empty()) upper = above.cells[i];
    if (!upper.empty() && upper != names[i]) names[i] = upper + " / " + names[i];
  }
  if (std::set<std::string>(names.begin(), names.end()).size() > distinct.size()) table.names = std::move(names);
}

std::string LineAt(std::string_view head, std::size_t offset) {
  return std::string(head.substr(offset, head.find_first_of("\r\n", offset) - offset));
}

void PlaceHeader(std::string_view head, std::vector<TextRow>& rows, std::size_t first, SampleTable& table) {
  const std::size_t width = UsualWidth(rows);
  std::size_t above = first;
  if (above > 1 && IsUnitLine(rows[above - 1])) table.units = rows[--above].cells;
  const TextRow* header = nullptr;
  while (above > 0 && header == nullptr) {
    --above;
    if (Filled(rows[above]) >= std::max<std::size_t>(1, width / 2)) header = &rows[above];
  }
  NameColumns(header, width, table);
  if (header != nullptr && above > 0) NameByLineAbove(rows[above - 1], table);
  table.has_header = header != nullptr;
  if (header != nullptr) table.header_line = LineAt(head, header->offset);
  table.titles.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(header != nullptr ? above : first));
  table.first_line = rows[first].line;
  table.first_offset = rows[first].offset;
  table.head.assign(std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(first)), std::make_move_iterator(rows.end()));
}

std::vector<TextRow> SampleRows(std::string_view sample, bool ends_with_file, const SampleTable& table) {
  constexpr std::size_t kMost = 500;
  auto rows = SplitRows(WholeLines(sample, ends_with_file), table.separator, table.quote, {100'000, 400'000});
  if (rows.size() > kMost) rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(kMost));
  std::erase_if(rows, [&](const TextRow& row) { return row.cells.size() > table.names.size() + 1; });
  return rows;
}

// Rows of words alone may be a table of words; a single one is none.
Status CheckOnlyRow(const TextRow& row, const CsvContext& context) {
  if (context.head_is_whole) {
    return Fail(ErrorCode::kUnreadable,
                FormatPhrase("{}:1: there is a header and no line of data", "{}:1 : il y a un en-tête et aucune ligne de données", context.path),
                {"Export it again for a period with readings", "Exportez-le de nouveau pour une période qui a des relevés"});
  }
  const std::string line = std::to_string(row.line + 1);
  return Fail(ErrorCode::kUnreadable,
              {context.path + ":" + line + ": a line is too long to hold one reading or one day",
               context.path + ":" + line + " : une ligne trop longue pour un relevé ou un jour"},
              {"Give text with one reading or one day a line", "Donner un texte avec un relevé ou un jour par ligne"});
}

}  // namespace

CellKind KindOf(std::string_view cell) {
  if (cell.empty()) return CellKind::kEmpty;
  const auto marks = std::ranges::count_if(cell, [](char c) { return c == '.' || c == ',' || c == ' '; });
  const bool number = LooksLikeNumber(cell);
  if (number && marks <= 1) return CellKind::kNumber;
  if (LooksLikeDate(cell)) return CellKind::kDate;
  if (LooksLikeClock(cell)) return CellKind::kClock;
  return number ? CellKind::kNumber : CellKind::kText;
}

Result<SampleTable> LayOut(std::string_view head, const CsvContext& context) {
  KW_RETURN_IF_ERROR(CheckText(head, context));
  SampleTable table;
  if (!context.head_is_whole) {
    const auto last = head.find_last_of("\r\n");
    if (last == std::string_view::npos) {
      return Fail(
          ErrorCode::kUnreadable,
          FormatPhrase("{}:1: the first line is longer than {} KiB", "{}:1 : la première ligne dépasse {} Kio", context.path, head.size() / 1024),
          {"Give text with one reading or one day a line", "Donnez un texte avec un relevé ou un jour par ligne"});
    }
    head = head.substr(0, last + 1);
  }
  table.quote = ChooseQuote(head);
  table.separator = ChooseSeparator(head, table.quote);
  auto rows = SplitRows(head, table.separator, table.quote);
  if (rows.empty()) {
    return Fail(ErrorCode::kUnreadable, {context.path + ": every line is empty", context.path + " : toutes les lignes sont vides"},
                {"Export it again for a period with readings", "L'exporter à nouveau pour une période avec des relevés"});
  }
  const auto kinds = BulkKinds(rows, UsualWidth(rows));
  std::size_t first = 0;
  while (first < rows.size() && !IsDataLike(rows[first], kinds)) ++first;
  const bool words_only = first == rows.size();
  if (words_only && rows.size() == 1) KW_RETURN_IF_ERROR(CheckOnlyRow(rows[0], context));
  if (words_only) first = 1;
  PlaceHeader(head, rows, first, table);
  table.middle = SampleRows(context.middle, false, table);
  table.end = SampleRows(context.end, true, table);
  return table;
}

}  // namespace kilowatch
