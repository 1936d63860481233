#include "detection/models/baseline/baseline.h"

#include <gtest/gtest.h>

#include <limits>

#include "detection/models/baseline/synthetic_load_test.h"

namespace kilowatch {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::size_t CellOf(std::size_t day, std::size_t hour) { return day * 24 + hour; }

double ShareInside(const LoadView& view, const Expectation& expectation, std::size_t first) {
  double inside = 0;
  double judged = 0;
  for (std::size_t i = first; i < view.size(); ++i) {
    if (std::isnan(view.value[i]) || std::isnan(expectation.low[i])) continue;
    judged += 1;
    inside += view.value[i] >= expectation.low[i] && view.value[i] <= expectation.high[i];
  }
  return inside / judged;
}

TEST(Baseline, ExpectsTheUsualLoadOfTheHourOfTheWeek) {
  const LoadView view = OfficeView({});
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  EXPECT_NEAR(e.expected[CellOf(100, 3)], 10, 0.3);
  EXPECT_NEAR(e.expected[CellOf(98, 12)], 30, 0.3);   // a Monday
  EXPECT_NEAR(e.expected[CellOf(103, 12)], 10, 0.3);  // a Saturday
  EXPECT_EQ(e.kind, BaselineKind::kTimeOfWeek);
}

TEST(Baseline, IsNotBentByAFaultyWeekOrByRareSpikes) {
  const LoadView clean = OfficeView({});
  LoadView faulty = clean;
  for (std::size_t i = CellOf(200, 0); i < CellOf(207, 0); ++i) faulty.value[i] = 0;
  for (std::size_t i = 5; i < faulty.size(); i += 97) faulty.value[i] = 500;
  const Expectation want = Baseline::Fit(clean)->Expect(clean, Mode::kReview);
  const Expectation got = Baseline::Fit(faulty)->Expect(faulty, Mode::kReview);
  for (std::size_t i = 0; i < clean.size(); i += 13) EXPECT_NEAR(got.expected[i], want.expected[i], 1.5) << i;
}

TEST(Baseline, ExplainsHeatingByTemperature) {
  const LoadView view = OfficeView({.days = 730, .heating = 1, .with_temperature = true});
  const auto baseline = Baseline::Fit(view.Prefix(CellOf(365, 0)));
  EXPECT_EQ(baseline->kind(), BaselineKind::kTimeOfWeekAndTemperature);
  const Expectation e = baseline->Expect(view, Mode::kReview);
  double error = 0;
  for (std::size_t i = CellOf(365, 0); i < view.size(); ++i) error += std::abs(e.expected[i] - view.value[i]);
  // The noise alone has a mean size of 0.4.
  EXPECT_LT(error / static_cast<double>(CellOf(365, 0)), 0.7);
}

TEST(Baseline, HoldsTheStatedShareOfNormalReadingsInTimeThatItNeverSaw) {
  for (const bool warm : {false, true}) {
    const LoadView view = OfficeView({.days = 730, .heating = warm ? 1.0 : 0.0, .with_temperature = warm});
    const auto baseline = Baseline::Fit(view.Prefix(CellOf(365, 0)));
    for (const Mode mode : {Mode::kReview, Mode::kLive}) {
      EXPECT_NEAR(ShareInside(view, baseline->Expect(view, mode), CellOf(365, 0)), kBandLevel, 0.03);
    }
  }
}

TEST(Baseline, WidensTheBandWithoutTemperatureAndMakesNoStep) {
  const LoadView view = OfficeView({.heating = 1, .with_temperature = true});
  const auto baseline = Baseline::Fit(view);
  LoadView blind = view;
  const std::size_t from = CellOf(20, 0);
  const std::size_t until = CellOf(50, 0);
  for (std::size_t i = from; i < until; ++i) blind.temperature[i] = blind.mean_temperature[i] = std::numeric_limits<float>::quiet_NaN();
  const Expectation with = baseline->Expect(view, Mode::kReview);
  const Expectation without = baseline->Expect(blind, Mode::kReview);
  double with_sum = 0;
  double without_sum = 0;
  for (std::size_t i = from; i < until; ++i) {
    with_sum += with.expected[i];
    without_sum += without.expected[i];
    EXPECT_GT(without.high[i] - without.low[i], 1.5 * (with.high[i] - with.low[i])) << i;
  }
  EXPECT_NEAR(without_sum / with_sum, 1, 0.03);
}

TEST(Baseline, MakesNoStepWhereTheTemperatureEndsInUnusualWeather) {
  const LoadView year = OfficeView({.heating = 1, .with_temperature = true});
  const auto baseline = Baseline::Fit(year);
  LoadView warm = year;
  for (std::size_t i = CellOf(30, 0); i < CellOf(60, 0); ++i) warm.temperature[i] += 8;
  warm.MakeMeanTemperature();
  LoadView blind = warm;
  const std::size_t from = CellOf(45, 0);
  for (std::size_t i = from; i < CellOf(60, 0); ++i) blind.temperature[i] = blind.mean_temperature[i] = std::numeric_limits<float>::quiet_NaN();
  const Expectation seen = baseline->Expect(warm, Mode::kLive);
  const Expectation unseen = baseline->Expect(blind, Mode::kLive);
  // 8 °C are 8 kWh an hour here: what is usual on the day of the year would be so far away.
  EXPECT_NEAR(unseen.expected[from], seen.expected[from], 2);
  EXPECT_GT(unseen.expected[CellOf(52, 0)], seen.expected[CellOf(52, 0)] + 3);  // by then the warm days are forgotten
  EXPECT_GT(unseen.high[from] - unseen.low[from], 1.5 * (seen.high[from] - seen.low[from]));
}

TEST(Baseline, TrustsASeasonMoreTheMoreYearsShowedIt) {
  // At noon 6 kWh more in January and 6 less in July, in weather that knows no season.
  LoadView view = OfficeView({.days = 4 * 365, .with_temperature = true});
  for (std::size_t i = 0; i < view.size(); ++i) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(view.day[i] % 365) / 365;
    view.value[i] += 6 * std::cos(turn);
    view.temperature[i] += static_cast<float>(10 * std::cos(turn));
  }
  view.MakeMeanTemperature();
  const auto swing = [&](std::size_t years) {
    const LoadModel model = LoadModel::Fit(view.Prefix(CellOf(365 * years, 0)), true);
    return model.At(12, {10, 10}, 8) - model.At(12, {10, 10}, 190);
  };
  EXPECT_GT(swing(1), 2);
  EXPECT_GT(swing(3), 1.3 * swing(1));
  EXPECT_LT(swing(3), 12);
}

