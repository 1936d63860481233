#include "decision/policy/policy_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "decision/policy/portfolio_fixture.h"

namespace kilowatch {
namespace {

using namespace portfolio;

HiddenReason WhyHidden(const Policy& policy, PricedEvent event, MeterSummary meter = MeterOf("a")) {
  const Decision decision = Decide({std::move(meter)}, {std::move(event)}, policy, kEuro);
  EXPECT_EQ(decision.hidden.size(), 1u);
  return decision.hidden.empty() ? HiddenReason::kBudget : decision.hidden[0].reason;
}

TEST(PolicyFile, IsReadFromYaml) {
  const auto policy =
      ReadPolicy("findings_per_week: 3\nminimum_cost: 50\ndirection: waste\nmutes:\n  - {meter: a, from: 2024-05-01, to: 2024-06-01, why: works}\n",
                 "policy.yml");
  ASSERT_TRUE(policy) << policy.error().message.en;
  EXPECT_EQ(policy->findings_per_week, 3);
  EXPECT_EQ(policy->minimum_cost, 50);
  EXPECT_EQ(policy->direction, Direction::kWaste);
  ASSERT_EQ(policy->mutes.size(), 1u);
  EXPECT_EQ(policy->mutes[0].why, "works");
  EXPECT_EQ(policy->false_discovery_rate, Policy{}.false_discovery_rate);
}

TEST(PolicyFile, NamesWhatItDoesNotKnow) {
  const auto policy = ReadPolicy("findings_per_week: 3\nfindngs: 4\n", "policy.yml");
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().code, ErrorCode::kConfiguration);
  EXPECT_NE(policy.error().message.en.find("policy.yml:2"), std::string::npos) << policy.error().message.en;
  EXPECT_NE(policy.error().message.en.find("findngs"), std::string::npos);
  EXPECT_FALSE(ReadPolicy("findings_per_week: 0\n", "p"));
  EXPECT_FALSE(ReadPolicy("mutes: [{from: 2024-01-01}]\n", "p"));
}

TEST(Policy, SilencesOnlyWhatIsMuted) {
  Policy policy;
  policy.mutes = {{"a", {portfolio::At("2024-05-01T00:00:00Z"), portfolio::At("2024-06-01T00:00:00Z")}, "works"}};
  EXPECT_EQ(WhyHidden(policy, WasteOf("a", "2024-05-20T00:00:00Z", 8, 100)), HiddenReason::kMuted);
  EXPECT_EQ(Decide({MeterOf("a")}, {WasteOf("a", "2024-06-20T00:00:00Z", 8, 100)}, policy, kEuro).findings.size(), 1u);
}

TEST(Policy, DoesNotTellAFalseAlarmAgain) {
  Policy policy;
  const PricedEvent event = WasteOf("a", "2024-05-20T00:00:00Z", 8, 100);
  policy.verdicts = {{event.event.id, "a", event.event.span, EventClass::kWaste, false, ""}};
  EXPECT_EQ(WhyHidden(policy, event), HiddenReason::kVerdict);
}

TEST(Policy, TakesAConfirmedEventWhateverItsChance) {
  Policy policy;
  PricedEvent event = WasteOf("a", "2024-05-20T00:00:00Z", 8, 100);
  event.event.chance = 0.9;
  EXPECT_EQ(WhyHidden(policy, event), HiddenReason::kChance);
  policy.verdicts = {{event.event.id, "a", event.event.span, EventClass::kWaste, true, ""}};
  EXPECT_EQ(Decide({MeterOf("a")}, {event}, policy, kEuro).findings.size(), 1u);
}

TEST(Policy, WaitsForTheNewestDayToBeWhole) {
  MeterSummary meter = MeterOf("a");
  meter.covered.end = portfolio::At("2024-12-31T15:00:00Z");
  const PricedEvent event = WasteOf("a", "2024-12-31T02:00:00Z", 8, 100);
  Policy policy;
  policy.as_of = portfolio::At("2025-01-01T12:00:00Z");
  EXPECT_EQ(WhyHidden(policy, event, meter), HiddenReason::kProvisional);
  policy.as_of = portfolio::At("2025-01-02T00:00:00Z");  // the day's end and the usual delay of a day
  EXPECT_EQ(Decide({meter}, {event}, policy, kEuro).findings.size(), 1u);
  policy.as_of = portfolio::At("2024-12-31T16:00:00Z");  // what began before goes on
  EXPECT_EQ(Decide({meter}, {WasteOf("a", "2024-12-30T20:00:00Z", 18, 100)}, policy, kEuro).findings.size(), 1u);
}

TEST(Policy, CanAskForOneDirectionAndStillTellsDataFaults) {
  Policy policy;
  policy.direction = Direction::kWaste;
  EXPECT_EQ(WhyHidden(policy, ShortfallOf("a", "2024-05-20T00:00:00Z", 8, 100)), HiddenReason::kDirection);
  EXPECT_EQ(Decide({MeterOf("a")}, {FaultOf("a", "2024-05-20T00:00:00Z", 8, 10)}, policy, kEuro).data_findings.size(), 1u);
}

TEST(Policy, TakesAnAlarmRateThatCanBeKept) {
  const auto read = ReadPolicy("alarm_rate: 0.001", "policy.yml");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->alarm_rate, 0.001);
  EXPECT_FALSE(ReadPolicy("alarm_rate: 0", "policy.yml"));
  EXPECT_FALSE(ReadPolicy("alarm_rate: 0.5", "policy.yml"));
  EXPECT_FALSE(ReadPolicy("alarm_rate: often", "policy.yml"));
}

TEST(Policy, ControlsChanceOverThePortfolio) {
  // A chance of one in a hundred is an alarm for one meter that is looked at, and none among a thousand.
  PricedEvent event = WasteOf("m0", "2024-05-20T00:00:00Z", 8, 100);
  event.event.chance = 0.01;
  EXPECT_EQ(Decide({MeterOf("m0")}, {event}, {}, kEuro).findings.size(), 1u);
  std::vector<MeterSummary> meters;
  for (int i = 0; i < 1000; ++i) meters.push_back(MeterOf(fmt::format("m{}", i)));
  EXPECT_TRUE(Decide(meters, {event}, {}, kEuro).findings.empty());
}

TEST(Policy, CountsWhatLiesInASlowEventThere) {
  PricedEvent slow = WasteOf("a", "2024-05-01T00:00:00Z", 24 * 20, 1000);
  slow.event.slow = true;
  slow.event.id = "slow";
  const Decision decision = Decide({MeterOf("a")}, {slow, WasteOf("a", "2024-05-10T00:00:00Z", 8, 100)}, {}, kEuro);
  ASSERT_EQ(decision.hidden.size(), 1u);
  EXPECT_EQ(decision.hidden[0].reason, HiddenReason::kPartOfLonger);
  EXPECT_EQ(decision.hidden[0].under, "slow");
  EXPECT_EQ(decision.totals.waste.minor, 20000);
}

TEST(Policy, NamesTheSubMeterThatExplainsItsMain) {
  const Decision decision = Decide({MeterOf("main"), MeterOf("sub", "main"), MeterOf("other", "main")},
                                   {WasteOf("main", "2024-05-01T00:00:00Z", 8, 100), WasteOf("sub", "2024-05-01T00:00:00Z", 8, 80)}, {}, kEuro);
  ASSERT_EQ(decision.events.size(), 1u);
  EXPECT_NE(decision.events[0].event.reason.en.find("The sub-meter sub shows 80% of it."), std::string::npos) << decision.events[0].event.reason.en;
}

}  // namespace
}  // namespace kilowatch
