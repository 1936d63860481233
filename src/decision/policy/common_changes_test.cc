#include "decision/policy/common_changes.h"

#include <gtest/gtest.h>

#include "decision/policy/portfolio_fixture.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

using namespace portfolio;

// Schools whose days differ by chance, all of them by `together` more in days 100 to 119.
std::vector<MeterSummary> Schools(int count, float together) {
  std::vector<MeterSummary> meters;
  for (int i = 0; i < count; ++i) {
    Random random(5, fmt::format("school {}", i));
    MeterSummary meter = MeterOf(fmt::format("school-{:02}", i));
    meter.use = "school";
    for (int d = 0; d < 364; ++d) {
      double sum = -6;
      for (int k = 0; k < 12; ++k) sum += random.Uniform();
      meter.relative_daily.push_back(static_cast<float>(0.03 * sum) + (d >= 100 && d < 120 ? together : 0));
    }
    meters.push_back(std::move(meter));
  }
  return meters;
}

double ChanceOfDays(const std::vector<MeterSummary>& meters, std::size_t meter, int begin, int end) {
  const LocalDay first = meters[meter].first_day;
  return CommonChanges(meters).ChanceOf(meters[meter], first + std::chrono::days(begin), first + std::chrono::days(end));
}

TEST(CommonChanges, AreNoFaultOfOneMeter) { EXPECT_GT(ChanceOfDays(Schools(12, 0.2F), 3, 100, 120), 0.05); }

TEST(CommonChanges, LeaveWhatOneMeterDoesAlone) {
  std::vector<MeterSummary> meters = Schools(12, 0);
  for (std::size_t d = 100; d < 120; ++d) meters[3].relative_daily[d] += 0.2F;
  EXPECT_LT(ChanceOfDays(meters, 3, 100, 120), 1e-6);
  EXPECT_GT(ChanceOfDays(meters, 4, 100, 120), 0.05);
}

TEST(CommonChanges, LeaveWhatComesOnTopOfTheOthers) {
  std::vector<MeterSummary> meters = Schools(12, 0.1F);
  for (std::size_t d = 100; d < 120; ++d) meters[3].relative_daily[d] += 0.2F;
  EXPECT_LT(ChanceOfDays(meters, 3, 100, 120), 1e-6);
}

TEST(CommonChanges, NeedEightMetersAlike) { EXPECT_LT(ChanceOfDays(Schools(7, 0.2F), 3, 100, 120), 1e-6); }

TEST(CommonChanges, SayNothingAgainstAMeterWithoutRelativeDays) {
  const std::vector<MeterSummary> meters = {MeterOf("a")};
  EXPECT_EQ(ChanceOfDays(meters, 0, 100, 120), 0);
}

TEST(Decide, TellsNoSlowChangeThatAllMetersAlikeShow) {
  const auto told = [](float together, float alone) {
    std::vector<MeterSummary> meters = Schools(12, together);
    for (std::size_t d = 100; d < 120; ++d) meters[3].relative_daily[d] += alone;
    PricedEvent slow = WasteOf("school-03", "2024-04-10T00:00:00Z", 20 * 24, 5000);
    slow.event.slow = true;
    slow.event.kind = EventKind::kLevelShift;
    slow.event.chance = 1e-12;
    return Decide(meters, {slow}, {}, kEuro).findings.size();
  };
  EXPECT_EQ(told(0.2F, 0), 0u);
  EXPECT_EQ(told(0, 0.2F), 1u);
}

}  // namespace
}  // namespace kilowatch
