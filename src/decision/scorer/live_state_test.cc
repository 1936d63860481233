#include "decision/scorer/live_state.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr std::size_t kTrainedDays = 365;
constexpr std::size_t kReplayedDays = 300;

// An office with heating, gaps, a dead stretch, a stuck stretch, spikes and a value that stands for an error.
MeterFrame OfficeFrame(std::uint64_t seed) {
  Random random(seed);
  MeterFrame frame;
  frame.meter.name = "office";
  frame.meter.unit = Unit::kKwh;
  frame.interval = Seconds(3600);
  const double night = random.Uniform(2, 20), open = random.Uniform(10, 60), noise = random.Uniform(0.3, 3);
  double held = 0;
  std::size_t hold = 0, dead = 0;
  for (std::size_t i = 0; i < 24 * (kTrainedDays + kReplayedDays); ++i) {
    const std::size_t day = i / 24, hour = i % 24;
    const double celsius = 10 - 10 * std::cos(6.2832 * static_cast<double>(day) / 365) - 4 * std::cos(6.2832 * static_cast<double>(hour) / 24);
    double value = night + (day % 7 < 5 && hour >= 8 && hour < 18 ? open : 0) + 0.5 * std::fmax(0, 15 - celsius) + noise * random.Normal();
    if (day == 100 && hour < 10) value = 0;  // so that the model knows it for a placeholder
    if (hold > 0) value = held, --hold;
    if (dead > 0) value = 0, --dead;
    if (random.Chance(0.0004)) hold = 4 + random.Below(30), held = value;
    if (random.Chance(0.0002)) dead = 3 + random.Below(40);
    if (random.Chance(0.0008)) value *= random.Uniform(2, 5);
    if (random.Chance(0.0006)) value = 6553.5;
    if (random.Chance(0.002)) continue;
    frame.time.push_back(FromEpochSeconds(1'609'718'400 + 3600 * static_cast<std::int64_t>(i)));  // Monday, 4 January 2021
    frame.value.push_back(std::fmax(value, 0));
    frame.quality.push_back(Quality::kMeasured);
    frame.temperature.push_back(static_cast<float>(random.Chance(0.01) ? std::nan("") : celsius + random.Normal()));
  }
  return frame;
}

MeterFrame Part(const MeterFrame& whole, std::size_t first_day, std::size_t days) {
  MeterFrame part;
  part.meter = whole.meter;
  part.interval = whole.interval;
  const Instant begin = whole.time[0] + std::chrono::hours(24 * first_day);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole.time[i] < begin || whole.time[i] >= begin + std::chrono::hours(24 * days)) continue;
    part.time.push_back(whole.time[i]);
    part.value.push_back(whole.value[i]);
    part.quality.push_back(whole.quality[i]);
    part.temperature.push_back(whole.temperature[i]);
  }
  return part;
}

struct Replay {
  CleanBlock block;
  MeterModel::Judgement judgement;
  std::vector<LiveAnswer> answers;
};

Replay ReplayOffice(std::uint64_t seed) {
  const MeterFrame whole = OfficeFrame(seed);
  MeterModel model = MeterModel::Fit(Clean(Part(whole, 0, kTrainedDays), {}, Mode::kReview));
  CleanBlock block = Clean(Part(whole, kTrainedDays, kReplayedDays), {}, Mode::kLive);
  MeterModel::Judgement judgement = model.Judge(block, true);
  const auto live = LiveModel::Of(model);
  EXPECT_TRUE(live);
  Replay replay{std::move(block), std::move(judgement), {}};
  LiveBaseline room;
  LiveState state;
  for (const LiveCell& cell : LiveCellsOf(replay.block)) {
    // A restart: nothing but the bytes of the state is kept.
    std::vector<std::byte> stored(sizeof state);
    std::memcpy(stored.data(), &state, sizeof state);
    LiveState restored;
    std::memcpy(&restored, stored.data(), sizeof restored);
    state = restored;
    replay.answers.push_back(live->Push(cell, room, state));
  }
  return replay;
}

TEST(LiveState, ExpectsWhatTheBlockPathExpectsToTheBit) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Replay replay = ReplayOffice(seed);
    const auto bits = [](double x) { return std::isnan(x) ? 0 : std::bit_cast<std::uint64_t>(x); };
    for (std::size_t i = 0; i < replay.answers.size(); ++i) {
      ASSERT_EQ(bits(replay.answers[i].expectation.expected), bits(replay.judgement.expectation.expected[i])) << i;
      ASSERT_EQ(bits(replay.answers[i].expectation.low), bits(replay.judgement.expectation.low[i])) << i;
      ASSERT_EQ(bits(replay.answers[i].expectation.high), bits(replay.judgement.expectation.high[i])) << i;
    }
  }
}

TEST(LiveState, ScoresAreThoseOfTheBlockPathToThreeHundredths) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    const Replay replay = ReplayOffice(seed);
    std::size_t alarms = 0, other_alarms = 0;
    for (std::size_t i = 0; i < replay.answers.size(); ++i) {
      const double block = replay.judgement.scores.score[i];
      const double live = replay.answers[i].said.score;
      ASSERT_EQ(std::isnan(live), std::isnan(block)) << i;
      if (std::isnan(live)) continue;
      for (std::size_t m = 0; m < replay.answers[i].said.strangeness.size(); ++m) {
        ASSERT_NEAR(replay.answers[i].said.strangeness[m], static_cast<double>(replay.judgement.evidence[m].strangeness[i]), 0.15)
            << i << " member " << m;
      }
      ASSERT_NEAR(live, block, 0.03) << i;
      alarms += block >= kAlarmScore;
      other_alarms += (block >= kAlarmScore) != (live >= kAlarmScore);
    }
    EXPECT_GT(alarms, 50U);
    EXPECT_LE(other_alarms * 50, alarms);
  }
}

TEST(LiveState, AModelThatLearnedNothingCannotJudgeOneReadingAtATime) {
  const auto live = LiveModel::Of(MeterModel::Untrained());
  ASSERT_FALSE(live);
  EXPECT_EQ(live.error().code, ErrorCode::kUnsupported);
}

TEST(ReadingRing, KeepsReadingsAsNearAsItSays) {
  ReadingRing ring;
  Random random(3);
  for (int round = 0; round < 20'000; ++round) {
    const double distance = random.Chance(0.5) ? random.Uniform(-10, 10) : std::exp(random.Uniform(2.4, 13.8)) * (random.Chance(0.5) ? 1 : -1);
    const std::size_t place = random.Below(ReadingRing::kCells);
    ring.Set(place, ReadingRing::CodeOf(distance));
    const double kept = static_cast<double>(ReadingRing::DistanceOf(ring.At(place)));
    EXPECT_NEAR(kept, distance, std::fabs(distance) <= 10 ? 1.0 / 359 : 0.026 * std::fabs(distance));
  }
}

}  // namespace
}  // namespace kilowatch
