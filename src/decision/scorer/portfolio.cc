#include "decision/scorer/portfolio.h"

#include <algorithm>
#include <utility>

#include "data/ingestion/name_list.h"
#include "foundation/base/check.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

struct InFlight {
  MeterFrame frame;
  std::optional<ScoredMeter> scored;
  MeterOutcome outcome;
  MeterSummary summary;
  std::vector<PricedEvent> candidates;
  bool tariff_is_unknown = false;  // the meter names one that is defined nowhere
  std::optional<Error> error;
};

MeterOutcome Describe(const MeterFrame& frame, const ScoredMeter& scored) {
  const CleanBlock& block = scored.block;
  MeterOutcome outcome;
  outcome.meter = frame.meter;
  outcome.spacing = frame.spacing;
  outcome.interval = frame.interval;
  outcome.rows = static_cast<std::int64_t>(frame.size());
  outcome.repeated = std::ranges::count(block.row_quality(), Quality::kDuplicate);
  if (block.size() > 0) outcome.covered = block.grid().Whole();
  for (const Quality quality : block.quality()) {
    ++outcome.cells_by_quality[static_cast<std::size_t>(quality)];
    ++(HasReading(quality) ? outcome.readings : outcome.missing);
  }
  outcome.baseline = scored.judgement.expectation.kind;
  outcome.why_not = block.why_not();
  outcome.portrait = scored.portrait;
  return outcome;
}

InFlight Process(const Source& source, std::size_t meter, const PortfolioRun& run) {
  InFlight out;
  auto frame = source.Read(meter, run.period);
  if (!frame) {
    out.error = std::move(frame).error();
    return out;
  }
  out.frame = *std::move(frame);
  out.scored = run.scorer->Run(out.frame, source.site_of(meter));
  const ScoredMeter& scored = *out.scored;
  out.outcome = Describe(out.frame, scored);
  const std::optional<Tariff> own = run.tariff->Named(out.frame.meter.tariff);
  out.tariff_is_unknown = !own;
  const Tariff& tariff = own ? *own : *run.tariff;
  out.summary = Summarise(scored.block, tariff, scored.reference);
  for (const Event& event : scored.events) out.candidates.push_back(PriceEvent(event, scored.block, scored.judgement.expectation, tariff));
  for (const SlowEvent& slow : scored.slow) out.candidates.push_back(PriceEvent(slow.event, slow.band, scored.block, tariff));
  return out;
}

void SayUnknownTariffs(const std::vector<std::string>& meters, std::vector<FileUnderstanding>& files) {
  if (meters.empty()) return;
  const Phrase names = NameList(meters);
  for (FileUnderstanding& file : files) {
    if (file.role != FileRole::kMeterList) continue;
    file.assumed.push_back(
        {"the tariff that the list names is defined nowhere, so the one of all prices: " + names.en + "; --tariff FILE may hold it under tariffs",
         "le tarif que nomme la liste n’est défini nulle part, celui de tous chiffre donc : " + names.fr +
             " ; --tariff FILE peut le contenir sous tariffs"});
  }
}

}  // namespace

Result<PortfolioOutcome> ScorePortfolio(const Source& source, const PortfolioRun& run) {
  KW_CHECK(run.scorer != nullptr && run.tariff != nullptr);
  const std::size_t count = source.meters().size();
  PortfolioOutcome outcome;
  std::vector<MeterSummary> summaries;
  std::vector<PricedEvent> candidates;
  std::vector<std::string> unknown_tariff;
  std::optional<Error> failed;
  // A failure stops what is in flight without touching the caller's token.
  std::stop_source stop;
  const std::stop_callback forward(run.stop, [&stop] { stop.request_stop(); });
  ParallelInOrder(
      count, ThreadCount(run.threads), stop.get_token(), [&](std::size_t i) { return Process(source, i, run); },
      [&](std::size_t i, InFlight done) {
        if (!done.error && run.visit) {
          if (Status visited = run.visit(done.frame, *done.scored); !visited) done.error = std::move(visited).error();
        }
        if (done.error) {
          failed = std::move(done.error);
          stop.request_stop();
          return;
        }
        if (done.tariff_is_unknown) unknown_tariff.push_back(done.outcome.meter.name);
        outcome.meters.push_back(std::move(done.outcome));
        summaries.push_back(std::move(done.summary));
        std::ranges::move(done.candidates, std::back_inserter(candidates));
        if (run.progress) run.progress(i + 1, count);
      });
  if (failed) return std::unexpected(*std::move(failed));
  if (run.stop.stop_requested()) return Stopped();
  outcome.understood = source.understood();
  SayUnknownTariffs(unknown_tariff, outcome.understood);
  outcome.decision = Decide(std::move(summaries), std::move(candidates), run.policy, run.tariff->currency());
  return outcome;
}

}  // namespace kilowatch