TEST(Baseline, SeesNoSeasonBeforeAYearIsOver) {
  const LoadView view = OfficeView({.days = 300, .heating = 1, .with_temperature = true});
  const LoadModel model = LoadModel::Fit(view, true);
  EXPECT_EQ(model.At(12, {10, 10}, 8), model.At(12, {10, 10}, 190));
}

TEST(Baseline, TakesHolidaysForSundays) {
  LoadView view = OfficeView({});
  for (const std::size_t day : {7UL, 91UL, 92UL, 150UL, 200UL, 330UL}) {
    for (std::size_t i = CellOf(day, 0); i < CellOf(day + 1, 0); ++i) {
      view.holiday[i] = 1;
      view.value[i] = 10;
    }
  }
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  EXPECT_NEAR(e.expected[CellOf(91, 12)], 10, 0.5);
}

TEST(Baseline, TakesHolidaysForWorkdaysWhereTheyAreWorkedThrough) {
  LoadView view = OfficeView({});
  for (const std::size_t day : {7UL, 91UL, 92UL, 150UL, 200UL, 330UL}) {
    for (std::size_t i = CellOf(day, 0); i < CellOf(day + 1, 0); ++i) view.holiday[i] = 1;
  }
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  EXPECT_NEAR(e.expected[CellOf(91, 12)], 30, 0.5);
}

TEST(Baseline, PutsHolidaysWhereTheyWereBetweenWorkdayAndSunday) {
  LoadView view = OfficeView({});
  for (const std::size_t day : {7UL, 91UL, 92UL, 150UL, 200UL, 330UL}) {
    for (std::size_t i = CellOf(day, 0); i < CellOf(day + 1, 0); ++i) {
      view.holiday[i] = kHoliday;
      if (OfficeIsOpen(0, i % 24)) view.value[i] -= 10;  // half the staff: 20 between 10 and 30
    }
  }
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  EXPECT_NEAR(e.expected[CellOf(91, 12)], 20, 0.7);
}

TEST(Baseline, LearnsThatBridgeDaysAreClosed) {
  LoadView view = OfficeView({});
  for (const std::size_t day : {4UL, 95UL, 361UL, 362UL}) {
    for (std::size_t i = CellOf(day, 0); i < CellOf(day + 1, 0); ++i) {
      view.holiday[i] = kBridgeDay;
      view.value[i] = 10;
    }
  }
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  EXPECT_NEAR(e.expected[CellOf(95, 12)], 10, 1);
}

