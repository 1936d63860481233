#include "detection/models/baseline/load_model_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kHuber = 4;         // scales beyond which a residual loses weight
constexpr double kHuberBlind = 2.5;  // the same without temperature, where cold spells are residuals too
constexpr double kShrinkWeeks = 3;   // the class mean counts like so many weeks
constexpr double kCurvature = 3e-2;  // penalty on second differences, as a share of the rows
constexpr double kHourRidge = 10;    // the common curve counts like so many readings at each node of an hour's own curve
constexpr double kHourCurvature = 2e-2;
constexpr double kSeasonYears = 2;   // no season at all counts like so many years of readings
constexpr double kDayOffDays = 0.1;  // holidays as Sundays and bridge days as workdays count like so many of them
constexpr double kMostOfSunday = 1.3;
constexpr int kRounds = 6;
constexpr double kHeatingBelow = 10;  // Mathieu et al.: 50 °F and 65 °F, to tell occupied slots
constexpr double kCoolingAbove = 18.3;
constexpr double kOccupiedShare = 0.65;
constexpr std::size_t kFewestForHours = 2000;

// The value at rank share * (n - 1) of `values`, which is reordered and not empty.
double ValueAtShare(std::vector<double>& values, double share) {
  const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return values[static_cast<std::size_t>(rank)];
}

void AddCurvature(Eigen::MatrixXd& gram, std::size_t first, std::size_t count, double weight) {
  for (std::size_t j = 0; j + 2 < count; ++j) {
    constexpr std::array<double, 3> kSecond{1, -2, 1};
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = 0; b < 3; ++b) {
        gram(static_cast<Eigen::Index>(first + j + a), static_cast<Eigen::Index>(first + j + b)) += weight * kSecond[a] * kSecond[b];
      }
    }
  }
}

}  // namespace

LoadModelFit::LoadModelFit(const LoadView& view, bool with_temperature) : view_(view) {
  model_.steps_per_day_ = view.steps_per_day;
  CollectRows(with_temperature);
}

LoadModel LoadModelFit::Run() {
  StartFromMedians();
  FindOccupied();
  if (model_.has_temperature_) MakeNodes();
  for (int round = 0; round < kRounds; ++round) {
    if (round > 0 || !model_.has_temperature_) Reweigh();
    UpdateClassMeans();
    model_.has_temperature_ ? SolveTogether() : SolveSlots();
  }
  if (model_.has_temperature_ && rows_.size() >= kFewestForHours) FitHourCurves();
  FitDaysOff();
  return std::move(model_);
}

void LoadModelFit::CollectRows(bool with_temperature) {
  const bool has_column = with_temperature && !view_.temperature.empty();
  for (const bool warm : {true, false}) {
    if (warm && !has_column) continue;
    std::size_t readings = 0;
    rows_.clear();
    for (std::size_t i = 0; i < view_.size(); ++i) {
      // Holidays would make their weekday look mixed; what they are like is asked afterwards.
      if (std::isnan(view_.value[i]) || view_.holiday[i]) continue;
      ++readings;
      const float celsius = has_column ? view_.temperature[i] : 0.0F;
      const float mean = has_column ? view_.mean_temperature[i] : 0.0F;
      if (warm && (std::isnan(celsius) || std::isnan(mean))) continue;
      const std::size_t hour_class = HourClass(view_.slot[i], view_.steps_per_day);
      rows_.push_back({view_.value[i], celsius, mean, view_.slot[i], static_cast<std::uint8_t>(hour_class), view_.day_of_year[i]});
    }
    model_.has_temperature_ = warm && 2 * rows_.size() >= readings && rows_.size() >= std::max<std::size_t>(12, 28 * (view_.slots / 7));
    if (model_.has_temperature_) break;
  }
  if (rows_.empty()) {  // holidays are all there is
    for (std::size_t i = 0; i < view_.size(); ++i) {
      if (std::isnan(view_.value[i])) continue;
      rows_.push_back(
          {view_.value[i], 0, 0, view_.slot[i], static_cast<std::uint8_t>(HourClass(view_.slot[i], view_.steps_per_day)), view_.day_of_year[i]});
    }
  }
  weight_.assign(rows_.size(), 1.0);
  residual_.resize(rows_.size());
}

