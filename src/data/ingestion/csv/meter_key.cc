#include "data/ingestion/csv/meter_key.h"

#include <algorithm>

#include "data/ingestion/csv/encoding.h"

namespace kilowatch {

std::string_view TrimCell(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string LowerCell(std::string_view text) {
  std::string out(TrimCell(text));
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view MeterKey::Of(std::span<const std::string_view> fields) {
  if (columns_.empty()) return {};
  if (columns_.size() == 1) return columns_[0] < fields.size() ? TrimCell(fields[columns_[0]]) : std::string_view();
  joined_.clear();
  for (const std::size_t column : columns_) {
    const std::string_view part = column < fields.size() ? TrimCell(fields[column]) : std::string_view();
    if (part.empty()) continue;
    if (!joined_.empty()) joined_ += " / ";
    joined_ += part;
  }
  return joined_;
}

std::string MeterName(std::string_view key, std::string_view column_part) {
  std::string name = EnsureUtf8(key);
  if (!name.empty() && !column_part.empty()) name += " / ";
  return name + std::string(column_part);
}

}  // namespace kilowatch
