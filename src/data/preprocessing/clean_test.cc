#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "data/preprocessing/clean_block.h"
#include "data/preprocessing/test_frames.h"

namespace kilowatch {
namespace {

const double kNan = std::nan("");
Instant At(std::string_view text) { return *ParseInstant(text); }

TEST(Clean, StampsThatJitterFallOnTheNearestCell) {
  MeterFrame frame = FrameOf(48, OfficeLoad);
  for (std::size_t i = 0; i < frame.size(); ++i) frame.time[i] += Seconds(i % 3 == 0 ? 10 : (i % 3 == 1 ? -10 : 0));
  const auto block = Clean(frame, {}, Mode::kReview);
  ASSERT_EQ(block.size(), 48U);
  EXPECT_EQ(block.grid().Start(0), kTestStart);
  for (std::size_t i = 0; i < 48; ++i) EXPECT_EQ(block.row_cell()[i], i);
}

TEST(Clean, HalfHoursThatBeginAtAQuarterKeepTheirQuarter) {
  const auto block = Clean(FrameOf(48, OfficeLoad, Seconds(1800), kTestStart + Seconds(900)), {}, Mode::kReview);
  EXPECT_EQ(block.grid().Start(0), kTestStart + Seconds(900));
  EXPECT_EQ(block.size(), 48U);
}

TEST(Clean, TheFirstRowWithAReadingWinsAndContradictionsAreCounted) {
  MeterFrame frame = FrameOf(4, [](std::size_t i) { return i == 0 ? kNan : 10.0 + static_cast<double>(i); });
  frame.time = {kTestStart, kTestStart, kTestStart, kTestStart + Seconds(3600)};
  const auto block = Clean(frame, {}, Mode::kReview);
  ASSERT_EQ(block.size(), 2U);
  EXPECT_EQ(block.value()[0], 11);
  EXPECT_EQ(block.conflicts(), 1U);
  const std::vector<Quality> flags(block.row_quality().begin(), block.row_quality().end());
  EXPECT_EQ(flags, (std::vector<Quality>{Quality::kDuplicate, Quality::kMeasured, Quality::kDuplicate, Quality::kMeasured}));
}

TEST(Clean, AShortGapIsFilledInALineAndALongOneIsNot) {
  MeterFrame frame = FrameOf(24 * 20, OfficeLoad);
  frame.value[100] = frame.value[101] = kNan;
  for (std::size_t i = 200; i < 205; ++i) frame.value[i] = kNan;
  for (std::size_t i = 0; i < frame.size(); ++i) frame.quality[i] = std::isnan(frame.value[i]) ? Quality::kMissing : Quality::kMeasured;
  const auto block = Clean(frame, {}, Mode::kReview);
  EXPECT_EQ(block.quality()[100], Quality::kFilled);
  EXPECT_TRUE(std::isnan(block.value()[100]));
  EXPECT_DOUBLE_EQ(block.input()[100], frame.value[99] + (frame.value[102] - frame.value[99]) / 3);
  EXPECT_DOUBLE_EQ(block.input()[101], frame.value[99] + (frame.value[102] - frame.value[99]) * 2 / 3);
  EXPECT_EQ(block.quality()[202], Quality::kMissing);
  EXPECT_TRUE(std::isnan(block.input()[202]));
  EXPECT_EQ(Clean(frame, {}, Mode::kLive).quality()[100], Quality::kMissing) << "Live does not know the far side of a gap";
}

TEST(Clean, AnUnreadableRowStaysRejected) {
  MeterFrame frame = FrameOf(24 * 20, OfficeLoad);
  frame.value[50] = kNan;
  frame.quality[50] = Quality::kRejected;
  frame.value[60] = INFINITY;
  const auto block = Clean(frame, {}, Mode::kReview);
  EXPECT_EQ(block.row_quality()[50], Quality::kRejected);
  EXPECT_EQ(block.row_quality()[60], Quality::kRejected);
  EXPECT_TRUE(std::isnan(block.value()[60]));
}

TEST(Clean, DaysOfClockChangesHave23And25Cells) {
  const auto spring = Clean(FrameOf(24 * 4, OfficeLoad, Seconds(3600), At("2023-03-24T23:00:00Z")), SiteIn("Europe/Paris"), Mode::kReview);
  ASSERT_GE(spring.days().size(), 3U);
  EXPECT_EQ(spring.days()[1].end - spring.days()[1].begin, 23U);
  EXPECT_EQ(FormatDay(spring.days()[1].date), "2023-03-26");
  EXPECT_EQ(spring.days()[1].weekday, 6);
  // 00:00, 01:00, then 03:00: the slot of 02:00 is skipped.
  const auto slots = spring.slot_of_week();
  EXPECT_EQ(slots[spring.days()[1].begin + 1], 6 * 24 + 1);
  EXPECT_EQ(slots[spring.days()[1].begin + 2], 6 * 24 + 3);
  const auto autumn = Clean(FrameOf(24 * 4, OfficeLoad, Seconds(3600), At("2016-11-05T04:00:00Z")), SiteIn("America/New_York"), Mode::kReview);
  EXPECT_EQ(autumn.days()[1].end - autumn.days()[1].begin, 25U);
  EXPECT_EQ(autumn.slot_of_week()[autumn.days()[1].begin + 1], autumn.slot_of_week()[autumn.days()[1].begin + 2]);
}

TEST(Clean, EveryCellHasTheSlotAndDayOfItsLocalTime) {
  for (const char* zone : {"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", ""}) {
    const Site site = SiteIn(zone);
    for (const std::int64_t step : {900, 1800, 3600, 14400}) {
      const auto rows = static_cast<std::size_t>(400 * 86400 / step);
      const auto block = Clean(FrameOf(rows, OfficeLoad, Seconds(step), At("2023-01-01T00:00:00Z")), site, Mode::kReview);
      for (std::size_t i = 0; i < block.size(); ++i) {
        const LocalTime local = site.zone.ToLocal(block.grid().Start(i));
        const LocalDay day = std::chrono::floor<std::chrono::days>(local);
        const auto weekday = static_cast<std::int64_t>(std::chrono::weekday(day).iso_encoding()) - 1;
        ASSERT_EQ(block.slot_of_week()[i], weekday * (86400 / step) + (local - day).count() / step) << zone << " " << i;
        ASSERT_EQ(block.days()[block.day_of()[i]].date, day) << zone << " " << i;
      }
    }
  }
}

TEST(Clean, LocalDaysAndMonthsHaveTheirOwnLength) {
  MeterFrame frame = FrameOf(10, OfficeLoad, Seconds(86400));
  frame.spacing = Spacing::kLocalDay;
  const Site site = SiteIn("Europe/Paris");
  for (std::size_t i = 0; i < 10; ++i) frame.time[i] = site.zone.StartOfDay(LocalDay(std::chrono::days(19440 + static_cast<int>(i))));
  const auto days = Clean(frame, site, Mode::kReview);  // 24 March to 2 April 2023
  ASSERT_EQ(days.size(), 10U);
  EXPECT_EQ(days.grid().Cell(2).Length(), Seconds(23 * 3600));
  frame.spacing = Spacing::kLocalMonth;
  frame.interval = Seconds(30 * 86400);
  for (std::size_t i = 0; i < 10; ++i) {
    frame.time[i] = site.zone.StartOfDay(LocalDay(std::chrono::year(2023) / std::chrono::month(static_cast<unsigned>(i) + 1) / 1));
  }
  const auto months = Clean(frame, site, Mode::kReview);
  ASSERT_EQ(months.size(), 10U);
  EXPECT_EQ(months.grid().Cell(1).Length(), Seconds(28 * 86400));
}

TEST(Clean, HolidaysAreMarkedByDay) {
  Site site = SiteIn("Europe/Paris");
  site.holidays = *Holidays::ForCode("FR");
  const auto block = Clean(FrameOf(48, OfficeLoad, Seconds(3600), At("2023-07-13T22:00:00Z")), site, Mode::kReview);
  EXPECT_TRUE(block.days()[0].holiday);  // 14 July
  EXPECT_FALSE(block.days()[1].holiday);
}

TEST(Clean, TheMetersOwnTemperatureComesBeforeTheWeather) {
  auto weather = std::make_shared<Weather>();
  for (int i = 0; i < 50; ++i) {
    weather->time.push_back(kTestStart + Seconds(i * 3600));
    weather->temperature_c.push_back(10);
  }
  Site site;
  site.weather = weather;
  MeterFrame frame = FrameOf(48, OfficeLoad);
  EXPECT_FLOAT_EQ(Clean(frame, site, Mode::kReview).temperature()[7], 10);
  frame.temperature.assign(48, 3);
  frame.temperature[7] = std::nanf("");
  const auto block = Clean(frame, site, Mode::kReview);
  EXPECT_FLOAT_EQ(block.temperature()[6], 3);
  EXPECT_FLOAT_EQ(block.temperature()[7], 10);
}

TEST(Clean, AStampFromAWrongClockDoesNotStretchTheGrid) {
  MeterFrame frame = FrameOf(24 * 20, OfficeLoad);
  frame.time[0] = FromEpochSeconds(0);
  const auto block = Clean(frame, {}, Mode::kReview);
  EXPECT_EQ(block.size(), frame.size() - 1);
  EXPECT_EQ(block.row_quality()[0], Quality::kRejected);
  EXPECT_EQ(block.row_cell()[0], 0U);
}

TEST(Clean, FewRowsFarApartDoNotFillTheMemory) {
  MeterFrame frame = FrameOf(1000, OfficeLoad, Seconds(1));
  for (std::size_t i = 0; i < frame.size(); ++i) frame.time[i] = kTestStart + Seconds(static_cast<std::int64_t>(i) * 86400 * 300);
  EXPECT_LE(Clean(frame, {}, Mode::kReview).size(), 5'000'001U);
}

TEST(Clean, SaysWhyAMeterCannotBeJudged) {
  const auto why = [](const MeterFrame& frame) {
    const auto block = Clean(frame, {}, Mode::kReview);
    return block.why_not() ? block.why_not()->en : std::string();
  };
  EXPECT_EQ(why(FrameOf(24 * 20, OfficeLoad)), "");
  EXPECT_NE(why(FrameOf(24 * 13, OfficeLoad)).find("13 days only; 14 days are needed"), std::string::npos);
  EXPECT_NE(why(FrameOf(24 * 20, [](std::size_t) { return 0.0; })).find("zero"), std::string::npos);
  EXPECT_NE(why(FrameOf(24 * 20, [](std::size_t) { return 5.0; })).find("same value"), std::string::npos);
  EXPECT_NE(why(FrameOf(24 * 20, [](std::size_t) { return kNan; })).find("No reading"), std::string::npos);
  EXPECT_NE(why(FrameOf(24 * 400, [](std::size_t i) { return i % 24 == 0 ? OfficeLoad(i) : kNan; })).find("Nearly all"), std::string::npos);
  EXPECT_NE(why({}).find("No reading"), std::string::npos);
  MeterFrame estimated = FrameOf(24 * 20, OfficeLoad);
  std::fill(estimated.quality.begin(), estimated.quality.begin() + 24 * 15, Quality::kEstimated);
  EXPECT_NE(why(estimated).find("estimates"), std::string::npos);
}

// An office with what real files bring: gaps, zeros, repeats, spikes, stuck values, doubled and late stamps.
MeterFrame DamagedFrame() {
  MeterFrame frame = FrameOf(24 * *rc::gen::inRange<std::size_t>(1, 60), OfficeLoad);
  for (int faults = *rc::gen::inRange(0, 12); faults > 0; --faults) {
    const auto at = *rc::gen::inRange<std::size_t>(0, frame.size());
    const auto end = std::min(frame.size(), at + *rc::gen::inRange<std::size_t>(1, 40));
    const double bad = *rc::gen::element(kNan, 0.0, 1.0, 30.0, 65535.0, 1e9, -5.0);
    for (std::size_t i = at; i < end; ++i) {
      frame.value[i] = bad;
      frame.quality[i] = std::isnan(bad) ? Quality::kMissing : *rc::gen::element(Quality::kMeasured, Quality::kEstimated);
    }
    if (*rc::gen::inRange(0, 3) == 0) frame.time[at] = frame.time[at > 0 ? at - 1 : 0];
  }
  return frame;
}

void ExpectSameColumns(const CleanBlock& a, const CleanBlock& b, std::size_t size) {
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  for (std::size_t i = 0; i < size; ++i) {
    RC_ASSERT(a.grid().Start(i) == b.grid().Start(i));
    RC_ASSERT(same(a.value()[i], b.value()[i]));
    RC_ASSERT(same(a.input()[i], b.input()[i]));
    RC_ASSERT(a.quality()[i] == b.quality()[i]);
  }
}

RC_GTEST_PROP(CleanProperty, CleaningTwiceIsCleaningOnce, ()) {
  const MeterFrame frame = DamagedFrame();
  const Mode mode = *rc::gen::element(Mode::kReview, Mode::kLive);
  const Site site = SiteIn("Europe/Paris");
  const auto once = Clean(frame, site, mode);
  const auto twice = Clean(ReadingsOf(once), site, mode);
  RC_ASSERT(once.size() == twice.size());
  ExpectSameColumns(once, twice, once.size());
}

RC_GTEST_PROP(CleanProperty, LiveDecidesByThePastAlone, ()) {
  const MeterFrame frame = DamagedFrame();
  MeterFrame past = frame;
  const auto known = *rc::gen::inRange<std::size_t>(1, frame.size() + 1);
  past.time.resize(known);
  past.value.resize(known);
  past.quality.resize(known);
  const auto whole = Clean(frame, {}, Mode::kLive);
  const auto before = Clean(past, {}, Mode::kLive);
  // The last cell may still win its reading from a later row with the same stamp.
  ExpectSameColumns(before, whole, before.size() - 1);
}

RC_GTEST_PROP(CleanProperty, LocalTimeSurvivesBothClockChanges, ()) {
  const Site site = SiteIn(*rc::gen::element<std::string>("Europe/Paris", "America/New_York", "Australia/Lord_Howe"));
  const Instant t = FromEpochSeconds(*rc::gen::inRange<std::int64_t>(1'600'000'000, 1'700'000'000));
  const auto back = site.zone.ToInstants(site.zone.ToLocal(t));
  RC_ASSERT(back.exists);
  RC_ASSERT(back.first == t || (back.second && *back.second == t));
}

}  // namespace
}  // namespace kilowatch
