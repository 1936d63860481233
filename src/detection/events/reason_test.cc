#include "detection/events/reason.h"

#include <gtest/gtest.h>

#include "detection/events/join.h"
#include "detection/events/synthetic_block.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

using namespace synthetic;

constexpr std::size_t kHours = 28 * 24;

Event EventAt(std::size_t first, std::size_t last, double factor, Meter meter = {}, const Site& site = {}) {
  MeterFrame frame = FrameOf(kHours, [&](std::size_t hour) { return hour >= first && hour <= last ? factor * OfficeLoad(hour) : OfficeLoad(hour); });
  meter.name = "office";
  frame.meter = meter;
  return Join(Cleaned(frame, site), ExpectOffice(kHours), ScoreOn(kHours, first, last)).at(0);
}

TEST(Reason, SaysHowMuchAgainstWhatWhenAndWhatToCheck) {
  // Tuesday 2 January, 10:00 to 12:00: 2 hours of about 50.4 kWh, three times over.
  const Phrase reason = EventAt(34, 35, 3).reason;
  EXPECT_EQ(
      reason.en,
      "304 kWh were used, 3 times the 101 kWh expected for these hours of the week, on Tuesday 2 January 2024 from 10:00 to 12:00; check first which "
      "heating, cooling or machine was switched on at that moment.");
  EXPECT_EQ(reason.fr,
            "304\u202fkWh ont été consommés, 3 fois les 101\u202fkWh attendus à ces heures de la semaine, le mardi 2 janvier 2024 de 10\u202fh à "
            "12\u202fh ; "
            "vérifier d’abord quel chauffage, quelle climatisation ou quelle machine a été mis en marche à ce moment.");
}

TEST(Reason, SpeaksTheMetersWallClock) {
  Site paris;
  paris.zone = *TimeZone::Find("Europe/Paris");
  EXPECT_NE(EventAt(34, 35, 3, {}, paris).reason.en.find("from 11:00 to 13:00"), std::string::npos);
}

TEST(Reason, GivesSmallDifferencesAsPercent) {
  EXPECT_NE(EventAt(34, 35, 1.35).reason.en.find("35% more than the 101 kWh expected"), std::string::npos);
  EXPECT_NE(EventAt(34, 35, 0.6).reason.fr.find("40\u202f% de moins que les 101\u202fkWh attendus"), std::string::npos);
}

TEST(Reason, ChecksWhatFitsTheCommodity) {
  Meter water;
  water.commodity = Commodity::kWater;
  water.unit = Unit::kM3;
  const Phrase reason = EventAt(44, 53, 3, water).reason;
  EXPECT_NE(reason.en.find("leak"), std::string::npos);
  EXPECT_NE(reason.en.find("m³"), std::string::npos);
  Meter heat;
  heat.commodity = Commodity::kHeat;
  EXPECT_NE(EventAt(44, 53, 3, heat).reason.fr.find("abaissement"), std::string::npos);
}

TEST(Reason, AsksForTheWeatherBeforeTheSetPointsWhereNoTemperatureIsKnown) {
  Meter gas;
  gas.commodity = Commodity::kGas;
  const Phrase reason = EventAt(24, 24 + 71, 1.6, gas).reason;
  EXPECT_NE(reason.en.find("check first whether a cold or hot spell explains it"), std::string::npos) << reason.en;
  EXPECT_NE(reason.fr.find("coup de froid"), std::string::npos);
}

TEST(Reason, DoubtsReadingsOfManyTimesTheExpectedForADay) {
  EXPECT_NE(EventAt(24, 24 + 47, 8).reason.en.find("whether the readings can be right"), std::string::npos);
  EXPECT_EQ(EventAt(34, 35, 8).reason.en.find("whether the readings can be right"), std::string::npos);
}

TEST(Reason, SpeaksOfTheValueWhereItIsNoConsumption) {
  Meter pressure;
  pressure.unit = Unit::kOther;
  const Phrase reason = EventAt(34, 35, 3, pressure).reason;
  EXPECT_NE(reason.en.find("The value was 152 on average, 3 times the 50.6 expected"), std::string::npos) << reason.en;
  EXPECT_EQ(reason.en.find("kWh"), std::string::npos);
}

TEST(Words, GroupThousandsAndUseTheLanguagesPoint) {
  EXPECT_EQ(NumberWords(1234567).en, "1,230,000");
  EXPECT_EQ(NumberWords(1234567).fr, "1\u202f230\u202f000");
  EXPECT_EQ(NumberWords(0.1254).fr, "0,125");
  EXPECT_EQ(NumberWords(-45.67).en, "\u221245.7");
  EXPECT_EQ(NumberWords(0).en, "0");
  EXPECT_EQ(DecimalWords(999.6, 0).en, "1,000");
  EXPECT_EQ(PercentWords(0.0123).fr, "1,2\u202f%");
}

TEST(Words, NameDaysAndClocks) {
  const LocalDay day(std::chrono::year(2024) / 5 / 1);
  EXPECT_EQ(WeekdayWords(day).en, "Wednesday 1 May 2024");
  EXPECT_EQ(WeekdayWords(day).fr, "mercredi 1er mai 2024");
  EXPECT_EQ(MonthWords(day).fr, "mai 2024");
  EXPECT_EQ(ClockWords(LocalTime(day) + std::chrono::minutes(870)).en, "14:30");
  EXPECT_EQ(ClockWords(LocalTime(day) + std::chrono::minutes(870)).fr, "14\u202fh\u202f30");
}

TEST(Words, SayMidnightForTheEndOfADay) {
  const Grid grid = Grid::Fixed(*ParseInstant("2024-01-01T20:00:00Z"), Seconds(3600), 4);
  EXPECT_EQ(StretchWords(grid.Whole(), grid, TimeZone(), false).fr, "le lundi 1er janvier 2024 de 20\u202fh à minuit");
}

TEST(Words, SayDaysAloneWhereReadingsAreDaily) {
  const Span week{*ParseInstant("2024-01-01T00:00:00Z"), *ParseInstant("2024-01-08T00:00:00Z")};
  const Grid grid = Grid::LocalDays(week, TimeZone());
  const Span two{grid.Start(1), grid.Start(3)};
  EXPECT_EQ(StretchWords(two, grid, TimeZone(), false).en, "from Tuesday 2 January 2024 to Wednesday 3 January 2024");
  EXPECT_EQ(StretchWords(grid.Cell(1), grid, TimeZone(), false).fr, "le mardi 2 janvier 2024");
}

}  // namespace
}  // namespace kilowatch
