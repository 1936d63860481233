#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kilowatch {

// A table for a terminal: the first column left, the others right aligned, widths counted in characters.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> heading) { rows_.push_back(std::move(heading)); }
  // As many cells as the heading has.
  void Add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string Draw() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

// Characters of UTF-8 text (code points: enough for Latin script).
std::size_t CharacterCount(std::string_view text);

// At most `characters` of the text; an ellipsis stands for what is cut.
std::string ClipText(const std::string& text, std::size_t characters);

// Where the first word of the text ends at a space that a line may break at, else the text's size. French sets a space before : ; ? ! » and
// after «, where no line may break.
std::size_t WordEnd(std::string_view text);

// Breaks text at spaces so that lines hold at most `width` characters; the first line begins with `indent`, the others with as many spaces.
std::string WrapText(std::string_view text, std::string_view indent, std::size_t width);

}  // namespace kilowatch
