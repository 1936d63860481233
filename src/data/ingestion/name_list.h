#pragma once

#include <string>
#include <vector>

#include "foundation/base/phrase.h"

namespace kilowatch {

// The first five names, and how many more there are: "a, b, c, d, e and 7 more".
Phrase NameList(const std::vector<std::string>& names);

}  // namespace kilowatch
