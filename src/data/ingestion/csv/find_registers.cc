#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kilowatch {
namespace {

// How the values of one column run from reading to reading, within each meter of the head sample.
struct Steps {
  std::size_t readings = 0, up = 0, down = 0, to_zero = 0;
  double largest = 0;    // step up
  double travelled = 0;  // sum of steps up
  double level = 0;      // largest value
};

Steps StepsOf(const Draft& draft, std::size_t column) {
  Steps steps;
  std::map<std::string, std::pair<double, LocalTime>> last;
  const auto& numbers = draft.columns[column].numbers;
  const std::size_t head = std::min(draft.table.head.size(), numbers.size());
  for (std::size_t row = 0; row < head; ++row) {
    const double value = numbers[row];
    const auto stamp = RowStamp(draft, *draft.rows[row]);
    if (std::isnan(value) || !stamp) continue;
    ++steps.readings;
    steps.level = std::max(steps.level, value);
    const auto [at, fresh] = last.try_emplace(MeterKey(draft, *draft.rows[row]), value, stamp->time);
    if (fresh) continue;
    const double step = stamp->time >= at->second.second ? value - at->second.first : at->second.first - value;
    if (step > 0) ++steps.up, steps.travelled += step, steps.largest = std::max(steps.largest, step);
    if (step < 0) ++steps.down, steps.to_zero += std::min(value, at->second.first) < 0.1 * std::max(value, at->second.first) ? 1 : 0;
    at->second = {value, stamp->time};
  }
  return steps;
}

// It only grows, but for rare resets to near zero, and the level is far above any single step.
bool Grows(const Steps& steps) {
  const bool rare_resets = steps.down == steps.to_zero && steps.down * 20 <= steps.up;
  const double moved = static_cast<double>(steps.up);
  return steps.up >= 3 && rare_resets && moved * 10 >= static_cast<double>(steps.readings) && steps.level >= 5 * steps.largest;
}

}  // namespace

void FindRegisters(Draft& draft) {
  if (!draft.plan.day_columns.empty()) return;
  for (auto& reading : draft.plan.readings) {
    const auto& column = draft.columns[reading.column];
    if (reading.unit.is_power || reading.unit.unit == Unit::kOther) continue;
    const bool named = column.Says(Meaning::kRegister);
    if (draft.plan.end_column && !named) continue;  // what flowed from a start to an end is said already
    const Steps steps = StepsOf(draft, reading.column);
    constexpr std::size_t kEnough = 24;  // a day's morning rise also only grows
    if (!Grows(steps) || (!named && (steps.readings < kEnough || steps.level < 20 * steps.largest))) continue;
    reading.is_register = true;
    draft.column(reading.column).why = {"a register: its values only grow; the differences are the readings",
                                        "un index : ses valeurs ne font que croître ; les différences sont les relevés"};
  }
}

}  // namespace kilowatch
