#include "data/frame/holidays.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kilowatch {
namespace {

LocalDay Day(int year, unsigned month, unsigned day) { return LocalDay(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)); }

// Meeus, Astronomical Algorithms (1991), chapter 8.
LocalDay EasterSunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Day(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

// The n-th `weekday` (Monday 1 … Sunday 7) of a month.
LocalDay Nth(int year, unsigned month, unsigned weekday, unsigned n) {
  LocalDay day = Day(year, month, 1);
  while (std::chrono::weekday(day).iso_encoding() != weekday) day += std::chrono::days(1);
  return day + std::chrono::days(7 * (n - 1));
}

Holidays Of(std::string_view code) {
  auto holidays = Holidays::ForCode(code);
  EXPECT_TRUE(holidays) << code;
  return holidays ? *holidays : Holidays();
}

std::vector<LocalDay> InYear(const Holidays& holidays, int year) {
  std::vector<LocalDay> days;
  std::ranges::copy_if(holidays.days(), std::back_inserter(days), [&](LocalDay d) { return d >= Day(year, 1, 1) && d < Day(year + 1, 1, 1); });
  return days;
}

TEST(Holidays, FranceHasTheElevenDaysOfItsLabourCodeEachYear) {
  const Holidays france = Of("FR");
  for (int year = 1995; year <= 2040; ++year) {
    const LocalDay easter = EasterSunday(year);
    std::vector<LocalDay> law = {Day(year, 1, 1),
                                 easter + std::chrono::days(1),
                                 Day(year, 5, 1),
                                 Day(year, 5, 8),
                                 easter + std::chrono::days(39),
                                 Day(year, 7, 14),
                                 Day(year, 8, 15),
                                 Day(year, 11, 1),
                                 Day(year, 11, 11),
                                 Day(year, 12, 25)};
    // Whit Monday was the working day of solidarity from 2005 to 2007 (law 2004-626, changed by law 2008-351).
    if (year < 2005 || year > 2007) law.push_back(easter + std::chrono::days(50));
    std::ranges::sort(law);
    law.erase(std::ranges::unique(law).begin(), law.end());  // Ascension fell on 1 May in 2008
    EXPECT_EQ(InYear(france, year), law) << year;
  }
}

TEST(Holidays, AlsaceAndMoselleAddGoodFridayAndSaintStephen) {
  const Holidays france = Of("FR");
  const Holidays alsace = Of("FR-ALSACE-MOSELLE");
  for (int year = 1995; year <= 2040; ++year) {
    EXPECT_TRUE(alsace.Contains(EasterSunday(year) - std::chrono::days(2))) << year;
    EXPECT_TRUE(alsace.Contains(Day(year, 12, 26))) << year;
    EXPECT_TRUE(alsace.Contains(Day(year, 7, 14))) << year;
    EXPECT_EQ(InYear(alsace, year).size(), InYear(france, year).size() + 2) << year;
  }
}

TEST(Holidays, EnglandMovesWeekendHolidaysToTheNextWorkingDays) {
  const Holidays england = Of("GB");
  // 25 and 26 December 2021 were Saturday and Sunday: Monday 27 and Tuesday 28 were free instead.
  EXPECT_TRUE(england.Contains(Day(2021, 12, 27)));
  EXPECT_TRUE(england.Contains(Day(2021, 12, 28)));
  EXPECT_FALSE(england.Contains(Day(2021, 12, 29)));
  // 1 January 2022 was a Saturday.
  EXPECT_TRUE(england.Contains(Day(2022, 1, 3)));
  for (int year = 2023; year <= 2040; ++year)
    EXPECT_TRUE(england.Contains(Nth(year, 8, 1, 5) < Day(year, 9, 1) ? Nth(year, 8, 1, 5) : Nth(year, 8, 1, 4)));
}

TEST(Holidays, ScotlandKeepsTheSecondOfJanuaryAndAnEarlierSummerHoliday) {
  const Holidays scotland = Of("GB-SCT");
  EXPECT_TRUE(scotland.Contains(Day(2024, 1, 2)));
  EXPECT_TRUE(scotland.Contains(Nth(2024, 8, 1, 1)));
  EXPECT_FALSE(scotland.Contains(EasterSunday(2024) + std::chrono::days(1)));
  EXPECT_FALSE(Of("GB").Contains(Day(2024, 1, 2)));
  EXPECT_TRUE(Of("GB-NIR").Contains(Day(2024, 7, 12)));
}

TEST(Holidays, UnitedStatesObservesWeekendHolidaysOnTheNearestWeekday) {
  const Holidays us = Of("US");
  EXPECT_TRUE(us.Contains(Day(2020, 7, 3)));  // 4 July 2020 was a Saturday
  EXPECT_TRUE(us.Contains(Day(2021, 7, 5)));  // 4 July 2021 was a Sunday
  for (int year = 1995; year <= 2040; ++year) {
    EXPECT_TRUE(us.Contains(Nth(year, 11, 4, 4))) << "Thanksgiving " << year;
    EXPECT_TRUE(us.Contains(Nth(year, 9, 1, 1))) << "Labor Day " << year;
  }
}

TEST(Holidays, VictoriaHasMelbourneCupDay) {
  const Holidays victoria = Of("AU-VIC");
  for (int year = 2015; year <= 2040; ++year) EXPECT_TRUE(victoria.Contains(Nth(year, 11, 2, 1))) << year;
  EXPECT_FALSE(Of("AU").Contains(Nth(2019, 11, 2, 1)));
}

TEST(Holidays, KoreaKeepsThreeDaysForSeollal) {
  const Holidays korea = Of("KR");
  // New moon on 11 February 2021, 19:06 UTC, which is 12 February in Seoul.
  for (unsigned day = 11; day <= 13; ++day) EXPECT_TRUE(korea.Contains(Day(2021, 2, day)));
  EXPECT_FALSE(korea.Contains(Day(2021, 2, 15)));
}

TEST(Holidays, EveryCodeCoversEveryYear) {
  for (const std::string& code : Holidays::Codes()) {
    const Holidays holidays = Of(code);
    const int first = code.starts_with("ES") ? 2008 : 1995;  // the source knows Spain from 2008 on
    for (int year = first; year <= 2040; ++year) EXPECT_GE(InYear(holidays, year).size(), 3U) << code << " " << year;
  }
}

TEST(Holidays, GermanLandAddsToTheNationalDays) {
  EXPECT_FALSE(Of("DE").Contains(Day(2023, 1, 6)));
  EXPECT_TRUE(Of("DE-BY").Contains(Day(2023, 1, 6)));
  EXPECT_TRUE(Of("DE-BY").Contains(Day(2023, 10, 3)));
}

TEST(Holidays, CodesAreReadInAnyCaseAndUkMeansGb) {
  EXPECT_EQ(Of("fr").code(), "FR");
  EXPECT_EQ(Of("UK").code(), "GB");
  EXPECT_EQ(Of("uk_sct").code(), "GB-SCT");
}

TEST(Holidays, AnUnknownCodeListsTheKnownOnes) {
  const auto holidays = Holidays::ForCode("XX");
  ASSERT_FALSE(holidays);
  EXPECT_EQ(holidays.error().code, ErrorCode::kNotFound);
  EXPECT_NE(holidays.error().advice.en.find("FR-ALSACE-MOSELLE"), std::string::npos);
}

TEST(Holidays, AUsersOwnDaysAreSortedAndKeptOnce) {
  const auto own = Holidays::FromDays({Day(2024, 12, 24), Day(2024, 1, 2), Day(2024, 12, 24)}, "own");
  EXPECT_EQ(own.days(), (std::vector<LocalDay>{Day(2024, 1, 2), Day(2024, 12, 24)}));
  EXPECT_TRUE(own.Contains(Day(2024, 1, 2)));
  EXPECT_FALSE(own.Contains(Day(2024, 1, 3)));
}

}  // namespace
}  // namespace kilowatch
