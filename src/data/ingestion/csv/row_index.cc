#include "data/ingestion/csv/row_index.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

#include "data/ingestion/csv/field_scanner.h"
#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/csv/stamp_parser.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

constexpr std::size_t kStretch = 4 << 20;
constexpr std::size_t kLongestLine = 64 << 20;
// Runs shorter than this on average cost more to find again than to hold.
constexpr std::int64_t kShortRun = 8;
constexpr std::int64_t kRunsBeforeJudging = 256;

class Indexer {
 public:
  explicit Indexer(const CsvPlan& plan) : plan_(plan), key_(plan.meter_columns), stamps_(plan.time_format, {}), line_(plan.first_line) {
    for (const std::string& word : plan.summary_words) {
      if (word.empty()) continue;
      suspect_[static_cast<unsigned char>(word[0])] = true;
      suspect_[static_cast<unsigned char>(word[0] & ~0x20)] = true;
    }
    suspect_[static_cast<unsigned char>(plan.understanding.separator)] = true;
    suspect_[' '] = true;
    if (!plan.header_line.empty()) suspect_[static_cast<unsigned char>(plan.header_line[0])] = true;
    if (plan.meter_columns.size() == 1) column_ = plan.meter_columns[0];
    offset_ = segment_begin_ = plan.first_offset;
    segment_line_ = line_;
  }

  std::size_t Take(std::string_view text, bool whole) {
    const bool quoted = plan_.quote != 0 && text.find(plan_.quote) != std::string_view::npos;
    const std::size_t taken = quoted ? TakeScanned(text, whole) : TakePlain(text, whole);
    offset_ += taken;
    return taken;
  }

  bool interleaved() const { return runs_ > kRunsBeforeJudging && index_.rows < runs_ * kShortRun; }

  RowIndex Finish() {
    CloseSegment(offset_);
    index_.interleaved = interleaved();
    return std::move(index_);
  }

 private:
  std::size_t TakeScanned(std::string_view text, bool whole) {
    FieldScanner scanner(text, plan_.understanding.separator, plan_.quote, whole);
    while (scanner.Next()) {
      if (!scanner.blank()) {
        const std::string_view key = key_.Of(scanner.fields());
        if (current_ != nullptr && key == current_->key && !IsSuspect(scanner.row())) {
          ++index_.rows;
        } else {
          Judge(scanner.fields(), scanner.row(), offset_ + scanner.begin());
        }
      }
      line_ += scanner.lines();
    }
    return scanner.position();
  }

  // Without quotes a row is a line, and mostly begins with the key of the row before.
  std::size_t TakePlain(std::string_view text, bool whole) {
    std::size_t at = 0;
    while (at < text.size()) {
      const void* found = std::memchr(text.data() + at, '\n', text.size() - at);
      if (found == nullptr && !whole) break;
      const std::size_t end = found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
      std::string_view row = text.substr(at, end - at);
      if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
      if (!row.empty()) TakeLine(row, offset_ + at);
      ++line_;
      at = found == nullptr ? end : end + 1;
    }
    return at;
  }

  void TakeLine(std::string_view row, std::size_t place) {
    if (current_ != nullptr && !IsSuspect(row) && HasCurrentKey(row)) {
      ++index_.rows;
      return;
    }
    FieldScanner scanner(row, plan_.understanding.separator, 0);
    scanner.Next();
    Judge(scanner.fields(), row, place);
  }

  bool HasCurrentKey(std::string_view row) {
    if (plan_.meter_columns.empty()) return true;
    if (!column_) return false;
    for (std::size_t skip = *column_; skip > 0; --skip) {
      const std::size_t mark = row.find(plan_.understanding.separator);
      if (mark == std::string_view::npos) return false;
      row.remove_prefix(mark + 1);
    }
    const std::string& key = current_->key;
    return row.starts_with(key) && (row.size() == key.size() || row[key.size()] == plan_.understanding.separator);
  }

  bool IsSuspect(std::string_view row) const { return suspect_[static_cast<unsigned char>(row[0])]; }

