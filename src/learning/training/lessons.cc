#include "learning/training/lessons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "detection/models/boosted/tree_features.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostOrdinary = 150'000;
constexpr std::size_t kMostLabelled = 50'000;

struct Kept {
  Lesson lesson;
  bool labelled = false;  // by somebody, whatever the labels say
  std::optional<Error> error;
};

// Keeps every n-th of a kind so that at most `most` remain; each then stands for n.
class Thinning {
 public:
  Thinning(std::size_t count, std::size_t most) : every_(std::max<std::size_t>(1, (count + most - 1) / most)) {}
  bool Keeps() { return next_++ % every_ == 0; }
  float weight() const { return static_cast<float>(every_); }

 private:
  std::size_t every_;
  std::size_t next_ = 0;
};

void AddRows(const CleanBlock& block, const MeterModel::Judgement& judgement, std::size_t meters, Lesson& lesson) {
  const FeatureBlock features = TreeFeatures(block, judgement);
  const auto labelled_most = std::max<std::size_t>(1, kMostLabelled / meters);
  const auto ordinary_most = std::max<std::size_t>(1, kMostOrdinary / meters);
  Thinning labelled(static_cast<std::size_t>(lesson.labelled), labelled_most);
  Thinning ordinary(static_cast<std::size_t>(lesson.readings - lesson.labelled), ordinary_most);
  lesson.rows.columns = features.columns;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (std::isnan(judgement.scores.score[i])) continue;
    const bool anomalous = block.label()[i] != 0;
    Thinning& thinning = anomalous ? labelled : ordinary;
    if (!thinning.Keeps()) continue;
    for (std::size_t c = 0; c < features.columns; ++c) lesson.rows.values.push_back(features.At(i, c));
    lesson.rows.label.push_back(anomalous ? 1 : 0);
    lesson.rows.weight.push_back(thinning.weight());
    lesson.log_decades.push_back(static_cast<float>(LogDecadesOfScore(judgement.scores.score[i], block.mode())));
  }
}

Kept Gather(const Source& source, std::size_t meter, const LessonRun& run) {
  Kept kept;
  const auto frame = source.Read(meter, run.period);
  if (!frame) {
    kept.error = frame.error();
    return kept;
  }
  const CleanBlock block = Clean(*frame, source.site_of(meter), run.mode, run.clean);
  kept.labelled = !block.label().empty();
  if (!kept.labelled || block.why_not()) return kept;
  const MeterModel::Judgement judgement = MeterModel::Untrained().Judge(block, true);
  kept.lesson.meter = frame->meter.name;
  kept.lesson.building = frame->meter.site.empty() ? frame->meter.name : frame->meter.site;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (std::isnan(judgement.scores.score[i])) continue;
    ++kept.lesson.readings;
    kept.lesson.labelled += block.label()[i] != 0;
  }
  AddRows(block, judgement, source.meters().size(), kept.lesson);
  return kept;
}

}  // namespace

Result<std::vector<Lesson>> GatherLessons(const Source& source, const LessonRun& run) {
  const std::size_t count = source.meters().size();
  std::vector<Lesson> lessons;
  std::optional<Error> failed;
  std::stop_source stop;
  const std::stop_callback forward(run.stop, [&stop] { stop.request_stop(); });
  ParallelInOrder(
      count, ThreadCount(run.threads), stop.get_token(), [&](std::size_t i) { return Gather(source, i, run); },
      [&](std::size_t i, Kept kept) {
        if (kept.error) {
          failed = std::move(kept.error);
          stop.request_stop();
          return;
        }
        if (kept.lesson.readings > 0) lessons.push_back(std::move(kept.lesson));
        if (run.progress) run.progress(i + 1, count);
      });
  if (failed) return std::unexpected(*std::move(failed));
  if (run.stop.stop_requested()) return Stopped();
  return lessons;
}

Status EnoughToLearn(const std::vector<Lesson>& lessons) {
  std::int64_t readings = 0;
  std::int64_t labelled = 0;
  for (const Lesson& lesson : lessons) readings += lesson.readings, labelled += lesson.labelled;
  if (lessons.empty()) {
    return Fail(ErrorCode::kInvalid, {"no meter that can be judged has a label", "aucun compteur que l’on peut juger n’a d’étiquette"},
                {"Name the column or the file that says which readings are anomalous: --labels anomaly, --labels labels.csv",
                 "Nommez la colonne ou le fichier qui dit quels relevés sont anormaux : --labels anomaly, --labels labels.csv"});
  }
  if (labelled == 0) {
    return Fail(ErrorCode::kInvalid, {"the labels mark no reading as anomalous", "les étiquettes ne marquent aucun relevé comme anormal"},
                {"Mark at least ten readings, or train without --labels", "Marquez au moins dix relevés, ou entraînez sans --labels"});
  }
  if (labelled == readings) {
    return Fail(ErrorCode::kInvalid, {"the labels mark every reading as anomalous", "les étiquettes marquent tous les relevés comme anormaux"},
                {"Mark only what is; readings without a mark are ordinary", "Ne marquez que ce qui l’est ; un relevé sans marque est normal"});
  }
  if (labelled < kFewestLabels) {
    return Fail(ErrorCode::kInvalid,
                {fmt::format("the labels mark {} readings as anomalous; trees need {} to learn from", labelled, kFewestLabels),
                 fmt::format("les étiquettes marquent {} relevés comme anormaux ; il en faut {} pour entraîner des arbres", labelled, kFewestLabels)},
                {"Mark more, or train without --labels", "Marquez-en plus, ou entraînez sans --labels"});
  }
  return {};
}

}  // namespace kilowatch
