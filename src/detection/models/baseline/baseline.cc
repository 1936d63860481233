#include "detection/models/baseline/baseline.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kCushionShare = 0.25;
constexpr std::size_t kMemoryDays = 5;  // weather lasts for some days
constexpr double kDoubtReach = 1.96;    // kBandLevel of a normal

bool KnowsWeather(const LoadView& view, std::size_t i) {
  return !view.temperature.empty() && !std::isnan(view.temperature[i]) && !std::isnan(view.mean_temperature[i]);
}

std::uint32_t FirstDayLookedAt(const LoadView& view, std::size_t first) {
  const std::uint32_t day = view.day[first];
  return day > kLevelDays ? day - kLevelDays : 0;
}

// The first cell of a day that a level for cell `first` looks at.
std::size_t FirstCellLookedAt(const LoadView& view, std::size_t first) {
  const auto at = std::lower_bound(view.day.begin(), view.day.end(), FirstDayLookedAt(view, first));
  return static_cast<std::size_t>(at - view.day.begin());
}

std::unexpected<Error> CannotBeJudged(const CleanBlock& block) {
  return Fail(ErrorCode::kInvalid, {"no baseline for " + block.meter().name, "pas de référence pour " + block.meter().name}, *block.why_not());
}

}  // namespace

Result<Baseline> Baseline::Fit(const CleanBlock& block) {
  if (block.why_not()) return CannotBeJudged(block);
  return Fit(LoadView::Of(block));
}

Result<Baseline> Baseline::Fit(const LoadView& view) {
  KW_ASSIGN(Baseline baseline, FitModel(view));
  const Modelled modelled = baseline.Model(view, 0);
  for (std::size_t s = 0; s < kLevelSources; ++s) {
    const auto source = static_cast<LevelSource>(s);
    baseline.FitBand(source, view, modelled, LocalLevel(view, modelled.load, baseline.level_scale_, source));
  }
  return baseline;
}

Result<Expectation> Baseline::ExpectItself(const CleanBlock& block) {
  if (block.why_not()) return CannotBeJudged(block);
  return ExpectItself(LoadView::Of(block));
}

Result<Expectation> Baseline::ExpectItself(const LoadView& view) {
  KW_ASSIGN(Baseline baseline, FitModel(view));
  const Modelled modelled = baseline.Model(view, 0);
  const std::vector<double> level = LocalLevel(view, modelled.load, baseline.level_scale_, LevelSource::kAround);
  bool everywhere = true;
  for (std::size_t i = 0; i < view.size(); ++i) everywhere = everywhere && !std::isnan(level[view.day[i]]);
  baseline.FitBand(LevelSource::kAround, view, modelled, level);
  if (!everywhere) baseline.FitBand(LevelSource::kNone, view, modelled, std::vector<double>(level.size(), kNan));
  return baseline.ExpectAt(view, modelled, level, LevelSource::kAround, 0);
}

Result<Baseline> Baseline::FitModel(const LoadView& view) {
  double size = 0;
  double lowest = std::numeric_limits<double>::infinity();
  std::size_t readings = 0;
  for (const double value : view.value) {
    if (std::isnan(value)) continue;
    size += std::abs(value);
    lowest = std::min(lowest, value);
    ++readings;
  }
  if (readings == 0) {
    return Fail(ErrorCode::kInvalid, {"no baseline without a measured reading", "pas de référence sans relevé mesuré"},
                {"Give a longer history", "Donnez un historique plus long"});
  }
  Baseline baseline;
  baseline.model_ = LoadModel::Fit(view, true);
  if (baseline.model_.has_temperature()) baseline.climate_ = Climate::Of(view);
  baseline.never_negative_ = lowest >= 0;
  baseline.level_scale_ = {lowest >= 0, kCushionShare * std::max(size / static_cast<double>(readings), 1e-9)};
  return baseline;
}

void Baseline::Remember(const LoadView& view, std::size_t i, std::size_t at, WeatherMemory& memory) const {
  memory.since = at;
  memory.away = static_cast<double>(view.mean_temperature[i]) - climate_->DayMean(view.day_of_year[i]);
}

std::size_t Baseline::MemoryCells() const { return kMemoryDays * model_.steps_per_day(); }

Baseline::WeatherMemory Baseline::MemoryBefore(const LoadView& view, std::size_t first) const {
  WeatherMemory memory;
  if (!model_.has_temperature() || view.slots == 1) return memory;
  memory.cells = MemoryCells();
  for (std::size_t i = first; i > 0 && first - i < memory.cells; --i) {
    if (!KnowsWeather(view, i - 1)) continue;
    Remember(view, i - 1, i - 1, memory);
    break;
  }
  return memory;
}

double Baseline::WithoutTemperature(const LoadView& view, std::size_t i, double kept, double last_away, float& doubt) const {
  const double away = kept * last_away;
  const double spread = climate_->spread() * std::sqrt(1 - kept * kept);
  const std::size_t hour = HourClass(view.slot[i], view.steps_per_day) % 24;
  const double celsius = climate_->Mean(view.day_of_year[i], hour) + away;
  const double mean = climate_->DayMean(view.day_of_year[i]) + away;
  // Two points stand for the days that there could be: exact for curves up to the third degree.
  const double warmer = model_.LoadOf(view, i, {celsius + spread, mean + spread});
  const double colder = model_.LoadOf(view, i, {celsius - spread, mean - spread});
  // The whole doubt from the first cell on: a thermometer that falls silent may have been wrong before.
  doubt = static_cast<float>(0.5 * std::abs(warmer - colder) / std::sqrt(1 - kept * kept));
  return 0.5 * (warmer + colder);
}

