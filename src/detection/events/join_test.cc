#include "detection/events/join.h"

#include <gtest/gtest.h>

#include <set>

#include "detection/events/synthetic_block.h"

namespace kilowatch {
namespace {

using namespace synthetic;

constexpr std::size_t kHours = 28 * 24;
constexpr std::size_t kTuesday10 = 24 + 10;  // hour of the block: Tuesday 2 January 2024, 10:00

// The events of an office that uses `extra` more on [first, last], scored high exactly there.
std::vector<Event> EventsOf(std::size_t first, std::size_t last, double extra, Member member = Member::kResidual, const Meter& meter = {}) {
  MeterFrame frame = FrameOf(kHours, [&](std::size_t hour) { return OfficeLoad(hour) + (hour >= first && hour <= last ? extra : 0); });
  const std::string name = frame.meter.name;
  frame.meter = meter;
  frame.meter.name = name;
  return Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, first, last, 0.99, member));
}

TEST(Join, FindsNothingInOrdinaryReadings) {
  EXPECT_TRUE(Join(Cleaned(FrameOf(kHours, OfficeLoad)), ExpectOffice(kHours), ScoreOn(kHours, 0, 0, 0.1)).empty());
}

TEST(Join, SumsWhatAnEventUsedAgainstWhatWasExpected) {
  const auto events = EventsOf(kTuesday10, kTuesday10 + 2, 20);
  ASSERT_EQ(events.size(), 1u);
  const Event& event = events[0];
  EXPECT_EQ(FormatInstant(event.span.begin), "2024-01-02T10:00:00Z");
  EXPECT_EQ(FormatInstant(event.span.end), "2024-01-02T13:00:00Z");
  EXPECT_EQ(event.kind, EventKind::kSpike);
  EXPECT_EQ(event.event_class, EventClass::kWaste);
  EXPECT_NEAR(event.excess, 60, 1e-9);
  EXPECT_NEAR(event.actual - event.expected, event.excess, 1e-9);
  EXPECT_NEAR(event.excess_low, 60 - 6, 1e-9);  // three hours of one day, 2 kWh each
  EXPECT_NEAR(event.excess_high, 60 + 6, 1e-9);
  EXPECT_EQ(event.score, 0.99);
}

TEST(Join, LetsErrorsOfDifferentDaysBalance) {
  // Four days of 24 hours, 2 kWh each: a day's half-width is 48, that of their sum sqrt(4) * 48 = 96, not 192.
  const auto events = EventsOf(24, 24 + 95, 20);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_NEAR(events[0].excess, 1920, 1e-6);
  EXPECT_NEAR(events[0].excess_low, 1920 - 96, 1e-6);
  EXPECT_NEAR(events[0].excess_high, 1920 + 96, 1e-6);
}

TEST(Join, HoldsOnWhileTheScoreStaysAboveTheLowerThreshold) {
  const auto block = Cleaned(FrameOf(kHours, [](std::size_t hour) { return OfficeLoad(hour) + 20; }));
  Scores scores = ScoreOn(kHours, 34, 40, 0.45);
  EXPECT_TRUE(Join(block, ExpectOffice(kHours), scores).empty());  // never opened
  scores.score[36] = 0.97;
  const auto events = Join(block, ExpectOffice(kHours), scores);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].first_cell, 34u);
  EXPECT_EQ(events[0].last_cell, 40u);
}

TEST(Join, AMeterThatBeginsLaterThanItsFileIsNotMissingBefore) {
  MeterFrame frame = FrameOf(kHours, [](std::size_t hour) { return OfficeLoad(hour); });
  for (std::size_t i = 0; i < 48; ++i) {
    frame.value[i] = std::nan("");
    frame.quality[i] = Quality::kMissing;
  }
  EXPECT_TRUE(
      Join(Cleaned(frame), ExpectOffice(kHours), Scores{std::vector<double>(kHours, 0.1), std::vector<Member>(kHours, Member::kLevel)}).empty());
}

