#include "learning/simulation/site_assembly.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "learning/simulation/data_fault.h"
#include "learning/simulation/load_change.h"

namespace kilowatch {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr double kShareSeenByMain = 0.05;
constexpr int kTries = 12;
constexpr int kFaultTries = 200;
constexpr double kLoggerLossShare = 0.07;

struct KindWeight {
  InjectedKind kind;
  double weight;
};
constexpr std::array<KindWeight, 10> kKindWeights = {{{InjectedKind::kSpike, 3},
                                                      {InjectedKind::kDip, 2},
                                                      {InjectedKind::kLevelShift, 0.8},
                                                      {InjectedKind::kOffHoursExcess, 2},
                                                      {InjectedKind::kDrift, 0.4},
                                                      {InjectedKind::kUnexplained, 1},
                                                      {InjectedKind::kOutage, 1.5},
                                                      {InjectedKind::kFrozen, 1},
                                                      {InjectedKind::kMissing, 1},
                                                      {InjectedKind::kErrorCode, 0.4}}};

bool IsLoadKind(InjectedKind kind) { return kind <= InjectedKind::kUnexplained; }

InjectedKind DrawKind(Random& random) {
  double total = 0;
  for (const KindWeight& entry : kKindWeights) total += entry.weight;
  double left = random.Uniform() * total;
  for (const KindWeight& entry : kKindWeights) {
    left -= entry.weight;
    if (left < 0) return entry.kind;
  }
  return InjectedKind::kSpike;
}

enum class Measures { kMain, kChannel, kGas, kPv, kExport };

// A meter in the making.
struct Slot {
  SimulatedMeter out;
  Measures measures = Measures::kMain;
  std::size_t channel = 0;
  std::vector<float> change;        // kWh that anomalies add to what it measures; empty: none
  std::vector<std::uint8_t> taken;  // cells that an anomaly uses, with a day around
};

class Assembly {
 public:
  Assembly(const SiteParts& parts, Random random) : parts_(parts), random_(random) {}

  std::vector<SimulatedMeter> Run() {
    AddSlots();
    SumLoad();
    parts_.faults ? DrawFaults(*parts_.faults) : DrawEvents();
    for (Slot& slot : slots_) Count(slot);
    for (const auto& [slot, kind] : data_events_) InjectDataFault(slot, kind);
    parts_.faults ? LoseLoggers(logger_losses_) : LoseLoggersByRate();
    std::vector<SimulatedMeter> meters;
    for (Slot& slot : slots_) {
      FinishLabels(slot.out);
      Soil(slot);
      meters.push_back(std::move(slot.out));
    }
    return meters;
  }

 private:
  Slot& AddSlot(const char* suffix, Measures measures, MeterRole role, Commodity commodity) {
    Slot slot;
    Meter& meter = slot.out.meter;
    meter.name = parts_.name + "-" + suffix;
    meter.site = parts_.name;
    meter.role = role;
    meter.commodity = commodity;
    if (role == MeterRole::kSub) meter.parent = parts_.name + "-main";
    meter.floor_area_m2 = parts_.plan.area;
    meter.use = BuildingUseName(parts_.plan.use);
    meter.zone = parts_.clock.zone.name();
    slot.measures = measures;
    slot.out.unit_price = commodity == Commodity::kGas ? parts_.options.gas_price : parts_.options.electricity_price;
    slot.taken.assign(size(), 0);
    slots_.push_back(std::move(slot));
    return slots_.back();
  }

  void AddSlots() {
    slots_.reserve(8);
    AddSlot("main", Measures::kMain, MeterRole::kMain, Commodity::kElectricity);
    constexpr std::array<const char*, 3> kSubs = {"lighting", "hvac", "process"};
    for (std::size_t c = 0; parts_.plan.sub_meters && c < kSubs.size(); ++c) {
      AddSlot(kSubs[c], Measures::kChannel, MeterRole::kSub, Commodity::kElectricity).channel = c;
    }
    if (parts_.plan.gas) AddSlot("gas", Measures::kGas, MeterRole::kMain, Commodity::kGas);
    if (parts_.plan.pv == PvKind::kGenerationMeter) AddSlot("pv", Measures::kPv, MeterRole::kGeneration, Commodity::kElectricity);
    if (parts_.plan.pv == PvKind::kExportMeter) AddSlot("export", Measures::kExport, MeterRole::kExport, Commodity::kElectricity);
  }