TEST(Baseline, FollowsALevelThatMovesOverTheYear) {
  LoadView view = OfficeView({});
  for (std::size_t i = 0; i < view.size(); ++i) view.value[i] *= 1 + static_cast<double>(i) / static_cast<double>(view.size());
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  EXPECT_NEAR(e.expected[CellOf(40, 3)], 10 * (1 + 40.0 / 365), 0.8);
  EXPECT_NEAR(e.expected[CellOf(320, 3)], 10 * (1 + 320.0 / 365), 0.8);
}

TEST(Baseline, LeavesTheDayItselfOutOfItsLevel) {
  LoadView view = OfficeView({});
  const auto baseline = Baseline::Fit(view);
  const double before = baseline->Expect(view, Mode::kReview).expected[CellOf(100, 12)];
  for (std::size_t i = CellOf(100, 0); i < CellOf(101, 0); ++i) view.value[i] *= 3;
  EXPECT_EQ(baseline->Expect(view, Mode::kReview).expected[CellOf(100, 12)], before);
}

TEST(Baseline, LiveDoesNotChangeWhenTheFutureDoes) {
  const LoadView view = OfficeView({.days = 200});
  LoadView other = view;
  const std::size_t now = CellOf(150, 9);
  for (std::size_t i = now; i < other.size(); ++i) other.value[i] = 7;
  const auto baseline = Baseline::Fit(view.Prefix(CellOf(100, 0)));
  const Expectation a = baseline->Expect(view, Mode::kLive);
  const Expectation b = baseline->Expect(other, Mode::kLive);
  const Expectation walk_a = Baseline::WalkForward(view);
  const Expectation walk_b = Baseline::WalkForward(other);
  for (std::size_t i = CellOf(20, 0); i <= now; ++i) {
    EXPECT_EQ(a.expected[i], b.expected[i]);
    EXPECT_EQ(a.high[i], b.high[i]);
    EXPECT_EQ(walk_a.expected[i], walk_b.expected[i]);
    EXPECT_EQ(walk_a.low[i], walk_b.low[i]);
  }
}

TEST(Baseline, LiveGivesTheSameFromAnyFirstCell) {
  const LoadView view = OfficeView({.days = 200, .heating = 1, .with_temperature = true});
  const auto baseline = Baseline::Fit(view.Prefix(CellOf(100, 0)));
  const Expectation whole = baseline->Expect(view, Mode::kLive);
  const Expectation late = baseline->Expect(view, Mode::kLive, CellOf(160, 5));
  for (std::size_t i = CellOf(160, 5); i < view.size(); ++i) EXPECT_EQ(whole.expected[i], late.expected[i]);
}

TEST(Baseline, WalksForwardFromTwoWeeksOfHistory) {
  const LoadView view = OfficeView({.days = 120});
  const Expectation e = Baseline::WalkForward(view);
  EXPECT_TRUE(std::isnan(e.expected[CellOf(13, 23)]));
  EXPECT_NEAR(e.expected[CellOf(16, 12)], 30, 2);
  EXPECT_NEAR(e.expected[CellOf(119, 3)], 10, 0.7);
  EXPECT_NEAR(ShareInside(view, e, CellOf(60, 0)), kBandLevel, 0.03);
}

TEST(Baseline, NeverExpectsLessThanNothingOfAMeterThatIsNeverNegative) {
  LoadView view = OfficeView({.noise = 0});
  Random random(3);
  for (double& value : view.value) value = random.Chance(0.7) ? 0 : 5 * random.Uniform();
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  for (std::size_t i = 0; i < view.size(); ++i) {
    EXPECT_GE(e.low[i], 0);
    EXPECT_LE(e.low[i], e.expected[i]);
    EXPECT_LE(e.expected[i], e.high[i]);
  }
}

TEST(Baseline, KeepsTheSignOfAMeterThatFeedsIn) {
  LoadView view = OfficeView({});
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (view.slot[i] % 24 >= 10 && view.slot[i] % 24 < 15) view.value[i] -= 60;
  }
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  EXPECT_NEAR(e.expected[CellOf(98, 12)], -30, 0.5);
  EXPECT_LT(e.low[CellOf(98, 12)], -30);
}

