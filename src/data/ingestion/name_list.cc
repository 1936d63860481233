#include "data/ingestion/name_list.h"

#include <algorithm>

#include "foundation/base/format_phrase.h"

namespace kilowatch {

Phrase NameList(const std::vector<std::string>& names) {
  constexpr std::size_t kNamed = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) list += (i == 0 ? "" : ", ") + names[i];
  if (names.size() <= kNamed) return {list, list};
  return FormatPhrase("{} and {}", "{} et {}", list,
                      Counted(static_cast<std::int64_t>(names.size() - kNamed), {"more", "autre"}, {"more", "autres"}));
}

}  // namespace kilowatch
