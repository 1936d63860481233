#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::string GroupedDigits(std::int64_t count, std::string_view mark) {
  std::string text = std::to_string(count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t at = text.size(); at > first + 3;) text.insert(at -= 3, mark);
  return text;
}

}  // namespace

Phrase CountWords(std::int64_t count) { return {GroupedDigits(count, ","), GroupedDigits(count, "\u202f")}; }

Phrase Plural(std::int64_t count, const Phrase& one, const Phrase& many) {
  return {count == 1 ? one.en : many.en, count == 0 || count == 1 ? one.fr : many.fr};
}

Phrase Counted(std::int64_t count, const Phrase& one, const Phrase& many) {
  return FormatPhrase("{} {}", "{} {}", CountWords(count), Plural(count, one, many));
}

}  // namespace kilowatch
