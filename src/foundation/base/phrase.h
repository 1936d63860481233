#pragma once

#include <string>

namespace kilowatch {

enum class Language { kEnglish, kFrench };

// One sentence that a person reads, in both languages that the program speaks.
struct Phrase {
  std::string en;
  std::string fr;

  const std::string& In(Language language) const { return language == Language::kFrench ? fr : en; }
  bool empty() const { return en.empty(); }
};

}  // namespace kilowatch
