#include "learning/simulation/simulated_meter.h"

#include <algorithm>
#include <array>
#include <limits>

namespace kilowatch {
namespace {

constexpr std::array<std::string_view, kInjectedKindCount> kKindNames = {
    "spike", "dip", "level_shift", "off_hours_excess", "drift", "unexplained", "outage", "catch_up", "frozen", "missing", "error_code"};
constexpr std::array<double, 7> kPowersOfTen = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

}  // namespace

std::string_view InjectedKindName(InjectedKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::string_view InjectedClassName(InjectedClass injected_class) {
  switch (injected_class) {
    case InjectedClass::kWaste: return "waste";
    case InjectedClass::kShortfall: return "shortfall";
    case InjectedClass::kDataFault: break;
  }
  return "data_fault";
}

double SimulatedMeter::Kwh(std::int64_t counts) const { return static_cast<double>(counts) / kPowersOfTen[static_cast<std::size_t>(decimals)]; }

MeterFrame SimulatedMeter::Frame(const SimulationClock& clock, const SimulatedClimate& climate) const {
  MeterFrame frame;
  frame.meter = meter;
  frame.interval = clock.step;
  std::vector<std::uint8_t> marked(clock.size(), 0);
  for (const SimulatedLabel& label : labels) std::fill(marked.begin() + label.begin, marked.begin() + label.end, std::uint8_t{1});
  for (std::size_t i = 0; i < clock.size(); ++i) {
    const int rows = state[i] == RowState::kAbsent ? 0 : state[i] == RowState::kTwice ? 2 : 1;
    const bool empty = state[i] == RowState::kEmpty;
    for (int row = 0; row < rows; ++row) {
      frame.time.push_back(clock.Start(i));
      frame.value.push_back(empty ? std::numeric_limits<double>::quiet_NaN() : Kwh(actual[i]));
      frame.quality.push_back(empty ? Quality::kMissing : Quality::kMeasured);
      frame.temperature.push_back(climate.temperature_c[i]);
      frame.label.push_back(marked[i]);
    }
  }
  return frame;
}

}  // namespace kilowatch
