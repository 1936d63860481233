#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingestion/csv/number_style.h"
#include "data/ingestion/csv/table.h"
#include "data/ingestion/csv/words.h"

namespace kilowatch {

// What the sampled cells of one column are. Views stay valid as long as the table.
struct ColumnProfile {
  std::size_t index = 0;
  std::string name;
  std::vector<std::string> words;        // of the name
  std::vector<std::string_view> cells;   // by sampled row: head, middle, end; "" where the row is short
  std::vector<std::string_view> filled;  // those that are neither empty nor a word for missing
  std::vector<double> numbers;           // by sampled row; NaN where there is no number
  std::size_t numeric = 0;               // of `filled`
  std::size_t whole_numbers = 0;
  double least = 0, most = 0;
  std::map<std::string_view, std::size_t> distinct;  // of `filled`; stops growing at kDistinctKept
  static constexpr std::size_t kDistinctKept = 512;

  bool Says(Meaning meaning) const { return Means(words, meaning); }
  bool Says(std::string_view word) const { return std::ranges::find(words, word) != words.end(); }
  bool IsEmpty() const { return filled.empty(); }
  // Nearly all cells are numbers.
  bool IsNumeric() const { return !filled.empty() && numeric * 10 >= filled.size() * 9; }
  bool IsWhole() const { return IsNumeric() && whole_numbers == numeric; }
  bool IsConstant() const { return distinct.size() == 1; }
  // 0/1, true/false, yes/no.
  bool IsFlag() const;
};

// Words for a missing value, folded.
const std::vector<std::string>& MissingTokens();
bool IsMissingToken(std::string_view cell);

// Rows of all samples in order, without rows of totals.
std::vector<const TextRow*> SampledRows(const SampleTable& table);

// Decides how the file writes numbers from the cells that are no stamps.
NumberStyleGuess StyleOf(const SampleTable& table, const std::vector<const TextRow*>& rows);

std::vector<ColumnProfile> ProfileColumns(const SampleTable& table, const std::vector<const TextRow*>& rows, NumberStyle style);

// First words of rows of totals, means and footers, folded.
const std::vector<std::string>& SummaryWords();

}  // namespace kilowatch
