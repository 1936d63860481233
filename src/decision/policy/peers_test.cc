#include "decision/policy/peers.h"

#include <gtest/gtest.h>

#include "decision/policy/portfolio_fixture.h"
#include "decision/policy/unmetered.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

using namespace portfolio;

// An office of some size, with a quiet load of about a fifth of its busy one and weekends that rest.
MeterSummary OfficeOf(int i) {
  Random random(11, fmt::format("office {}", i));
  MeterSummary meter = MeterOf(fmt::format("office-{:02}", i));
  meter.site = fmt::format("site-{:02}", i);
  meter.use = "office";
  meter.unit_price = 0.2;
  const double size = random.Uniform(20, 400);
  const double quiet = 0.2 * random.Uniform(0.95, 1.05), weekend = 0.22 * random.Uniform(0.95, 1.05);
  meter.duty = DutyShape{size * quiet, size, size * weekend, size * 0.45, size * 0.2 * random.Uniform(0.97, 1.03), 52.0 * 24, 365.0 * 24};
  return meter;
}

std::vector<MeterSummary> Offices(int count) {
  std::vector<MeterSummary> meters;
  for (int i = 0; i < count; ++i) meters.push_back(OfficeOf(i));
  return meters;
}

TEST(PermanentWaste, IsABaseLoadFarAboveThatOfItsPeers) {
  std::vector<MeterSummary> meters = Offices(20);
  meters[7].duty = DutyShape{30, 110, 32, 50, 25, 52.0 * 24, 365.0 * 24};  // about 20 of 100 kW, and 10 kW that never stop
  const auto found = FindPermanentWaste(meters, kEuro);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].event.meter, "office-07");
  EXPECT_EQ(found[0].event.kind, EventKind::kHighBaseLoad);
  EXPECT_LT(found[0].event.chance, 1e-4);
  // (30 - x) / (110 - x) = 0.2: x = 10 kW, for 8,760 of its hours; the group's own ratio lies within 2% of 0.2.
  EXPECT_NEAR(found[0].event.excess, 87600, 6000);
  EXPECT_NEAR(static_cast<double>(found[0].cost->amount.minor), 1752000, 120000);
  EXPECT_LT(found[0].cost->low, found[0].cost->amount);
}

TEST(PermanentWaste, IsAWeekendThatRunsLikeAWeekday) {
  std::vector<MeterSummary> meters = Offices(20);
  meters[3].duty = DutyShape{20, 100, 98, 45, 45, 52.0 * 24, 365.0 * 24};
  const auto found = FindPermanentWaste(meters, kEuro);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].event.kind, EventKind::kBusyWeekends);
  // 45 kW instead of 0.2 / 0.45 of 45 = 20 kW, on two days of 52 weeks: 62,400 kWh.
  EXPECT_NEAR(found[0].event.excess, 62400, 4000);
}

TEST(PermanentWaste, NeedsEightPeersOfOneUse) {
  std::vector<MeterSummary> few = Offices(7);
  few[3].duty->weekend = few[3].duty->busy;
  EXPECT_TRUE(FindPermanentWaste(few, kEuro).empty());
  std::vector<MeterSummary> unknown = Offices(20);
  unknown[3].duty->weekend = unknown[3].duty->busy;
  for (MeterSummary& meter : unknown) meter.use.clear();
  EXPECT_TRUE(FindPermanentWaste(unknown, kEuro).empty());
}

TEST(PermanentWaste, ComparesSitesWithPanelsAmongThemselves) {
  std::vector<MeterSummary> meters = Offices(20);
  meters[5].duty->busy *= 0.6;  // panels net its busy hours
  meters[5].has_negative = true;
  for (const PricedEvent& event : FindPermanentWaste(meters, kEuro)) EXPECT_NE(event.event.meter, "office-05");
}

TEST(PermanentWaste, IsToldAsAFindingWithItsMoneyAYear) {
  std::vector<MeterSummary> meters = Offices(20);
  meters[7].duty = DutyShape{30, 110, 32, 50, 25, 52.0 * 24, 365.0 * 24};
  const Decision decision = Decide(meters, {}, {}, kEuro);
  ASSERT_EQ(decision.findings.size(), 1u);
  EXPECT_EQ(decision.findings[0].meter, "office-07");
  ASSERT_TRUE(decision.findings[0].yearly_if_continues);
  EXPECT_NEAR(static_cast<double>(decision.findings[0].yearly_if_continues->minor), 1752000, 120000);
}

MeterSummary Daily(std::string name, std::string parent, std::vector<double> daily) {
  MeterSummary meter = MeterOf(std::move(name), std::move(parent));
  meter.site = "s";
  meter.daily = std::move(daily);
  return meter;
}

TEST(Unmetered, IsTheRestOfAMainOverTheDaysThatAllMeasured) {
  std::vector<double> lights(40, 30), machines(40, 50);
  lights[5] = std::nan("");  // missing, not zero: the day does not count
  const auto rests =
      FindUnmetered({Daily("main", "", std::vector<double>(40, 100)), Daily("lights", "main", lights), Daily("machines", "main", machines)});
  ASSERT_EQ(rests.size(), 1u);
  EXPECT_EQ(rests[0].days, 39u);
  EXPECT_DOUBLE_EQ(rests[0].a_year, 20 * 365);
  EXPECT_DOUBLE_EQ(rests[0].share, 0.2);
  EXPECT_EQ(rests[0].negative_days, 0u);
  EXPECT_FALSE(rests[0].share_trend_a_year);
}

TEST(Unmetered, SaysHowTheRestGrows) {
  // The sub-meter's share falls by a hundredth each month of 30 days: the rest grows by 0.12 a year or so.
  std::vector<double> sub;
  for (int day = 0; day < 364; ++day) sub.push_back(80 - day / 30.4);
  const auto rests = FindUnmetered({Daily("main", "", std::vector<double>(364, 100)), Daily("sub", "main", sub)});
  ASSERT_TRUE(rests.at(0).share_trend_a_year);
  EXPECT_NEAR(*rests[0].share_trend_a_year, 0.12, 0.005);
}

TEST(Unmetered, NegativeBeyondMeterErrorIsAMeteringFault) {
  std::vector<double> sub(40, 90);
  std::fill(sub.begin() + 10, sub.begin() + 20, 130.0);
  const Decision decision = Decide({Daily("main", "", std::vector<double>(40, 100)), Daily("sub", "main", sub)}, {}, {}, kEuro);
  ASSERT_EQ(decision.data_findings.size(), 1u);
  EXPECT_EQ(decision.data_findings[0].kind, EventKind::kOverMain);
  EXPECT_EQ(decision.data_findings[0].meter, "main");
  EXPECT_EQ(FormatInstant(decision.data_findings[0].since), "2024-01-11T00:00:00Z");
  // A percent is meter error.
  EXPECT_TRUE(FindOverMain({Daily("main", "", std::vector<double>(40, 100)), Daily("sub", "main", std::vector<double>(40, 101))}).empty());
}

TEST(Unmetered, NamesMetersInACircleAndCountsNoneUnderAnother) {
  const Decision decision = Decide({MeterOf("a", "b"), MeterOf("b", "c"), MeterOf("c", "a"), MeterOf("d", "a")},
                                   {WasteOf("a", "2024-05-01T00:00:00Z", 8, 100), WasteOf("b", "2024-05-01T00:00:00Z", 8, 100)}, {}, kEuro);
  ASSERT_EQ(decision.circles.size(), 1u);
  EXPECT_EQ(decision.circles[0], (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(decision.totals.waste.minor, 4000);
}

}  // namespace
}  // namespace kilowatch
