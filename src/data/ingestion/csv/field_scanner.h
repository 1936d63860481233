#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace kilowatch {

// Cuts delimited text (RFC 4180, and what people make of it) into rows and fields. A field that begins with a double quote ends at the next single
// one, may hold separators and line ends, and doubles quotes within; a quote elsewhere is a character like others. One that is not closed within
// kLongestQuoted bytes was never meant as an opening one. Lines end with \n or \r\n. Not thread safe.
class FieldScanner {
 public:
  static constexpr std::size_t kLongestQuoted = 1 << 16;

  // `quote` 0: quotes are plain characters. With `whole`, the text's end ends the last row; without, an unfinished row waits for more text.
  FieldScanner(std::string_view text, char separator, char quote = '"', bool whole = true);

  // The next row into fields(); false at the end of the text. The views hold until the next call and as long as the text.
  bool Next();
  // Goes on at `position`, where a row begins.
  void SkipTo(std::size_t position) { position_ = position; }
  // The simple form that Next must match: one character at a time.
  bool NextSimple();

  const std::vector<std::string_view>& fields() const { return fields_; }
  // The row as it stands, without its line end.
  std::string_view row() const { return text_.substr(begin_, end_ - begin_); }
  bool blank() const { return end_ == begin_; }
  // Where the row began, and where the next one begins.
  std::size_t begin() const { return begin_; }
  std::size_t position() const { return position_; }
  // Line ends within the row, its own included: more than one only with quoted line ends.
  std::int64_t lines() const { return lines_; }

 private:
  // Reads on by characters from `i`, where a field begins.
  bool ScanSlowly(std::size_t i);
  // The quoted field at `i`; where it ends, or nothing if its quote is not closed. `wait`: more text may close it.
  std::size_t TakeQuoted(std::size_t i, bool& wait);
  bool FinishRow(std::size_t field, std::size_t end);

  std::string_view text_;
  char separator_;
  char quote_;
  bool whole_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t position_ = 0;
  std::int64_t lines_ = 0;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields with doubled quotes, as many as this row has
};

}  // namespace kilowatch
