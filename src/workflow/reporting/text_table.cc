#include "workflow/reporting/text_table.h"

#include <algorithm>

namespace kilowatch {

std::size_t CharacterCount(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string TextTable::Draw() const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], CharacterCount(row[i]));
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - CharacterCount(row[i]), ' ');
      if (i > 0) line += "  ";
      line += i == 0 ? row[i] + padding : padding + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string ClipText(const std::string& text, std::size_t characters) {
  if (CharacterCount(text) <= characters) return text;
  std::string out;
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++count == characters) break;
    out.push_back(c);
  }
  return out + "…";
}

std::size_t WordEnd(std::string_view text) {
  std::size_t space = text.find(' ');
  for (; space != std::string_view::npos; space = text.find(' ', space + 1)) {
    const std::string_view before = text.substr(0, space), after = text.substr(space + 1);
    const bool punctuation = !after.empty() && std::string_view(":;?!").contains(after[0]) && (after.size() == 1 || after[1] == ' ');
    if (!punctuation && !after.starts_with("»") && !before.ends_with("«")) return space;
  }
  return text.size();
}

std::string WrapText(std::string_view text, std::string_view indent, std::size_t width) {
  const std::size_t margin = CharacterCount(indent);
  std::string out(indent);
  std::size_t used = margin;
  bool fresh = true;
  while (!text.empty()) {
    const std::size_t space = WordEnd(text);
    const std::string_view word = text.substr(0, space);
    const std::size_t length = CharacterCount(word);
    if (!fresh && used + 1 + length > width) {
      out += "\n" + std::string(margin, ' ');
      used = margin;
      fresh = true;
    }
    if (!fresh) {
      out.push_back(' ');
      ++used;
    }
    out += word;
    used += length;
    fresh = false;
    text = space == text.size() ? std::string_view() : text.substr(space + 1);
  }
  return out + "\n";
}

}  // namespace kilowatch