TEST(Baseline, UnderstandsDailyReadings) {
  LoadView view;
  view.steps_per_day = 1;
  view.slots = 7;
  Random random(4);
  for (std::size_t day = 0; day < 730; ++day) {
    const double celsius = OfficeTemperature(day, 3) + 4;
    view.value.push_back((day % 7 < 5 ? 500 : 200) + 20 * std::max(15 - celsius, 0.0) + 10 * random.Normal());
    view.temperature.push_back(static_cast<float>(celsius));
    view.slot.push_back(static_cast<std::uint16_t>(day % 7));
    view.holiday.push_back(0);
    view.day.push_back(static_cast<std::uint32_t>(day));
    view.day_of_year.push_back(static_cast<std::uint16_t>(day % 365 + 1));
  }
  view.MakeMeanTemperature();
  const auto baseline = Baseline::Fit(view.Prefix(365));
  const Expectation e = baseline->Expect(view, Mode::kReview);
  double error = 0;
  for (std::size_t i = 365; i < 730; ++i) error += std::abs(e.expected[i] - view.value[i]) / 365;
  EXPECT_LT(error, 25);  // of a mean of about 600; the noise is 8
}

TEST(Baseline, UnderstandsMonthlyReadings) {
  LoadView view;
  view.steps_per_day = 1;
  view.slots = 1;
  for (std::size_t month = 0; month < 36; ++month) {
    const float celsius = static_cast<float>(10 - 8 * std::cos(2 * std::numbers::pi * static_cast<double>(month) / 12));
    view.value.push_back(100 + 10 * std::max(15 - static_cast<double>(celsius), 0.0));
    view.temperature.push_back(celsius);
    view.slot.push_back(0);
    view.holiday.push_back(0);
    view.day.push_back(static_cast<std::uint32_t>(month));
    view.day_of_year.push_back(static_cast<std::uint16_t>(month % 12 * 30 + 1));
    view.length.push_back(month % 12 == 1 ? 28 : 31);
  }
  view.MakeMeanTemperature();
  const Expectation e = Baseline::Fit(view)->Expect(view, Mode::kReview);
  for (std::size_t i = 0; i < 36; ++i) EXPECT_NEAR(e.expected[i] / view.length[i] / view.value[i], 1, 0.1) << i;
}

// A year; a short history, where levels are unknown; gaps; a meter that feeds in.
TEST(Baseline, ExpectsOfItsOwnStretchTheSameAsAFullFit) {
  std::vector<LoadView> views = {OfficeView({}), OfficeView({}).Prefix(CellOf(4, 5)), OfficeView({}), OfficeView({})};
  for (std::size_t i = CellOf(60, 0); i < CellOf(160, 0); ++i) views[2].value[i] = kNan;
  for (std::size_t i = 0; i < views[3].size(); ++i) views[3].value[i] -= 20;
  for (const LoadView& view : views) {
    const Expectation full = Baseline::Fit(view)->Expect(view, Mode::kReview);
    const Expectation own = *Baseline::ExpectItself(view);
    for (std::size_t i = 0; i < view.size(); ++i) {
      EXPECT_EQ(full.expected[i], own.expected[i]);
      EXPECT_EQ(full.low[i], own.low[i]);
      EXPECT_EQ(full.high[i], own.high[i]);
    }
  }
}

TEST(Baseline, SavesAndLoadsToTheSameExpectation) {
  const LoadView view = OfficeView({.heating = 1, .with_temperature = true});
  const auto baseline = Baseline::Fit(view);
  ByteWriter writer;
  baseline->Save(writer);
  ByteReader reader(writer.bytes());
  const auto loaded = Baseline::Load(reader);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(reader.left(), 0U);
  const Expectation a = baseline->Expect(view, Mode::kReview);
  const Expectation b = loaded->Expect(view, Mode::kReview);
  EXPECT_EQ(a.expected, b.expected);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
}

TEST(Baseline, RefusesDamagedBytesWithoutFalling) {
  const LoadView view = OfficeView({.days = 120, .heating = 1, .with_temperature = true});
  ByteWriter writer;
  Baseline::Fit(view)->Save(writer);
  const std::string bytes = writer.Take();
  Random random(9);
  for (int round = 0; round < 400; ++round) {
    std::string damaged = bytes.substr(0, round % 2 ? bytes.size() : random.Below(static_cast<std::uint32_t>(bytes.size())));
    for (int flip = 0; flip < 4 && !damaged.empty(); ++flip) {
      damaged[random.Below(static_cast<std::uint32_t>(damaged.size()))] = static_cast<char>(random.Below(256));
    }
    ByteReader reader(damaged);
    const auto loaded = Baseline::Load(reader);
    if (round % 2 == 0) {
      EXPECT_FALSE(loaded);
    }
    if (loaded) loaded->Expect(view, Mode::kReview);
  }
}

TEST(Baseline, SaysWhenThereIsNothingToLearnFrom) {
  LoadView view = OfficeView({.days = 30});
  std::fill(view.value.begin(), view.value.end(), kNan);
  EXPECT_EQ(Baseline::Fit(view).error().code, ErrorCode::kInvalid);
}

}  // namespace
}  // namespace kilowatch