void LoadModelFit::StartFromMedians() {
  std::vector<std::vector<double>> by_slot(view_.slots);
  std::vector<double> all;
  for (const Row& row : rows_) {
    by_slot[row.slot].push_back(row.value);
    all.push_back(row.value);
  }
  const double middle = ValueAtShare(all, 0.5);
  model_.slot_effect_.assign(view_.slots, middle);
  model_.occupied_.assign(view_.slots, 0);
  model_.leverage_.assign(view_.slots, 0);
  for (std::size_t s = 0; s < view_.slots; ++s) {
    const double count = static_cast<double>(by_slot[s].size());
    model_.leverage_[s] = static_cast<float>(1 / (count + kShrinkWeeks));
    if (count > 0) model_.slot_effect_[s] = ValueAtShare(by_slot[s], 0.5);
  }
}

void LoadModelFit::FindOccupied() {
  std::vector<double> values;
  for (const Row& row : rows_) values.push_back(row.value);
  const double low = ValueAtShare(values, 0.01);
  const double high = ValueAtShare(values, 0.99);
  const auto degree_hours = [&](const Row& row) {
    const double celsius = model_.has_temperature_ ? static_cast<double>(row.celsius) : kHeatingBelow;
    return Eigen::Vector3d(1, std::max(kHeatingBelow - celsius, 0.0), std::max(celsius - kCoolingAbove, 0.0));
  };
  Eigen::Matrix3d gram = Eigen::Matrix3d::Identity() * 1e-6 * static_cast<double>(rows_.size());
  Eigen::Vector3d right = Eigen::Vector3d::Zero();
  for (const Row& row : rows_) {
    const Eigen::Vector3d x = degree_hours(row);
    gram += x * x.transpose();
    right += x * std::clamp(row.value, low, high);
  }
  const Eigen::Vector3d answer = gram.ldlt().solve(right);
  std::vector<double> above(view_.slots);
  std::vector<double> count(view_.slots);
  for (const Row& row : rows_) {
    count[row.slot] += 1;
    if (row.value > degree_hours(row).dot(answer)) above[row.slot] += 1;
  }
  for (std::size_t s = 0; s < view_.slots; ++s) model_.occupied_[s] = above[s] > kOccupiedShare * count[s];
}

void LoadModelFit::MakeNodes() {
  std::array<std::vector<float>, 3> temperatures;
  for (const Row& row : rows_) {
    temperatures[0].push_back(row.celsius);
    temperatures[1].push_back(row.mean_celsius);
    temperatures[2].push_back(0.5F * (row.celsius + row.mean_celsius));
  }
  const std::size_t count = rows_.size() < 60 ? 3 : 7;
  for (std::size_t k = 0; k < 2; ++k) model_.nodes_[k] = CurveNodes::Over(temperatures[k], count);
  model_.mixed_nodes_ = CurveNodes::Over(temperatures[2], count);
  for (auto& curve : model_.curve_) curve.assign(count, 0);
  if (HasWholeYear()) model_.season_.assign(2 * SeasonNodes::kCount, 0);
}

bool LoadModelFit::HasWholeYear() const {
  std::array<std::size_t, SeasonNodes::kCount> readings{};
  for (const Row& row : rows_) ++readings[SeasonNodes::At(row.day_of_year).node];
  // Half of every month, of days or shorter steps: months alone are too few to tell a season from the weather.
  return view_.slots > 1 && *std::ranges::min_element(readings) >= 15 * view_.steps_per_day;
}

void LoadModelFit::Reweigh() {
  for (std::vector<double>& sizes : sizes_by_class_) sizes.clear();
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const Row& row = rows_[r];
    residual_[r] = row.value - model_.At(row.slot, {static_cast<double>(row.celsius), static_cast<double>(row.mean_celsius)}, row.day_of_year);
    sizes_by_class_[row.hour_class].push_back(std::abs(residual_[r]));
  }
  // The 85th percentile, not the median: a gas load that rests half of its hours has a median residual of nothing.
  constexpr double kShare = 0.85;
  constexpr double kOfNormal = 1.44;
  std::array<double, kHourClasses> scale{};
  double mean = 0;
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    std::vector<double>& sizes = sizes_by_class_[c];
    scale[c] = sizes.empty() ? 0 : ValueAtShare(sizes, kShare) / kOfNormal;
    mean += scale[c] * static_cast<double>(sizes.size()) / static_cast<double>(rows_.size());
  }
  const double scales = model_.has_temperature_ ? kHuber : kHuberBlind;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const double size = std::abs(residual_[r]);
    const double reach = scales * std::max({scale[rows_[r].hour_class], 0.2 * mean, 1e-12});
    weight_[r] = size <= reach ? 1 : reach / size;
  }
}

