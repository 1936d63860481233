#include "decision/policy/decide.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "decision/policy/events_json.h"
#include "decision/policy/portfolio_fixture.h"

namespace kilowatch {
namespace {

using namespace portfolio;

Decision Decided(std::vector<MeterSummary> meters, std::vector<PricedEvent> events, const Policy& policy = {}) {
  return Decide(std::move(meters), std::move(events), policy, kEuro);
}

const Hidden* HiddenOf(const Decision& decision, const std::string& id) {
  const auto found = std::ranges::find(decision.hidden, id, [](const Hidden& hidden) { return hidden.event.event.id; });
  return found == decision.hidden.end() ? nullptr : &*found;
}

TEST(Decide, JoinsNightsOfOneMeterToOneFinding) {
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-05-02T22:00:00Z", 8, 100), WasteOf("a", "2024-05-01T22:00:00Z", 8, 50)});
  ASSERT_EQ(decision.findings.size(), 1u);
  const Finding& finding = decision.findings[0];
  EXPECT_EQ(finding.events, (std::vector<std::string>{"a@2024-05-01T22:00:00Z", "a@2024-05-02T22:00:00Z"}));
  EXPECT_EQ(FormatInstant(finding.since), "2024-05-01T22:00:00Z");
  EXPECT_EQ(FormatInstant(finding.last_seen), "2024-05-03T06:00:00Z");
  EXPECT_EQ(finding.cost->amount.minor, 3000);  // 150 kWh at 0.20
  EXPECT_TRUE(finding.cost->assumed);
}

TEST(Decide, KeepsEventsMonthsApartAsTwoFindings) {
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-02-01T22:00:00Z", 8, 100), WasteOf("a", "2024-09-01T22:00:00Z", 8, 50)});
  EXPECT_EQ(decision.findings.size(), 2u);
}

TEST(Decide, ExtrapolatesWhatComesBackAtItsRecentRate) {
  // The data ends on 2024-12-31. The finding is 50 days old: 40 and 60 EUR in 50 days are 730 EUR in 365.
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-11-11T00:00:00Z", 8, 200), WasteOf("a", "2024-12-20T00:00:00Z", 8, 300)});
  ASSERT_EQ(decision.findings.size(), 1u);
  ASSERT_TRUE(decision.findings[0].yearly_if_continues);
  EXPECT_EQ(decision.findings[0].yearly_if_continues->minor, 73000);
  EXPECT_EQ(decision.totals.yearly_if_continues.minor, 73000);
}

TEST(Decide, DoesNotExtrapolateAOneOff) {
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-12-20T00:00:00Z", 8, 300)});
  EXPECT_FALSE(decision.findings.at(0).yearly_if_continues);
}

TEST(Decide, DoesNotExtrapolateWhatHasStopped) {
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-03-01T00:00:00Z", 8, 200), WasteOf("a", "2024-03-05T00:00:00Z", 8, 300)});
  EXPECT_FALSE(decision.findings.at(0).yearly_if_continues);
}

TEST(Decide, ExtrapolatesASingleShiftThatGoesOn) {
  // 30 days up to the end, 60 EUR: 60 * 365 / 30 = 730 EUR.
  PricedEvent shift = WasteOf("a", "2024-12-01T00:00:00Z", 30 * 24, 300);
  shift.event.ongoing = true;
  const Decision decision = Decided({MeterOf("a")}, {shift});
  ASSERT_TRUE(decision.findings.at(0).yearly_if_continues);
  EXPECT_EQ(decision.findings[0].yearly_if_continues->minor, 73000);
}

TEST(Decide, PutsWhatCostsMostAYearFirst) {
  const Decision decision = Decided({MeterOf("a"), MeterOf("b"), MeterOf("c")},
                                    {WasteOf("a", "2024-05-01T00:00:00Z", 8, 500), ShortfallOf("c", "2024-05-01T00:00:00Z", 8, 900),
                                     WasteOf("b", "2024-12-10T00:00:00Z", 8, 60), WasteOf("b", "2024-12-12T00:00:00Z", 8, 60)});
  ASSERT_EQ(decision.findings.size(), 3u);
  EXPECT_EQ(decision.findings[0].meter, "b");  // 24 EUR in 28 days: 313 a year, against 100 once
  EXPECT_EQ(decision.findings[1].meter, "a");
  EXPECT_EQ(decision.findings[2].meter, "c");  // using less costs nothing
}

TEST(Decide, NeverNetsWasteShortfallAndUnmeasured) {
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-05-01T00:00:00Z", 8, 100), ShortfallOf("a", "2024-05-03T00:00:00Z", 8, 100),
                                                     FaultOf("a", "2024-05-05T00:00:00Z", 24, 70)});
  EXPECT_EQ(decision.totals.waste.minor, 2000);
  EXPECT_EQ(decision.totals.shortfall.minor, -2000);
  EXPECT_EQ(decision.totals.waste_kwh, 100);
  EXPECT_EQ(decision.totals.shortfall_kwh, -100);
  EXPECT_EQ(decision.totals.unmeasured_kwh, 70);
  EXPECT_TRUE(decision.totals.assumed);
}

