#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"

namespace kilowatch {

// One signed name of a formula.
struct FormulaTerm {
  double factor = 1;
  std::string name;
  bool quoted = false;  // a meter's name as it stands, never a word like "subs"
};

// "import + pv - export", "main - sum(subs)", "2 * \"meter one\" - meter-two". An operator stands between spaces, else it is a part of a name. Error kConfiguration saying
// what was expected where.
Result<std::vector<FormulaTerm>> ParseFormula(std::string_view text);

}  // namespace kilowatch
