#pragma once

#include <string>
#include <vector>

#include "decision/scorer/portfolio.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

struct DetectTextOptions {
  Language language = Language::kEnglish;
  int top = 6;                      // findings shown
  std::vector<std::string> inputs;  // as the user named them, for the next command
};

// The answer of `detect` for a person, about one screen: what was read and assumed, the findings worth most, data faults, a portrait of the meters,
// what could not be judged and why, the next command to try.
std::string DetectText(const PortfolioOutcome& outcome, const DetectTextOptions& options);

}  // namespace kilowatch
