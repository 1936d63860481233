#include "decision/policy/events_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "decision/policy/portfolio_fixture.h"
#include "foundation/base/file.h"

namespace kilowatch {
namespace {

using namespace portfolio;
using nlohmann::json;

json ReadJson(const char* path) {
  const auto text = ReadFile(path);
  return text ? json::parse(*text) : json();
}

json Example() { return ReadJson("docs/schema/detect.example.json"); }

PricedEvent NightOfTheExample(const char* meter, const char* id) {
  PricedEvent priced = WasteOf(meter, "2024-11-11T22:00:00Z", 8, 200.5);
  priced.event.site = "Lyon";
  priced.event.id = id;
  priced.event.excess_low = 180.25;
  priced.event.excess_high = 220.75;
  priced.event.reason = {"in English", "en français"};
  priced.cost = EventCost{{4010}, {3605}, {4415}, true};
  priced.co2_kg = 50.125;
  return priced;
}

TEST(DetectJson, WritesAnEventAsDocumented) { EXPECT_EQ(EventToJson(NightOfTheExample("main", "0123456789ab"), kEuro), Example()["events"][0]); }

TEST(DetectJson, WritesNoMoneyAndNoKwhForAFaultOfAWaterMeter) {
  PricedEvent fault = FaultOf("water", "2024-06-01T00:00:00Z", 24, 12);
  fault.unit = Unit::kM3;
  fault.event.id = "ba9876543210";
  fault.event.severity = 2;
  fault.event.score = 0;
  fault.event.strongest = Member::kDataRule;
  fault.event.expected = 12;
  fault.event.actual = 0;
  fault.event.reason = {"in English", "en français"};
  EXPECT_EQ(EventToJson(fault, kEuro), Example()["events"][1]);
}

TEST(DetectJson, WritesAFindingAsDocumented) {
  Finding finding;
  finding.id = "aaaabbbbcccc";
  finding.meter = "main";
  finding.site = "Lyon";
  finding.kind = EventKind::kOffHoursExcess;
  finding.hours = HoursPattern::kNight;
  finding.since = At("2024-11-11T22:00:00Z");
  finding.last_seen = At("2024-11-12T06:00:00Z");
  finding.severity = 3;
  finding.score = 0.99;
  finding.excess = 200.5;
  finding.cost = EventCost{{4010}, {3605}, {4415}, true};
  finding.co2_kg = 50.125;
  finding.yearly_if_continues = Money{73000};
  finding.told = At("2024-11-11T00:00:00Z");
  finding.events = {"0123456789ab"};
  finding.sub_meters = {"boiler"};
  finding.sentence = {"in English", "en français"};
  EXPECT_EQ(FindingToJson(finding, kEuro), Example()["findings"][0]);
}

TEST(DetectJson, WritesAnIncidentAsDocumented) {
  Incident incident;
  incident.id = "00000000cccc";
  incident.cause = IncidentCause::kLogger;
  incident.event_class = EventClass::kDataFault;
  incident.site = "Lyon";
  incident.region = "Europe/Paris";
  incident.span = {At("2024-06-01T00:00:00Z"), At("2024-06-02T00:00:00Z")};
  incident.severity = 2;
  incident.meters = {"boiler", "main"};
  incident.events = {"00000000000a", "00000000000b"};
  incident.told = At("2024-05-27T00:00:00Z");
  incident.unmeasured_kwh = 120.5;
  incident.sentence = {"in English", "en français"};
  EXPECT_EQ(IncidentToJson(incident, kEuro), Example()["incidents"][0]);
}

TEST(DetectJson, WritesTheUnmeteredRestAsDocumented) {
  EXPECT_EQ(UnmeteredToJson({"main", "Lyon", Unit::kKwh, {"boiler"}, 360, 36500, 0.25, 0.01, 0}), Example()["unmetered"][0]);
}

TEST(DetectJson, SaysWhyAnEventIsHidden) {
  Hidden hidden{NightOfTheExample("boiler", "00000000000f"), HiddenReason::kCountedUnderMain, "0123456789ab"};
  hidden.event.event.score = 0.98;
  hidden.event.event.strongest = Member::kLevel;
  hidden.event.event.chance = 0.00012345;  // three digits are kept
  EXPECT_EQ(HiddenToJson(hidden, kEuro), Example()["hidden"][0]);
}

TEST(DetectJson, WritesTotalsAsDocumented) {
  PortfolioTotals totals;
  totals.waste = {4010};
  totals.waste_low = {3605};
  totals.waste_high = {4415};
  totals.shortfall = {-5};
  totals.yearly_if_continues = {73000};
  totals.assumed = true;
  totals.waste_kwh = 200.5;
  totals.shortfall_kwh = -0.25;
  totals.unmeasured_m3 = 12;
  totals.waste_co2_kg = 50.125;
  totals.suspected_totals = {{"all", {"boiler", "main"}}};
  EXPECT_EQ(TotalsToJson(totals, kEuro), Example()["totals"]);
}

TEST(DetectJson, WritesAMeterAsDocumented) {
  MeterSummary meter = MeterOf("main");
  meter.site = "Lyon";
  meter.zone = *TimeZone::Find("Europe/Paris");
  meter.last = At("2024-12-30T23:00:00Z");
  Portrait portrait;
  portrait.readings = 8759;
  portrait.missing = 1;
  portrait.a_year = 98000;
  portrait.a_year_from_days = 365;
  portrait.base_load = 6.5;
  portrait.peak = 41.25;
  portrait.peak_at = At("2024-01-16T08:00:00Z");
  portrait.load_factor = 0.271;
  portrait.saving_at_best_month = 5400;
  portrait.best_month = LocalDay(std::chrono::year(2024) / 5 / 1);
  portrait.weather_taken_out = true;
  portrait.lines = {{"98,000 kWh a year", "98 000 kWh par an"}};
  EXPECT_EQ(MeterToJson(meter, portrait, std::nullopt), Example()["meters"][0]);
}

TEST(DetectJson, SaysWhyAMeterIsNotJudged) {
  const json meter = MeterToJson(MeterOf("a"), {}, Phrase{"too short", "trop court"});
  EXPECT_FALSE(meter["judged"].get<bool>());
  EXPECT_EQ(meter["why_not"]["fr"], "trop court");
  EXPECT_TRUE(meter["portrait"]["a_year"].is_null());
}

// Every key that is written is in the schema, and every key that the schema requires is written.
void ExpectKeysOf(const json& written, const json& definition) {
  for (const auto& item : written.items()) EXPECT_TRUE(definition["properties"].contains(item.key())) << item.key();
  for (const json& key : definition["required"]) EXPECT_TRUE(written.contains(key.get<std::string>())) << key;
}

TEST(DetectJson, KeepsToItsSchema) {
  const json schema = ReadJson("docs/schema/detect.schema.json");
  ASSERT_TRUE(schema.is_object()) << "run from the root of the project";
  const json& types = schema["$defs"];
  const Decision decision = Decide({MeterOf("main"), MeterOf("sub", "main")},
                                   {WasteOf("main", "2024-05-01T00:00:00Z", 8, 100), WasteOf("sub", "2024-05-01T00:00:00Z", 8, 90)}, {}, kEuro);
  const json written = DecisionToJson(decision);
  for (const auto& item : written.items()) EXPECT_TRUE(schema["properties"].contains(item.key())) << item.key();
  ExpectKeysOf(written["events"].at(0), types["event"]);
  ExpectKeysOf(written["events"][0]["cost"], types["cost"]);
  ExpectKeysOf(written["findings"].at(0), types["finding"]);
  ExpectKeysOf(written["hidden"].at(0), types["hidden"]);
  ExpectKeysOf(written["totals"], types["totals"]);
  ExpectKeysOf(MeterToJson(MeterOf("a"), {}, std::nullopt), types["meter"]);
  ExpectKeysOf(PortraitToJson({}), types["portrait"]);
}

}  // namespace
}  // namespace kilowatch
