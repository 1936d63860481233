#include "decision/explanation/explanation.h"

#include <gtest/gtest.h>

#include "decision/finance/tariff.h"

namespace kilowatch {
namespace {

constexpr std::int64_t kMonday = 1704067200;  // 2024-01-01

// 30 kWh on workdays from 8 to 18, else 4, with a little that differs; twelve weeks. On Wednesday 2024-02-14 from 0 to 6 o'clock 40 kWh instead.
MeterFrame OfficeFrame() {
  MeterFrame frame;
  frame.meter.name = "office";
  for (int i = 0; i < 24 * 84; ++i) {
    const int hour = i % 24, day = i / 24;
    const bool strange = day == 44 && hour < 6;
    frame.time.push_back(FromEpochSeconds(kMonday + 3600 * i));
    frame.value.push_back((strange ? 40 : day % 7 < 5 && hour >= 8 && hour < 18 ? 30 : 4) + (i * 37 % 11) / 10.0);
    frame.quality.push_back(Quality::kMeasured);
  }
  return frame;
}

struct Office {
  Scorer scorer;
  ScoredMeter scored;
  Tariff tariff = Tariff::Flat(0.25, Currency{});

  explicit Office(Mode mode = Mode::kReview, const MeterFrame& frame = OfficeFrame())
      : scorer(ScorerOptions{.mode = mode, .keep_evidence = true}), scored(scorer.Run(frame, Site{})) {}

