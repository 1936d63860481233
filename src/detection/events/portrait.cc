#include "detection/events/portrait.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "detection/events/day_reference.h"
#include "detection/events/opening_hours_inference.h"

namespace kilowatch {
namespace {

constexpr double kDaysOfYear = 365;
constexpr double kNearlyAYear = 330;
constexpr std::size_t kLeastMonthPairs = 6;
constexpr std::size_t kLeastMonths = 6;
constexpr std::size_t kLeastMonthDays = 22;
constexpr std::size_t kLeastNightReadings = 30;

using Month = std::chrono::year_month;

Month MonthOf(LocalDay day) {
  const std::chrono::year_month_day date(day);
  return date.year() / date.month();
}

double CellHours(const Grid& grid, std::size_t i) { return static_cast<double>(grid.Cell(i).Length().count()) / 3600; }

bool Believed(const CleanBlock& block, std::size_t i) {
  const Quality quality = block.quality()[i];
  return (quality == Quality::kMeasured || quality == Quality::kEstimated) && std::isfinite(block.value()[i]);
}

double Quantile(std::vector<double>& values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t size = values.size();
  return size % 2 == 1 ? values[size / 2] : (values[size / 2 - 1] + values[size / 2]) / 2;
}

// The first cell of the last 365 days.
std::size_t FirstOfLastYear(const Grid& grid) {
  const Instant since = grid.Start(grid.size()) - Seconds(static_cast<std::int64_t>(kDaysOfYear) * 86400);
  return since <= grid.Start(0) ? 0 : grid.Find(since).value_or(0);
}

void CountReadings(const CleanBlock& block, Portrait& out) {
  std::int64_t estimated = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool read = HasReading(block.quality()[i]) && std::isfinite(block.value()[i]);
    out.readings += read ? 1 : 0;
    out.missing += read ? 0 : 1;
    estimated += read && block.quality()[i] == Quality::kEstimated ? 1 : 0;
  }
  if (out.readings > 0) out.estimated_share = static_cast<double>(estimated) / static_cast<double>(out.readings);
}

void FindYear(const CleanBlock& block, const Expectation& expectation, Portrait& out) {
  double read = 0, read_hours = 0, expected = 0, unknown_hours = 0, hours = 0;
  for (std::size_t i = FirstOfLastYear(block.grid()); i < block.size(); ++i) {
    const double length = CellHours(block.grid(), i);
    hours += length;
    if (Believed(block, i)) {
      read += block.value()[i];
      read_hours += length;
    } else if (i < expectation.expected.size() && std::isfinite(expectation.expected[i])) {
      expected += expectation.expected[i];
    } else {
      unknown_hours += length;
    }
  }
  if (read_hours < 24) return;
  const double total = read + expected + unknown_hours * read / read_hours;
  out.a_year_from_days = hours / 24;
  out.a_year = out.a_year_from_days >= kNearlyAYear ? total * kDaysOfYear / out.a_year_from_days : read / read_hours * 24 * kDaysOfYear;
}

void FindBaseLoad(const CleanBlock& block, Portrait& out) {
  if (block.grid().step() > Seconds(3600)) return;
  std::vector<double> recent;
  std::map<Month, std::vector<double>> months;
  const std::size_t first_recent = FirstOfLastYear(block.grid());
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (block.quality()[i] != Quality::kMeasured || !std::isfinite(block.value()[i])) continue;
    const LocalTime t = block.site().zone.ToLocal(block.grid().Start(i));
    const LocalDay day = std::chrono::floor<std::chrono::days>(t);
    if (t - day >= std::chrono::hours(5)) continue;
    const double rate = block.value()[i] / CellHours(block.grid(), i);
    months[MonthOf(day)].push_back(rate);
    if (i >= first_recent) recent.push_back(rate);
  }
  if (recent.size() < kLeastNightReadings) return;
  out.base_load = Quantile(recent, 0.1);
  std::vector<double> changes;
  for (auto& [month, rates] : months) {
    const auto before = months.find(month - std::chrono::years(1));
    if (before == months.end() || rates.size() < kLeastNightReadings || before->second.size() < kLeastNightReadings) continue;
    changes.push_back(Quantile(rates, 0.1) - Quantile(before->second, 0.1));
  }
  if (changes.size() >= kLeastMonthPairs) out.base_load_trend_a_year = Median(std::move(changes));
}

