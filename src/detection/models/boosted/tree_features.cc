#include "detection/models/boosted/tree_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "detection/features/featurizer.h"
#include "detection/models/boosted/stretch_columns.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/members/kernels/rolling.h"
#include "detection/models/members/members.h"
#include "foundation/base/check.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr double kUnknownColumn = std::numeric_limits<double>::quiet_NaN();
// Raised when a column of the same name comes to mean something else.
constexpr int kMeaning = 1;

// Of the feature plan: what the columns of a stretch do not say in another way.
constexpr std::array kFromPlan = {Feature::kShortMean,    Feature::kShortStd,   Feature::kShortMin,      Feature::kShortMax, Feature::kLongMean,
                                  Feature::kLongStd,      Feature::kLongMin,    Feature::kLongMax,       Feature::kLongZ,    Feature::kLongRatio,
                                  Feature::kRecentMedian, Feature::kStepChange, Feature::kSlotDeviation, Feature::kRestDay};

// Where columns go: names to a list, or values to the next column of a block from `begin` on.
struct Columns {
  std::vector<std::string>* names = nullptr;
  FeatureBlock* block = nullptr;
  std::size_t next = 0;
  std::size_t begin = 0;

  void Put(std::string_view name, std::span<const double> column) {
    if (names != nullptr) names->emplace_back(name);
    if (block != nullptr) {
      KW_CHECK(next < block->columns);
      float* to = block->Column(next).data() + begin;
      for (std::size_t i = 0; i < column.size(); ++i) to[i] = static_cast<float>(std::clamp(column[i], -1e30, 1e30));
    }
    ++next;
  }
};

void PutStretch(const MeterView& view, Columns& columns, std::vector<double>* level) {
  ColumnPool pool;
  MemberContext context(view, nullptr, nullptr, pool);
  PutStretchColumns(context, [&](std::string_view name, std::span<const double> column) {
    if (name == "reading" && level != nullptr) std::ranges::copy(column, level->begin() + static_cast<std::ptrdiff_t>(columns.begin));
    columns.Put(name, column);
  });
}

// Decades that the members' words add up to; 0 where nothing was judged.
std::vector<double> DecadesOf(const Scores& scores, Mode mode) {
  std::vector<double> decades(scores.score.size(), 0.0);
  for (std::size_t i = 0; i < decades.size(); ++i) {
    const double s = scores.score[i];
    if (!std::isnan(s)) decades[i] = AlarmDecades(mode) * s / (1 - s);
  }
  return decades;
}

void PutEvidence(const CleanBlock& block, const MeterModel::Judgement& judgement, Columns& columns) {
  std::vector<double> column(block.size());
  for (std::size_t m = 0; m < MemberFunctions().size(); ++m) {
    std::ranges::copy(judgement.evidence[m].strangeness, column.begin());
    columns.Put(MemberName(MemberFunctions()[m].member), column);
  }
  const std::vector<double> decades = DecadesOf(judgement.scores, block.mode());
  columns.Put("decades", decades);
  const auto near = [&](double hours) {
    const auto steps =
        std::max<std::size_t>(1, static_cast<std::size_t>(std::nearbyint(hours * static_cast<double>(block.grid().StepsPerDay()) / 24)));
    return block.mode() == Mode::kLive ? Window::UpTo(steps) : Window::Around(steps);
  };
  ColumnPool pool;
  RollingMax(decades, near(7), column);
  columns.Put("decades_most_7", column);
  RollingMean(decades, near(7), pool, column);
  columns.Put("decades_mean_7", column);
  RollingMean(decades, near(25), pool, column);
  columns.Put("decades_mean_25", column);
}

void PutExpectation(const CleanBlock& block, const Expectation& expectation, Columns& columns) {
  std::vector<double> column(block.size());
  for (std::size_t i = 0; i < block.size(); ++i) {
    const double half_band = (expectation.high[i] - expectation.low[i]) / 2;
    const double middle = (expectation.high[i] + expectation.low[i]) / 2;
    column[i] = half_band > 0 ? (block.value()[i] - middle) / half_band : kUnknownColumn;
  }
  columns.Put("band", column);
  for (std::size_t i = 0; i < block.size(); ++i) {
    const double expected = expectation.expected[i];
    column[i] = expected > 0 ? std::log((std::max(block.value()[i], 0.0) + 0.02 * expected) / (1.02 * expected)) : kUnknownColumn;
    if (std::isnan(block.value()[i])) column[i] = kUnknownColumn;
  }
  columns.Put("expected_ratio", column);
}