TEST(Join, AReadingBesideAGapThatReadsAsExpectedOpensNoEvent) {
  const auto load = [](double more) { return [more](std::size_t hour) { return OfficeLoad(hour) + (hour == 34 ? more : 0); }; };
  Scores scores = ScoreOn(kHours, 34, 34);
  scores.strongest[34] = Member::kGapNeighbour;
  EXPECT_TRUE(Join(Cleaned(FrameOf(kHours, load(0))), ExpectOffice(kHours), scores).empty());
  EXPECT_EQ(Join(Cleaned(FrameOf(kHours, load(20))), ExpectOffice(kHours), scores).size(), 1u);
}

TEST(Join, MergesWhatIsHoursApartInOneDirectionOnly) {
  const auto load = [](double second) {
    return [second](std::size_t hour) { return OfficeLoad(hour) + (hour == 34 || hour == 35 ? 20 : hour == 38 || hour == 39 ? second : 0); };
  };
  Scores scores = ScoreOn(kHours, 34, 35);
  scores.score[38] = scores.score[39] = 0.99;
  EXPECT_EQ(Join(Cleaned(FrameOf(kHours, load(20))), ExpectOffice(kHours), scores).size(), 1u);
  EXPECT_EQ(Join(Cleaned(FrameOf(kHours, load(-20))), ExpectOffice(kHours), scores).size(), 2u);
  JoinOptions options;
  options.merge_hours = 1;
  EXPECT_EQ(Join(Cleaned(FrameOf(kHours, load(20))), ExpectOffice(kHours), scores, options).size(), 2u);
}

TEST(Join, KeepsTheIdWhileAnEventGrows) {
  const auto before = EventsOf(kTuesday10, kTuesday10 + 1, 20);
  const auto after = EventsOf(kTuesday10, kTuesday10 + 30, 20);
  ASSERT_EQ(before.size(), 1u);
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(before[0].id, after[0].id);
  EXPECT_EQ(before[0].id.size(), 12u);
  EXPECT_EQ(before[0].id.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(before[0].id, EventsOf(kTuesday10, kTuesday10 + 1, -20).at(0).id);
  EXPECT_NE(before[0].id, EventsOf(kTuesday10 + 1, kTuesday10 + 1, 20).at(0).id);
}

TEST(Join, TellsADipFromASpike) {
  const auto events = EventsOf(kTuesday10, kTuesday10 + 2, -20);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kDip);
  EXPECT_EQ(events[0].event_class, EventClass::kShortfall);
}

TEST(Join, CallsAShapeThatOnlyMovesConsumptionUnexplained) {
  const auto frame = FrameOf(kHours, [](std::size_t hour) { return OfficeLoad(hour) + (hour == 34 ? 30 : hour == 35 ? -29 : 0); });
  const auto events = Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, 34, 35));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kUnexplained);
}

TEST(Join, CallsDaysOfMoreALevelShift) {
  const auto events = EventsOf(8 * 24, 14 * 24, 15);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kLevelShift);
  EXPECT_EQ(events[0].hours, HoursPattern::kAllHours);
}

TEST(Join, CallsANightThatUsesMoreThanNightsDoOffHoursExcess) {
  const auto events = EventsOf(24 + 20, 48 + 5, 25);  // Tuesday 20:00 to Wednesday 06:00; the office closes at 18:00
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kOffHoursExcess);
  EXPECT_EQ(events[0].hours, HoursPattern::kNight);
  EXPECT_NE(events[0].reason.en.find("outside the opening hours that the load itself shows"), std::string::npos) << events[0].reason.en;
}

TEST(Join, GoesByGivenOpeningHours) {
  OpeningHours always;
  always.open.fill(true);
  always.open[24 + 20] = false;
  Site site;
  site.opening_hours = std::make_shared<const OpeningHours>(always);
  const auto frame = FrameOf(kHours, [](std::size_t hour) { return OfficeLoad(hour) + (hour >= 44 && hour <= 53 ? 25 : 0); });
  const auto events = Join(Cleaned(frame, site), ExpectOffice(kHours), ScoreOn(kHours, 44, 53));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kUnexplained);  // open nearly all of those hours
}

