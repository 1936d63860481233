#include "learning/evaluation/figure_table.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace kilowatch {
namespace {

// Columns on a terminal, not bytes.
std::size_t WidthOf(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string FigureText(double value, int decimals, Language language) {
  if (std::isnan(value)) return "–";
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (language == Language::kFrench) std::ranges::replace(text, '.', ',');
  return text;
}

std::string PercentText(double share, int decimals, Language language) { return FigureText(100 * share, decimals, language); }

std::string AlignFigures(const std::vector<FigureRow>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const FigureRow& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], WidthOf(row[c]));
  }
  std::string out;
  for (const FigureRow& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string padding(widths[c] - WidthOf(row[c]), ' ');
      out += c == 0 ? row[c] + (row.size() > 1 ? padding : "") : "  " + padding + row[c];
    }
    out += '\n';
  }
  return out;
}

double MedianOf(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::nan("");
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

nlohmann::json DefinedOrNull(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

}  // namespace kilowatch