Baseline::Modelled Baseline::Model(const LoadView& view, std::size_t first) const {
  Modelled modelled{std::vector<double>(view.size(), kNan), std::vector<float>(view.size(), 0.0F)};
  if (view.steps_per_day != model_.steps_per_day() || view.slots != model_.slots()) return modelled;
  WeatherMemory memory = MemoryBefore(view, first);
  for (std::size_t i = first; i < view.size(); ++i) modelled.load[i] = LoadOf(view, i, i, memory, modelled.doubt[i]);
  return modelled;
}

double Baseline::LoadOf(const LoadView& view, std::size_t i, std::size_t at, WeatherMemory& memory, float& doubt) const {
  double load = 0;
  if (!model_.has_temperature()) {
    load = model_.LoadOf(view, i, {});
  } else if (KnowsWeather(view, i)) {
    load = model_.LoadOf(view, i, {static_cast<double>(view.temperature[i]), static_cast<double>(view.mean_temperature[i])});
    Remember(view, i, at, memory);
  } else {
    load = WithoutTemperature(view, i, memory.KeptAt(at), memory.away, doubt);
  }
  return never_negative_ ? std::max(load, 0.0) : load;
}

double Baseline::AtLevel(double load, double level) const {
  const double at_level = std::isnan(level) ? load : level_scale_.Apply(load, level);
  return never_negative_ ? std::max(at_level, 0.0) : at_level;
}

void Baseline::FitBand(LevelSource source, const LoadView& view, const Modelled& modelled, const std::vector<double>& level) {
  std::vector<BandSample> samples;
  samples.reserve(view.size());
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (std::isnan(view.value[i]) || modelled.doubt[i] > 0) continue;
    const std::size_t slot = model_.SlotOf(view, i);
    const double expected = AtLevel(modelled.load[i], level[view.day[i]]);
    samples.push_back({view.value[i], expected, static_cast<std::uint16_t>(slot), static_cast<float>(model_.LeverageOf(slot))});
  }
  if (!samples.empty()) band_[static_cast<std::size_t>(source)] = Band::Fit(samples, view.steps_per_day);
}

Expectation Baseline::Expect(const CleanBlock& block, Mode mode) const { return Expect(LoadView::Of(block), mode); }

Expectation Baseline::Expect(const LoadView& view, Mode mode, std::size_t first) const {
  if (first >= view.size()) return ExpectAt(view, {}, {}, LevelSource::kNone, view.size());
  const LevelSource source = mode == Mode::kLive ? LevelSource::kPast : LevelSource::kAround;
  const std::size_t looked_at = FirstCellLookedAt(view, first);
  const Modelled modelled = Model(view, looked_at);
  return ExpectAt(view, modelled, LocalLevel(view, modelled.load, level_scale_, source, looked_at), source, first);
}

Baseline::Range Baseline::RangeOf(const LoadView& view, std::size_t i, double load, float doubt, double day_level, LevelSource source) const {
  const double expected = AtLevel(load, day_level);
  const Band& band = band_[static_cast<std::size_t>(std::isnan(day_level) ? LevelSource::kNone : source)];
  const Band::Reach reach = band.At(expected, model_.SlotOf(view, i));
  const double unsure = kDoubtReach * static_cast<double>(doubt);
  const double low = expected - std::sqrt(reach.below * reach.below + unsure * unsure);
  const double high = expected + std::sqrt(reach.above * reach.above + unsure * unsure);
  return {expected, never_negative_ ? std::max(low, 0.0) : low, high};
}

Expectation Baseline::ExpectAt(const LoadView& view, const Modelled& modelled, const std::vector<double>& level, LevelSource source,
                               std::size_t first) const {
  Expectation answer{kind(), std::vector<double>(view.size(), kNan), std::vector<double>(view.size(), kNan), std::vector<double>(view.size(), kNan)};
  for (std::size_t i = first; i < view.size(); ++i) {
    if (std::isnan(modelled.load[i])) continue;
    const Range range = RangeOf(view, i, modelled.load[i], modelled.doubt[i], level[view.day[i]], source);
    const double length = view.length.empty() ? 1 : view.length[i];
    answer.expected[i] = length * range.expected;
    answer.low[i] = length * range.low;
    answer.high[i] = length * range.high;
  }
  return answer;
}

void Baseline::Save(ByteWriter& writer) const {
  model_.Save(writer);
  if (climate_) climate_->Save(writer);
  writer.Put(level_scale_.multiplies);
  writer.Put(level_scale_.cushion);
  writer.Put(never_negative_);
  for (const Band& band : band_) band.Save(writer);
}

Result<Baseline> Baseline::Load(ByteReader& reader) {
  Baseline baseline;
  KW_ASSIGN(baseline.model_, LoadModel::Load(reader));
  if (baseline.model_.has_temperature()) {
    KW_ASSIGN(baseline.climate_, Climate::Load(reader));
  }
  KW_ASSIGN(baseline.level_scale_.multiplies, reader.GetBool());
  KW_ASSIGN(baseline.level_scale_.cushion, reader.Get<double>());
  KW_ASSIGN(baseline.never_negative_, reader.GetBool());
  for (Band& band : baseline.band_) {
    KW_ASSIGN(band, Band::Load(reader));
  }
  if (!(baseline.level_scale_.cushion > 0)) {
    return Fail(ErrorCode::kUnreadable, {"a stored baseline is damaged", "une référence enregistrée est endommagée"},
                {"Train it again", "Entraînez-le de nouveau"});
  }
  return baseline;
}

}  // namespace kilowatch