TEST(Join, TakesGapsLongerThanSixHoursAsMissing) {
  const auto frame = FrameOf(kHours, [](std::size_t hour) {
    const bool gap = (hour >= 100 && hour < 106) || (hour >= 200 && hour < 207);
    return gap ? std::nan("") : OfficeLoad(hour);
  });
  const auto events = Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, 0, 0, 0.1));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].first_cell, 200u);
  EXPECT_EQ(events[0].last_cell, 206u);
  EXPECT_EQ(events[0].kind, EventKind::kMissing);
  EXPECT_EQ(events[0].event_class, EventClass::kDataFault);
  double expected = 0;
  for (std::size_t hour = 200; hour < 207; ++hour) expected += OfficeLoad(hour);
  EXPECT_NEAR(events[0].unmeasured, expected, 1e-9);
  EXPECT_EQ(events[0].excess, 0);
}

TEST(Join, BeginsAMeterAtItsFirstReading) {
  const auto frame = FrameOf(kHours, [](std::size_t hour) { return hour < 100 ? std::nan("") : OfficeLoad(hour); });
  EXPECT_TRUE(Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, 0, 0, 0.1)).empty());
}

TEST(Join, CountsTheCatchUpValueToItsOutage) {
  // Zero from Tuesday 20:00 for 20 hours, then all of it at once.
  double owed = 0;
  for (std::size_t hour = 44; hour < 64; ++hour) owed += OfficeLoad(hour);
  const auto frame = FrameOf(kHours, [&](std::size_t hour) { return hour >= 44 && hour < 64 ? 0 : OfficeLoad(hour) + (hour == 64 ? owed : 0); });
  const CleanBlock block = Cleaned(frame);
  ASSERT_EQ(block.quality()[50], Quality::kOutage);
  const auto events = Join(block, ExpectOffice(kHours), ScoreOn(kHours, 44, 64));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kOutage);
  EXPECT_EQ(events[0].event_class, EventClass::kDataFault);
  ASSERT_EQ(block.quality()[64], Quality::kCatchUp);
  EXPECT_EQ(events[0].last_cell, 64u);
  EXPECT_NEAR(events[0].unmeasured, 0, 1e-6);
  EXPECT_NE(events[0].reason.en.find("holds what was used meanwhile"), std::string::npos) << events[0].reason.en;
}

TEST(Join, TakesARepeatedValueThatTheFlatRunMemberPointsAtAsFrozen) {
  const auto frame = FrameOf(kHours, [](std::size_t hour) { return hour >= 34 && hour < 39 ? 47.5 : OfficeLoad(hour); });
  const auto events = Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, 34, 38, 0.99, Member::kFlatRun));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kFrozen);
  EXPECT_NE(events[0].reason.en.find("repeated one value (47.5 kWh)"), std::string::npos) << events[0].reason.en;
}

TEST(Join, TakesALowReadingBesideAGapAsReadInPart) {
  // The hour before three missing ones holds 15 of its 50 kWh.
  const auto frame =
      FrameOf(kHours, [](std::size_t hour) { return hour >= 35 && hour < 38 ? std::nan("") : OfficeLoad(hour) - (hour == 34 ? 35 : 0); });
  const auto events = Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, 34, 34, 0.99, Member::kGapNeighbour));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].event_class, EventClass::kDataFault);
  EXPECT_NEAR(events[0].unmeasured, 35, 1e-9);
  EXPECT_NE(events[0].reason.en.find("beside a gap probably covers only a part of its interval"), std::string::npos) << events[0].reason.en;
}

TEST(Join, TakesADayThatOnlyTouchesAGapAsMeasured) {
  // A closed Tuesday: 10 kWh an hour from 8:00 to 18:00, with a gap of two hours after it.
  const auto frame = FrameOf(
      kHours, [](std::size_t hour) { return hour == 42 || hour == 43 ? std::nan("") : OfficeLoad(hour) - (hour >= 32 && hour < 42 ? 40 : 0); });
  const auto events = Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, 32, 41, 0.99, Member::kGapNeighbour));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].event_class, EventClass::kShortfall);
  EXPECT_NEAR(events[0].excess, -400, 1e-9);
}

TEST(Join, TakesALongDipThatWasMeasuredAsMeasured) {
  // 24 hours at 60 % of the usual are no placeholder, whatever a rule says of single readings.
  const auto frame = FrameOf(kHours, [](std::size_t hour) { return OfficeLoad(hour) * (hour >= 24 && hour < 48 ? 0.6 : 1); });
  const auto events = Join(Cleaned(frame), ExpectOffice(kHours), ScoreOn(kHours, 24, 47, 0.99, Member::kDataRule));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].event_class, EventClass::kShortfall);
}

