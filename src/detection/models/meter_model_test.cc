#include "detection/models/meter_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>

#include "detection/models/members/office_block_test.h"

namespace kilowatch {
namespace {

bool SameBits(std::span<const double> a, std::span<const double> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

double MostBetween(const std::vector<double>& score, std::size_t begin, std::size_t end) {
  double most = 0;
  for (std::size_t i = begin; i < end; ++i) most = std::max(most, std::isnan(score[i]) ? 0 : score[i]);
  return most;
}

std::size_t AlarmCells(const std::vector<double>& score) {
  std::size_t count = 0;
  for (const double s : score) count += s >= kAlarmScore ? 1 : 0;
  return count;
}

std::vector<double> Scores(const MeterModel& model, const CleanBlock& block) { return model.Judge(block).scores.score; }

TEST(MeterModelTest, ADeadDayIsAnAlarmAndOrdinaryDaysAreNot) {
  OfficeReadings readings(200);
  readings.BreakAt(151);
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock block = readings.Block(mode);
    const std::vector<double> score = Scores(MeterModel::Fit(block), block);
    EXPECT_GT(MostBetween(score, 24 * 151 + 8, 24 * 151 + 20), 0.7);
    EXPECT_LT(MostBetween(score, 24 * 60, 24 * 149), kAlarmScore);
  }
}

TEST(MeterModelTest, TheStrongestMemberIsOneThatSpoke) {
  OfficeReadings readings(200);
  for (std::size_t i = 24 * 150 + 9; i < 24 * 151 + 9; ++i) readings.value[i] = 21.5;
  const CleanBlock block = readings.Block(Mode::kReview);
  const auto judgement = MeterModel::Untrained().Judge(block, true);
  const std::size_t cell = 24 * 150 + 20;
  EXPECT_EQ(judgement.scores.strongest[cell], Member::kFlatRun);
  double sum = 0;
  float most = 0;
  for (const Evidence& evidence : judgement.evidence) {
    sum += static_cast<double>(evidence.strangeness[cell]);
    most = std::max(most, evidence.strangeness[cell]);
  }
  EXPECT_EQ(most, judgement.evidence[static_cast<std::size_t>(Member::kFlatRun)].strangeness[cell]);
  EXPECT_NEAR(judgement.scores.score[cell], sum / (sum + 4.4), 1e-6);
}

TEST(MeterModelTest, ScoresStayBelowOneForAnyReading) {
  OfficeReadings readings(100);
  readings.value[1000] = 1e300;
  readings.value[1500] = -1e300;
  readings.value[1700] = 1e-300;
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    for (const double s : Scores(MeterModel::Untrained(), readings.Block(mode))) EXPECT_TRUE(s >= 0 && s < 1) << s;
  }
}

TEST(MeterModelTest, ScoringTheTrainingBlockIsTheSameWithAndWithoutWhatOtherStretchesNeed) {
  for (const std::size_t days : {30U, 120U}) {
    const CleanBlock block = OfficeReadings(days).Block(Mode::kReview);
    const std::vector<double> full = Scores(MeterModel::Fit(block), block);
    EXPECT_TRUE(SameBits(full, Scores(MeterModel::Fit(block, {.other_stretches = false}), block)));
    EXPECT_TRUE(SameBits(full, Scores(MeterModel::Untrained(), block)));
  }
}

TEST(MeterModelTest, SavedAndLoadedItJudgesTheSame) {
  const MeterModel model = MeterModel::Fit(OfficeReadings(120).Block(Mode::kReview));
  ByteWriter writer;
  model.Save(writer);
  ByteReader reader(writer.bytes());
  const auto loaded = MeterModel::Load(reader);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(reader.left(), 0U);
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock block = OfficeReadings(30, 2).Block(mode);
    const auto a = model.Judge(block);
    const auto b = loaded->Judge(block);
    EXPECT_TRUE(SameBits(a.scores.score, b.scores.score));
    EXPECT_TRUE(SameBits(a.expectation.expected, b.expectation.expected));
  }
}

TEST(MeterModelTest, TheForestSpeaksOnlyWhereItIsAskedFor) {
  OfficeReadings readings(120);
  readings.BreakAt(81);
  const CleanBlock block = readings.Block(Mode::kReview);
  const MeterModel model = MeterModel::Fit(block, {.forest = true});
  const auto with = model.Judge(block, true);
  const auto without = MeterModel::Fit(block).Judge(block, true);
  ASSERT_EQ(with.evidence.back().member, Member::kForest);
  EXPECT_NE(without.evidence.back().member, Member::kForest);
  EXPECT_GT(with.scores.score[24 * 81 + 12], without.scores.score[24 * 81 + 12]);
  ByteWriter writer;
  model.Save(writer);
  ByteReader reader(writer.bytes());
  EXPECT_TRUE(SameBits(MeterModel::Load(reader)->Judge(block).scores.score, with.scores.score));
}