  void SumLoad() {
    total_.assign(size(), 0);
    for (const auto& channel : parts_.load.channels) {
      for (std::size_t i = 0; i < size(); ++i) total_[i] += channel[i];
    }
  }

  const std::vector<float>& LoadOf(const Slot& slot) const {
    switch (slot.measures) {
      case Measures::kChannel: return parts_.load.channels[slot.channel];
      case Measures::kGas: return parts_.load.gas;
      case Measures::kPv:
      case Measures::kExport: return parts_.load.pv;
      case Measures::kMain: break;
    }
    return total_;
  }

  LoadInView ViewOf(const Slot& slot) const {
    LoadInView view = ViewLoad(LoadOf(slot), parts_.load.open, parts_.clock, parts_.climate);
    view.heating_point = parts_.plan.heating_point;
    view.cooling_point = parts_.plan.cooling_point;
    view.generation = slot.measures == Measures::kPv;
    const bool hvac = slot.measures == Measures::kMain || (slot.measures == Measures::kChannel && slot.channel == std::size_t(Channel::kHvac));
    if (hvac) view.heating_slope = parts_.load.heating_slope;
    if (hvac) view.cooling_slope = parts_.load.cooling_slope;
    if (slot.measures == Measures::kGas) view.heating_slope = parts_.load.gas_slope;
    return view;
  }

  // Each day may start an anomaly of each meter. Changes of the load come first: faults of the data replace what was counted.
  void DrawEvents() {
    for (std::size_t s = 0; s < slots_.size(); ++s) {
      const LoadInView view = ViewOf(slots_[s]);
      Random random(random_.Next());
      for (std::size_t day = 0; day < parts_.clock.days.size(); ++day) {
        if (!random.Chance(parts_.options.anomalies_per_meter_year / kDaysPerYear)) continue;
        bool placed = false;
        for (int tries = 0; tries < kTries && !placed; ++tries) {
          const InjectedKind kind = DrawKind(random);
          if (!IsLoadKind(kind)) data_events_.emplace_back(s, kind);
          placed = !IsLoadKind(kind) || InjectLoadChange(slots_[s], kind, view, random);
        }
      }
    }
  }

  // So many anomalies, each on any meter of the site.
  void DrawFaults(int count) {
    Random random(random_.Next());
    std::vector<LoadInView> views;
    for (const Slot& slot : slots_) views.push_back(ViewOf(slot));
    for (int i = 0; i < count; ++i) {
      bool placed = false;
      for (int tries = 0; tries < kFaultTries && !placed; ++tries) {
        const std::size_t slot = random.Below(static_cast<std::uint32_t>(slots_.size()));
        placed = true;
        if (random.Chance(kLoggerLossShare)) {
          ++logger_losses_;
          continue;
        }
        const InjectedKind kind = DrawKind(random);
        if (!IsLoadKind(kind)) data_events_.emplace_back(slot, kind);
        placed = !IsLoadKind(kind) || InjectLoadChange(slots_[slot], kind, views[slot], random);
      }
    }
  }

  // Export follows from load and PV; it has no anomaly of its own.
  bool InjectLoadChange(Slot& slot, InjectedKind kind, const LoadInView& view, Random& random) {
    if (slot.measures == Measures::kExport) return false;
    const auto change = DrawLoadChange(kind, view, random);
    Slot& main = slots_.front();
    const bool in_main = slot.measures == Measures::kChannel;
    if (!change || !IsFree(slot, change->Whole()) || (in_main && !IsFree(main, change->Whole()))) return false;
    const std::string event = NextEvent();
    Take(slot, change->Whole());
    AddChange(*change, size(), slot.change);
    Label(slot, *change, event, slot.out.meter.name);
    if (!in_main) return true;
    AddChange(*change, size(), main.change);
    if (ShareOf(*change, total_) >= kShareSeenByMain) {
      Take(main, change->Whole());
      Label(main, *change, event, slot.out.meter.name);
    } else {
      AddChange(*change, size(), unseen_);
    }
    return true;
  }

