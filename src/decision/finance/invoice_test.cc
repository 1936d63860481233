#include "decision/finance/invoice.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace kilowatch {
namespace {

const Currency kEuro{"EUR", 2};

Site SiteIn(const char* zone) {
  Site site;
  site.zone = *TimeZone::Find(zone);
  return site;
}

Grid HourlyFrom(const char* begin, std::size_t hours) { return Grid::Fixed(*ParseInstant(begin), Seconds(3600), hours); }

CommodityTariff NightTariff() {
  CommodityTariff tariff{.base_price = 0.30, .windows = {}, .co2_kg = 0, .price_assumed = false, .co2_assumed = false};
  tariff.windows.push_back({.name = "night", .price = 0.10, .from_minute = 22 * 60, .to_minute = 6 * 60});
  return tariff;
}

Invoice Bill(const Grid& grid, const Site& site, const std::vector<double>& kwh, const CommodityTariff& tariff) {
  return Price({grid, site, 0, kwh}, tariff, kEuro);
}

TEST(Invoice, MultipliesAFlatPriceAndRoundsOnce) {
  // 3 kWh at 0.125 is 0.375, half away from zero 0.38. Rounded hour by hour it would be 3 * 0.13.
  const Site site;
  const Invoice invoice = Bill(HourlyFrom("2024-01-01T00:00:00Z", 3), site, {1, 1, 1}, {.base_price = 0.125});
  ASSERT_EQ(invoice.lines.size(), 1u);
  EXPECT_EQ(invoice.total.minor, 38);
}

TEST(Invoice, PricesEachHourByTheMetersWallClock) {
  // 2024-07-01 in Paris is UTC+2: 20:00Z is 22:00 there, when the night begins.
  const Site paris = SiteIn("Europe/Paris");
  const Invoice invoice = Bill(HourlyFrom("2024-07-01T19:00:00Z", 2), paris, {10, 10}, NightTariff());
  ASSERT_EQ(invoice.lines.size(), 2u);
  EXPECT_EQ(invoice.lines[0].amount.minor, 300);
  EXPECT_EQ(invoice.lines[1].name, "night");
  EXPECT_EQ(invoice.lines[1].amount.minor, 100);
  EXPECT_EQ(invoice.total.minor, 400);
}

TEST(Invoice, CountsTheNightOfA23HourDayWithSevenHours) {
  // Clocks go forward on 31 March 2024: the day has 7 night hours (5 before 06:00, 2 after 22:00) and 16 others.
  const Site paris = SiteIn("Europe/Paris");
  const Grid grid = HourlyFrom("2024-03-30T23:00:00Z", 23);
  const Invoice invoice = Bill(grid, paris, std::vector<double>(23, 1.0), NightTariff());
  EXPECT_DOUBLE_EQ(invoice.lines[0].quantity, 16);
  EXPECT_DOUBLE_EQ(invoice.lines[1].quantity, 7);
}

TEST(Invoice, SpreadsACellEvenlyOverItsHours) {
  // One day of 24 kWh: 8 night hours, 16 others. An hour that the window cuts in half is shared by halves.
  const Site site;
  const Grid days = Grid::LocalDays({*ParseInstant("2024-01-10T00:00:00Z"), *ParseInstant("2024-01-11T00:00:00Z")}, site.zone);
  const Invoice day = Bill(days, site, {24}, NightTariff());
  EXPECT_DOUBLE_EQ(day.lines[0].quantity, 16);
  EXPECT_DOUBLE_EQ(day.lines[1].quantity, 8);
  CommodityTariff half = NightTariff();
  half.windows[0].from_minute = 22 * 60 + 30;
  const Invoice hour = Bill(HourlyFrom("2024-01-10T22:00:00Z", 1), site, {8}, half);
  EXPECT_DOUBLE_EQ(hour.lines[0].quantity, 4);
  EXPECT_DOUBLE_EQ(hour.lines[1].quantity, 4);
}

TEST(Invoice, FollowsWeekdaysMonthsAndHolidays) {
  Site site;
  site.holidays = Holidays::FromDays({LocalDay(std::chrono::year(2024) / 5 / 1)}, "TEST");  // a Wednesday
  CommodityTariff tariff{.base_price = 1};
  tariff.windows.push_back({.name = "holiday", .price = 0.5, .weekdays = {}, .holidays = HolidayRule::kOnly});
  tariff.windows.push_back({.name = "summer Wednesdays", .price = 2, .weekdays = {false, false, true}, .months = {false, false, false, false, true}});
  const auto line_of = [&](const char* hour) { return Bill(HourlyFrom(hour, 1), site, {1}, tariff).lines.at(0).name; };
  EXPECT_EQ(line_of("2024-05-01T12:00:00Z"), "holiday");
  EXPECT_EQ(line_of("2024-05-08T12:00:00Z"), "summer Wednesdays");
  EXPECT_EQ(line_of("2024-05-09T12:00:00Z"), "base");
  EXPECT_EQ(line_of("2024-06-05T12:00:00Z"), "base");
}

TEST(Invoice, LeavesOutCellsWithoutReading) {
  const Site site;
  EXPECT_EQ(Bill(HourlyFrom("2024-01-01T00:00:00Z", 3), site, {1, std::nan(""), 1}, {.base_price = 0.20}).total.minor, 40);
}

TEST(Invoice, WritesYenWithoutDecimals) {
  const Site site;
  const std::vector<double> kwh = {10};
  EXPECT_EQ(Price({HourlyFrom("2024-01-01T00:00:00Z", 1), site, 0, kwh}, {.base_price = 31.26}, {"JPY", 0}).total.minor, 313);
}

TEST(Invoice, StaysFiniteForImpossibleReadings) {
  const Site site;
  const Invoice invoice = Bill(HourlyFrom("2024-01-01T00:00:00Z", 2), site, {1e300, 1e300}, {.base_price = 1});
  EXPECT_EQ(invoice.total.minor, 1'000'000'000'000'000);
}

TEST(EventCost, IsTheDifferenceOfTwoInvoicesWithTheBand) {
  const Site site;
  const std::vector<double> actual = {30, 30}, expected = {10, 10}, low = {5, 5}, high = {20, 20};
  const Grid grid = HourlyFrom("2024-01-01T00:00:00Z", 2);
  const EventCost cost = CostOf({grid, site, 0, actual, expected, low, high}, {.base_price = 0.20}, kEuro);
  EXPECT_EQ(cost.amount.minor, 800);  // 60 - 20 = 40 kWh
  EXPECT_EQ(cost.low.minor, 400);     // 60 - 40
  EXPECT_EQ(cost.high.minor, 1000);   // 60 - 10
}

TEST(EventCost, IsNegativeForAShortfall) {
  const Site site;
  const std::vector<double> actual = {0}, expected = {10}, low = {8}, high = {12};
  const Grid grid = HourlyFrom("2024-01-01T00:00:00Z", 1);
  const EventCost cost = CostOf({grid, site, 0, actual, expected, low, high}, {.base_price = 0.20}, kEuro);
  EXPECT_EQ(cost.amount.minor, -200);
  EXPECT_EQ(cost.low.minor, -240);
  EXPECT_EQ(cost.high.minor, -160);
}

TEST(EventCost, IgnoresHoursThatCannotBeCompared) {
  const Site site;
  const double none = std::nan("");
  const std::vector<double> actual = {30, none, 30}, expected = {10, 10, none}, low = {5, 5, none}, high = {20, 20, none};
  const Grid grid = HourlyFrom("2024-01-01T00:00:00Z", 3);
  EXPECT_EQ(CostOf({grid, site, 0, actual, expected, low, high}, {.base_price = 0.10}, kEuro).amount.minor, 200);
}

// Loads in hundredths of a kWh, so that sums are far from double's limits.
std::vector<double> AnyLoad() {
  const auto hundredths = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-5000, 50000)));
  std::vector<double> load;
  for (const int value : hundredths) load.push_back(value / 100.0);
  return load;
}

