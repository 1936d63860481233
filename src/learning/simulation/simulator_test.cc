#include "learning/simulation/simulator.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace kilowatch {
namespace {

SimulationOptions Small() {
  SimulationOptions options;
  options.sites = 14;
  options.days = 120;
  options.sub_meter_share = 1;
  return options;
}

std::vector<SimulatedSite> AllSites(const SimulationOptions& options) {
  const auto simulator = Simulator::Create(options);
  std::vector<SimulatedSite> sites;
  for (int i = 0; i < options.sites; ++i) sites.push_back(simulator->MakeSite(static_cast<std::size_t>(i)));
  return sites;
}

std::int64_t Sum(const std::vector<std::int64_t>& counts, std::uint32_t begin, std::uint32_t end) {
  return std::accumulate(counts.begin() + begin, counts.begin() + end, std::int64_t{0});
}

const SimulatedMeter* FindMeter(const SimulatedSite& site, const std::string& suffix) {
  const auto found = std::ranges::find_if(site.meters, [&](const SimulatedMeter& m) { return m.meter.name == site.site.name + "-" + suffix; });
  return found == site.meters.end() ? nullptr : &*found;
}

RC_GTEST_PROP(Simulator, LabelsAreDisjointAndTellExactlyWhereAndHowMuchReadingsDiffer, ()) {
  SimulationOptions options = Small();
  options.sites = 2;
  options.seed = *rc::gen::arbitrary<std::uint64_t>();
  options.step = *rc::gen::element(Seconds(900), Seconds(1800), Seconds(3600));
  for (const SimulatedSite& site : AllSites(options)) {
    for (const SimulatedMeter& meter : site.meters) {
      std::uint32_t cell = 0;
      for (const SimulatedLabel& label : meter.labels) {
        RC_ASSERT(cell <= label.begin);
        RC_ASSERT(label.begin < label.end);
        RC_ASSERT(std::equal(meter.truth.begin() + cell, meter.truth.begin() + label.begin, meter.actual.begin() + cell));
        const std::int64_t read = label.kind == InjectedKind::kMissing ? 0 : Sum(meter.actual, label.begin, label.end);
        RC_ASSERT(label.excess() == read - Sum(meter.truth, label.begin, label.end));
        cell = label.end;
      }
      RC_ASSERT(std::equal(meter.truth.begin() + cell, meter.truth.end(), meter.actual.begin() + cell));
    }
  }
}

RC_GTEST_PROP(Simulator, SubMetersTogetherNeverExceedTheirMain, ()) {
  SimulationOptions options = Small();
  options.sites = 2;
  options.pv_share = 0;
  options.uses = {BuildingUse::kOffice, BuildingUse::kSupermarket};
  options.anomalies_per_meter_year = 0;
  options.seed = *rc::gen::arbitrary<std::uint64_t>();
  for (const SimulatedSite& site : AllSites(options)) {
    const SimulatedMeter& main = site.meters.front();
    for (std::size_t i = 0; i < main.truth.size(); ++i) {
      double subs = 0;
      for (const SimulatedMeter& meter : site.meters) subs += meter.meter.role == MeterRole::kSub ? meter.Kwh(meter.truth[i]) : 0;
      // The last digit of each of the four meters.
      RC_ASSERT(subs <= main.Kwh(main.truth[i]) + 2 * main.Kwh(1));
    }
  }
}

TEST(Simulator, ASiteDoesNotDependOnTheSizeOfThePortfolio) {
  SimulationOptions few = Small(), many = Small();
  many.sites = 1000;
  const SimulatedSite a = Simulator::Create(few)->MakeSite(5), b = Simulator::Create(many)->MakeSite(5);
  ASSERT_EQ(a.meters.size(), b.meters.size());
  EXPECT_EQ(a.meters.front().actual, b.meters.front().actual);
}

TEST(Simulator, InjectsEveryKind) {
  SimulationOptions options = Small();
  options.sites = 40;
  options.days = 365;
  options.permanent_waste_share = 0.5;
  std::set<InjectedKind> kinds;
  std::set<PermanentWaste> wastes;
  for (const SimulatedSite& site : AllSites(options)) {
    wastes.insert(site.plan.waste);
    for (const SimulatedMeter& meter : site.meters) {
      for (const SimulatedLabel& label : meter.labels) kinds.insert(label.kind);
    }
  }
  EXPECT_EQ(kinds.size(), kInjectedKindCount);
  EXPECT_EQ(wastes.size(), 3U);
}

TEST(Simulator, OffHoursExcessLiesInClosedHoursAlone) {
  SimulationOptions options = Small();
  options.uses = {BuildingUse::kOffice};
  int seen = 0;
  const auto simulator = Simulator::Create(options);
  for (const SimulatedSite& site : AllSites(options)) {
    for (const SimulatedLabel& label : site.meters.front().labels) {
      if (label.kind != InjectedKind::kOffHoursExcess) continue;
      // Openings drift by less than an hour from day to day; the middle is closed for sure.
      const Instant middle = simulator->clock().Start((label.begin + label.end) / 2);
      EXPECT_FALSE(site.site.opening_hours->IsOpen(site.site.zone.ToLocal(middle))) << FormatInstant(middle);
      EXPECT_EQ(label.injected_class, InjectedClass::kWaste);
      ++seen;
    }
  }
  EXPECT_GT(seen, 5);
}

TEST(Simulator, ACatchUpHoldsWhatTheOutageDidNotCount) {
  SimulationOptions options = Small();
  options.days = 365;
  int seen = 0;
  for (const SimulatedSite& site : AllSites(options)) {
    for (const SimulatedMeter& meter : site.meters) {
      for (std::size_t i = 1; i < meter.labels.size(); ++i) {
        if (meter.labels[i].kind != InjectedKind::kCatchUp) continue;
        EXPECT_EQ(meter.labels[i - 1].kind, InjectedKind::kOutage);
        EXPECT_EQ(meter.labels[i - 1].excess() + meter.labels[i].excess(), 0);
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 5);
}

TEST(Simulator, ASilentLoggerTakesEveryMeterOfTheSite) {
  SimulationOptions options = Small();
  options.anomalies_per_meter_year = 0;
  options.logger_losses_per_site_year = 10;
  int seen = 0;
  for (const SimulatedSite& site : AllSites(options)) {
    for (const SimulatedLabel& label : site.meters.front().labels) {
      ++seen;
      EXPECT_EQ(label.origin, site.site.name);
      for (const SimulatedMeter& meter : site.meters) {
        EXPECT_TRUE(std::all_of(meter.state.begin() + label.begin, meter.state.begin() + label.end,
                                [](RowState state) { return state == RowState::kAbsent || state == RowState::kEmpty; }));
      }
    }
  }
  EXPECT_GT(seen, 5);
}

TEST(Simulator, AnAnomalyOfASubMeterIsAlsoInTheMain) {
  SimulationOptions options = Small();
  options.pv_share = 0;
  int seen = 0;
  for (const SimulatedSite& site : AllSites(options)) {
    const SimulatedMeter& main = site.meters.front();
    for (const SimulatedLabel& label : main.labels) {
      if (label.origin == main.meter.name || label.origin == site.site.name) continue;
      const auto origin = std::ranges::find_if(site.meters, [&](const SimulatedMeter& m) { return m.meter.name == label.origin; });
      const auto same =
          std::ranges::find_if(origin->labels, [&](const SimulatedLabel& l) { return l.event == label.event && l.begin == label.begin; });
      ASSERT_NE(same, origin->labels.end());
      // Each reading may be off by one in the last digit of either meter.
      const double slack = (label.end - label.begin) * (main.Kwh(1) + origin->Kwh(1));
      EXPECT_NEAR(main.Kwh(label.excess()), origin->Kwh(same->excess()), slack);
      ++seen;
    }
  }
  EXPECT_GT(seen, 3);
}

double LoadOfDay(const Simulator& simulator, const SimulatedMeter& meter, LocalDay day) {
  for (const SimulationClock::Day& d : simulator.clock().days) {
    if (d.date == day) return meter.Kwh(Sum(meter.truth, d.begin, d.end));
  }
  return -1;
}

TEST(Simulator, OfficesRestOnAPublicHoliday) {
  SimulationOptions options;
  options.uses = {BuildingUse::kOffice};
  options.sub_meter_share = options.pv_share = options.permanent_waste_share = options.anomalies_per_meter_year = 0;
  options.days = 150;
  const auto simulator = Simulator::Create(options);
  const SimulatedSite site = simulator->MakeSite(0);
  using namespace std::chrono_literals;
  const double labour_day = LoadOfDay(*simulator, site.meters.front(), LocalDay(2023y / 5 / 1));
  const double ordinary_monday = LoadOfDay(*simulator, site.meters.front(), LocalDay(2023y / 5 / 15));
  EXPECT_LT(labour_day, 0.7 * ordinary_monday);
}

TEST(Simulator, DaysHaveTheHoursOfTheZone) {
  const auto simulator = Simulator::Create(SimulationOptions{});
  std::map<std::size_t, int> lengths;
  for (const SimulationClock::Day& day : simulator->clock().days) ++lengths[day.end - day.begin];
  EXPECT_EQ(lengths, (std::map<std::size_t, int>{{23, 1}, {24, 363}, {25, 1}}));
  EXPECT_EQ(FormatInstant(simulator->clock().begin), "2022-12-31T23:00:00Z");
}

TEST(Simulator, HeatsInWinterAndMakesSolarPowerByDay) {
  SimulationOptions options;
  options.gas_share = options.pv_share = 1;
  options.anomalies_per_meter_year = options.logger_losses_per_site_year = 0;
  bool net = false;
  for (const SimulatedSite& site : AllSites(options)) {
    const SimulatedMeter* gas = FindMeter(site, "gas");
    ASSERT_NE(gas, nullptr);
    EXPECT_GT(Sum(gas->actual, 0, 31 * 24), 1.5 * static_cast<double>(Sum(gas->actual, 182 * 24, 213 * 24)));
    if (const SimulatedMeter* pv = FindMeter(site, "pv")) {
      EXPECT_EQ(pv->actual[0], 0) << "midnight";
      EXPECT_GT(*std::ranges::max_element(pv->actual), 0);
      EXPECT_EQ(pv->meter.role, MeterRole::kGeneration);
    }
    if (const SimulatedMeter* sold = FindMeter(site, "export")) {
      EXPECT_GE(*std::ranges::min_element(sold->actual), 0);
      EXPECT_GE(*std::ranges::min_element(site.meters.front().actual), 0);
    } else {
      net = net || *std::ranges::min_element(site.meters.front().actual) < 0;
    }
  }
  EXPECT_TRUE(net) << "some main meter runs backwards at noon";
}

TEST(Simulator, FrameHasTheRowsAndLabelsOfTheMeter) {
  SimulationOptions options = Small();
  options.duplicate_share = 0.05;
  const auto simulator = Simulator::Create(options);
  const SimulatedMeter meter = simulator->MakeSite(0).meters.front();
  const MeterFrame frame = meter.Frame(simulator->clock(), simulator->climates().front());
  EXPECT_TRUE(std::ranges::is_sorted(frame.time));
  std::size_t rows = 0;
  for (const RowState state : meter.state) rows += state == RowState::kAbsent ? 0 : state == RowState::kTwice ? 2 : 1;
  EXPECT_EQ(frame.size(), rows);
  EXPECT_EQ(frame.label.size(), rows);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const auto cell = static_cast<std::uint32_t>((frame.time[i] - simulator->clock().begin) / frame.interval);
    const bool labelled = std::ranges::any_of(meter.labels, [&](const SimulatedLabel& l) { return l.begin <= cell && cell < l.end; });
    ASSERT_EQ(frame.label[i] != 0, labelled) << FormatInstant(frame.time[i]);
  }
}

TEST(Simulator, RefusesWhatIsNoPortfolio) {
  SimulationOptions options;
  options.step = Seconds(1000);
  EXPECT_EQ(Simulator::Create(options).error().code, ErrorCode::kInvalid);
  options = {};
  options.sites = 0;
  EXPECT_EQ(Simulator::Create(options).error().code, ErrorCode::kInvalid);
  options = {};
  options.zone = "Europe/Atlantis";
  EXPECT_EQ(Simulator::Create(options).error().code, ErrorCode::kNotFound);
  options = {};
  options.pv_share = 1.5;
  EXPECT_EQ(Simulator::Create(options).error().code, ErrorCode::kInvalid);
}

TEST(Simulator, SpreadsANumberOfFaultsOverThePortfolio) {
  SimulationOptions options;
  options.sites = 30;
  options.days = 120;
  options.seed = 9;
  options.faults = 12;
  const auto simulator = Simulator::Create(options);
  ASSERT_TRUE(simulator);
  std::set<std::string> events, sites;
  for (std::size_t i = 0; i < 30; ++i) {
    for (const SimulatedMeter& meter : simulator->MakeSite(i).meters) {
      for (const SimulatedLabel& label : meter.labels) {
        events.insert(label.event);
        sites.insert(meter.meter.site);
      }
    }
  }
  // A fault may find no free place in a short history; no more than were asked for.
  EXPECT_LE(events.size(), 12u);
  EXPECT_GE(events.size(), 10u);
  EXPECT_GE(sites.size(), 6u);
}

}  // namespace
}  // namespace kilowatch
