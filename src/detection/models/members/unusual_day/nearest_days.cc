#include "detection/models/members/unusual_day/nearest_days.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "detection/models/members/unusual_day/nearest_days_kernel.h"

namespace kilowatch {
namespace {

constexpr float kFar = std::numeric_limits<float>::infinity();

void MakeRoom(std::size_t days, NearestDays& nearest) {
  nearest.same_weekday.assign(kNearestDays * days, kFar);
  for (auto& column : nearest.kind) column.assign(kNearestDays * days, kFar);
}

void Keep(float squared, std::size_t days, float* nearest) {
  for (std::size_t k = 0; k < kNearestDays && !std::isnan(squared); ++k) {
    if (squared < nearest[k * days]) std::swap(squared, nearest[k * days]);
  }
}

}  // namespace

double NearestDays::Mean(const std::vector<float>& nearest, std::size_t days, std::size_t day) {
  double sum = 0;
  std::size_t n = 0;
  for (; n < kNearestDays && nearest[n * days + day] < kFar; ++n) sum += std::sqrt(static_cast<double>(nearest[n * days + day]));
  return n == 0 ? std::nan("") : sum / static_cast<double>(n);
}

void FindNearestDays(const DayShapes& shapes, std::size_t first_weekday, NearestDays& nearest) {
  const std::size_t days = shapes.days();
  DayTable table;
  table.cells = shapes.cells();
  for (std::size_t w = 0; w < 7; ++w) {
    const std::size_t own = days > w ? (days - w + 6) / 7 : 0;
    table.begin[w + 1] = table.begin[w] + (own + kDayLanes - 1) / kDayLanes * kDayLanes;
    table.kind[w] = (first_weekday + w) % 7 >= 5 ? 1 : 0;
  }
  table.places = table.begin[7];
  std::vector<float> shape(table.cells * table.places, std::numeric_limits<float>::quiet_NaN());
  for (std::size_t c = 0; c < table.cells; ++c) {
    for (std::size_t d = 0; d < days; ++d) shape[c * table.places + table.begin[d % 7] + d / 7] = shapes.At(c, d);
  }
  table.shape = shape.data();
  std::vector<float> found(3 * kNearestDays * table.places);
  const std::size_t column = kNearestDays * table.places;
  NearestByPlace(table, {found.data(), found.data() + column, found.data() + 2 * column});
  MakeRoom(days, nearest);
  for (std::size_t k = 0; k < kNearestDays; ++k) {
    const float* at = found.data() + k * table.places;
    for (std::size_t d = 0; d < days; ++d) {
      const std::size_t place = table.begin[d % 7] + d / 7;
      nearest.same_weekday[k * days + d] = at[place];
      nearest.kind[0][k * days + d] = at[column + place];
      nearest.kind[1][k * days + d] = at[2 * column + place];
    }
  }
}

void FindNearestDaysSimply(const DayShapes& shapes, std::size_t first_weekday, NearestDays& nearest) {
  const std::size_t days = shapes.days();
  MakeRoom(days, nearest);
  for (std::size_t i = 0; i < days; ++i) {
    for (std::size_t d = 0; d < days; ++d) {
      if (d == i) continue;
      float sum = 0;
      for (std::size_t c = 0; c < shapes.cells(); ++c) sum += (shapes.At(c, d) - shapes.At(c, i)) * (shapes.At(c, d) - shapes.At(c, i));
      const float squared = sum / static_cast<float>(shapes.cells());
      if (d % 7 == i % 7) Keep(squared, days, nearest.same_weekday.data() + i);
      Keep(squared, days, nearest.kind[(first_weekday + d) % 7 >= 5 ? 1 : 0].data() + i);
    }
  }
}

}  // namespace kilowatch
