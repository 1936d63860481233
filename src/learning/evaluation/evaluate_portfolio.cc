#include "learning/evaluation/evaluate_portfolio.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace kilowatch {
namespace {

using LabelsByMeter = std::map<std::string, std::vector<LabelSpan>>;

LabelsByMeter GroupByMeter(std::vector<LabelSpan> labels) {
  LabelsByMeter grouped;
  for (LabelSpan& label : labels) grouped[label.meter].push_back(std::move(label));
  return grouped;
}

// A row is labelled where its start lies in an anomalous span.
std::vector<std::uint8_t> LabelRows(const MeterFrame& frame, const LabelsByMeter& labels) {
  if (!frame.label.empty()) return frame.label;
  std::vector<std::uint8_t> rows(frame.size());
  const auto found = labels.find(frame.meter.name);
  if (found == labels.end()) return rows;
  for (const LabelSpan& label : found->second) {
    if (!label.is_anomaly) continue;
    const auto first = std::ranges::lower_bound(frame.time, label.span.begin) - frame.time.begin();
    const auto last = std::ranges::lower_bound(frame.time, label.span.end) - frame.time.begin();
    std::fill(rows.begin() + first, rows.begin() + last, std::uint8_t{1});
  }
  return rows;
}

std::vector<std::uint8_t> AlarmCells(const ScoredMeter& scored) {
  std::vector<std::uint8_t> cells(scored.block.size());
  for (const Event& event : scored.events) std::fill(cells.begin() + event.first_cell, cells.begin() + event.last_cell + 1, std::uint8_t{1});
  return cells;
}

void AddMeter(const MeterFrame& frame, const ScoredMeter& scored, const LabelsByMeter& labels, Evaluator& evaluator) {
  const std::vector<std::uint8_t> label = LabelRows(frame, labels);
  const std::vector<std::uint8_t> alarm_cells = AlarmCells(scored);
  std::vector<double> score(frame.size(), std::numeric_limits<double>::quiet_NaN());
  std::vector<std::uint8_t> alarm(frame.size()), reading(frame.size());
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const std::size_t cell = scored.block.row_cell()[i];
    reading[i] = HasReading(scored.block.row_quality()[i]) ? 1 : 0;
    if (reading[i] == 0) continue;
    score[i] = scored.judgement.scores.score[cell];
    alarm[i] = alarm_cells[cell];
  }
  evaluator.Add(frame.meter.name, {frame.time, score, alarm, label, reading, frame.interval});
}

}  // namespace

Result<Evaluation> EvaluatePortfolio(const Source& source, const PortfolioRun& run) {
  const LabelsByMeter labels = GroupByMeter(source.labels());
  bool any_label = !labels.empty();
  Evaluator evaluator;
  PortfolioRun with_labels = run;
  with_labels.visit = [&](const MeterFrame& frame, const ScoredMeter& scored) -> Status {
    any_label = any_label || !frame.label.empty();
    AddMeter(frame, scored, labels, evaluator);
    return run.visit ? run.visit(frame, scored) : Status();
  };
  KW_ASSIGN(const PortfolioOutcome outcome, ScorePortfolio(source, with_labels));
  if (!any_label) {
    return Fail(ErrorCode::kUnreadable, {"no meter has a label", "aucun compteur n’a d’étiquette"},
                {"Name the column or the file that says which readings are anomalous: --labels anomaly, --labels labels.csv",
                 "Indiquez la colonne ou le fichier qui dit quels relevés sont anormaux : --labels anomaly, --labels labels.csv"});
  }
  return std::move(evaluator).Finish();
}

}  // namespace kilowatch