TEST(Join, DoesNotCallMoreProductionWaste) {
  Meter pv;
  pv.role = MeterRole::kGeneration;
  EXPECT_EQ(EventsOf(kTuesday10, kTuesday10 + 2, 20, Member::kResidual, pv).at(0).event_class, EventClass::kDataFault);
  EXPECT_EQ(EventsOf(kTuesday10, kTuesday10 + 2, -20, Member::kResidual, pv).at(0).event_class, EventClass::kShortfall);
}

TEST(Join, TellsNobodyOfZerosThatComeAtTheseHoursOnOtherDaysToo) {
  // Zero from 10:00 to 15:00 on the Saturdays of eight weeks: the sun behind the meter. On one Saturday alone it is an outage.
  constexpr std::size_t kWeeks = 8, kLong = kWeeks * 168, kNoon = 4 * 168 + 130;
  const auto events = [&](bool each_week) {
    const auto frame = FrameOf(kLong, [&](std::size_t hour) {
      const bool noon = hour % 168 >= 130 && hour % 168 < 135;
      return noon && (each_week || hour / 168 == 4) ? 0.0 : OfficeLoad(hour);
    });
    return Join(Cleaned(frame), ExpectOffice(kLong), ScoreOn(kLong, kNoon, kNoon + 4));
  };
  EXPECT_TRUE(events(true).empty());
  EXPECT_EQ(events(false).at(0).kind, EventKind::kOutage);
}

TEST(Join, TakesAMeterThatHasBeenSilentForAYearForRetired) {
  constexpr std::size_t kLong = 2 * 366 * 24;
  const auto frame = FrameOf(kLong, [](std::size_t hour) { return hour >= kLong - 370 * 24 ? std::nan("") : OfficeLoad(hour); });
  const auto events = Join(Cleaned(frame), ExpectOffice(kLong), ScoreOn(kLong, 0, 0, 0.1));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].unmeasured, 0);
  EXPECT_NE(events[0].reason.en.find("out of service"), std::string::npos);
}

TEST(Join, KeepsEventsDisjointAndInOrder) {
  const auto frame = FrameOf(kHours, [](std::size_t hour) {
    if (hour >= 60 && hour < 80) return std::nan("");
    return OfficeLoad(hour) + (hour % 50 < 5 ? 30 : 0);
  });
  Scores scores = ScoreOn(kHours, 0, 0, 0.1);
  for (std::size_t hour = 0; hour < kHours; ++hour) scores.score[hour] = hour % 50 < 5 ? 0.99 : 0.3;
  const auto events = Join(Cleaned(frame), ExpectOffice(kHours), scores);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < events.size(); ++i) {
    ids.insert(events[i].id);
    if (i > 0) {
      EXPECT_LT(events[i - 1].last_cell, events[i].first_cell);
    }
  }
  EXPECT_EQ(ids.size(), events.size());
  EXPECT_GE(events.size(), 10u);
}

TEST(Join, MarksWhatGoesOnAtTheLastReading) {
  const auto events = EventsOf(kHours - 5, kHours - 1, 30);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_TRUE(events[0].ongoing);
  EXPECT_NE(events[0].reason.en.find("up to the last reading"), std::string::npos);
}

TEST(Join, ReportsDataFaultsOfAMeterThatIsNotJudged) {
  const auto frame = FrameOf(kHours, [](std::size_t hour) { return hour >= 200 && hour < 260 ? std::nan("") : OfficeLoad(hour); });
  const auto events = Join(Cleaned(frame), {}, {});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].kind, EventKind::kMissing);
  EXPECT_EQ(events[0].unmeasured, 0);  // nothing is expected
}

TEST(JoinOptions, RefuseThresholdsOutOfOrder) {
  EXPECT_TRUE(JoinOptions{}.Validate());
  JoinOptions options;
  options.continue_score = 0.99;
  EXPECT_FALSE(options.Validate());
}

}  // namespace
}  // namespace kilowatch