TEST(Decide, CountsASubMeterOnceUnderItsMain) {
  const Decision decision = Decided({MeterOf("main"), MeterOf("sub", "main")},
                                    {WasteOf("main", "2024-05-01T00:00:00Z", 8, 100), WasteOf("sub", "2024-05-01T01:00:00Z", 4, 90)});
  EXPECT_EQ(decision.totals.waste.minor, 2000);
  const Hidden* sub = HiddenOf(decision, "sub@2024-05-01T01:00:00Z");
  ASSERT_NE(sub, nullptr);
  EXPECT_EQ(sub->reason, HiddenReason::kCountedUnderMain);
  EXPECT_EQ(sub->under, "main@2024-05-01T00:00:00Z");
  EXPECT_EQ(decision.findings.at(0).sub_meters, std::vector<std::string>{"sub"});
}

TEST(Decide, ShowsASubMeterThatItsMainDoesNotShow) {
  const Decision decision = Decided({MeterOf("main"), MeterOf("sub", "main")}, {WasteOf("sub", "2024-05-01T01:00:00Z", 4, 90)});
  EXPECT_EQ(decision.events.size(), 1u);
  EXPECT_EQ(decision.totals.waste.minor, 1800);
}

TEST(Decide, CountsOnlyTheRestOfASubMetersEventThatItsMainShowsInPart) {
  // The main shows 2 of the sub-meter's 8 hours: three quarters of 16 EUR are added.
  const Decision decision = Decided({MeterOf("main"), MeterOf("sub", "main")},
                                    {WasteOf("main", "2024-05-01T00:00:00Z", 2, 100), WasteOf("sub", "2024-05-01T00:00:00Z", 8, 80)});
  EXPECT_EQ(decision.events.size(), 2u);
  EXPECT_EQ(decision.totals.waste.minor, 2000 + 1200);
}

TEST(Decide, SurvivesMetersThatAreEachOthersParent) {
  const Decision decision = Decided({MeterOf("a", "b"), MeterOf("b", "a")}, {WasteOf("a", "2024-05-01T00:00:00Z", 8, 100)});
  EXPECT_EQ(decision.events.size(), 1u);
}

TEST(Decide, HidesWhatIsBeyondTheMonthsBudgetAndSaysSo) {
  std::vector<PricedEvent> events;
  for (int day = 1; day <= 9; ++day) events.push_back(WasteOf("a", fmt::format("2024-05-0{}T00:00:00Z", day).c_str(), 4, 10.0 * day));
  Policy policy;
  policy.events_per_meter_month = 3;
  const Decision decision = Decided({MeterOf("a")}, events, policy);
  ASSERT_EQ(decision.events.size(), 3u);
  EXPECT_EQ(decision.events[0].event.id, "a@2024-05-07T00:00:00Z");  // the costliest, by time
  EXPECT_EQ(decision.hidden.size(), 6u);
  EXPECT_EQ(HiddenOf(decision, "a@2024-05-01T00:00:00Z")->reason, HiddenReason::kBudget);
}

TEST(Decide, KeepsDataFaultsOutOfTheBudgetAndApart) {
  std::vector<PricedEvent> events = {WasteOf("a", "2024-05-20T00:00:00Z", 4, 10)};
  for (int day = 1; day <= 9; ++day) events.push_back(FaultOf("a", fmt::format("2024-05-0{}T00:00:00Z", day).c_str(), 8, 5));
  Policy policy;
  policy.events_per_meter_month = 1;
  const Decision decision = Decided({MeterOf("a")}, events, policy);
  EXPECT_EQ(decision.events.size(), 10u);
  EXPECT_EQ(decision.findings.size(), 1u);
  ASSERT_EQ(decision.data_findings.size(), 1u);
  EXPECT_EQ(decision.data_findings[0].events.size(), 9u);
  EXPECT_FALSE(decision.data_findings[0].cost);
  EXPECT_EQ(decision.data_findings[0].unmeasured, 45);
}

