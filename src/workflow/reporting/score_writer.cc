#include "workflow/reporting/score_writer.h"

#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "data/store/table.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kHeader = "meter,time,reading,unit,expected,low,high,score,flag,event";

// One line of the output.
struct ScoreRow {
  Instant time{};
  double reading = kNone;
  double expected = kNone;
  double low = kNone;
  double high = kNone;
  double score = kNone;
  double p_value = kNone;
  Quality flag = Quality::kMissing;
  const std::string* event = nullptr;
};

// The event of each cell; events are disjoint and sorted.
class EventOfCell {
 public:
  explicit EventOfCell(const std::vector<Event>& events) : events_(events) {}
  const std::string* At(std::size_t cell) {
    while (next_ < events_.size() && events_[next_].last_cell < cell) ++next_;
    return next_ < events_.size() && events_[next_].first_cell <= cell ? &events_[next_].id : nullptr;
  }

 private:
  const std::vector<Event>& events_;
  std::size_t next_ = 0;
};

ScoreRow RowOf(const ScoredMeter& scored, std::size_t cell, Quality flag, double reading, const std::string* event) {
  const Expectation& expectation = scored.judgement.expectation;
  ScoreRow row;
  row.flag = flag;
  row.reading = reading;
  if (cell < expectation.expected.size()) {
    row.expected = expectation.expected[cell];
    row.low = expectation.low[cell];
    row.high = expectation.high[cell];
  }
  if (HasReading(flag) && cell < scored.judgement.scores.score.size()) row.score = scored.judgement.scores.score[cell];
  if (HasReading(flag) && cell < scored.p_value.size()) row.p_value = scored.p_value[cell];
  row.event = flag == Quality::kDuplicate ? nullptr : event;
  return row;
}

template <class Take>
void ForEachRow(const MeterFrame& frame, const ScoredMeter& scored, bool whole_grid, Take take) {
  const CleanBlock& block = scored.block;
  EventOfCell event(scored.events);
  std::size_t next_cell = 0;
  const auto fill_up_to = [&](std::size_t end) {
    for (; whole_grid && next_cell < end; ++next_cell) {
      ScoreRow row = RowOf(scored, next_cell, block.quality()[next_cell], kNone, event.At(next_cell));
      row.time = block.grid().Start(next_cell);
      take(row);
    }
  };
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const std::size_t cell = block.row_cell()[i];
    fill_up_to(cell);
    next_cell = std::max(next_cell, cell + 1);
    ScoreRow row = RowOf(scored, cell, block.row_quality()[i], frame.value[i], event.At(cell));
    row.time = frame.time[i];
    take(row);
  }
  fill_up_to(block.size());
}

// RFC 4180: quoted only where a name needs it.
std::string CsvText(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

void AppendCsv(const ScoreRow& row, const std::string& meter, std::string_view unit, bool p_values, std::string& out) {
  out.append(meter).push_back(',');
  AppendInstant(row.time, out);
  out.push_back(',');
  AppendNumber(row.reading, out);
  out.append(",").append(unit);
  for (const double value : {row.expected, row.low, row.high, row.score}) {
    out.push_back(',');
    AppendNumber(value, out);
  }
  out.append(",").append(QualityName(row.flag)).push_back(',');
  if (row.event != nullptr) out.append(*row.event);
  if (p_values) {
    out.push_back(',');
    AppendNumber(row.p_value, out);
  }
  out.push_back('\n');
}

TableBatch EmptyBatch(bool p_values) {
  using Texts = std::vector<std::string>;
  using Numbers = std::vector<double>;
  TableBatch batch = {{"meter", Texts()},      {"time", std::vector<Instant>()},
                      {"reading", Numbers()},  {"unit", Texts()},
                      {"expected", Numbers()}, {"low", Numbers()},
                      {"high", Numbers()},     {"score", Numbers()},
                      {"flag", Texts()},       {"event", Texts()}};
  if (p_values) batch.push_back({"p_value", Numbers()});
  return batch;
}

void AppendBatch(const ScoreRow& row, const std::string& meter, std::string_view unit, TableBatch& batch) {
  const auto text = [&](std::size_t column, std::string_view value) { std::get<std::vector<std::string>>(batch[column].values).emplace_back(value); };
  const auto number = [&](std::size_t column, double value) { std::get<std::vector<double>>(batch[column].values).push_back(value); };
  text(0, meter);
  std::get<std::vector<Instant>>(batch[1].values).push_back(row.time);
  number(2, row.reading);
  text(3, unit);
  number(4, row.expected);
  number(5, row.low);
  number(6, row.high);
  number(7, row.score);
  text(8, QualityName(row.flag));
  text(9, row.event == nullptr ? std::string_view() : std::string_view(*row.event));
  if (batch.size() > 10) number(10, row.p_value);
}

}  // namespace

struct ScoreWriter::State {
  bool whole_grid = false;
  bool p_values = false;
  std::int64_t rows = 0;
  std::optional<AtomicFile> csv;
  std::optional<TableWriter> table;
  std::string buffer;
};

Result<ScoreWriter> ScoreWriter::Create(const std::filesystem::path& path, bool whole_grid, bool p_values) {
  auto state = std::make_unique<State>();
  state->whole_grid = whole_grid;
  state->p_values = p_values;
  if (IsTablePath(path)) {
    KW_ASSIGN(TableWriter table, TableWriter::Create(path));
    state->table.emplace(std::move(table));
    KW_RETURN_IF_ERROR(state->table->Write(EmptyBatch(p_values)));
  } else if (path.extension() == ".csv") {
    KW_ASSIGN(AtomicFile file, AtomicFile::Create(path));
    state->csv.emplace(std::move(file));
    KW_RETURN_IF_ERROR(state->csv->Write(std::string(kHeader) + (p_values ? ",p_value\n" : "\n")));
  } else {
    return Fail(ErrorCode::kUsage, FormatPhrase("cannot write scores to {}", "impossible d’écrire les scores dans {}", path.string()),
                {"Name a file that ends in .csv, .parquet or .arrow", "Indiquez un fichier en .csv, .parquet ou .arrow"});
  }
  return ScoreWriter(std::move(state));
}

ScoreWriter::ScoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ScoreWriter::ScoreWriter(ScoreWriter&&) noexcept = default;
ScoreWriter::~ScoreWriter() = default;

std::int64_t ScoreWriter::rows() const { return state_->rows; }

Status ScoreWriter::Write(const MeterFrame& frame, const ScoredMeter& scored) {
  const std::string_view unit = UnitName(frame.meter.unit);
  if (state_->table) {
    TableBatch batch = EmptyBatch(state_->p_values);
    ForEachRow(frame, scored, state_->whole_grid, [&](const ScoreRow& row) { AppendBatch(row, frame.meter.name, unit, batch); });
    state_->rows += static_cast<std::int64_t>(batch.front().size());
    return batch.front().size() == 0 ? Status() : state_->table->Write(batch);
  }
  const std::string meter = CsvText(frame.meter.name);
  state_->buffer.clear();
  ForEachRow(frame, scored, state_->whole_grid, [&](const ScoreRow& row) {
    AppendCsv(row, meter, unit, state_->p_values, state_->buffer);
    ++state_->rows;
  });
  return state_->csv->Write(state_->buffer);
}

Status ScoreWriter::Commit() { return state_->table ? state_->table->Commit() : state_->csv->Commit(); }

}  // namespace kilowatch