  void Label(Slot& slot, const LoadChange& change, const std::string& event, const std::string& origin) {
    for (const ChangedCells& stretch : change.stretches) {
      slot.out.labels.push_back({event, origin, change.kind, InjectedClass::kWaste, stretch.begin, stretch.end, 0, 0});
    }
  }

  void InjectDataFault(std::size_t index, InjectedKind kind) {
    Slot& slot = slots_[index];
    for (int tries = 0; tries < kTries; ++tries) {
      const auto fault = DrawDataFault(kind, slot.out, parts_.clock, random_);
      if (!fault || !IsFree(slot, {fault->place.begin, fault->place.end + 1})) continue;
      Take(slot, {fault->place.begin, fault->place.end + 1});
      ApplyDataFault(*fault, slot.out);
      const std::string event = NextEvent();
      const std::string& name = slot.out.meter.name;
      slot.out.labels.push_back({event, name, kind, InjectedClass::kDataFault, fault->place.begin, fault->place.end, 0, 0});
      if (!fault->catch_up) return;
      slot.out.labels.push_back({event, name, InjectedKind::kCatchUp, InjectedClass::kDataFault, fault->place.end, fault->place.end + 1, 0, 0});
      return;
    }
  }

  void LoseLoggersByRate() {
    for (std::size_t day = 0; day < parts_.clock.days.size(); ++day) {
      if (random_.Chance(parts_.options.logger_losses_per_site_year / kDaysPerYear)) LoseLoggers(1);
    }
  }

  // The logger of the site is silent: every meter is missing at once.
  void LoseLoggers(int losses) {
    for (int loss = 0; loss < losses; ++loss) {
      for (int tries = 0; tries < kTries; ++tries) {
        const auto fault = DrawDataFault(InjectedKind::kMissing, slots_.front().out, parts_.clock, random_);
        if (!fault || !std::ranges::all_of(slots_, [&](const Slot& slot) { return IsFree(slot, fault->place); })) continue;
        const std::string event = NextEvent();
        for (Slot& slot : slots_) {
          Take(slot, fault->place);
          ApplyDataFault(*fault, slot.out);
          slot.out.labels.push_back(
              {event, parts_.name, InjectedKind::kMissing, InjectedClass::kDataFault, fault->place.begin, fault->place.end, 0, 0});
        }
        break;
      }
    }
  }

  // Turns kWh into the meter's counts, with and without the labelled changes.
  void Count(Slot& slot) {
    SimulatedMeter& out = slot.out;
    out.decimals = DecimalsFor(LoadOf(slot));
    const auto scale = static_cast<float>(std::pow(10.0, out.decimals));
    std::vector<float> truth = LoadOf(slot), actual = truth;
    Add(slot.change, actual);
    if (slot.measures == Measures::kMain) {
      Add(unseen_, truth);
      TakeOffPv(truth);
      TakeOffPv(actual);
    }
    if (slot.measures == Measures::kExport) actual = truth = Exported();
    out.truth.resize(size());
    out.actual.resize(size());
    out.state.assign(size(), RowState::kPresent);
    for (std::size_t i = 0; i < size(); ++i) {
      out.truth[i] = std::lround(truth[i] * scale);
      out.actual[i] = std::lround(actual[i] * scale);
    }
    out.permanent_waste = std::llround(PermanentWasteOf(slot) * static_cast<double>(scale));
  }

  // A resolution of about a two-hundredth of the usual reading, as meters have.
  static int DecimalsFor(const std::vector<float>& load) {
    double mean = 0;
    for (const float x : load) mean += static_cast<double>(x);
    mean = std::max(mean / static_cast<double>(load.size()), 1e-6);
    return std::clamp(static_cast<int>(std::ceil(2.3 - std::log10(mean))), 0, 4);
  }

  static void Add(const std::vector<float>& change, std::vector<float>& load) {
    for (std::size_t i = 0; i < change.size(); ++i) load[i] += change[i];
  }