RC_GTEST_PROP(InvoiceProperty, TotalIsTheSumOfItsLines, ()) {
  const std::vector<double> load = AnyLoad();
  const Invoice invoice = Bill(HourlyFrom("2024-01-01T00:00:00Z", load.size()), Site(), load, NightTariff());
  Money sum;
  for (const InvoiceLine& line : invoice.lines) sum += line.amount;
  RC_ASSERT(sum == invoice.total);
}

RC_GTEST_PROP(InvoiceProperty, EveryKwhIsOnExactlyOneLine, ()) {
  const std::vector<double> load = AnyLoad();
  const Invoice invoice = Bill(HourlyFrom("2024-03-30T00:00:00Z", load.size()), SiteIn("Europe/Paris"), load, NightTariff());
  double billed = 0, read = 0;
  for (const InvoiceLine& line : invoice.lines) billed += line.quantity;
  for (const double kwh : load) read += kwh;
  RC_ASSERT(std::abs(billed - read) < 1e-6);
}

RC_GTEST_PROP(InvoiceProperty, SplittingAPeriodKeepsTheTotalWithinTheStatedRounding, ()) {
  const std::vector<double> load = AnyLoad();
  const auto cut = *rc::gen::inRange<std::size_t>(0, load.size() + 1);
  const Grid grid = HourlyFrom("2024-01-01T00:00:00Z", load.size());
  const Site site;
  const std::span<const double> all(load);
  const Money whole = Price({grid, site, 0, all}, NightTariff(), kEuro).total;
  const Money parts =
      Price({grid, site, 0, all.first(cut)}, NightTariff(), kEuro).total + Price({grid, site, cut, all.subspan(cut)}, NightTariff(), kEuro).total;
  // Two parts of two lines: 2 * (2/2 + 1/2) = 3 minor units.
  RC_ASSERT(std::abs((whole - parts).minor) <= 3);
}

RC_GTEST_PROP(InvoiceProperty, TheBillOfASumIsTheSumOfBillsWithinTheStatedRounding, ()) {
  const std::vector<double> load = AnyLoad();
  std::vector<double> twice;
  for (const double kwh : load) twice.push_back(2 * kwh);
  const Grid grid = HourlyFrom("2024-01-01T00:00:00Z", load.size());
  const Money once = Price({grid, Site(), 0, load}, NightTariff(), kEuro).total;
  const Money sum = Price({grid, Site(), 0, twice}, NightTariff(), kEuro).total;
  RC_ASSERT(std::abs((sum - (once + once)).minor) <= 3);
}

RC_GTEST_PROP(EventCostProperty, LowAndHighEncloseTheAmount, ()) {
  const std::vector<double> actual = AnyLoad();
  const std::size_t size = actual.size();
  const std::vector<double> expected(size, 20), low(size, 15), high(size, 30);
  const EventCost cost = CostOf({HourlyFrom("2024-01-01T00:00:00Z", size), Site(), 0, actual, expected, low, high}, NightTariff(), kEuro);
  RC_ASSERT(cost.low <= cost.amount);
  RC_ASSERT(cost.amount <= cost.high);
}

}  // namespace
}  // namespace kilowatch
