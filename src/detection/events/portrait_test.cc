#include "detection/events/portrait.h"

#include <gtest/gtest.h>

#include "detection/events/opening_hours_inference.h"
#include "detection/events/synthetic_block.h"

namespace kilowatch {
namespace {

using namespace synthetic;

constexpr std::size_t kYear = 365 * 24;

// Flat but for a ripple of at most 0.1 that never repeats, so that no rule takes it for a frozen value.
double Flat(std::size_t hour, double level) { return level + 0.001 * static_cast<double>((hour * 37) % 101); }

Expectation ExpectFlat(std::size_t hours, double level) {
  Expectation expectation;
  expectation.expected.assign(hours, level);
  expectation.low.assign(hours, level - 1);
  expectation.high.assign(hours, level + 1);
  return expectation;
}

TEST(Portrait, SumsAYearAndFindsBaseLoadPeakAndLoadFactor) {
  // An office of 10 kW, 50 from 8 to 18 on weekdays; the year has 261 weekdays (2024-01-01 to 2024-12-30), ripple 0.5 on average.
  const CleanBlock block = Cleaned(FrameOf(kYear, OfficeLoad));
  const Portrait portrait = MakePortrait(block, ExpectOffice(kYear));
  const double sum = kYear * 10 + 261 * 10 * 40 + kYear * 0.5;
  ASSERT_TRUE(portrait.a_year);
  EXPECT_NEAR(*portrait.a_year, sum, 0.002 * sum);
  EXPECT_NEAR(*portrait.base_load, 10.1, 0.05);  // a tenth of the ripple's range of 1
  EXPECT_NEAR(*portrait.peak, 51, 0.01);
  EXPECT_NEAR(*portrait.load_factor, sum / kYear / 51, 0.002);
  EXPECT_EQ(portrait.readings, static_cast<std::int64_t>(kYear));
  EXPECT_EQ(portrait.missing, 0);
  EXPECT_FALSE(portrait.base_load_trend_a_year);  // one year tells no trend
}

TEST(Portrait, InfersOpeningHoursAndWhatIsUsedOutsideThem) {
  const CleanBlock block = Cleaned(FrameOf(kYear, OfficeLoad));
  const OpeningHours hours = InferOpeningHours(block);
  for (std::size_t hour = 0; hour < 168; ++hour) EXPECT_EQ(hours.open[hour], hour / 24 < 5 && hour % 24 >= 8 && hour % 24 < 18) << hour;
  const Portrait portrait = MakePortrait(block, ExpectOffice(kYear));
  // Of a week of 50 open hours of 50 kW and 118 closed ones of 10 (plus 0.5 each): 1239 of 3764.
  EXPECT_NEAR(*portrait.off_hours_share, 1239.0 / 3764, 0.005);
  EXPECT_TRUE(portrait.opening_hours->inferred);
}

TEST(Portrait, UsesGivenOpeningHours) {
  OpeningHours given;
  for (std::size_t hour = 0; hour < 168; ++hour) given.open[hour] = hour % 24 >= 12;
  Site site;
  site.opening_hours = std::make_shared<const OpeningHours>(given);
  const Portrait portrait = MakePortrait(Cleaned(FrameOf(kYear, [](std::size_t hour) { return Flat(hour, 20); }), site), ExpectFlat(kYear, 20));
  EXPECT_NEAR(*portrait.off_hours_share, 0.5, 0.001);
  EXPECT_FALSE(portrait.opening_hours->inferred);
}

TEST(Portrait, FindsNoOpeningHoursWhereTheLoadHasNone) {
  const CleanBlock block = Cleaned(FrameOf(kYear, [](std::size_t hour) { return Flat(hour, 20); }));
  EXPECT_FALSE(HasClosedHours(InferOpeningHours(block)));
  EXPECT_FALSE(MakePortrait(block, ExpectFlat(kYear, 20)).off_hours_share);
}

TEST(Portrait, SaysWhatItsOwnBestMonthWouldSave) {
  // 20 kW as expected, but 16 in April (30 days of 365): actual / expected = (335 * 20 + 30 * 16) / (365 * 20), the best month's 0.8.
  const std::size_t april = (31 + 29 + 31) * 24;
  const auto load = [&](std::size_t hour) { return hour >= april && hour < april + 30 * 24 ? Flat(hour, 16) : Flat(hour, 20); };
  const Portrait portrait = MakePortrait(Cleaned(FrameOf(kYear, load)), ExpectFlat(kYear, 20.05));
  const double whole = (335 * 20.05 + 30 * 16.05) / (365 * 20.05);
  const double year = 24 * (335 * 20.05 + 30 * 16.05);
  ASSERT_TRUE(portrait.saving_at_best_month);
  EXPECT_NEAR(*portrait.saving_at_best_month, year * (1 - 16.05 / 20.05 / whole), 0.005 * year);
  EXPECT_EQ(FormatDay(*portrait.best_month), "2024-04-01");
}

TEST(Portrait, TakesNoSeasonForASavingWhereNoTemperatureIsKnown) {
  const auto load = [](std::size_t hour) { return Flat(hour, 20 + 6 * std::cos(2 * 3.14159265 * static_cast<double>(hour) / kYear)); };
  EXPECT_FALSE(MakePortrait(Cleaned(FrameOf(kYear, load)), ExpectFlat(kYear, 20.05)).saving_at_best_month);
}

// A heated building without cooling: 240 kWh a day and 48 a degree below 15 °C; in March it heats at four fifths.
Portrait HeatedPortrait(bool with_temperature) {
  const auto temperature = [](std::size_t hour) {
    const std::size_t day = hour / 24;
    return 12.0 - 10 * std::cos(2 * 3.14159265 * static_cast<double>(day) / 365);
  };
  const auto load = [&](std::size_t hour) {
    const bool march = hour >= 60 * 24 && hour < 91 * 24;
    return (march ? 0.8 : 1) * Flat(hour, 10 + 2 * std::max(0.0, 15 - temperature(hour)));
  };
  MeterFrame frame = FrameOf(kYear, load);
  frame.meter.commodity = Commodity::kHeat;
  for (std::size_t hour = 0; with_temperature && hour < kYear; ++hour) frame.temperature.push_back(static_cast<float>(temperature(hour)));
  return MakePortrait(Cleaned(frame), ExpectFlat(kYear, 20));
}

TEST(Portrait, TakesTheWeatherOutOfTheBestMonth) {
  const Portrait portrait = HeatedPortrait(true);
  ASSERT_TRUE(portrait.best_month);
  EXPECT_EQ(FormatDay(*portrait.best_month), "2024-03-01");  // not the warmest one
  EXPECT_TRUE(portrait.weather_taken_out);
  EXPECT_NEAR(*portrait.saving_at_best_month / *portrait.a_year, 0.18, 0.03);  // a fifth, less March's own share and what it bends the fit
}

TEST(Portrait, NamesNoBestMonthOfAHeatMeterWithoutTemperature) { EXPECT_FALSE(HeatedPortrait(false).best_month); }

TEST(Portrait, FindsABaseLoadThatRises) {
  // Two years; 20 kW in the first, 23 in the second.
  const CleanBlock block = Cleaned(FrameOf(2 * kYear, [](std::size_t hour) { return Flat(hour, hour < 366 * 24 ? 20 : 23); }));
  const Portrait portrait = MakePortrait(block, ExpectFlat(2 * kYear, 20));
  ASSERT_TRUE(portrait.base_load_trend_a_year);
  EXPECT_NEAR(*portrait.base_load_trend_a_year, 3, 0.02);
}

TEST(Portrait, ExtrapolatesAShortHistoryAndSaysSo) {
  const std::size_t days = 40;
  const Portrait portrait = MakePortrait(Cleaned(FrameOf(days * 24, [](std::size_t hour) { return Flat(hour, 10); })), ExpectFlat(days * 24, 10));
  EXPECT_NEAR(*portrait.a_year, 10.05 * 8760, 10);
  EXPECT_EQ(portrait.a_year_from_days, 40);
  EXPECT_NE(portrait.lines.at(0).en.find("if all seasons were like the 40 days"), std::string::npos) << portrait.lines.at(0).en;
}

TEST(Portrait, TakesMissingReadingsAsExpected) {
  const auto load = [](std::size_t hour) { return hour >= 1000 && hour < 2000 ? std::nan("") : Flat(hour, 10); };
  const Portrait portrait = MakePortrait(Cleaned(FrameOf(kYear, load)), ExpectFlat(kYear, 30));
  EXPECT_NEAR(*portrait.a_year, 7760 * 10.05 + 1000 * 30, 20);
  EXPECT_EQ(portrait.missing, 1000);
}

TEST(Portrait, SumsNothingUpForWhatIsNoConsumption) {
  MeterFrame frame = FrameOf(kYear, OfficeLoad);
  frame.meter.unit = Unit::kOther;
  const Portrait portrait = MakePortrait(Cleaned(frame), ExpectOffice(kYear));
  EXPECT_FALSE(portrait.a_year);
  EXPECT_FALSE(portrait.base_load);
  ASSERT_TRUE(portrait.peak);
  EXPECT_EQ(portrait.lines.at(0).en.find("kW"), std::string::npos);
}

TEST(Portrait, SpeaksBothLanguages) {
  const Portrait portrait = MakePortrait(Cleaned(FrameOf(kYear, OfficeLoad)), ExpectOffice(kYear));
  ASSERT_GE(portrait.lines.size(), 4u);
  EXPECT_NE(portrait.lines[1].fr.find("talon de nuit 10,1\u202fkW"), std::string::npos) << portrait.lines[1].fr;
  EXPECT_NE(portrait.lines[2].en.find("is used outside opening hours (inferred from the load)"), std::string::npos);
}

}  // namespace
}  // namespace kilowatch
