#include "data/ingestion/name_list.h"

#include <algorithm>

namespace kilowatch {

Phrase NameList(const std::vector<std::string>& names) {
  constexpr std::size_t kNamed = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) list += (i == 0 ? "" : ", ") + names[i];
  if (names.size() <= kNamed) return {list, list};
  const std::string more = std::to_string(names.size() - kNamed);
  return {list + " and " + more + " more", list + " et " + more + " autres"};
}

}  // namespace kilowatch
