#include "data/ingestion/csv/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

void CountNumber(double value, ColumnProfile& profile) {
  if (profile.numeric++ == 0) profile.least = profile.most = value;
  profile.least = std::min(profile.least, value);
  profile.most = std::max(profile.most, value);
  profile.whole_numbers += value == std::floor(value) ? 1 : 0;
}

void AddCell(std::string_view cell, NumberStyle style, ColumnProfile& profile) {
  profile.cells.push_back(cell);
  profile.numbers.push_back(std::numeric_limits<double>::quiet_NaN());
  if (cell.empty() || IsMissingToken(cell)) return;
  profile.filled.push_back(cell);
  if (profile.distinct.size() < ColumnProfile::kDistinctKept || profile.distinct.contains(cell)) ++profile.distinct[cell];
  if (const auto number = ReadNumber(cell, style)) {
    profile.numbers.back() = *number;
    CountNumber(*number, profile);
  }
}

}  // namespace

bool ColumnProfile::IsFlag() const {
  return !distinct.empty() && std::ranges::all_of(distinct, [](const auto& entry) {
    const std::string word = Fold(entry.first);
    return word == "0" || word == "1" || word == "0.0" || word == "1.0" || word == "true" || word == "false" || word == "yes" || word == "no" ||
           word == "oui" || word == "non" || word == "vrai" || word == "faux" || word == "y" || word == "n" || word == "t" || word == "f" ||
           word == "ja" || word == "nein" || word == "nee" || word == "-1";
  });
}

const std::vector<std::string>& MissingTokens() {
  static const std::vector<std::string> kTokens = {"na",   "n/a",  "#n/a", "nan",  "null", "none", "-",       "--",     "---",      "?",   "nd",
                                                   "n.d.", "n.c.", "nc",   "n.a.", "\\n",  ".",    "missing", "absent", "manquant", "void"};
  return kTokens;
}

bool IsMissingToken(std::string_view cell) {
  if (cell.size() > 8) return false;
  return std::ranges::find(MissingTokens(), Fold(cell)) != MissingTokens().end();
}

const std::vector<std::string>& SummaryWords() {
  static const std::vector<std::string> kWords = {
      "total",   "totaux",    "somme",   "sum",    "summe",      "gesamt",   "totaal",  "suma",    "subtotal", "sous-total", "grand",
      "moyenne", "mean",      "average", "mittel", "gemiddelde", "promedio", "minimum", "maximum", "min",      "max",        "source",
      "note",    "generated", "genere",  "généré", "erstellt",   "export",   "end of",  "fin de",  "#",        "*",          "//"};
  return kWords;
}

std::vector<const TextRow*> SampledRows(const SampleTable& table) {
  std::vector<const TextRow*> rows;
  for (const auto* part : {&table.head, &table.middle, &table.end}) {
    for (const auto& row : *part) {
      const auto first = std::ranges::find_if(row.cells, [](const std::string& cell) { return !cell.empty(); });
      const std::string start = first == row.cells.end() ? std::string() : Fold(*first);
      const bool summary = std::ranges::any_of(SummaryWords(), [&](const std::string& word) { return start.starts_with(word); });
      const bool header = table.has_header && row.cells == table.names;
      if (!header && !(summary && KindOf(*first) == CellKind::kText && row.cells.size() <= table.names.size() && part != &table.middle &&
                       &row - part->data() + 8 >= static_cast<std::ptrdiff_t>(part->size()))) {
        rows.push_back(&row);
      }
    }
  }
  return rows;
}

NumberStyleGuess StyleOf(const SampleTable& table, const std::vector<const TextRow*>& rows) {
  std::vector<std::string_view> numbers;
  constexpr std::size_t kEnough = 20'000;
  const std::size_t step = std::max<std::size_t>(1, rows.size() * table.names.size() / kEnough);
  for (std::size_t i = 0; i < rows.size(); i += step) {
    for (const auto& cell : rows[i]->cells) {
      if (LooksLikeNumber(cell) && KindOf(cell) == CellKind::kNumber) numbers.push_back(cell);
    }
  }
  return GuessNumberStyle(numbers, table.separator);
}

std::vector<ColumnProfile> ProfileColumns(const SampleTable& table, const std::vector<const TextRow*>& rows, NumberStyle style) {
  std::vector<ColumnProfile> profiles(table.names.size());
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    profiles[i].index = i;
    profiles[i].name = table.names[i];
    // A column that the header leaves without a name was numbered for people; the number says nothing.
    const bool named = table.has_header && table.names[i] != fmt::format("column {}", i + 1);
    if (named) profiles[i].words = Words(table.names[i]);
    profiles[i].cells.reserve(rows.size());
    profiles[i].numbers.reserve(rows.size());
    for (const TextRow* row : rows) AddCell(i < row->cells.size() ? std::string_view(row->cells[i]) : std::string_view(), style, profiles[i]);
  }
  return profiles;
}

}  // namespace kilowatch
