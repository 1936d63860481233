#include "data/ingestion/csv/alike_lines.h"

#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "data/ingestion/csv/alike_lines.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

std::size_t PassAlikeLinesHere(const char* text, std::size_t size, std::size_t at, std::string_view start, std::int64_t& lines) {
  const hn::CappedTag<std::uint8_t, 64> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto line_end = hn::Set(tag, static_cast<std::uint8_t>('\n'));
  // Up to eight bytes are compared as one word.
  const std::size_t head = start.size() < 8 ? start.size() : 8;
  const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * head);
  std::uint64_t wanted = 0;
  std::memcpy(&wanted, start.data(), head);
  const auto is_alike = [&](const char* line) {
    std::uint64_t word;
    std::memcpy(&word, line, sizeof word);
    return (word & mask) == wanted && (start.size() <= 8 || std::memcmp(line + 8, start.data() + 8, start.size() - 8) == 0);
  };
  const std::size_t reach = lanes + 8 + start.size();
  if (at + reach > size || !is_alike(text + at)) return at;
  for (std::size_t block = at; block + reach <= size; block += lanes) {
    std::uint64_t ends = 0;
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(text + block));
    hn::StoreMaskBits(tag, hn::Eq(bytes, line_end), reinterpret_cast<std::uint8_t*>(&ends));
    for (; ends != 0; ends &= ends - 1) {
      at = block + static_cast<std::size_t>(std::countr_zero(ends)) + 1;
      ++lines;
      if (!is_alike(text + at)) return at;
    }
  }
  return at;
}

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(PassAlikeLinesHere);

std::size_t PassAlikeLines(std::string_view text, std::size_t at, std::string_view start, std::int64_t& lines) {
  return HWY_DYNAMIC_DISPATCH(PassAlikeLinesHere)(text.data(), text.size(), at, start, lines);
}

std::size_t PassAlikeLinesSimply(std::string_view text, std::size_t at, std::string_view start, std::int64_t& lines) {
  while (text.substr(at).starts_with(start)) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
    ++lines;
  }
  return at;
}

}  // namespace kilowatch
#endif
