#include "learning/training/supervised_evaluation.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "foundation/base/parallel.h"
#include "learning/training/fit_calibrated.h"
#include "learning/training/lessons.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostAlone = 20;
constexpr std::size_t kTenths = 10;

void AddRows(const MeterFrame& frame, const ScoredMeter& scored, std::optional<double> without, Evaluator& evaluator) {
  std::vector<std::uint8_t> label = frame.label;
  label.resize(frame.size(), 0);
  std::vector<double> score(frame.size(), std::numeric_limits<double>::quiet_NaN());
  std::vector<std::uint8_t> alarm_cells(scored.block.size());
  for (const Event& event : scored.events)
    std::fill(alarm_cells.begin() + event.first_cell, alarm_cells.begin() + event.last_cell + 1, std::uint8_t{1});
  std::vector<std::uint8_t> alarm(frame.size()), reading(frame.size());
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const std::size_t cell = scored.block.row_cell()[i];
    reading[i] = HasReading(scored.block.row_quality()[i]) && !(without && frame.value[i] == *without) ? 1 : 0;
    if (reading[i] == 0) continue;
    score[i] = scored.judgement.scores.score[cell];
    alarm[i] = alarm_cells[cell];
  }
  evaluator.Add(frame.meter.name, {frame.time, score, alarm, label, reading, frame.interval});
}

Result<WithAndWithout> Evaluate(const Source& source, PortfolioRun run, const Scorer& scorer, std::optional<double> without) {
  Evaluator all;
  Evaluator others;
  run.scorer = &scorer;
  run.visit = [&](const MeterFrame& frame, const ScoredMeter& scored) -> Status {
    AddRows(frame, scored, std::nullopt, all);
    if (without) AddRows(frame, scored, without, others);
    return {};
  };
  KW_ASSIGN(const PortfolioOutcome outcome, ScorePortfolio(source, run));
  WithAndWithout figures{std::move(all).Finish(), std::nullopt};
  if (without) figures.without = std::move(others).Finish();
  return figures;
}

// Which fold a building is left out in.
std::vector<std::set<std::string>> FoldsOf(const std::vector<Lesson>& lessons) {
  std::set<std::string> buildings;
  for (const Lesson& lesson : lessons) buildings.insert(lesson.building);
  std::vector<std::set<std::string>> folds(buildings.size() <= kMostAlone ? buildings.size() : kTenths);
  std::size_t next = 0;
  for (const std::string& building : buildings) folds[next++ % folds.size()].insert(building);
  return folds;
}

Result<std::shared_ptr<const LabelTrees>> FitFold(const std::vector<Lesson>& lessons, const std::set<std::string>& left_out, Mode mode) {
  std::vector<const Lesson*> taught;
  for (const Lesson& lesson : lessons) {
    if (!left_out.contains(lesson.building)) taught.push_back(&lesson);
  }
  KW_ASSIGN(CalibratedTrees trees, FitCalibrated(taught));
  std::optional<CalibratedTrees> of_mode(std::move(trees));
  // Shared by the meters of the fold.
  return mode == Mode::kLive ? std::make_shared<const LabelTrees>(std::nullopt, std::move(of_mode))
                             : std::make_shared<const LabelTrees>(std::move(of_mode), std::nullopt);
}

Result<ModelSet> FitFolds(const std::vector<Lesson>& lessons, const std::vector<std::set<std::string>>& folds, Mode mode, const PortfolioRun& run) {
  std::vector<std::optional<Result<std::shared_ptr<const LabelTrees>>>> fitted(folds.size());
  ParallelFor(folds.size(), ThreadCount(run.threads), run.stop, [&](std::size_t fold) { fitted[fold] = FitFold(lessons, folds[fold], mode); });
  if (run.stop.stop_requested()) return Stopped();
  ModelSet models;
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    if (!*fitted[fold]) return std::unexpected(fitted[fold]->error());
    for (const Lesson& lesson : lessons) {
      if (folds[fold].contains(lesson.building)) models.SetTrees(lesson.meter, **fitted[fold]);
    }
  }
  return models;
}

}  // namespace

Result<SupervisedEvaluation> EvaluateSupervised(const Source& source, const PortfolioRun& run, std::optional<double> without) {
  ScorerOptions options = run.scorer->options();
  LessonRun gather;
  gather.period = run.period;
  gather.clean = options.clean;
  gather.mode = options.mode;
  gather.threads = run.threads;
  gather.stop = run.stop;
  gather.progress = run.progress;
  KW_ASSIGN(const std::vector<Lesson> lessons, GatherLessons(source, gather));
  KW_RETURN_IF_ERROR(EnoughToLearn(lessons));
  const auto folds = FoldsOf(lessons);
  if (folds.size() < 2) {
    return Fail(ErrorCode::kInvalid,
                {"only one building has labels: there is none to leave out", "un seul bâtiment a des étiquettes : il n’y en a pas à mettre de côté"},
                {"Label a second one, or say by --meters which meters belong to different sites",
                 "Étiquetez-en un second, ou dites par --meters quels compteurs sont de sites différents"});
  }
  KW_ASSIGN(ModelSet models, FitFolds(lessons, folds, options.mode, run));
  SupervisedEvaluation evaluation;
  for (const auto& fold : folds) evaluation.buildings += fold.size();
  evaluation.folds = folds.size();
  PortfolioRun score = run;
  score.progress = {};
  KW_ASSIGN(evaluation.members, Evaluate(source, score, Scorer(options), without));
  KW_ASSIGN(evaluation.supervised, Evaluate(source, score, Scorer(options, std::make_shared<const ModelSet>(std::move(models))), without));
  return evaluation;
}

}  // namespace kilowatch
