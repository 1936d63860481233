#include "learning/evaluation/affiliation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "learning/evaluation/marks_test.h"

namespace kilowatch {
namespace {

TEST(Affiliation, ByHandForOneAlarmBehindOneEvent) {
  // Event 4 to 6 in a zone 0 to 10, alarm 7 to 8. A time d away is beaten by a random one with 1 - (2 + 2 d) / 10; mean over d from 1 to 2: 0.5.
  // An event time y is 7 - y from the alarm, as far as a random one with 1 - 2 (7 - y) / 10; mean over y from 4 to 6: 0.6.
  const Affiliation match = AffiliationMatch(RunsIn("       1  "), RunsIn("    11    "), 10);
  EXPECT_NEAR(match.precision, 0.5, 1e-12);
  EXPECT_NEAR(match.recall, 0.6, 1e-12);
}

TEST(Affiliation, IsOneForAlarmsThatAreTheEvents) {
  const Affiliation match = AffiliationMatch(RunsIn(".11...1."), RunsIn(".11...1."), 8);
  EXPECT_NEAR(match.precision, 1, 1e-12);
  EXPECT_NEAR(match.recall, 1, 1e-12);
}

TEST(Affiliation, AZoneWithoutAnAlarmHasNoRecallAndNoPrecision) {
  // Zones 0 to 5 and 5 to 10; only the first event is alarmed, exactly.
  const Affiliation match = AffiliationMatch(RunsIn("..1......."), RunsIn("..1....1.."), 10);
  EXPECT_NEAR(match.precision, 1, 1e-12);
  EXPECT_NEAR(match.recall, 0.5, 1e-12);
}

TEST(Affiliation, NearerIsBetter) {
  const auto label = RunsIn("..........11..........");
  EXPECT_GT(AffiliationMatch(RunsIn("........1............."), label, 22).precision,
            AffiliationMatch(RunsIn("....1................."), label, 22).precision);
}

TEST(Affiliation, IsNotDefinedWithoutEventsOrAlarms) {
  EXPECT_TRUE(std::isnan(AffiliationMatch(RunsIn("1."), {}, 2).recall));
  EXPECT_TRUE(std::isnan(AffiliationMatch({}, RunsIn("1."), 2).precision));
  EXPECT_DOUBLE_EQ(AffiliationMatch({}, RunsIn("1."), 2).recall, 0);
}

// The definition by sums over finely sampled time.
struct SlowAffiliation {
  static constexpr double kStep = 1.0 / 16;

  static double DistanceTo(double x, const std::vector<RowRun>& runs) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const RowRun& run : runs) nearest = std::min(nearest, std::max({0.0, run.first - x, x - run.last - 1.0}));
    return nearest;
  }

  // Sampled times of [begin, end).
  static std::vector<double> Times(double begin, double end) {
    std::vector<double> times;
    for (double x = begin + kStep / 2; x < end; x += kStep) times.push_back(x);
    return times;
  }

  static Affiliation Of(const std::vector<RowRun>& alarms, const std::vector<RowRun>& labels, std::size_t rows) {
    double precision = 0, zones = 0, recall = 0;
    for (std::size_t e = 0; e < labels.size(); ++e) {
      const double begin = e == 0 ? 0 : (labels[e - 1].last + 1.0 + labels[e].first) / 2;
      const double end = e + 1 == labels.size() ? static_cast<double>(rows) : (labels[e].last + 1.0 + labels[e + 1].first) / 2;
      AddZone({labels[e]}, alarms, Times(begin, end), precision, zones, recall);
    }
    return {precision / zones, recall / static_cast<double>(labels.size())};
  }

  static void AddZone(const std::vector<RowRun>& event, const std::vector<RowRun>& alarms, const std::vector<double>& zone, double& precision,
                      double& zones, double& recall) {
    std::vector<double> alarmed;
    for (const double x : zone) {
      if (DistanceTo(x, alarms) == 0) alarmed.push_back(x);
    }
    if (alarmed.empty()) return;
    double sum = 0;
    for (const double x : alarmed) {
      const auto chance = std::ranges::count_if(zone, [&](double z) { return DistanceTo(z, event) >= DistanceTo(x, event); });
      sum += static_cast<double>(chance) / static_cast<double>(zone.size());
    }
    precision += sum / static_cast<double>(alarmed.size());
    ++zones;
    double met = 0, times = 0;
    for (const double y : zone) {
      if (DistanceTo(y, event) > 0) continue;
      double distance = std::numeric_limits<double>::infinity();
      for (const double x : alarmed) distance = std::min(distance, std::max(0.0, std::fabs(x - y) - kStep / 2));
      if (DistanceTo(y, alarms) == 0) distance = 0;
      const auto chance = std::ranges::count_if(zone, [&](double z) { return std::fabs(z - y) >= distance; });
      met += static_cast<double>(chance) / static_cast<double>(zone.size());
      ++times;
    }
    recall += met / times;
  }
};

RC_GTEST_PROP(Affiliation, AgreesWithTheDefinitionOverSampledTime, ()) {
  const auto [label, alarm] = DrawMarks();
  const auto labels = RunsOfMarks(label), alarms = RunsOfMarks(alarm);
  RC_PRE(!labels.empty() && !alarms.empty());
  const Affiliation match = AffiliationMatch(alarms, labels, label.size()), slow = SlowAffiliation::Of(alarms, labels, label.size());
  RC_ASSERT(std::isnan(match.precision) == std::isnan(slow.precision));
  RC_ASSERT(std::isnan(match.precision) || std::fabs(match.precision - slow.precision) < 0.04);
  RC_ASSERT(std::fabs(match.recall - slow.recall) < 0.04);
}

}  // namespace
}  // namespace kilowatch
