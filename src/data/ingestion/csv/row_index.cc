#include "data/ingestion/csv/row_index.h"

#include <algorithm>
#include <atomic>
#include <unordered_map>
#include <utility>

#include "data/ingestion/csv/run_scanner.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

constexpr std::size_t kStretch = 4 << 20;
constexpr std::size_t kLongestLine = 64 << 20;
// Runs shorter than this on average cost more to find again than to hold.
constexpr std::int64_t kShortRun = 8;
constexpr std::int64_t kRunsBeforeJudging = 256;
// Where quotes come up the rest is read in order: a line end may stand within them.
constexpr std::size_t kChunk = 2 << 20;

Error LineTooLong(const TextFile& file) {
  return {
      ErrorCode::kUnreadable,
      FormatPhrase("{} has a line of more than 64 MiB, so it is no table", "{} a une ligne de plus de 64 Mio : ce n’est pas un tableau", file.name()),
      {"Check how the file was written", "Vérifiez comment le fichier a été écrit"}};
}

// Puts the runs of successive stretches together.
class RunJoiner {
 public:
  explicit RunJoiner(const CsvPlan& plan)
      : line_(plan.first_line), offset_(plan.first_offset), begin_(plan.first_offset), begin_line_(plan.first_line) {}

  void Join(RowRuns&& stretch) {
    index_.rows += stretch.rows;
    index_.totals += stretch.totals;
    for (RowRun& run : stretch.runs) {
      if (!current_ || run.key != index_.meters[*current_].key) Begin(std::move(run));
    }
    line_ += stretch.lines;
    offset_ += stretch.taken;
  }

  std::size_t offset() const { return offset_; }
  bool interleaved() const { return runs_ > kRunsBeforeJudging && index_.rows < runs_ * kShortRun; }
  std::optional<std::string> key() const { return current_ ? std::optional(index_.meters[*current_].key) : std::nullopt; }

  RowIndex Finish() {
    Close(offset_);
    index_.interleaved = interleaved();
    return std::move(index_);
  }

 private:
  void Begin(RowRun run) {
    if (current_) {
      Close(offset_ + run.begin);
      begin_ = offset_ + run.begin;
      begin_line_ = line_ + run.line;
    }
    ++runs_;
    const auto [found, is_new] = numbers_.try_emplace(run.key, index_.meters.size());
    if (is_new) index_.meters.push_back({std::move(run.key), {}, std::move(run.unit)});
    current_ = found->second;
  }

  void Close(std::size_t end) {
    if (current_) index_.meters[*current_].segments.push_back({begin_, end, begin_line_});
  }

  std::int64_t line_;
  std::size_t offset_;
  std::size_t begin_;
  std::int64_t begin_line_;
  std::int64_t runs_ = 0;
  std::optional<std::size_t> current_;
  std::unordered_map<std::string, std::size_t> numbers_;
  RowIndex index_;
};

// The rows that begin within one chunk of a file, or why there are none.
struct ChunkRuns {
  Result<RowRuns> runs = RowRuns{};
  bool quoted = false;
};

// The text of the rows that begin in [begin, end); `first` says that a row begins at `begin`. Where there are quotes nobody can tell from here.
Result<TextPiece> RowsWithin(const TextFile& file, std::size_t begin, std::size_t end, bool first) {
  const std::size_t from = first ? begin : begin - 1;
  for (std::size_t more = 4096;; more *= 4) {
    KW_ASSIGN(TextPiece piece, file.Read(from, end + more));
    const bool whole = from + piece.text.size() >= file.size();
    std::size_t start = 0;
    if (!first) {
      const std::size_t mark = piece.text.find('\n');
      start = mark == std::string_view::npos ? piece.text.size() : mark + 1;
    }
    if (from + start >= end) {
      piece.text = {};
      return piece;
    }
    const std::size_t last = piece.text.find('\n', end - from - 1);
    if (last != std::string_view::npos || whole) {
      piece.text = piece.text.substr(start, last == std::string_view::npos ? last : last + 1 - start);
      return piece;
    }
    if (more >= kLongestLine) return std::unexpected(LineTooLong(file));
  }
}

ChunkRuns ScanChunk(const TextFile& file, const CsvPlan& plan, std::size_t begin, std::size_t end) {
  const auto piece = RowsWithin(file, begin, end, begin == plan.first_offset);
  if (!piece) return {std::unexpected(piece.error()), false};
  if (plan.quote != 0 && piece->text.find(plan.quote) != std::string_view::npos) return {RowRuns{}, true};
  return {RunScanner(plan).Scan(piece->text, true, std::nullopt), false};
}

// Scans chunks side by side and joins them in order, until one has quotes or the meters turn out to alternate.
Status JoinChunks(const TextFile& file, const CsvPlan& plan, const IndexRun& run, RunJoiner& joiner) {
  const std::size_t size = file.size() - std::min(file.size(), plan.first_offset);
  std::atomic<bool> done = false;
  Status status;
  const auto scan = [&](std::size_t i) {
    const std::size_t begin = plan.first_offset + i * kChunk;
    return done ? ChunkRuns{} : ScanChunk(file, plan, begin, std::min(begin + kChunk, file.size()));
  };
  const auto join = [&](std::size_t, ChunkRuns chunk) {
    if (done) return;
    if (chunk.runs) joiner.Join(*std::move(chunk.runs));
    if (!chunk.runs) status = std::unexpected(chunk.runs.error());
    done = !chunk.runs || chunk.quoted || joiner.interleaved();
  };
  ParallelInOrder((size + kChunk - 1) / kChunk, ThreadCount(run.threads), run.stop, scan, join);
  return run.stop.stop_requested() ? Stopped() : status;
}

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
    if (taken == 0 && size >= kLongestLine) return std::unexpected(LineTooLong(file));
    size = taken == 0 ? size * 2 : kStretch;
    begin += taken;
  }
  return {};
}

Result<RowIndex> IndexRows(const TextFile& file, const CsvPlan& plan, const IndexRun& run) {
  RunJoiner joiner(plan);
  KW_RETURN_IF_ERROR(JoinChunks(file, plan, run, joiner));
  RunScanner scanner(plan);
  bool given_up = joiner.interleaved();
  const auto take = [&](std::string_view text, bool whole) {
    // Once segments are known to be no use the rest need not be looked at.
    given_up = given_up || joiner.interleaved();
    if (given_up) return text.size();
    RowRuns runs = scanner.Scan(text, whole, joiner.key());
    const std::size_t taken = runs.taken;
    joiner.Join(std::move(runs));
    return taken;
  };
  if (!given_up) {
    KW_RETURN_IF_ERROR(ForEachStretch(file, joiner.offset(), take, run.stop));
  }
  RowIndex index = joiner.Finish();
  index.interleaved = index.interleaved || given_up;
  return index;
}

Result<RowIndex> IndexRowsSimply(const TextFile& file, const CsvPlan& plan, const std::stop_token& stop) {
  RunJoiner joiner(plan);
  RunScanner scanner(plan);
  const auto take = [&](std::string_view text, bool whole) {
    RowRuns runs = scanner.Scan(text, whole, joiner.key());
    const std::size_t taken = runs.taken;
    joiner.Join(std::move(runs));
    return taken;
  };
  KW_RETURN_IF_ERROR(ForEachStretch(file, plan.first_offset, take, stop));
  return joiner.Finish();
}

}  // namespace kilowatch
