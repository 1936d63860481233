#pragma once

#include <string>

#include "decision/explanation/explanation.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// The answer of `explain` as one page that needs nothing else: what the text says, with charts of the day and of the nearest normal one.
std::string ExplainHtml(const Explanation& explanation, Language language);

}  // namespace kilowatch
