#include "learning/evaluation/evaluate_portfolio.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "learning/evaluation/row_labels.h"

namespace kilowatch {
namespace {

std::vector<std::uint8_t> AlarmCells(const ScoredMeter& scored) {
  std::vector<std::uint8_t> cells(scored.block.size());
  for (const Event& event : scored.events) std::fill(cells.begin() + event.first_cell, cells.begin() + event.last_cell + 1, std::uint8_t{1});
  return cells;
}

}  // namespace

void AddScoredMeter(const MeterFrame& frame, const ScoredMeter& scored, const std::vector<std::uint8_t>& label, Evaluator& evaluator) {
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

Error NoLabels() {
  return {ErrorCode::kUnreadable,
          {"no meter has a label", "aucun compteur n’a d’étiquette"},
          {"Name the column or the file that says which readings are anomalous: --labels anomaly, --labels labels.csv",
           "Nommez la colonne ou le fichier qui dit quels relevés sont anormaux : --labels anomaly, --labels labels.csv"}};
}

Result<Evaluation> EvaluatePortfolio(const Source& source, const PortfolioRun& run, const NabWindows* nab) {
  const RowLabels labels(source, nab);
  bool any_label = false;
  Evaluator evaluator(nab != nullptr);
  PortfolioRun with_labels = run;
  with_labels.visit = [&](const MeterFrame& frame, const ScoredMeter& scored) -> Status {
    any_label = any_label || labels.Has(frame);
    AddScoredMeter(frame, scored, labels.Of(frame), evaluator);
    return run.visit ? run.visit(frame, scored) : Status();
  };
  KW_ASSIGN(const PortfolioOutcome outcome, ScorePortfolio(source, with_labels));
  if (!any_label) return std::unexpected(NoLabels());
  return std::move(evaluator).Finish();
}

}  // namespace kilowatch
