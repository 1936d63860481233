#include "learning/training/train_trees.h"

#include <array>
#include <set>
#include <string>
#include <utility>

#include "foundation/base/parallel.h"
#include "learning/training/fit_calibrated.h"

namespace kilowatch {

Result<TaughtTrees> TrainTrees(const Source& source, LessonRun run) {
  constexpr std::array kModes = {Mode::kReview, Mode::kLive};
  if (XgboostVersion().empty()) return std::unexpected(FitByXgboost({}, {}).error());
  std::array<std::vector<Lesson>, kModes.size()> lessons;
  for (std::size_t m = 0; m < kModes.size(); ++m) {
    run.mode = kModes[m];
    KW_ASSIGN(lessons[m], GatherLessons(source, run));
    KW_RETURN_IF_ERROR(EnoughToLearn(lessons[m]));
  }
  std::array<std::optional<Result<CalibratedTrees>>, kModes.size()> fitted;
  ParallelFor(kModes.size(), ThreadCount(run.threads), run.stop, [&](std::size_t m) {
    std::vector<const Lesson*> taught;
    for (const Lesson& lesson : lessons[m]) taught.push_back(&lesson);
    fitted[m] = FitCalibrated(taught);
  });
  if (run.stop.stop_requested()) return Stopped();
  for (auto& of_mode : fitted) {
    if (!*of_mode) return std::unexpected(std::move(*of_mode).error());
  }
  TaughtTrees taught;
  taught.trees = std::make_shared<const LabelTrees>(**std::move(fitted[0]), **std::move(fitted[1]));
  std::set<std::string> buildings;
  for (const Lesson& lesson : lessons[0]) {
    taught.readings += lesson.readings;
    taught.labelled += lesson.labelled;
    buildings.insert(lesson.building);
  }
  taught.meters = lessons[0].size();
  taught.buildings = buildings.size();
  return taught;
}

}  // namespace kilowatch
