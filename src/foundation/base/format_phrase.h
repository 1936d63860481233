#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <type_traits>

#include "foundation/base/phrase.h"

namespace kilowatch {

template <class T>
using Spoken = std::conditional_t<std::is_same_v<T, Phrase>, std::string, T>;

template <class T>
const Spoken<T>& SpokenIn(Language language, const T& value) {
  if constexpr (std::is_same_v<T, Phrase>)
    return value.In(language);
  else
    return value;
}

// One sentence with its arguments put in, in both languages: FormatPhrase("{} is empty", "{} est vide", name). An argument that is a Phrase speaks the
// language of the sentence; numbers, names and paths are the same in both. fmt checks both formats when they are compiled.
template <class... Arguments>
Phrase FormatPhrase(fmt::format_string<const Spoken<Arguments>&...> en, fmt::format_string<const Spoken<Arguments>&...> fr,
                    const Arguments&... arguments) {
  return {fmt::format(en, SpokenIn(Language::kEnglish, arguments)...), fmt::format(fr, SpokenIn(Language::kFrench, arguments)...)};
}

// "12,345" and, with narrow no-break spaces, "12 345".
Phrase CountWords(std::int64_t count);

// The form that agrees with `count`: English has the singular for 1 alone, French for 0 too.
Phrase Plural(std::int64_t count, const Phrase& one, const Phrase& many);

// The count and its word: Counted(2000, {"line", "ligne"}, {"lines", "lignes"}) is "2,000 lines".
Phrase Counted(std::int64_t count, const Phrase& one, const Phrase& many);

}  // namespace kilowatch