void PutCalendar(const CleanBlock& block, Columns& columns) {
  const std::size_t steps = block.grid().StepsPerDay();
  std::vector<double> column(block.size(), 0.0);
  const bool months = block.grid().spacing() == Spacing::kLocalMonth;
  for (std::size_t i = 0; i < block.size() && !months; ++i) {
    column[i] = 24 * static_cast<double>(block.slot_of_week()[i] % steps) / static_cast<double>(steps);
  }
  columns.Put("hour", column);
  for (std::size_t i = 0; i < block.size() && !months; ++i) {
    const std::size_t weekday = block.slot_of_week()[i] / steps;
    column[i] = static_cast<double>(weekday);
  }
  columns.Put("weekday", column);
}

// The feature plan over levels that are in scales already: in Live a scale known from the whole block would tell of the future.
void PutFromPlan(const CleanBlock& block, std::span<const double> level, Columns& columns) {
  const FeatureWindows windows = FeatureWindows::Of(block.grid());
  FeatureInput input(windows, MeterScale{}, FeatureInput::FirstIndex(block));
  for (std::size_t i = 0; i < block.size(); ++i) {
    FeatureCell cell = FeatureInput::CellOf(block, i);
    cell.value = level[i];
    cell.was_read = !std::isnan(level[i]);
    input.Push(cell);
  }
  std::vector<std::vector<double>> out(kFromPlan.size(), std::vector<double>(block.size()));
  Featurizer featurizer(windows, Mode::kLive);
  featurizer.Apply(input, [&](const FeatureBlock& tile) {
    for (std::size_t k = 0; k < kFromPlan.size(); ++k) {
      const std::span<const float> column = tile.Column(static_cast<std::size_t>(kFromPlan[k]));
      std::ranges::copy(column, out[k].begin() + static_cast<std::ptrdiff_t>(tile.first_cell));
    }
  });
  for (std::size_t k = 0; k < kFromPlan.size(); ++k) columns.Put(FeaturePlan(Mode::kLive)[static_cast<std::size_t>(kFromPlan[k])].name, out[k]);
}

// Two days of a made-up meter: enough to hear the names.
MeterView MadeUpView(Mode mode) {
  constexpr std::size_t kCells = 48;
  std::vector<std::uint16_t> slot(kCells);
  std::vector<std::uint32_t> day(kCells);
  for (std::size_t i = 0; i < kCells; ++i) slot[i] = static_cast<std::uint16_t>(i), day[i] = static_cast<std::uint32_t>(i / 24);
  return MeterView::Make(mode, 24, std::vector<double>(kCells, 1.0), std::move(slot), day);
}

}  // namespace

std::vector<std::string> TreeColumns(Mode mode) {
  std::vector<std::string> names;
  Columns columns{.names = &names};
  PutStretch(MadeUpView(mode), columns, nullptr);
  for (const MemberFunction& function : MemberFunctions()) names.emplace_back(MemberName(function.member));
  for (const char* name : {"decades", "decades_most_7", "decades_mean_7", "decades_mean_25", "band", "expected_ratio", "hour", "weekday"}) {
    names.emplace_back(name);
  }
  for (const Feature feature : kFromPlan) names.emplace_back(FeaturePlan(Mode::kLive)[static_cast<std::size_t>(feature)].name);
  return names;
}

std::uint64_t TreeColumnsHash(Mode mode) {
  std::string text = std::to_string(kMeaning);
  for (const std::string& name : TreeColumns(mode)) text.append(1, ' ').append(name);
  return StableHash(text);
}

FeatureBlock TreeFeatures(const CleanBlock& block, const MeterModel::Judgement& judgement) {
  FeatureBlock features;
  features.Resize(block.size(), TreeColumns(block.mode()).size());
  std::ranges::fill(features.values, std::numeric_limits<float>::quiet_NaN());
  if (block.why_not()) return features;
  KW_CHECK(judgement.evidence.size() >= MemberFunctions().size());
  std::vector<double> level(block.size(), kUnknownColumn);
  Columns columns{.block = &features};
  for (const auto& [begin, end] : JudgedTogether(block.size(), block.grid().StepsPerDay(), block.mode())) {
    columns.begin = begin;
    columns.next = 0;
    PutStretch(MeterView::Of(block, block.mode(), begin, end), columns, &level);
  }
  columns.begin = 0;
  PutEvidence(block, judgement, columns);
  PutExpectation(block, judgement.expectation, columns);
  PutCalendar(block, columns);
  PutFromPlan(block, level, columns);
  KW_CHECK(columns.next == features.columns);
  return features;
}

}  // namespace kilowatch
