#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kilowatch {

// `text` without blanks and tabs around it.
std::string_view TrimCell(std::string_view text);
// ASCII letters made small, blanks around cut off.
std::string LowerCell(std::string_view text);

// The key of a row's meter: its cells in `columns`, joined by " / ", empty ones left out. The view holds until the next call.
class MeterKey {
 public:
  explicit MeterKey(std::vector<std::size_t> columns) : columns_(std::move(columns)) {}
  std::string_view Of(std::span<const std::string_view> fields);

 private:
  std::vector<std::size_t> columns_;
  std::string joined_;
};

// The name of a meter from its key and its column's part.
std::string MeterName(std::string_view key, std::string_view column_part);

}  // namespace kilowatch
