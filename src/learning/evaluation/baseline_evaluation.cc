#include "learning/evaluation/baseline_evaluation.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "data/preprocessing/clean_block.h"
#include "detection/models/baseline/baseline.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

constexpr std::size_t kYearDays = 365;
constexpr std::size_t kShortHistory = 400;
constexpr double kShortShare = 0.7;
constexpr double kImpossible = 5;

// Days [trained_until, judged_until) are judged by a fit on what lies before.
struct FoldDays {
  std::size_t trained_until = 0;
  std::size_t judged_until = 0;
};

std::int64_t MonthNumber(LocalDay date) {
  const std::chrono::year_month_day day(date);
  return static_cast<std::int64_t>(static_cast<int>(day.year())) * 12 + static_cast<unsigned>(day.month()) - 1;
}

std::vector<FoldDays> FoldsOf(const CleanBlock& block, BaselineProtocol protocol) {
  const auto days = block.days();
  const bool partial = days.size() > 1 && days[0].end - days[0].begin < days[1].end - days[1].begin;
  const std::size_t first = partial ? 1 : 0, count = days.size() - first;
  const std::size_t cut = first + (count > kShortHistory ? kYearDays : static_cast<std::size_t>(kShortShare * static_cast<double>(count)));
  if (cut == 0 || cut >= days.size()) return {};
  if (protocol == BaselineProtocol::kYearAhead) return {{cut, std::min(cut + kYearDays, days.size())}};
  std::vector<FoldDays> folds;
  for (std::size_t day = cut; day < days.size(); ++day) {
    if (folds.empty() || MonthNumber(days[day].date) != MonthNumber(days[day - 1].date)) folds.push_back({day, day});
    folds.back().judged_until = day + 1;
  }
  return folds;
}

MeterFrame Before(const MeterFrame& frame, Instant end) {
  const auto rows = static_cast<std::size_t>(std::ranges::lower_bound(frame.time, end) - frame.time.begin());
  MeterFrame past = frame;
  past.time.resize(rows);
  past.value.resize(rows);
  past.quality.resize(rows);
  if (!past.temperature.empty()) past.temperature.resize(rows);
  if (!past.label.empty()) past.label.resize(rows);
  return past;
}

double ImpossibleFrom(const LoadView& trained) {
  std::vector<double> values;
  for (const double value : trained.value) {
    if (!std::isnan(value)) values.push_back(value);
  }
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at > 0 ? kImpossible * *at : std::numeric_limits<double>::infinity();
}

// A meter over its whole time as Live sees it, and the same without its readings: then no week before says at which level it is.
struct Judged {
  CleanBlock block;
  LoadView view;
  LoadView blind;
};

Judged Prepare(const MeterFrame& frame, const Site& site) {
  CleanBlock block = Clean(frame, site, Mode::kLive);
  LoadView view = LoadView::Of(block), blind = view;
  std::ranges::fill(blind.value, std::nan(""));
  return {std::move(block), std::move(view), std::move(blind)};
}

ComparedCells Compare(const Judged& judged, const Expectation& expectation, std::pair<std::size_t, std::size_t> cells, double impossible_from) {
  const CleanBlock& block = judged.block;
  const bool zero_is_none = block.meter().commodity == Commodity::kElectricity;
  ComparedCells compared;
  compared.cells_per_hour = 3600.0 / static_cast<double>(block.grid().step().count());
  compared.cells_per_day = 24 * compared.cells_per_hour;
  for (std::size_t i = cells.first; i < cells.second; ++i) {
    const double value = block.value()[i];
    const bool no_temperature = !judged.view.temperature.empty() && std::isnan(judged.view.temperature[i]);
    if (!HasReading(block.quality()[i]) || std::isnan(expectation.expected[i]) || no_temperature) continue;
    if ((zero_is_none && value == 0) || value > impossible_from) continue;
    compared.actual.push_back(value);
    compared.expected.push_back(expectation.expected[i]);
    compared.low.push_back(expectation.low[i]);
    compared.high.push_back(expectation.high[i]);
    const std::uint32_t day = block.day_of()[i];
    compared.hour.push_back(EpochSeconds(block.grid().Start(i)) / 3600);
    compared.day.push_back(day);
    compared.month.push_back(MonthNumber(block.days()[day].date));
  }
  return compared;
}

