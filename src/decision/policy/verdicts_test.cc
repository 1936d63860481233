#include "decision/policy/verdicts.h"

#include <gtest/gtest.h>

#include "decision/policy/portfolio_fixture.h"

namespace kilowatch {
namespace {

using namespace portfolio;

Verdict VerdictOn(const PricedEvent& event, bool real) {
  return {event.event.id, event.event.meter, event.event.span, event.event.event_class, real, ""};
}

TEST(Verdicts, StayWithTheEventThatGrows) {
  const PricedEvent before = WasteOf("a", "2024-05-01T00:00:00Z", 4, 10);
  PricedEvent after = WasteOf("a", "2024-05-01T00:00:00Z", 40, 100);
  EXPECT_EQ(FollowVerdicts({VerdictOn(before, false)}, {after})[0], 0u);
}

TEST(Verdicts, FollowByOverlapWhereAnotherModelDrawsOtherEdges) {
  const PricedEvent before = WasteOf("a", "2024-05-01T00:00:00Z", 10, 10);
  const std::vector<PricedEvent> after = {WasteOf("a", "2024-05-01T01:00:00Z", 10, 10), WasteOf("a", "2024-05-02T01:00:00Z", 10, 10)};
  const auto followed = FollowVerdicts({VerdictOn(before, true)}, after);
  EXPECT_EQ(followed[0], 0u);  // 9 of 11 hours in common
  EXPECT_FALSE(followed[1]);
}

TEST(Verdicts, DoNotGoToAnotherMeterOrClassNorToHardlyTheSameTime) {
  const PricedEvent before = WasteOf("a", "2024-05-01T00:00:00Z", 10, 10);
  EXPECT_FALSE(FollowVerdicts({VerdictOn(before, true)}, {WasteOf("b", "2024-05-01T01:00:00Z", 10, 10)})[0]);
  EXPECT_FALSE(FollowVerdicts({VerdictOn(before, true)}, {ShortfallOf("a", "2024-05-01T01:00:00Z", 10, 10)})[0]);
  EXPECT_FALSE(FollowVerdicts({VerdictOn(before, true)}, {WasteOf("a", "2024-05-01T06:00:00Z", 10, 10)})[0]);
}

TEST(Verdicts, HoldForOneEventAlone) {
  const PricedEvent before = WasteOf("a", "2024-05-01T00:00:00Z", 10, 10);
  const std::vector<PricedEvent> after = {WasteOf("a", "2024-05-01T02:00:00Z", 9, 10), WasteOf("a", "2024-05-01T01:00:00Z", 10, 10)};
  const auto followed = FollowVerdicts({VerdictOn(before, true)}, after);
  EXPECT_FALSE(followed[0]);
  EXPECT_EQ(followed[1], 0u);
}

TEST(Verdicts, CountAsSaidLast) {
  const PricedEvent event = WasteOf("a", "2024-05-01T00:00:00Z", 10, 10);
  EXPECT_EQ(FollowVerdicts({VerdictOn(event, true), VerdictOn(event, false)}, {event})[0], 1u);
}

TEST(Verdicts, AreReadFromYamlAndJson) {
  const auto yaml = ReadVerdicts(
      "- {id: 0123456789ab, meter: a, start: 2024-05-01T00:00:00Z, end: 2024-05-02T00:00:00Z, class: waste, verdict: false, why: fair}", "v.yml");
  ASSERT_TRUE(yaml);
  EXPECT_FALSE(yaml->at(0).real);
  EXPECT_EQ(yaml->at(0).why, "fair");
  const auto json = ReadVerdicts(
      R"([{"id":"0123456789ab","meter":"a","start":"2024-05-01T00:00:00Z","end":"2024-05-02T00:00:00Z","class":"shortfall","verdict":"real"}])",
      "v.json");
  ASSERT_TRUE(json);
  EXPECT_TRUE(json->at(0).real);
  EXPECT_EQ(json->at(0).event_class, EventClass::kShortfall);
}

TEST(Verdicts, NameTheLineThatIsWrong) {
  const auto bad =
      ReadVerdicts("- {id: x, meter: a, start: 2024-05-01T00:00:00Z, end: 2024-05-02T00:00:00Z, class: waste, verdict: real}\n- {id: y}\n", "v.yml");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::kConfiguration);
  EXPECT_NE(bad.error().message.en.find("v.yml:2"), std::string::npos) << bad.error().message.en;
}

}  // namespace
}  // namespace kilowatch