  // What panels really yield, their faults included; empty without PV.
  std::vector<float> Yield() const {
    std::vector<float> yield = parts_.load.pv;
    for (const Slot& slot : slots_) {
      if (slot.measures == Measures::kPv) Add(slot.change, yield);
    }
    return yield;
  }

  // What the main meter sees beside panels: net, or the import alone where another meter counts the export.
  void TakeOffPv(std::vector<float>& load) const {
    const std::vector<float> yield = Yield();
    for (std::size_t i = 0; i < yield.size(); ++i) load[i] -= yield[i];
    if (parts_.plan.pv != PvKind::kExportMeter) return;
    for (float& x : load) x = std::max(0.0F, x);
  }

  std::vector<float> Exported() const {
    std::vector<float> used = total_;
    Add(slots_.front().change, used);
    std::vector<float> exported = Yield();
    for (std::size_t i = 0; i < size(); ++i) exported[i] = std::max(0.0F, exported[i] - used[i]);
    return exported;
  }

  double PermanentWasteOf(const Slot& slot) const {
    if (slot.measures == Measures::kMain) return Total(parts_.load.permanent_waste);
    return slot.measures == Measures::kChannel ? parts_.load.permanent_waste[slot.channel] : 0;
  }

  static double Total(const std::array<double, kChannelCount>& kwh) {
    double total = 0;
    for (const double x : kwh) total += x;
    return total;
  }

  // Sums over stretches, the class from what came out, and the stretches that changed nothing left out.
  static void FinishLabels(SimulatedMeter& meter) {
    for (SimulatedLabel& label : meter.labels) {
      for (std::uint32_t i = label.begin; i < label.end; ++i) {
        label.truth += meter.truth[i];
        if (label.kind != InjectedKind::kMissing) label.actual += meter.actual[i];
      }
      if (IsLoadKind(label.kind)) label.injected_class = label.excess() < 0 ? InjectedClass::kShortfall : InjectedClass::kWaste;
    }
    std::erase_if(meter.labels, [](const SimulatedLabel& label) { return IsLoadKind(label.kind) && label.excess() == 0; });
    std::ranges::sort(meter.labels, {}, &SimulatedLabel::begin);
  }

  // The ordinary dirt of files, outside labelled stretches so that their sums stay exact.
  void Soil(Slot& slot) {
    std::vector<bool> labelled(size(), false);
    for (const SimulatedLabel& label : slot.out.labels) std::fill(labelled.begin() + label.begin, labelled.begin() + label.end, true);
    for (std::size_t i = 0; i < size(); ++i) {
      const double draw = random_.Uniform();
      if (labelled[i]) continue;
      if (draw < parts_.options.missing_share) {
        slot.out.state[i] = RowState::kAbsent;
      } else if (draw > 1 - parts_.options.duplicate_share) {
        slot.out.state[i] = RowState::kTwice;
      }
    }
  }

  std::uint32_t Margin() const { return static_cast<std::uint32_t>(std::lround(24 / parts_.clock.Hours())); }

  bool IsFree(const Slot& slot, ChangedCells place) const {
    const auto end = slot.taken.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(place.end, size()));
    return std::find(slot.taken.begin() + place.begin, end, 1) == end;
  }

  void Take(Slot& slot, ChangedCells place) const {
    const std::size_t begin = place.begin > Margin() ? place.begin - Margin() : 0;
    const std::size_t end = std::min<std::size_t>(place.end + Margin(), size());
    std::fill(slot.taken.begin() + static_cast<std::ptrdiff_t>(begin), slot.taken.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{1});
  }

  std::string NextEvent() { return fmt::format("{}-{}", parts_.name, ++events_); }
  std::size_t size() const { return parts_.clock.size(); }

  const SiteParts& parts_;
  Random random_;
  std::vector<Slot> slots_;
  std::vector<float> total_;   // of all channels
  std::vector<float> unseen_;  // changes in the main that are too small for a label there; empty: none
  std::vector<std::pair<std::size_t, InjectedKind>> data_events_;
  int events_ = 0;
  int logger_losses_ = 0;
};

}  // namespace

std::vector<SimulatedMeter> AssembleMeters(const SiteParts& parts, Random random) { return Assembly(parts, random).Run(); }

}  // namespace kilowatch