TEST(MeterModelTest, TruncatedBytesAreRefused) {
  ByteWriter writer;
  MeterModel::Fit(OfficeReadings(60).Block(Mode::kReview)).Save(writer);
  const std::string& bytes = writer.bytes();
  for (std::size_t cut = 0; cut < bytes.size(); cut += 1 + bytes.size() / 53) {
    ByteReader reader(std::string_view(bytes).substr(0, cut));
    EXPECT_FALSE(MeterModel::Load(reader)) << cut;
  }
}

TEST(MeterModelTest, AModelMakesTheFirstWeeksOfLiveJudgeable) {
  OfficeReadings training(365);
  for (std::size_t i = 0; i < training.value.size(); ++i) training.value[i] = i % 24 < 6 ? 0 : training.value[i];  // off at night
  OfficeReadings readings(14, 2);
  for (std::size_t i = 0; i < readings.value.size(); ++i) readings.value[i] = i % 24 < 6 ? 0 : readings.value[i];
  readings.BreakAt(3);
  const CleanBlock block = readings.Block(Mode::kLive);
  const MeterModel trained = MeterModel::Fit(training.Block(Mode::kReview));
  EXPECT_GT(MostBetween(Scores(trained, block), 24 * 3 + 9, 24 * 3 + 20), kAlarmScore);
  readings = OfficeReadings(14, 2);
  for (std::size_t i = 0; i < readings.value.size(); ++i) readings.value[i] = i % 24 < 6 ? 0 : readings.value[i];
  EXPECT_EQ(AlarmCells(Scores(trained, readings.Block(Mode::kLive))), 0U);
}

TEST(MeterModelTest, InLiveLaterReadingsChangeNothingAlsoOverAChangeOfClocks) {
  Site site;
  site.zone = *TimeZone::Find("Europe/Paris");
  OfficeReadings whole(330);
  whole.value[24 * 300 + 5] = std::nan("");
  whole.BreakAt(301);
  for (const MeterModel& model : {MeterModel::Untrained(), MeterModel::Fit(OfficeReadings(40, 3).Block(Mode::kReview))}) {
    const std::vector<double> all = Scores(model, whole.Block(Mode::kLive, site));
    for (const std::size_t cells : {24U * 83U + 5U, 24U * 300U + 1U, 24U * 302U}) {  // 28 October, when an hour comes twice, is day 300
      OfficeReadings part = whole;
      part.value.resize(cells);
      EXPECT_TRUE(SameBits(Scores(model, part.Block(Mode::kLive, site)), std::span(all).first(cells))) << cells;
    }
  }
}

TEST(MeterModelTest, AChangeOfClocksIsNoAnomaly) {
  Site site;
  site.zone = *TimeZone::Find("Europe/Paris");
  OfficeReadings readings(365);
  // The same office by the wall clock: from day 83 to day 300 an hour earlier in UTC.
  const std::vector<double> utc = readings.value;
  for (std::size_t i = 24 * 83 + 1; i < 24 * 300 + 1; ++i) readings.value[i] = utc[i + 1];
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const std::vector<double> score = Scores(MeterModel::Untrained(), readings.Block(mode, site));
    EXPECT_LT(MostBetween(score, 24 * 82, 24 * 86), kAlarmScore);
    EXPECT_LT(MostBetween(score, 24 * 299, 24 * 303), kAlarmScore);
  }
}

TEST(MeterModelTest, ABlockThatCannotBeJudgedHasNoScores) {
  OfficeReadings zero(60);
  std::fill(zero.value.begin(), zero.value.end(), 0.0);
  for (const OfficeReadings& readings : {zero, OfficeReadings(3), OfficeReadings(1)}) {
    const CleanBlock block = readings.Block(Mode::kReview);
    const auto judgement = MeterModel::Fit(block).Judge(block);
    ASSERT_EQ(judgement.scores.score.size(), block.size());
    ASSERT_EQ(judgement.expectation.expected.size(), block.size());
    for (const double s : judgement.scores.score) EXPECT_TRUE(std::isnan(s));
  }
}

// The method worked out by NumPy and pandas on a made-up meter with gaps, a flat run, placeholders, spikes, a change of level and an unusual day.
TEST(MeterModelTest, AgreesWithTheMethodWorkedOutInPython) {
  std::ifstream file("tests/golden/members/made_up_meter.txt");
  ASSERT_TRUE(file) << "run from the root of the project";
  OfficeReadings readings(0);
  std::vector<double> review;
  std::vector<double> live;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string value;
    double r = 0;
    double l = 0;
    fields >> value;
    readings.value.push_back(value == "-" ? std::nan("") : std::stod(value));
    if (value != "-") fields >> r >> l;
    review.push_back(r);
    live.push_back(l);
  }
  ASSERT_GT(review.size(), 2000U);
  const std::vector<double> review_score = Scores(MeterModel::Untrained(), readings.Block(Mode::kReview));
  const std::vector<double> live_score = Scores(MeterModel::Untrained(), readings.Block(Mode::kLive));
  ASSERT_EQ(review_score.size(), review.size());
  for (std::size_t i = 0; i < review.size(); ++i) {
    if (std::isnan(readings.value[i])) continue;
    EXPECT_NEAR(review_score[i], review[i], 2e-5) << i;
    EXPECT_NEAR(live_score[i], live[i], 2e-5) << i;
  }
}

}  // namespace
}  // namespace kilowatch