void LoadModelFit::UpdateClassMeans() {
  std::array<double, kHourClasses> sum{};
  std::array<double, kHourClasses> count{};
  double all = 0;
  for (const Row& row : rows_) {
    sum[row.hour_class] += model_.slot_effect_[row.slot];
    count[row.hour_class] += 1;
    all += model_.slot_effect_[row.slot];
  }
  class_mean_.assign(kHourClasses, all / static_cast<double>(rows_.size()));
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    if (count[c] > 0) class_mean_[c] = sum[c] / count[c];
  }
}

void LoadModelFit::SolveSlots() {
  std::vector<double> sum(view_.slots);
  std::vector<double> count(view_.slots, kShrinkWeeks);
  for (std::size_t s = 0; s < view_.slots; ++s) sum[s] = kShrinkWeeks * class_mean_[HourClass(s, view_.steps_per_day)];
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    sum[rows_[r].slot] += weight_[r] * rows_[r].value;
    count[rows_[r].slot] += weight_[r];
  }
  for (std::size_t s = 0; s < view_.slots; ++s) model_.slot_effect_[s] = sum[s] / count[s];
}

LoadModelFit::Equations LoadModelFit::EmptyEquations(Eigen::Index width) const {
  const auto slots = static_cast<Eigen::Index>(view_.slots);
  Equations e;
  e.diagonal = Eigen::VectorXd::Constant(slots, kShrinkWeeks);
  e.slot_right.resize(slots);
  for (Eigen::Index s = 0; s < slots; ++s) {
    e.slot_right[s] = kShrinkWeeks * class_mean_[HourClass(static_cast<std::size_t>(s), view_.steps_per_day)];
  }
  e.cross = Equations::Matrix::Zero(slots, width);
  e.gram = Equations::Matrix::Identity(width, width) * 1e-6 * static_cast<double>(rows_.size());
  e.right = Eigen::VectorXd::Zero(width);
  return e;
}

LoadModelFit::Equations LoadModelFit::NormalEquations() const {
  const std::size_t nodes = model_.nodes_[0].count;
  const std::size_t width = CurveColumns() + model_.season_.size();
  const std::size_t terms = model_.season_.empty() ? 4 : 6;
  Equations e = EmptyEquations(static_cast<Eigen::Index>(width));
  double* const gram = e.gram.data();
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const Row& row = rows_[r];
    const double w = weight_[r];
    const auto hour = model_.nodes_[0].At(static_cast<double>(row.celsius));
    const auto day = model_.nodes_[1].At(static_cast<double>(row.mean_celsius));
    const std::size_t at = (model_.occupied_[row.slot] ? 2 : 0) * nodes;
    const SeasonNodes::Place season = SeasonNodes::At(row.day_of_year);
    const std::size_t from = CurveColumns() + (model_.occupied_[row.slot] ? SeasonNodes::kCount : 0);
    const std::array<std::size_t, 6> column{at + hour.node,     at + hour.node + 1, at + nodes + day.node, at + nodes + day.node + 1,
                                            from + season.node, from + season.next};
    const std::array<double, 6> x{hour.low, hour.high, day.low, day.high, season.low, season.high};
    e.diagonal[row.slot] += w;
    e.slot_right[row.slot] += w * row.value;
    double* const cross = e.cross.data() + row.slot * width;
    for (std::size_t a = 0; a < terms; ++a) {
      const double wx = w * x[a];
      cross[column[a]] += wx;
      e.right[static_cast<Eigen::Index>(column[a])] += wx * row.value;
      for (std::size_t b = 0; b < terms; ++b) gram[column[a] * width + column[b]] += wx * x[b];
    }
  }
  return e;
}

