#include "detection/features/featurizer.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>

#include "detection/features/feature_stream.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr FeatureWindows kHourly{24, 24, 168, 168, 168, 1};
constexpr FeatureWindows kQuarterHourly{96, 96, 672, 672, 672, 4};
constexpr FeatureWindows kDaily{1, 7, 28, 7, 7, 0};
constexpr FeatureWindows kMonthly{1, 3, 12, 12, 1, 0};
constexpr float kUnknownCelsius = std::numeric_limits<float>::quiet_NaN();

// Cells with gaps, filled cells, missing temperatures, and clocks that change twice.
std::vector<FeatureCell> MadeUpCells(const FeatureWindows& windows, std::size_t count, std::uint64_t seed) {
  std::vector<FeatureCell> cells;
  Random random(seed);
  std::size_t slot = 3 % windows.slots;
  for (std::size_t i = 0; i < count; ++i) {
    FeatureCell cell;
    cell.value = 100 + 20 * std::sin(static_cast<double>(slot)) + 5 * random.Normal();
    if (random.Chance(0.05)) cell.value = std::numeric_limits<double>::quiet_NaN();
    if (random.Chance(0.003)) cell.value = 1e9;
    if (i > count / 2 && i < count / 2 + windows.long_steps) cell.value = std::numeric_limits<double>::quiet_NaN();
    cell.was_read = !random.Chance(0.03) && !std::isnan(cell.value);
    cell.slot = static_cast<std::uint16_t>(slot);
    cell.rest_day = slot / windows.steps_per_day >= 5;
    cell.day_of_year = static_cast<std::uint16_t>(i / windows.steps_per_day % 366 + 1);
    cell.temperature = random.Chance(0.05) ? kUnknownCelsius : static_cast<float>(12 + 8 * random.Normal());
    cells.push_back(cell);
    if (i == count / 4) slot += windows.slack;                  // spring forward
    if (i == count / 2) slot += windows.slots - windows.slack;  // and back
    slot = (slot + 1) % windows.slots;
  }
  return cells;
}

FeatureInput InputOf(const FeatureWindows& windows, const std::vector<FeatureCell>& cells, std::int64_t first_index) {
  FeatureInput input(windows, {100, 15}, first_index);
  for (const FeatureCell& cell : cells) input.Push(cell);
  return input;
}

bool SameBits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) || (std::isnan(a) && std::isnan(b)); }

float Of(const FeatureBlock& tile, std::size_t cell, Feature feature) { return tile.At(cell - tile.first_cell, static_cast<std::size_t>(feature)); }

TEST(Featurizer, AgreesWithTheSimpleOneAtEveryIntervalAndMode) {
  for (const FeatureWindows& windows : {kHourly, kQuarterHourly, kDaily, kMonthly}) {
    const std::size_t count = windows.slots == 672 ? 3500 : 1800;
    const FeatureInput input = InputOf(windows, MadeUpCells(windows, count, 1), 12345);
    for (const Mode mode : {Mode::kReview, Mode::kLive}) {
      Featurizer featurizer(windows, mode);
      std::vector<float> want(featurizer.columns());
      featurizer.Apply(input, [&](const FeatureBlock& tile) {
        for (std::size_t r = 0; r < tile.rows; ++r) {
          Featurizer::FillSimply(input, tile.first_cell + r, mode, want);
          for (std::size_t c = 0; c < want.size(); ++c) {
            const float got = tile.At(r, c);
            ASSERT_EQ(std::isnan(got), std::isnan(want[c])) << FeaturePlan(mode)[c].name << " at " << tile.first_cell + r;
            if (std::isnan(got)) continue;
            ASSERT_NEAR(got, want[c], 2e-4 * (1 + std::abs(want[c]))) << FeaturePlan(mode)[c].name << " at " << tile.first_cell + r;
          }
        }
      });
    }
  }
}

TEST(Featurizer, GivesTheSameBitsForABlockTilesAndSingleReadings) {
  for (const FeatureWindows& windows : {kHourly, kQuarterHourly, kDaily, kMonthly}) {
    const std::vector<FeatureCell> cells = MadeUpCells(windows, 3000, 2);
    const FeatureInput input = InputOf(windows, cells, -77);
    Featurizer featurizer(windows, Mode::kLive);
    FeatureBlock whole;
    featurizer.Fill(input, 0, cells.size(), whole);
    FeatureBlock piece;
    featurizer.Fill(input, 1234, 321, piece);
    FeatureStream stream(windows, {100, 15}, -77);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const FeatureBlock& row = stream.Push(cells[i]);
      for (std::size_t c = 0; c < whole.columns; ++c) {
        ASSERT_TRUE(SameBits(row.At(0, c), whole.At(i, c))) << FeaturePlan(Mode::kLive)[c].name << " at " << i;
        const bool in_piece = i >= 1234 && i < 1234 + 321;
        ASSERT_TRUE(!in_piece || SameBits(piece.At(i - 1234, c), whole.At(i, c)));
      }
    }
  }
}

TEST(Featurizer, GoesOnAfterARestartFromTheHistoryAlone) {
  const std::vector<FeatureCell> cells = MadeUpCells(kHourly, 2500, 3);
  FeatureStream whole(kHourly, {100, 15}, 500);
  const std::size_t from = 1000;
  FeatureStream restarted(kHourly, {100, 15}, 500 + static_cast<std::int64_t>(from));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const FeatureBlock& a = whole.Push(cells[i]);
    if (i < from) continue;
    const FeatureBlock& b = restarted.Push(cells[i]);
    for (std::size_t c = 0; c < a.columns && i >= from + kHourly.History(); ++c) ASSERT_TRUE(SameBits(a.At(0, c), b.At(0, c))) << i;
  }
}

