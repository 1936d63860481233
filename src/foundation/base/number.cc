#include "foundation/base/number.h"

#include <charconv>
#include <cmath>

namespace kilowatch {

void AppendNumber(double value, std::string& out) {
  if (!std::isfinite(value)) return;
  char text[400];
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-5 && size < 1e15);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  out.append(text, std::to_chars(text, text + sizeof text, value == 0 ? 0.0 : value, format).ptr);
}

std::string FormatNumber(double value) {
  std::string out;
  AppendNumber(value, out);
  return out;
}

std::optional<double> ParseNumber(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace kilowatch
