#include "data/preprocessing/data_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "data/preprocessing/test_frames.h"
#include "data/preprocessing/usual_range.h"

namespace kilowatch {
namespace {

constexpr std::size_t kYear = 24 * 364;
const double kNan = std::nan("");

using Load = std::function<double(std::size_t)>;

CleanBlock Cleaned(const Load& load, Mode mode = Mode::kReview) { return Clean(FrameOf(kYear, load), {}, mode); }

// The load, with cells [begin, end) replaced.
Load With(const Load& load, std::size_t begin, std::size_t end, const Load& other) {
  return [=](std::size_t i) { return i >= begin && i < end ? other(i) : load(i); };
}
Load Constant(double value) {
  return [=](std::size_t) { return value; };
}

std::size_t Flagged(const CleanBlock& block) {
  return static_cast<std::size_t>(std::ranges::count_if(block.quality(), [](Quality q) { return q >= Quality::kFrozen; }));
}

void ExpectOnly(const CleanBlock& block, std::size_t begin, std::size_t end, Quality flag) {
  EXPECT_EQ(Flagged(block), end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    ASSERT_EQ(block.quality()[i], flag) << i;
    ASSERT_FALSE(std::isnan(block.value()[i])) << "the reading is kept";
    ASSERT_TRUE(std::isnan(block.input()[i])) << "and no model sees it";
  }
}

TEST(DataRules, AnOrdinaryYearHasNothingToFlag) {
  EXPECT_EQ(Flagged(Cleaned(OfficeLoad)), 0U);
  EXPECT_EQ(Flagged(Cleaned(OfficeLoad, Mode::kLive)), 0U);
}

TEST(DataRules, AValueHeldTooLongIsFrozen) { ExpectOnly(Cleaned(With(OfficeLoad, 3000, 3020, Constant(33.3))), 3000, 3020, Quality::kFrozen); }

TEST(DataRules, SixHoursOfOneValueAreNotYetFrozen) { EXPECT_EQ(Flagged(Cleaned(With(OfficeLoad, 3000, 3006, Constant(33.3)))), 0U); }

TEST(DataRules, LiveFlagsAFrozenValueFromTheMomentItIsTooLong) {
  ExpectOnly(Cleaned(With(OfficeLoad, 3000, 3020, Constant(33.3)), Mode::kLive), 3006, 3020, Quality::kFrozen);
}

TEST(DataRules, ACoarseMeterThatHoldsItsNightForTwelveHoursIsNotFrozen) {
  const Load coarse = [](std::size_t i) { return i % 24 < 12 ? 2.0 : 3.0 + static_cast<double>(i * 7 % 5); };
  EXPECT_EQ(Flagged(Cleaned(coarse)), 0U);
  // But a week of one value is.
  ExpectOnly(Cleaned(With(coarse, 3000, 3168, Constant(4.0))), 3000, 3168, Quality::kFrozen);
}

TEST(DataRules, AConstantWhereTheLoadNeverGoesIsAnOutage) {
  const auto load = With(With(OfficeLoad, 2000, 2022, Constant(1.0)), 5000, 5023, Constant(1.0));
  const auto block = Cleaned(load);
  EXPECT_EQ(block.CountOf(Quality::kOutage), 45U);
  EXPECT_EQ(Flagged(block), 45U);
}

TEST(DataRules, ZerosOfALoadThatNeverStopsMeanMissing) {
  ExpectOnly(Cleaned(With(OfficeLoad, 2000, 2047, Constant(0.0))), 2000, 2047, Quality::kOutage);
  ExpectOnly(Cleaned(With(OfficeLoad, 2000, 2001, Constant(0.0))), 2000, 2001, Quality::kOutage);
}

TEST(DataRules, ZerosAtNoonOnOtherDaysAroundAreTheSunBehindTheMeter) {
  // On the weekends of eight weeks of summer the sun covers the load from 10:00 to 15:00; one night's zeros are still an outage.
  const Load covered = [](std::size_t i) {
    const bool summer = i >= 168 * 20 && i < 168 * 28, weekend = i % 168 >= 120, noon = i % 24 >= 10 && i % 24 < 15;
    return summer && weekend && noon ? 0.0 : OfficeLoad(i);
  };
  EXPECT_EQ(Flagged(Cleaned(covered)), 0U);
  const std::size_t night = 168 * 24 + 48 + 2;
  ExpectOnly(Cleaned(With(covered, night, night + 3, Constant(0.0))), night, night + 3, Quality::kOutage);
}

TEST(DataRules, DaysAtALevelBeyondAllElseAreNotBelieved) {
  // 500 for four days, nights too, of a load that never exceeds a tenth of it; not for water, whose pipes burst, nor where the level stays.
  const Load load = With(OfficeLoad, 3000, 3096, [](std::size_t i) { return 500 + OfficeLoad(i); });
  ExpectOnly(Cleaned(load), 3000, 3096, Quality::kOutOfRange);
  MeterFrame water = FrameOf(kYear, load);
  water.meter.commodity = Commodity::kWater;
  EXPECT_EQ(Flagged(Clean(water, {}, Mode::kReview)), 0U);
  EXPECT_EQ(Flagged(Cleaned(With(OfficeLoad, 8000, kYear, [](std::size_t i) { return 500 + OfficeLoad(i); }))), 0U);
  EXPECT_EQ(Flagged(Cleaned(With(OfficeLoad, 3000, 3010, [](std::size_t i) { return 500 + OfficeLoad(i); }))), 0U) << "hours may be a machine's";
}

TEST(DataRules, DaysInAnotherUnitAreNotBelieved) {
  // Wh instead of kWh from one noon on, for 20 days: nothing else is doubted; for most of the year it is the other part that is.
  const auto thousandfold = [](std::size_t i) { return 1000 * OfficeLoad(i); };
  ExpectOnly(Cleaned(With(OfficeLoad, 3012, 3012 + 480, thousandfold)), 3012, 3012 + 480, Quality::kOutOfRange);
  ExpectOnly(Cleaned(With(OfficeLoad, 2028, kYear, thousandfold)), 0, 2028, Quality::kOutOfRange);
  // Thirty times as much is a building that came into use.
  EXPECT_EQ(Flagged(Cleaned(With(OfficeLoad, 4000, kYear, [](std::size_t i) { return 30 * OfficeLoad(i); }))), 0U);
}

TEST(DataRules, PartsOfIntervalsAroundAnOutageDoNotHideIt) {
  auto load = With(OfficeLoad, 2000, 2006, Constant(0.0));
  load = With(With(load, 1999, 2000, Constant(0.7)), 2006, 2007, Constant(3.6));
  ExpectOnly(Cleaned(load), 2000, 2006, Quality::kOutage);
}

TEST(DataRules, ZerosThatAreOperationAreLeftAlone) {
  const Load solar = [](std::size_t i) {
    return std::max(0.0, 50 * std::sin(3.14159 * (static_cast<double>(i % 24) - 6) / 12) + 0.01 * double(i % 7));
  };
  const Load gas = [](std::size_t i) {
    const double season = std::cos(2 * 3.14159 * static_cast<double>(i) / static_cast<double>(kYear));
    return std::max(0.0, 100 * season + 20 * std::sin(static_cast<double>(i)) - 10);
  };
  const Load irrigation = [](std::size_t i) { return i / 24 % 3 == 0 && i % 24 >= 2 && i % 24 < 6 ? 378.5 : 0.0; };
  const Load machine = [](std::size_t i) { return i % 168 < 120 && i % 24 >= 8 && i % 24 < 18 ? 12.0 + 0.01 * static_cast<double>(i % 13) : 0.0; };
  for (const auto& load : {solar, gas, irrigation, machine}) {
    EXPECT_EQ(Flagged(Cleaned(load)), 0U);
    EXPECT_EQ(Flagged(Cleaned(load, Mode::kLive)), 0U);
  }
}

TEST(DataRules, AHeatingSeasonThatBreaksOffAtFullLoadIsAnOutage) {
  const Load gas = [](std::size_t i) {
    const double season = std::cos(2 * 3.14159 * static_cast<double>(i) / static_cast<double>(kYear));
    return std::max(0.0, 100 * season + 20 * std::sin(static_cast<double>(i)) - 10);
  };
  const auto block = Cleaned(With(gas, 600, 1000, Constant(0.0)));
  EXPECT_EQ(block.quality()[600], Quality::kOutage);
  EXPECT_EQ(block.CountOf(Quality::kOutage), 400U);
}

TEST(DataRules, TheEnergyOfAnOutageBookedAfterItIsCatchUp) {
  double lost = OfficeLoad(2030);
  for (std::size_t i = 2000; i < 2030; ++i) lost += OfficeLoad(i);
  const auto zeros = Cleaned(With(With(OfficeLoad, 2000, 2030, Constant(0.0)), 2030, 2031, Constant(lost)));
  EXPECT_EQ(zeros.quality()[2030], Quality::kCatchUp);
  const auto gap = Cleaned(With(With(OfficeLoad, 2000, 2030, Constant(kNan)), 2030, 2031, Constant(lost)));
  EXPECT_EQ(gap.quality()[2030], Quality::kCatchUp);
  EXPECT_EQ(Flagged(gap), 1U);
  EXPECT_EQ(Flagged(Cleaned(With(OfficeLoad, 2000, 2030, Constant(kNan)))), 0U) << "a reading of the usual size after a gap is no catch-up";
}

TEST(DataRules, ErrorCodesAndImpossibleValuesAreOutOfRange) {
  for (const double bad : {65535.0, 655.35, 16777.215, 4294967.295, 2147483.647, 235837.856, -9.0e6}) {
    ExpectOnly(Cleaned(With(OfficeLoad, 4000, 4001, Constant(bad))), 4000, 4001, Quality::kOutOfRange);
    ExpectOnly(Cleaned(With(OfficeLoad, 4000, 4001, Constant(bad)), Mode::kLive), 4000, 4001, Quality::kOutOfRange);
  }
  EXPECT_EQ(Flagged(Cleaned(With(OfficeLoad, 4000, 4001, Constant(150)))), 0U) << "a spike that a meter can carry is for the models";
}

TEST(DataRules, ALastingNewLevelIsNotAnError) {
  EXPECT_EQ(Cleaned(With(OfficeLoad, 8000, kYear, [](std::size_t i) { return 100 * OfficeLoad(i); })).CountOf(Quality::kOutOfRange), 0U);
}

TEST(DataRules, AnEstimateStaysAnEstimate) {
  MeterFrame frame = FrameOf(kYear, With(OfficeLoad, 3000, 3050, Constant(33.3)));
  std::fill(frame.quality.begin() + 3000, frame.quality.begin() + 3050, Quality::kEstimated);
  const auto block = Clean(frame, {}, Mode::kReview);
  EXPECT_EQ(block.CountOf(Quality::kEstimated), 50U);
  EXPECT_EQ(Flagged(block), 0U);
}

TEST(IsErrorCode, KnowsCodesAsTheyStandAndScaled) {
  for (const double code : {65535.0, 6553.5, 16777215.0, 16777.215, 4294967.295, 2147483.647, 281474976710.655})
    EXPECT_TRUE(IsErrorCode(code)) << code;
  for (const double ordinary : {0.0, 1.0, 65536.0, 16777.0, 100.0, -65535.0, 3.3}) EXPECT_FALSE(IsErrorCode(ordinary)) << ordinary;
}

}  // namespace
}  // namespace kilowatch