struct ComparedFold {
  BaselineFold fold;
  ComparedCells frozen;
  ComparedCells adaptive;
  BaselineKind kind = BaselineKind::kTimeOfWeek;
};

std::optional<ComparedFold> JudgeFold(const MeterFrame& frame, const Judged& judged, FoldDays fold) {
  const CleanBlock& block = judged.block;
  const std::size_t first = block.days()[fold.trained_until].begin, end = block.days()[fold.judged_until - 1].end;
  const Instant cut = block.grid().Start(first);
  const CleanBlock past = Clean(Before(frame, cut), block.site(), Mode::kReview);
  const auto baseline = Baseline::Fit(past);
  if (!baseline) return std::nullopt;
  const double impossible_from = ImpossibleFrom(LoadView::Of(past));
  ComparedFold out;
  out.kind = baseline->kind();
  out.frozen = Compare(judged, baseline->Expect(judged.blind.Prefix(end), Mode::kLive, first), {first, end}, impossible_from);
  out.adaptive = Compare(judged, baseline->Expect(judged.view.Prefix(end), Mode::kLive, first), {first, end}, impossible_from);
  out.fold = {{block.grid().Start(0), cut}, {cut, block.grid().Start(end)}, FitOf(out.frozen), FitOf(out.adaptive)};
  return out;
}

}  // namespace

MeterBaselineFit EvaluateMeterBaseline(const MeterFrame& frame, const Site& site, BaselineProtocol protocol) {
  MeterBaselineFit fit;
  fit.meter = frame.meter.name;
  const Judged judged = Prepare(frame, site);
  fit.why_not = judged.block.why_not();
  if (fit.why_not) return fit;
  ComparedCells frozen, adaptive;
  for (const FoldDays& days : FoldsOf(judged.block, protocol)) {
    const auto fold = JudgeFold(frame, judged, days);
    if (!fold || fold->frozen.actual.empty()) continue;
    fit.kind = fold->kind;
    fit.folds.push_back(fold->fold);
    frozen.Append(fold->frozen);
    adaptive.Append(fold->adaptive);
  }
  if (fit.folds.empty()) {
    fit.why_not = Phrase{"no stretch to learn from with readings after it to judge", "aucune période d’apprentissage suivie de relevés à juger"};
  }
  fit.frozen = FitOf(frozen);
  fit.adaptive = FitOf(adaptive);
  return fit;
}

Result<std::vector<MeterBaselineFit>> EvaluateBaselines(const Source& source, const BaselineRun& run) {
  using One = Result<MeterBaselineFit>;
  const std::size_t count = source.meters().size();
  std::vector<MeterBaselineFit> fits;
  std::optional<Error> failed;
  std::stop_source stop;
  const std::stop_callback forward(run.stop, [&stop] { stop.request_stop(); });
  const auto judge = [&](std::size_t i) -> One {
    KW_ASSIGN(const MeterFrame frame, source.Read(i, run.period));
    return EvaluateMeterBaseline(frame, source.site_of(i), run.protocol);
  };
  ParallelInOrder(count, ThreadCount(run.threads), stop.get_token(), judge, [&](std::size_t i, One one) {
    if (!one) {
      failed = std::move(one).error();
      stop.request_stop();
      return;
    }
    fits.push_back(*std::move(one));
    if (run.progress) run.progress(i + 1, count);
  });
  if (failed) return std::unexpected(*std::move(failed));
  if (run.stop.stop_requested()) return Stopped();
  if (std::ranges::all_of(fits, [](const MeterBaselineFit& fit) { return fit.why_not.has_value(); })) {
    const Phrase why = fits.empty() ? Phrase{"there is no meter", "il n’y a pas de compteur"} : *fits.front().why_not;
    return Fail(ErrorCode::kUnreadable, Phrase{"no meter's baseline could be judged: " + why.en, "aucune référence n’a pu être évaluée : " + why.fr},
                Phrase{"Give more than a year of readings", "Donnez plus d’un an de relevés"});
  }
  return fits;
}

}  // namespace kilowatch