void FindOffHours(const CleanBlock& block, Portrait& out) {
  const OpeningHours opening = OpeningHoursOf(block);
  if (block.grid().step() > Seconds(3600) || !HasClosedHours(opening)) return;
  double total = 0, closed = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (!Believed(block, i)) continue;
    total += block.value()[i];
    if (!opening.IsOpen(block.site().zone.ToLocal(block.grid().Start(i)))) closed += block.value()[i];
  }
  if (!(total > 0)) return;
  out.off_hours_share = std::clamp(closed / total, 0.0, 1.0);
  out.opening_hours = opening;
}

void FindPeak(const CleanBlock& block, Portrait& out) {
  double sum = 0, hours = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (block.quality()[i] != Quality::kMeasured || !std::isfinite(block.value()[i])) continue;
    const double length = block.meter().unit == Unit::kOther ? 1 : CellHours(block.grid(), i);
    const double rate = block.value()[i] / length;
    sum += block.value()[i];
    hours += length;
    if (out.peak && rate <= *out.peak) continue;
    out.peak = rate;
    out.peak_at = block.grid().Start(i);
  }
  if (block.meter().unit != Unit::kOther && out.peak && *out.peak > 0) out.load_factor = sum / hours / *out.peak;
}

bool Saves(const Meter& meter, bool weather_known) {
  const bool thermal = meter.commodity == Commodity::kGas || meter.commodity == Commodity::kHeat;
  const bool produces = meter.role == MeterRole::kGeneration || meter.role == MeterRole::kExport;
  return !produces && (weather_known || !thermal);
}

// Whether neighbouring months are alike: a season, which only a temperature could take out.
bool FollowsASeason(const std::vector<double>& ratios) {
  constexpr double kAlike = 0.3;
  double mean = 0, variance = 0, together = 0;
  for (const double ratio : ratios) mean += ratio / static_cast<double>(ratios.size());
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    variance += (ratios[i] - mean) * (ratios[i] - mean);
    if (i > 0) together += (ratios[i] - mean) * (ratios[i - 1] - mean);
  }
  return together > kAlike * variance;
}

void FindBestMonth(const CleanBlock& block, const DayReference& reference, Portrait& out) {
  struct Sums {
    double read = 0, reference = 0;
    std::size_t days = 0;
  };
  if (!out.a_year) return;
  if (!Saves(block.meter(), reference.weather_taken_out)) return;
  std::map<Month, Sums> months;
  Sums whole;
  for (const ReferenceDay& day : reference.days) {
    for (Sums* sums : {&months[MonthOf(day.date)], &whole}) {
      sums->read += day.read;
      sums->reference += day.reference;
      ++sums->days;
    }
  }
  std::vector<double> ratios;
  double best = INFINITY;
  std::optional<LocalDay> best_month;
  for (const auto& [month, sums] : months) {
    const bool counts = 2 * sums.reference * static_cast<double>(whole.days) >= whole.reference * static_cast<double>(sums.days);
    if (sums.days < kLeastMonthDays || !(sums.reference > 0) || !counts) continue;
    ratios.push_back(sums.read / sums.reference);
    if (sums.read / sums.reference >= best) continue;
    best = sums.read / sums.reference;
    best_month = LocalDay(month / 1);
  }
  if (ratios.size() < kLeastMonths || !(whole.read > 0) || !(whole.reference > 0)) return;
  if (!reference.weather_taken_out && FollowsASeason(ratios)) return;
  out.best_month = best_month;
  out.weather_taken_out = reference.weather_taken_out;
  out.saving_at_best_month = *out.a_year * std::max(0.0, 1 - best / (whole.read / whole.reference));
}

}  // namespace

Portrait MakePortrait(const CleanBlock& block, const Expectation& expectation) {
  return MakePortrait(block, expectation, block.meter().unit == Unit::kOther ? DayReference{} : FitDayReference(block));
}

Portrait MakePortrait(const CleanBlock& block, const Expectation& expectation, const DayReference& reference) {
  Portrait portrait;
  CountReadings(block, portrait);
  FindPeak(block, portrait);
  if (block.meter().unit != Unit::kOther && block.size() > 0) {
    FindYear(block, expectation, portrait);
    FindBaseLoad(block, portrait);
    FindOffHours(block, portrait);
    FindBestMonth(block, reference, portrait);
  }
  portrait.lines = PortraitWords(portrait, block.meter(), block.site().zone);
  return portrait;
}

}  // namespace kilowatch
