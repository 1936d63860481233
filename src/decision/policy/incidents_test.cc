#include "decision/policy/incidents.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "decision/policy/portfolio_fixture.h"

namespace kilowatch {
namespace {

using namespace portfolio;

MeterSummary MeterAt(std::string name, std::string site, std::string parent = "") {
  MeterSummary meter = MeterOf(std::move(name), std::move(parent));
  meter.site = std::move(site);
  meter.region = "north";
  meter.zone = *TimeZone::Find("Europe/Paris");
  return meter;
}

PricedEvent At(PricedEvent event, const char* site) {
  event.event.site = site;
  return event;
}

Decision Decided(std::vector<MeterSummary> meters, std::vector<PricedEvent> events, Policy policy = {}) {
  policy.minimum_cost = policy.minimum_energy = 0;
  return Decide(std::move(meters), std::move(events), policy, kEuro);
}

TEST(Incidents, TellASilentLoggerOnceForAllItsMeters) {
  const Decision decision =
      Decided({MeterAt("a", "s"), MeterAt("b", "s"), MeterAt("c", "s"), MeterAt("d", "elsewhere")},
              {At(FaultOf("a", "2024-05-01T00:00:00Z", 24, 100), "s"), At(FaultOf("b", "2024-05-01T00:00:00Z", 24, 10), "s"),
               At(FaultOf("c", "2024-05-01T01:00:00Z", 23, 1), "s"), At(FaultOf("d", "2024-05-01T00:00:00Z", 24, 7), "elsewhere")});
  ASSERT_EQ(decision.incidents.size(), 1u);
  const Incident& incident = decision.incidents[0];
  EXPECT_EQ(incident.cause, IncidentCause::kLogger);
  EXPECT_EQ(incident.meters, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(incident.unmeasured_kwh, 111);
  EXPECT_EQ(incident.site, "s");
  ASSERT_EQ(decision.data_findings.size(), 1u);
  EXPECT_EQ(decision.data_findings[0].meter, "d");
  EXPECT_TRUE(incident.sentence.en.starts_with("3 meters of s gave no readings that can be believed")) << incident.sentence.en;
  EXPECT_TRUE(incident.sentence.fr.starts_with("3 compteurs de s n’ont pas donné de relevés fiables")) << incident.sentence.fr;
}

TEST(Incidents, CountAPriceOnceWhereAMainSeesItsSubMeter) {
  // The sub-meter's night lies in the main's to two fifths: so much of its 18 EUR is the main's own.
  PricedEvent sub = WasteOf("sub", "2024-05-01T00:00:00Z", 10, 90);
  const Decision decision =
      Decided({MeterAt("main", "s"), MeterAt("sub", "s", "main"), MeterAt("gas", "s")},
              {At(WasteOf("main", "2024-05-01T00:00:00Z", 4, 100), "s"), At(sub, "s"), At(WasteOf("gas", "2024-05-01T00:00:00Z", 10, 50), "s")});
  ASSERT_EQ(decision.incidents.size(), 1u);
  EXPECT_EQ(decision.incidents[0].meters, (std::vector<std::string>{"gas", "sub"}));
  EXPECT_EQ(decision.incidents[0].cost->amount.minor, 1000 + 1080);
  EXPECT_EQ(decision.totals.waste.minor, 2000 + 1080 + 1000);
}

TEST(Incidents, TakeAClosedDayOfManySitesForTheCalendar) {
  std::vector<MeterSummary> meters;
  std::vector<PricedEvent> events;
  for (const char* site : {"a", "b", "c", "d"}) {
    meters.push_back(MeterAt(std::string(site) + "-main", site));
    events.push_back(At(ShortfallOf(meters.back().name, "2024-05-10T04:00:00Z", 15, 100), site));
  }
  const Decision decision = Decided(meters, events);
  ASSERT_EQ(decision.incidents.size(), 1u);
  EXPECT_EQ(decision.incidents[0].cause, IncidentCause::kCalendar);
  EXPECT_EQ(decision.incidents[0].sites, 4u);
  EXPECT_TRUE(decision.incidents[0].site.empty());
  EXPECT_TRUE(decision.findings.empty());
}

TEST(Incidents, AreDueToTheClocksWhereTheyChange) {
  std::vector<MeterSummary> meters;
  std::vector<PricedEvent> events;
  for (const char* site : {"a", "b", "c"}) {
    meters.push_back(MeterAt(std::string(site) + "-main", site));
    events.push_back(At(WasteOf(meters.back().name, "2024-03-31T04:00:00Z", 8, 100), site));
  }
  EXPECT_EQ(Decided(meters, events).incidents.at(0).cause, IncidentCause::kClockChange);
}

TEST(Incidents, AreNotMadeOfFaultsThatHappenToShareANight) {
  // Twelve sites waste in these weeks; three of them on one night is no common cause.
  std::vector<MeterSummary> meters;
  std::vector<PricedEvent> events;
  for (int i = 0; i < 12; ++i) {
    meters.push_back(MeterAt(fmt::format("m{:02}", i), fmt::format("s{:02}", i)));
    const int day = i < 3 ? 10 : 10 + i - 8;
    events.push_back(At(WasteOf(meters.back().name, fmt::format("2024-05-{:02}T{:02}:00:00Z", day, i < 3 ? 20 : 2 * (i % 5)).c_str(), 1.5, 100),
                        meters.back().site.c_str()));
  }
  EXPECT_TRUE(Decided(meters, events).incidents.empty());
}

TEST(Incidents, AreNotMadeOfOneMetersOwnEvents) {
  EXPECT_TRUE(
      Decided({MeterAt("a", "s")}, {At(WasteOf("a", "2024-05-01T00:00:00Z", 4, 100), "s"), At(WasteOf("a", "2024-05-01T05:00:00Z", 4, 100), "s")})
          .incidents.empty());
}

TEST(Incidents, KeepTheirIdWhileTheyGrow) {
  const std::vector<MeterSummary> meters = {MeterAt("a", "s"), MeterAt("b", "s")};
  const auto id = [&](double hours) {
    return Decided(meters, {At(FaultOf("a", "2024-05-01T00:00:00Z", hours, 1), "s"), At(FaultOf("b", "2024-05-01T00:00:00Z", hours, 1), "s")})
        .incidents.at(0)
        .id;
  };
  EXPECT_EQ(id(10), id(30));
}

}  // namespace
}  // namespace kilowatch