  // A row that may belong to another meter, or be no row of data at all.
  void Judge(std::span<const std::string_view> fields, std::string_view row, std::size_t place) {
    std::string stamp;
    for (const std::size_t column : plan_.time_columns) {
      if (!stamp.empty()) stamp += ' ';
      if (column < fields.size()) stamp += TrimCell(fields[column]);
    }
    if (!stamps_.Parse(stamp)) {
      // It stays with the meter before it, whose reading counts it as a reject.
      if (row == plan_.header_line || std::ranges::all_of(fields, [](std::string_view cell) { return TrimCell(cell).empty(); })) return;
      IsTotal(fields) ? ++index_.totals : ++index_.rows;
      return;
    }
    ++index_.rows;
    const std::string_view key = key_.Of(fields);
    if (current_ == nullptr || key != current_->key) Switch(key, fields, place);
  }

  bool IsTotal(std::span<const std::string_view> fields) const {
    for (const std::string_view cell : fields) {
      const std::string word = LowerCell(cell);
      if (!word.empty()) return std::ranges::any_of(plan_.summary_words, [&](const std::string& start) { return word.starts_with(start); });
    }
    return false;
  }

  void Switch(std::string_view key, std::span<const std::string_view> fields, std::size_t place) {
    if (current_ != nullptr) {
      CloseSegment(place);
      segment_begin_ = place;
      segment_line_ = line_;
    }
    ++runs_;
    const auto [found, is_new] = numbers_.try_emplace(std::string(key), index_.meters.size());
    if (is_new) {
      index_.meters.push_back({std::string(key), {}, {}});
      if (plan_.unit_column && *plan_.unit_column < fields.size()) index_.meters.back().unit = fields[*plan_.unit_column];
    }
    current_number_ = found->second;
    current_ = &index_.meters[current_number_];
  }

  void CloseSegment(std::size_t end) {
    if (current_ != nullptr) index_.meters[current_number_].segments.push_back({segment_begin_, end, segment_line_});
  }

  const CsvPlan& plan_;
  MeterKey key_;
  StampParser stamps_;
  std::array<bool, 256> suspect_{};
  std::optional<std::size_t> column_;
  std::int64_t line_;
  std::size_t offset_ = 0;
  std::size_t segment_begin_ = 0;
  std::int64_t segment_line_ = 0;
  std::int64_t runs_ = 0;
  IndexedMeter* current_ = nullptr;
  std::size_t current_number_ = 0;
  std::unordered_map<std::string, std::size_t> numbers_;
  RowIndex index_;
};

}  // namespace

Status ForEachStretch(const TextFile& file, std::size_t begin, const std::function<std::size_t(std::string_view text, bool whole)>& read,
                      const std::stop_token& stop) {
  std::size_t size = kStretch;
  while (begin < file.size()) {
    if (stop.stop_requested()) return Stopped();
    KW_ASSIGN(const TextPiece piece, file.Read(begin, begin + size));
    const bool whole = begin + piece.text.size() >= file.size();
    const std::size_t taken = read(piece.text, whole);
    if (whole) return {};
    if (taken == 0 && size >= kLongestLine) {
      return Fail(ErrorCode::kUnreadable,
                  FormatPhrase("{} has a line of more than 64 MiB, so it is no table", "{} a une ligne de plus de 64 Mio : ce n’est pas un tableau",
                               file.name()),
                  {"Check how the file was written", "Vérifiez comment le fichier a été écrit"});
    }
    size = taken == 0 ? size * 2 : kStretch;
    begin += taken;
  }
  return {};
}

Result<RowIndex> IndexRows(const TextFile& file, const CsvPlan& plan, const std::stop_token& stop) {
  Indexer indexer(plan);
  bool given_up = false;
  const auto take = [&](std::string_view text, bool whole) {
    // Once segments are known to be no use the rest need not be looked at.
    given_up = given_up || indexer.interleaved();
    return given_up ? text.size() : indexer.Take(text, whole);
  };
  KW_RETURN_IF_ERROR(ForEachStretch(file, plan.first_offset, take, stop));
  RowIndex index = indexer.Finish();
  index.interleaved = index.interleaved || given_up;
  return index;
}

}  // namespace kilowatch