  Decision Decided(const Policy& policy) const {
    std::vector<PricedEvent> events;
    for (const Event& event : scored.events) events.push_back(PriceEvent(event, scored.block, scored.judgement.expectation, tariff));
    return Decide({Summarise(scored.block, tariff)}, std::move(events), policy, Currency{});
  }
  Explanation Of(std::size_t cell, const Policy& policy = {}) const { return Explain(TellReading(scorer, scored, cell), Decided(policy), policy); }
};

constexpr std::size_t kStrange = 44 * 24 + 3;

TEST(Explanation, NamesTheEventOfAnAlarmItsScoreAndWhoSpoke) {
  const Office office;
  const Explanation explanation = office.Of(kStrange);
  EXPECT_EQ(explanation.answer, ExplainedAs::kAlarm);
  ASSERT_FALSE(explanation.events.empty());
  EXPECT_EQ(explanation.events.front().event.event.id, office.scored.events.front().id);
  EXPECT_FALSE(explanation.events.front().finding.empty());
  EXPECT_TRUE(explanation.events.front().told);
  EXPECT_EQ(explanation.reading.score, office.scored.judgement.scores.score[kStrange]);
  ASSERT_FALSE(explanation.reading.members.empty());
  double shares = 0;
  for (const MemberWord& word : explanation.reading.members) shares += word.share;
  EXPECT_NEAR(shares, 1, 0.02);
}

// Without trees the score is S / (S + 4.4), S the sum of what the members say.
TEST(Explanation, MembersAddUpToTheScore) {
  const Office office;
  for (const std::size_t cell : {kStrange, std::size_t{1000}}) {
    const ReadingStory story = TellReading(office.scorer, office.scored, cell);
    double sum = 0;
    for (const MemberWord& word : story.members) sum += word.decades;
    EXPECT_NEAR(sum, story.DecadesInAll(), 0.2);
    EXPECT_NEAR(story.score, story.DecadesInAll() / (story.DecadesInAll() + 4.4), 1e-9);
  }
}

TEST(Explanation, CausesAddUpToTheExpectation) {
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const Office office(mode);
    const ReadingStory story = TellReading(office.scorer, office.scored, kStrange);
    ASSERT_TRUE(story.causes);
    const ExpectationCauses& causes = *story.causes;
    EXPECT_NEAR(causes.mean + causes.time_of_day + causes.weekday + causes.day_off + causes.weather + causes.level, story.expected, 1e-9);
  }
}

TEST(Explanation, SaysOfAnOrdinaryHourThatNothingIsStrange) {
  const Explanation explanation = Office().Of(60 * 24 + 10);
  EXPECT_EQ(explanation.answer, ExplainedAs::kNone);
  EXPECT_TRUE(explanation.events.empty());
  EXPECT_NE(explanation.because.en.find("Nothing strange"), std::string::npos);
}

TEST(Explanation, PutsAnOrdinaryDayOfTheSameKindBesideAStrangeOne) {
  const Office office;
  const ReadingStory story = TellReading(office.scorer, office.scored, kStrange);
  ASSERT_TRUE(story.normal_day);
  const std::chrono::weekday weekday(story.normal_day->date);
  EXPECT_TRUE(weekday != std::chrono::Saturday && weekday != std::chrono::Sunday);
  EXPECT_NE(story.normal_day->date, story.day.date);
  EXPECT_NEAR(story.normal_day->ReadSum(), 14 * 4.5 + 10 * 30.5, 5);  // each reading half a kWh above its step in the mean
}

TEST(Explanation, LooksInLiveForANormalDayBeforeTheReading) {
  const Office office(Mode::kLive);
  const ReadingStory story = TellReading(office.scorer, office.scored, kStrange);
  ASSERT_TRUE(story.normal_day);
  EXPECT_LT(story.normal_day->date, story.day.date);
}

TEST(Explanation, NamesTheRuleThatHidAnEvent) {
  const Office office;
  Policy muted;
  muted.mutes.push_back({"office", {Instant::min(), Instant::max()}, "works on the roof"});
  Policy dear;
  dear.minimum_cost = 500;
  Policy other;
  other.direction = Direction::kShortfall;
  Policy judged;
  judged.verdicts.push_back({office.scored.events.front().id, "office", office.scored.events.front().span, EventClass::kWaste, false, "town fair"});
  for (const auto& [policy, reason, words] :
       {std::tuple(muted, HiddenReason::kMuted, "works on the roof"), std::tuple(dear, HiddenReason::kSmallCost, "below the floor of €500"),
        std::tuple(other, HiddenReason::kDirection, "shortfalls alone"), std::tuple(judged, HiddenReason::kVerdict, "town fair")}) {
    const Explanation explanation = office.Of(kStrange, policy);
    EXPECT_EQ(explanation.answer, ExplainedAs::kHidden);
    ASSERT_FALSE(explanation.events.empty());
    EXPECT_EQ(explanation.events.front().hidden, reason);
    EXPECT_NE(explanation.events.front().why.en.find(words), std::string::npos) << explanation.events.front().why.en;
  }
}

TEST(Explanation, SaysWhyAMeterIsNotJudged) {
  MeterFrame frame = OfficeFrame();
  frame.time.resize(48);
  frame.value.resize(48);
  frame.quality.resize(48);
  const Office office(Mode::kReview, frame);
  const Explanation explanation = office.Of(10);
  EXPECT_EQ(explanation.answer, ExplainedAs::kNotJudged);
  EXPECT_EQ(explanation.because.en, office.scored.block.why_not()->en);
}

TEST(Explanation, SaysThatNoReadingArrived) {
  MeterFrame frame = OfficeFrame();
  for (std::size_t i = 1000; i < 1005; ++i) frame.value[i] = std::nan(""), frame.quality[i] = Quality::kMissing;
  const Explanation explanation = Office(Mode::kReview, frame).Of(1002);
  EXPECT_EQ(explanation.answer, ExplainedAs::kNotJudged);
  EXPECT_NE(explanation.because.en.find("No reading arrived"), std::string::npos);
}

TEST(Explanation, TakesTheStrangestReadingOfADate) {
  const Office office;
  const auto cell = StrangestCellOf(office.scored, LocalDay(std::chrono::days(kMonday / 86400 + 44)));
  ASSERT_TRUE(cell);
  for (std::size_t i = 44 * 24; i < 45 * 24; ++i) EXPECT_LE(office.scored.judgement.scores.score[i], office.scored.judgement.scores.score[*cell]);
  EXPECT_FALSE(StrangestCellOf(office.scored, LocalDay(std::chrono::days(kMonday / 86400 + 400))));
}

}  // namespace
}  // namespace kilowatch
