#include "learning/training/train.h"

#include <optional>
#include <utility>

#include "foundation/base/check.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

struct Fitted {
  std::optional<MeterModel> model;
  std::optional<Phrase> why_not;
  std::optional<Error> error;
};

Fitted FitMeter(const Source& source, std::size_t meter, const TrainingRun& run) {
  const auto frame = source.Read(meter, run.period);
  if (!frame) return {std::nullopt, std::nullopt, frame.error()};
  const CleanBlock block = Clean(*frame, source.site_of(meter), Mode::kReview, run.scorer->options().clean);
  if (block.why_not()) return {std::nullopt, block.why_not(), std::nullopt};
  return {MeterModel::Fit(block, run.scorer->options().model), std::nullopt, std::nullopt};
}

}  // namespace

Result<Training> TrainPortfolio(const Source& source, const TrainingRun& run) {
  KW_CHECK(run.scorer != nullptr);
  const std::size_t count = source.meters().size();
  Training training;
  std::optional<Error> failed;
  std::stop_source stop;
  const std::stop_callback forward(run.stop, [&stop] { stop.request_stop(); });
  ParallelInOrder(
      count, ThreadCount(run.threads), stop.get_token(), [&](std::size_t i) { return FitMeter(source, i, run); },
      [&](std::size_t i, Fitted fitted) {
        const std::string& name = source.meters()[i].name;
        if (fitted.error) {
          failed = std::move(fitted.error);
          stop.request_stop();
          return;
        }
        if (fitted.model)
          training.models.Add(name, *std::move(fitted.model));
        else
          training.skipped.push_back({name, *std::move(fitted.why_not)});
        if (run.progress) run.progress(i + 1, count);
      });
  if (failed) return std::unexpected(*std::move(failed));
  if (run.stop.stop_requested()) return Stopped();
  if (training.models.size() == 0) {
    if (training.skipped.empty()) return Fail(ErrorCode::kUnreadable, {"there is no meter to train", "il n’y a pas de compteur à entraîner"});
    const Training::Skipped& first = training.skipped.front();
    return Fail(ErrorCode::kUnreadable,
                FormatPhrase("no meter could be trained: {}: {}", "aucun compteur n’a pu être entraîné : {} : {}", first.meter, first.why));
  }
  return training;
}

}  // namespace kilowatch
