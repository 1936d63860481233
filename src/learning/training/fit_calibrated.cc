#include "learning/training/fit_calibrated.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace kilowatch {
namespace {

constexpr std::size_t kParts = 3;
constexpr std::size_t kFewestToCalibrate = 100;

// What trees say of ordinary rows that they have not seen, beside what the members say.
struct OrdinaryRows {
  std::vector<float> sum;
  std::vector<float> log_decades;
};

BoostingOptions OptionsFor(const TrainingRows& rows) {
  BoostingOptions options;
  // Few labels must be able to split at all.
  const auto labelled = static_cast<double>(std::ranges::count_if(rows.label, [](float label) { return label > 0; }));
  options.least_weight = std::min(options.least_weight, labelled / 20);
  return options;
}

// The rows of a lesson that belong to part `part`, or those that do not. Parts are whole buildings; of one building alone, stretches of time.
TrainingRows RowsOf(const Lesson& lesson, std::optional<std::size_t> building_part, std::size_t part, bool inside) {
  if (building_part) return (*building_part == part) == inside ? lesson.rows : TrainingRows{.columns = lesson.rows.columns};
  TrainingRows rows{.columns = lesson.rows.columns};
  for (std::size_t i = 0; i < lesson.rows.size(); ++i) {
    if ((i * kParts / lesson.rows.size() == part) != inside) continue;
    const auto begin = lesson.rows.values.begin() + static_cast<std::ptrdiff_t>(i * rows.columns);
    rows.values.insert(rows.values.end(), begin, begin + static_cast<std::ptrdiff_t>(rows.columns));
    rows.label.push_back(lesson.rows.label[i]);
    rows.weight.push_back(lesson.rows.weight[i]);
  }
  return rows;
}

std::vector<float> SumsOf(const BoostedTrees& trees, const TrainingRows& rows) {
  FeatureBlock block;
  block.Resize(rows.size(), rows.columns);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows.columns; ++c) block.Column(c)[r] = rows.values[r * rows.columns + c];
  }
  std::vector<float> sums(rows.size());
  trees.Score(block, sums);
  return sums;
}

class Parts {
 public:
  explicit Parts(const std::vector<const Lesson*>& lessons) : lessons_(lessons) {
    for (const Lesson* lesson : lessons) part_of_.emplace(lesson->building, 0);
    std::size_t next = 0;
    for (auto& [building, part] : part_of_) part = next++ % kParts;
  }

  TrainingRows Outside(std::size_t part) const {
    TrainingRows rows;
    for (const Lesson* lesson : lessons_) rows.Append(RowsOf(*lesson, PartOf(*lesson), part, false));
    return rows;
  }

  void AddOrdinary(const BoostedTrees& trees, std::size_t part, OrdinaryRows& out) const {
    for (const Lesson* lesson : lessons_) {
      const auto whole = PartOf(*lesson);
      if (whole && *whole != part) continue;
      const std::vector<float> sums = SumsOf(trees, lesson->rows);
      for (std::size_t i = 0; i < sums.size(); ++i) {
        if (lesson->rows.label[i] > 0 || (!whole && i * kParts / sums.size() != part)) continue;
        out.sum.push_back(sums[i]);
        out.log_decades.push_back(lesson->log_decades[i]);
      }
    }
  }

 private:
  std::optional<std::size_t> PartOf(const Lesson& lesson) const {
    return part_of_.size() > 1 ? std::optional(part_of_.at(lesson.building)) : std::nullopt;
  }

  const std::vector<const Lesson*>& lessons_;
  std::map<std::string, std::size_t> part_of_;
};

double Quantile(std::vector<float> values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return static_cast<double>(values[static_cast<std::size_t>(at)]);
}

// At least one in a thousand, so that the quantile is known, and one in twenty at most: beyond, members that alarm all the time would teach the trees to.
double ShareOfAlarms(const OrdinaryRows& rows) {
  const auto alarms = std::ranges::count_if(rows.log_decades, [](float word) { return word >= 0; });
  return std::clamp(static_cast<double>(alarms) / static_cast<double>(rows.log_decades.size()), 0.001, 0.05);
}

void Calibrate(const OrdinaryRows& rows, CalibratedTrees& trees) {
  const double alarm = Quantile(rows.sum, 1 - ShareOfAlarms(rows));
  const double middle = Quantile(rows.sum, 0.5);
  const double middle_word = std::min(Quantile(rows.log_decades, 0.5), -0.1);
  trees.slope = -middle_word / std::max(alarm - middle, 0.1);
  trees.shift = -trees.slope * alarm;
}

bool TwoKinds(const TrainingRows& rows) {
  const auto labelled = std::ranges::count_if(rows.label, [](float label) { return label > 0; });
  return labelled > 0 && static_cast<std::size_t>(labelled) < rows.size();
}

}  // namespace

Result<CalibratedTrees> FitCalibrated(const std::vector<const Lesson*>& lessons) {
  const Parts parts(lessons);
  OrdinaryRows unseen;
  for (std::size_t part = 0; part < kParts; ++part) {
    const TrainingRows rows = parts.Outside(part);
    if (!TwoKinds(rows)) continue;
    KW_ASSIGN(const BoostedTrees trees, FitByXgboost(rows, OptionsFor(rows)));
    parts.AddOrdinary(trees, part, unseen);
  }
  const TrainingRows rows = parts.Outside(kParts);
  KW_ASSIGN(BoostedTrees trees, FitByXgboost(rows, OptionsFor(rows)));
  CalibratedTrees fitted{std::move(trees)};
  if (unseen.sum.size() < kFewestToCalibrate) {
    for (std::size_t part = 0; part < kParts; ++part) parts.AddOrdinary(fitted.trees, part, unseen);
  }
  Calibrate(unseen, fitted);
  return fitted;
}

}  // namespace kilowatch
