#include "detection/models/baseline/climate.h"

#include <algorithm>
#include <cmath>

namespace kilowatch {
namespace {

constexpr int kDays = 366;
constexpr int kAround = 10;

int Cyclic(int day) { return (day - 1 + kDays) % kDays + 1; }

// Mean over the days around `day`, widened until one was seen.
double MeanAround(const std::vector<double>& sum, const std::vector<double>& count, int day) {
  double total = 0;
  double known = 0;
  for (int reach = 0; reach <= kDays / 2 && (reach <= kAround || known == 0); ++reach) {
    for (const int d : {Cyclic(day - reach), Cyclic(day + reach)}) {
      total += sum[static_cast<std::size_t>(d)];
      known += count[static_cast<std::size_t>(d)];
    }
  }
  return total / known;
}

std::size_t HourOfSlot(const LoadView& view, std::size_t i) { return HourClass(view.slot[i], view.steps_per_day) % 24; }

}  // namespace

Climate Climate::Of(const LoadView& view) {
  Climate climate;
  std::vector<double> sum(kDays + 1);
  std::vector<double> count(kDays + 1);
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (std::isnan(view.temperature[i])) continue;
    sum[view.day_of_year[i]] += static_cast<double>(view.temperature[i]);
    count[view.day_of_year[i]] += 1;
  }
  for (int day = 1; day <= kDays; ++day) climate.day_mean_[static_cast<std::size_t>(day)] = static_cast<float>(MeanAround(sum, count, day));
  std::array<double, 24> offset{};
  std::array<double, 24> seen{};
  double squares = 0;
  double known = 0;
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (std::isnan(view.temperature[i])) continue;
    offset[HourOfSlot(view, i)] += static_cast<double>(view.temperature[i]) - climate.DayMean(view.day_of_year[i]);
    seen[HourOfSlot(view, i)] += 1;
    if (std::isnan(view.mean_temperature[i])) continue;
    const double away = static_cast<double>(view.mean_temperature[i]) - climate.DayMean(view.day_of_year[i]);
    squares += away * away;
    known += 1;
  }
  for (std::size_t hour = 0; hour < 24; ++hour) climate.hour_offset_[hour] = static_cast<float>(seen[hour] > 0 ? offset[hour] / seen[hour] : 0);
  climate.spread_ = known > 0 ? std::sqrt(squares / known) : 0;
  return climate;
}

void Climate::Save(ByteWriter& writer) const {
  writer.PutColumn(day_mean_);
  writer.PutColumn(hour_offset_);
  writer.Put(spread_);
}

Result<Climate> Climate::Load(ByteReader& reader) {
  Climate climate;
  KW_ASSIGN(climate.day_mean_, reader.GetColumn<float>(kDays + 1));
  KW_ASSIGN(climate.hour_offset_, reader.GetColumn<float>(24));
  KW_ASSIGN(climate.spread_, reader.Get<double>());
  const auto finite = [](float v) { return std::isfinite(v); };
  const bool whole = climate.day_mean_.size() == kDays + 1 && climate.hour_offset_.size() == 24 && climate.spread_ >= 0 &&
                     std::isfinite(climate.spread_) && std::all_of(climate.day_mean_.begin(), climate.day_mean_.end(), finite) &&
                     std::all_of(climate.hour_offset_.begin(), climate.hour_offset_.end(), finite);
  if (!whole)
    return Fail(ErrorCode::kUnreadable, {"a stored baseline has an impossible climate", "une référence enregistrée a un climat impossible"},
                {"Train it again", "Entraînez-le de nouveau"});
  return climate;
}

}  // namespace kilowatch
