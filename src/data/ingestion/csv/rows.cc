#include "data/ingestion/csv/rows.h"

#include <algorithm>
#include <array>

namespace kilowatch {
namespace {

constexpr std::array<std::string_view, 7> kBlanks = {" ", "\t", "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF", "\xEF\xBB\xBF", "\r"};
// A quoted cell that runs on for longer than this is a stray quote.
constexpr std::size_t kLongestQuoted = 16'384;

// Reads the cells of one record from `place`, which ends behind the record's line end.
class RecordSplitter {
 public:
  RecordSplitter(std::string_view text, char separator, char quote) : text_(text), separator_(separator), quote_(quote) {}

  bool AtEnd() const { return place_ >= text_.size(); }

  TextRow Next() {
    TextRow row{line_, place_, {}};
    for (bool more = true; more;) {
      row.cells.emplace_back(Cell());
      more = !AtEnd() && text_[place_] == separator_;
      if (more) ++place_;
    }
    SkipLineEnd();
    return row;
  }

 private:
  void SkipLineEnd() {
    if (AtEnd()) return;
    if (text_[place_] == '\r' && place_ + 1 < text_.size() && text_[place_ + 1] == '\n') ++place_;
    ++place_;
    ++line_;
  }

  bool IsCellEnd(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

  std::string Cell() {
    std::size_t start = place_;
    while (start < text_.size() && text_[start] == ' ' && separator_ != ' ') ++start;
    if (quote_ != 0 && start < text_.size() && text_[start] == quote_) {
      std::string cell;
      if (Quoted(start + 1, cell)) return cell;
    }
    const std::size_t begin = place_;
    while (place_ < text_.size() && !IsCellEnd(text_[place_])) ++place_;
    return std::string(TrimBlanks(text_.substr(begin, place_ - begin)));
  }

  // From behind an opening quote. False, and nothing moved, where the quote does not close before a cell's end.
  bool Quoted(std::size_t from, std::string& cell) {
    const std::size_t limit = std::min(text_.size(), from + kLongestQuoted);
    std::int64_t lines = 0;
    for (std::size_t i = from; i < limit; ++i) {
      if (text_[i] != quote_) {
        cell += text_[i];
        lines += text_[i] == '\n' ? 1 : 0;
        continue;
      }
      if (i + 1 < text_.size() && text_[i + 1] == quote_) {
        cell += text_[i++];
        continue;
      }
      std::size_t after = i + 1;
      while (after < text_.size() && text_[after] == ' ') ++after;
      if (after < text_.size() && !IsCellEnd(text_[after])) return false;
      place_ = after;
      line_ += lines;
      cell = std::string(TrimBlanks(cell));
      return true;
    }
    return false;
  }

  std::string_view text_;
  char separator_;
  char quote_;
  std::size_t place_ = 0;
  std::int64_t line_ = 1;
};

}  // namespace

bool TextRow::IsBlank() const {
  return std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); });
}

std::vector<TextRow> SplitRows(std::string_view text, char separator, char quote, RowLimits limits) {
  std::vector<TextRow> rows;
  RecordSplitter splitter(text, separator, quote);
  std::size_t cells = 0;
  while (!splitter.AtEnd() && rows.size() < limits.rows && cells < limits.cells) {
    TextRow row = splitter.Next();
    cells += row.cells.size();
    if (!row.IsBlank()) rows.push_back(std::move(row));
  }
  return rows;
}

std::string_view TrimBlanks(std::string_view text) {
  for (bool changed = true; changed && !text.empty();) {
    changed = false;
    for (std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), changed = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), changed = true;
    }
  }
  return text;
}

std::string_view WholeLines(std::string_view sample, bool ends_with_file) {
  const auto first = sample.find_first_of("\r\n");
  if (first == std::string_view::npos) return {};
  sample.remove_prefix(sample.find_first_not_of("\r\n", first) == std::string_view::npos ? sample.size() : first + 1);
  if (ends_with_file) return sample;
  const auto last = sample.find_last_of("\r\n");
  return last == std::string_view::npos ? std::string_view{} : sample.substr(0, last + 1);
}

}  // namespace kilowatch