TEST(Decide, HidesFindingsBeyondTheWeeklyBudgetOfThePortfolio) {
  std::vector<MeterSummary> meters;
  std::vector<PricedEvent> events;
  for (int i = 0; i < 9; ++i) {
    meters.push_back(MeterOf(fmt::format("m{}", i)));
    meters.back().covered = {At("2024-05-01T00:00:00Z"), At("2024-05-08T00:00:00Z")};
    events.push_back(WasteOf(meters.back().name, "2024-05-02T00:00:00Z", 4, 10.0 * (i + 1)));
  }
  Policy policy;
  policy.findings_per_week = 2;
  const Decision decision = Decided(meters, events, policy);
  ASSERT_EQ(decision.findings.size(), 2u);
  EXPECT_EQ(decision.findings[0].meter, "m8");
  EXPECT_EQ(decision.events.size(), 2u);
  EXPECT_EQ(decision.totals.waste.minor, 1800 + 1600);
}

TEST(Decide, HidesWhatIsNotWorthAPersonsTime) {
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-05-01T00:00:00Z", 4, 0.3), WasteOf("a", "2024-05-03T00:00:00Z", 4, 2)});
  EXPECT_EQ(HiddenOf(decision, "a@2024-05-01T00:00:00Z")->reason, HiddenReason::kSmallEnergy);
  EXPECT_EQ(HiddenOf(decision, "a@2024-05-03T00:00:00Z")->reason, HiddenReason::kSmallCost);
  EXPECT_TRUE(decision.findings.empty());
}

TEST(Decide, CountsLostProductionApartFromUsingLess) {
  PricedEvent lost = ShortfallOf("pv", "2024-05-01T08:00:00Z", 8, 100);
  lost.role = MeterRole::kGeneration;
  MeterSummary pv = MeterOf("pv");
  pv.role = MeterRole::kGeneration;
  const Decision decision = Decided({pv}, {lost});
  EXPECT_EQ(decision.totals.lost_production.minor, -2000);
  EXPECT_EQ(decision.totals.shortfall.minor, 0);
}

TEST(Decide, SaysEachFindingInBothLanguages) {
  const Decision decision = Decided({MeterOf("a")}, {WasteOf("a", "2024-11-11T00:00:00Z", 8, 200), WasteOf("a", "2024-12-20T00:00:00Z", 8, 6300)});
  const Phrase& sentence = decision.findings.at(0).sentence;
  EXPECT_EQ(
      sentence.en,
      "2 × off-hours excess at night, from 11 November to 20 December 2024: 6,500 kWh more than expected, €1,300 so far and about €9,490 a year "
      "if it goes on; check first the timers of ventilation, lighting and cooling, and what stays on after closing.");
  EXPECT_TRUE(
      sentence.fr.starts_with("2 × excès hors horaires la nuit, du 11 novembre au 20 décembre 2024 : 6\u202f500\u202fkWh de plus qu’attendu, "
                              "soit 1\u202f300\u202f€ à ce jour et environ 9\u202f490\u202f€ par an"))
      << sentence.fr;
}

TEST(Policy, RefusesNegativeFloorsAndEmptyBudgets) {
  EXPECT_TRUE(Policy{}.Validate());
  EXPECT_FALSE(Policy{.events_per_meter_month = 0}.Validate());
  EXPECT_FALSE(Policy{.minimum_energy = -1}.Validate());
}

RC_GTEST_PROP(DecideProperty, EveryCandidateComesOutOnceWhateverTheOrder, ()) {
  const auto days = *rc::gen::unique<std::vector<int>>(rc::gen::inRange(0, 300));
  std::vector<PricedEvent> events;
  for (const int day : days) {
    const std::string begin = FormatInstant(At("2024-01-01T00:00:00Z") + Seconds(86400) * day);
    const double kwh = *rc::gen::inRange(0, 500);
    events.push_back(day % 3 == 0 ? FaultOf("main", begin.c_str(), 12, kwh) : WasteOf(day % 3 == 1 ? "main" : "sub", begin.c_str(), 40, kwh));
  }
  const std::vector<MeterSummary> meters = {MeterOf("main"), MeterOf("sub", "main")};
  const Decision decision = Decided(meters, events);
  RC_ASSERT(decision.events.size() + decision.hidden.size() == events.size());
  std::ranges::reverse(events);
  RC_ASSERT(DecisionToJson(Decided({meters[1], meters[0]}, events)).dump() == DecisionToJson(decision).dump());
}

}  // namespace
}  // namespace kilowatch