TEST(Featurizer, LiveDoesNotLookAhead) {
  std::vector<FeatureCell> cells = MadeUpCells(kHourly, 1500, 4);
  Featurizer featurizer(kHourly, Mode::kLive);
  FeatureBlock before;
  featurizer.Fill(InputOf(kHourly, cells, 0), 0, 1000, before);
  for (std::size_t i = 1000; i < cells.size(); ++i) cells[i].value = 1;
  FeatureBlock after;
  featurizer.Fill(InputOf(kHourly, cells, 0), 0, 1000, after);
  for (std::size_t k = 0; k < before.values.size(); ++k) ASSERT_TRUE(SameBits(before.values[k], after.values[k]));
}

TEST(Featurizer, ComparesWithTheSameHourOnBothSidesOfAChangeOfClocks) {
  // The load is the hour of the week; one hour is left out after cell 400.
  std::vector<FeatureCell> cells(900);
  std::size_t slot = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].slot = static_cast<std::uint16_t>(slot);
    cells[i].value = static_cast<double>(slot);
    slot = (slot + (i == 400 ? 2 : 1)) % 168;
  }
  Featurizer featurizer(kHourly, Mode::kLive);
  FeatureBlock tile;
  featurizer.Fill(InputOf(kHourly, cells, 0), 420, 300, tile);
  for (std::size_t i = 420; i < 720; ++i) {
    EXPECT_TRUE(std::isnan(Of(tile, i, Feature::kLongChange)) || Of(tile, i, Feature::kLongChange) == 0) << i;
    EXPECT_EQ(Of(tile, i, Feature::kSlotDeviation), 0) << i;
  }
}

TEST(Featurizer, WorkedOutByHand) {
  std::vector<FeatureCell> cells(200);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].value = 100 + (i % 2 == 0 ? 15.0 : -15.0);  // one deviation above and below the center
    cells[i].slot = static_cast<std::uint16_t>(i % 168);
    cells[i].temperature = 10;
  }
  cells[199].value = 100 + 5 * 15;
  FeatureBlock tile;
  Featurizer featurizer(kHourly, Mode::kLive);
  featurizer.Fill(InputOf(kHourly, cells, 0), 0, 200, tile);
  EXPECT_EQ(Of(tile, 198, Feature::kReading), 1);
  EXPECT_EQ(Of(tile, 198, Feature::kLagStep), -1);
  EXPECT_EQ(Of(tile, 198, Feature::kShortMean), 0);
  EXPECT_EQ(Of(tile, 198, Feature::kShortStd), 1);
  EXPECT_EQ(Of(tile, 199, Feature::kStepChange), 4);
  EXPECT_EQ(Of(tile, 199, Feature::kShortMax), 5);
  EXPECT_EQ(Of(tile, 199, Feature::kLongMin), -1);
  EXPECT_EQ(Of(tile, 199, Feature::kRecentMedian), 1);
  // 175 against 85 of a week ago, with 0.05 (100 + 15) below: 90 / (260 + 5.75).
  EXPECT_NEAR(Of(tile, 199, Feature::kLongRatio), 90 / 265.75, 1e-6);
  EXPECT_EQ(Of(tile, 199, Feature::kHeating), 5.5F);
  EXPECT_EQ(Of(tile, 199, Feature::kCooling), 0);
  EXPECT_TRUE(std::isnan(Of(tile, 10, Feature::kShortMean)));  // 11 of 24 cells
  EXPECT_FALSE(std::isnan(Of(tile, 11, Feature::kShortMean)));
}

TEST(Featurizer, NeverTakesAFilledCellForAReading) {
  std::vector<FeatureCell> cells(50);
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = {.value = 100, .slot = static_cast<std::uint16_t>(i)};
  cells[30].was_read = false;
  FeatureBlock tile;
  Featurizer featurizer(kHourly, Mode::kLive);
  featurizer.Fill(InputOf(kHourly, cells, 0), 0, 50, tile);
  EXPECT_TRUE(std::isnan(Of(tile, 30, Feature::kReading)));
  EXPECT_TRUE(std::isnan(Of(tile, 30, Feature::kStepChange)));
  EXPECT_EQ(Of(tile, 31, Feature::kLagStep), 0);
}

TEST(FeaturePlan, NamesEachColumnOnceAndKeepsLiveColumnsInPlace) {
  std::set<std::string_view> names;
  for (const FeatureColumn& column : FeaturePlan(Mode::kReview)) names.insert(column.name);
  EXPECT_EQ(names.size(), kFeatureCount);
  const auto live = FeaturePlan(Mode::kLive);
  for (std::size_t c = 0; c < live.size(); ++c) {
    EXPECT_EQ(live[c].name, FeaturePlan(Mode::kReview)[c].name);
    EXPECT_EQ(static_cast<std::size_t>(live[c].feature), c);
    EXPECT_TRUE(live[c].live);
  }
  EXPECT_NE(FeaturePlanHash(Mode::kLive), FeaturePlanHash(Mode::kReview));
}

TEST(MeterScale, IsMedianAndMedianDeviation) {
  const MeterScale scale = MeterScale::Of(std::vector<double>{1, 2, 3, 4, 1000});
  EXPECT_EQ(scale.center, 3);
  EXPECT_EQ(scale.spread, 1.4826);
  EXPECT_EQ(MeterScale::Of(std::vector<double>{5, 5, 5}).spread, 1);
  EXPECT_EQ(MeterScale::Of(std::vector<double>{5, 5, 5, 9}).spread, 1);  // the mean deviation: 4 / 4
}

}  // namespace
}  // namespace kilowatch
