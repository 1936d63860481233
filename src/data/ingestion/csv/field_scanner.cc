#include "data/ingestion/csv/field_scanner.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace kilowatch {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kLow = 0x7F7F7F7F7F7F7F7F;

// The high bit of each byte of `word` that is zero (exact, unlike the shorter form that borrows across bytes).
constexpr std::uint64_t ZeroBytes(std::uint64_t word) { return ~(((word & kLow) + kLow) | word | kLow); }

std::uint64_t LoadWord(const char* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

}  // namespace

FieldScanner::FieldScanner(std::string_view text, char separator, char quote, bool whole)
    : text_(text), separator_(separator), quote_(quote), whole_(whole) {}

bool FieldScanner::FinishRow(std::size_t field, std::size_t end) {
  position_ = end < text_.size() ? end + 1 : end;
  end_ = end > begin_ && text_[end - 1] == '\r' ? end - 1 : end;
  fields_.push_back(text_.substr(field, end_ > field ? end_ - field : 0));
  ++lines_;
  return true;
}

bool FieldScanner::Next() {
  fields_.clear();
  lines_ = 0;
  begin_ = position_;
  if (begin_ >= text_.size()) return false;
  const std::uint64_t separators = kOnes * static_cast<unsigned char>(separator_);
  const std::uint64_t quotes = kOnes * static_cast<unsigned char>(quote_);
  constexpr std::uint64_t kNewlines = kOnes * '\n';
  std::size_t field = begin_;
  std::size_t i = begin_;
  for (; i + 8 <= text_.size(); i += 8) {
    const std::uint64_t word = LoadWord(text_.data() + i);
    std::uint64_t found = ZeroBytes(word ^ separators) | ZeroBytes(word ^ kNewlines);
    if (quote_ != 0) {
      if (ZeroBytes(word ^ quotes) != 0) return ScanSlowly(field);
    }
    for (; found != 0; found &= found - 1) {
      const std::size_t at = i + static_cast<std::size_t>(std::countr_zero(found)) / 8;
      if (text_[at] == '\n') return FinishRow(field, at);
      fields_.push_back(text_.substr(field, at - field));
      field = at + 1;
    }
  }
  return ScanSlowly(field);
}

bool FieldScanner::NextSimple() {
  fields_.clear();
  lines_ = 0;
  begin_ = position_;
  return begin_ < text_.size() && ScanSlowly(begin_);
}

bool FieldScanner::ScanSlowly(std::size_t i) {
  unquoted_.clear();
  while (true) {
    std::size_t end = i;
    bool wait = false;
    const std::size_t after = quote_ != 0 && i < text_.size() && text_[i] == quote_ ? TakeQuoted(i, wait) : std::string_view::npos;
    if (wait) break;
    if (after != std::string_view::npos) {
      end = after;
    } else {
      while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n') ++end;
    }
    if (end >= text_.size() && !whole_) break;
    if (end >= text_.size() || text_[end] == '\n') {
      if (after == std::string_view::npos) return FinishRow(i, end);
      FinishRow(i, end);
      fields_.pop_back();
      return true;
    }
    if (after == std::string_view::npos) fields_.push_back(text_.substr(i, end - i));
    i = end + 1;
  }
  fields_.clear();
  position_ = begin_;
  return false;
}

std::size_t FieldScanner::TakeQuoted(std::size_t i, bool& wait) {
  std::string plain;
  std::int64_t line_ends = 0;
  bool doubled = false;
  const std::size_t limit = std::min(text_.size(), i + kLongestQuoted);
  std::size_t k = i + 1;
  for (; k < limit; ++k) {
    if (text_[k] == quote_) {
      if (k + 1 >= text_.size() && !whole_) break;
      if (k + 1 >= text_.size() || text_[k + 1] != quote_) {
        // Only blanks may stand between the closing quote and the field's end; otherwise the quote opened nothing.
        std::size_t end = k + 1;
        while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\r')) ++end;
        if (end >= text_.size() && !whole_) break;
        if (end < text_.size() && text_[end] != separator_ && text_[end] != '\n') return std::string_view::npos;
        lines_ += line_ends;
        if (doubled) {
          unquoted_.push_back(std::move(plain));
          fields_.push_back(unquoted_.back());
        } else {
          fields_.push_back(text_.substr(i + 1, k - i - 1));
        }
        return end;
      }
      if (!doubled) plain.assign(text_.substr(i + 1, k - i - 1));
      doubled = true;
      ++k;
    } else if (text_[k] == '\n') {
      ++line_ends;
    }
    if (doubled) plain.push_back(text_[k]);
  }
  wait = !whole_ && k < i + kLongestQuoted;
  return std::string_view::npos;
}

}  // namespace kilowatch