// The slots' diagonal block is eliminated (Schur complement): what is left is as small as the curves.
void LoadModelFit::SolveTogether() {
  const std::size_t nodes = model_.nodes_[0].count;
  const Equations e = NormalEquations();
  Eigen::MatrixXd gram = e.gram;
  for (std::size_t c = 0; c < 4; ++c) AddCurvature(gram, c * nodes, nodes, kCurvature * static_cast<double>(rows_.size()));
  const double season_weight = kSeasonYears * 365 * static_cast<double>(view_.steps_per_day) / (2 * SeasonNodes::kCount);
  gram.diagonal().tail(static_cast<Eigen::Index>(model_.season_.size())).array() += season_weight;
  const Eigen::MatrixXd scaled = e.diagonal.cwiseInverse().asDiagonal() * e.cross;
  const Eigen::VectorXd answer = (gram - e.cross.transpose() * scaled).ldlt().solve(e.right - scaled.transpose() * e.slot_right);
  const Eigen::VectorXd effect = e.slot_right.cwiseQuotient(e.diagonal) - scaled * answer;
  std::copy(effect.begin(), effect.end(), model_.slot_effect_.begin());
  for (std::size_t c = 0; c < 4; ++c) {
    for (std::size_t j = 0; j < nodes; ++j) model_.curve_[c][j] = answer[static_cast<Eigen::Index>(c * nodes + j)];
  }
  std::copy_n(answer.begin() + static_cast<std::ptrdiff_t>(CurveColumns()), model_.season_.size(), model_.season_.begin());
}

void LoadModelFit::FitHourCurves() {
  Reweigh();
  const auto nodes = static_cast<Eigen::Index>(model_.mixed_nodes_.count);
  std::vector<Eigen::MatrixXd> gram(kHourClasses, Eigen::MatrixXd::Identity(nodes, nodes) * kHourRidge);
  std::vector<Eigen::VectorXd> right(kHourClasses, Eigen::VectorXd::Zero(nodes));
  std::array<double, kHourClasses> count{};
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const Row& row = rows_[r];
    const auto place = model_.mixed_nodes_.At(0.5 * static_cast<double>(row.celsius + row.mean_celsius));
    const auto n = static_cast<Eigen::Index>(place.node);
    Eigen::MatrixXd& g = gram[row.hour_class];
    const double w = weight_[r];
    count[row.hour_class] += 1;
    g(n, n) += w * place.low * place.low;
    g(n, n + 1) += w * place.low * place.high;
    g(n + 1, n) += w * place.low * place.high;
    g(n + 1, n + 1) += w * place.high * place.high;
    right[row.hour_class][n] += w * place.low * residual_[r];
    right[row.hour_class][n + 1] += w * place.high * residual_[r];
  }
  model_.hour_curve_.assign(kHourClasses * model_.mixed_nodes_.count, 0);
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    AddCurvature(gram[c], 0, model_.mixed_nodes_.count, kHourCurvature * count[c]);
    const Eigen::VectorXd answer = gram[c].ldlt().solve(right[c]);
    std::copy(answer.begin(), answer.end(), model_.hour_curve_.begin() + static_cast<std::ptrdiff_t>(c * model_.mixed_nodes_.count));
  }
}

void LoadModelFit::FitDaysOff() {
  if (view_.slots == 1) return;
  std::array<double, kDaysOff> product{};
  std::array<double, kDaysOff> square{};
  std::array<double, kDaysOff> count{};
  for (std::size_t i = 0; i < view_.size(); ++i) {
    const std::size_t kind = view_.holiday[i];
    if (kind == kNoDayOff || std::isnan(view_.value[i])) continue;
    LoadModel::Weather weather;
    if (model_.has_temperature_) weather = {static_cast<double>(view_.temperature[i]), static_cast<double>(view_.mean_temperature[i])};
    if (std::isnan(weather.celsius) || std::isnan(weather.mean_celsius)) continue;
    const double own = model_.At(view_.slot[i], weather, view_.day_of_year[i]);
    const double to_sunday = model_.At(OnSunday(view_.slot[i], view_.steps_per_day), weather, view_.day_of_year[i]) - own;
    // A single reading says at most twice the way, so that a fault on a day off does not decide.
    const double most = 2 * std::abs(to_sunday);
    product[kind] += to_sunday * std::clamp(view_.value[i] - own, -most, most);
    square[kind] += to_sunday * to_sunday;
    count[kind] += 1;
  }
  for (const std::size_t kind : {kHoliday, kBridgeDay}) {
    if (!(square[kind] > 0)) continue;
    const double prior = kDayOffDays * static_cast<double>(view_.steps_per_day) * square[kind] / count[kind];
    model_.sunday_share_[kind] = std::clamp((product[kind] + prior * model_.sunday_share_[kind]) / (square[kind] + prior), 0.0, kMostOfSunday);
  }
}

}  // namespace kilowatch
