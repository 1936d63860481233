#include "decision/policy/total_columns.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace kilowatch {
namespace {

constexpr std::size_t kLargestGroup = 80;
constexpr std::size_t kLeastDays = 21;
constexpr double kLeastCoverage = 0.5;
constexpr double kTolerance = 0.005;
constexpr double kDaysWithin = 0.98;

// Daily sums of one group over the days that every meter measured whole.
struct Table {
  std::vector<const MeterSummary*> meters;  // smallest mean first, of equals the last name first
  std::vector<std::vector<double>> daily;   // as meters
  std::vector<double> mean;
};

// Keeps meters with readings on half of the group's days, then the days that all of them have.
Table Align(std::vector<const MeterSummary*> meters) {
  Table table;
  std::erase_if(meters, [](const MeterSummary* meter) { return meter->daily.empty(); });
  if (meters.empty()) return table;
  LocalDay first = meters.front()->first_day, last = first;
  for (const MeterSummary* meter : meters) {
    first = std::min(first, meter->first_day);
    last = std::max(last, meter->first_day + std::chrono::days(meter->daily.size()));
  }
  const auto days = static_cast<std::size_t>((last - first).count());
  const auto on = [&](const MeterSummary& meter, std::size_t day) {
    const auto at = static_cast<std::int64_t>(day) - (meter.first_day - first).count();
    return at >= 0 && at < static_cast<std::int64_t>(meter.daily.size()) ? meter.daily[static_cast<std::size_t>(at)] : std::nan("");
  };
  std::erase_if(meters, [&](const MeterSummary* meter) {
    const auto known = std::ranges::count_if(meter->daily, [](double sum) { return std::isfinite(sum); });
    return static_cast<double>(known) < kLeastCoverage * static_cast<double>(days);
  });
  std::vector<std::size_t> common;
  for (std::size_t day = 0; day < days; ++day) {
    if (std::ranges::all_of(meters, [&](const MeterSummary* meter) { return std::isfinite(on(*meter, day)); })) common.push_back(day);
  }
  if (common.size() < kLeastDays) return table;
  std::vector<std::tuple<double, const MeterSummary*, std::vector<double>>> rows;
  for (const MeterSummary* meter : meters) {
    std::vector<double> sums;
    double total = 0;
    for (const std::size_t day : common) sums.push_back(on(*meter, day));
    for (const double sum : sums) total += sum;
    rows.emplace_back(total / static_cast<double>(common.size()), meter, std::move(sums));
  }
  std::ranges::sort(rows, [](const auto& a, const auto& b) {
    return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) < std::get<0>(b) : std::get<1>(a)->name > std::get<1>(b)->name;
  });
  for (auto& [mean, meter, sums] : rows) {
    table.mean.push_back(mean);
    table.meters.push_back(meter);
    table.daily.push_back(std::move(sums));
  }
  return table;
}

double Dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Least squares of `target` on `columns` by Cholesky of the normal equations, with a ridge of 1e-9 of their mean diagonal.
std::vector<double> LeastSquares(const std::vector<const std::vector<double>*>& columns, const std::vector<double>& target) {
  const std::size_t n = columns.size();
  std::vector<std::vector<double>> lower(n, std::vector<double>(n, 0));
  std::vector<double> x(n);
  double trace = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) lower[i][j] = Dot(*columns[i], *columns[j]);
    x[i] = Dot(*columns[i], target);
    trace += lower[i][i];
  }
  for (std::size_t i = 0; i < n; ++i) {
    lower[i][i] += 1e-9 * trace / static_cast<double>(n);
    for (std::size_t j = 0; j <= i; ++j) {
      for (std::size_t k = 0; k < j; ++k) lower[i][j] -= lower[i][k] * lower[j][k];
      lower[i][j] = i == j ? std::sqrt(std::max(lower[i][i], 1e-300)) : lower[i][j] / lower[j][j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= lower[i][k] * x[k];
    x[i] /= lower[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}

// Whether the members' sum meets the meter day by day. A flat or empty meter proves nothing.
bool Meets(const Table& table, std::size_t meter, const std::vector<std::size_t>& members) {
  const std::vector<double>& total = table.daily[meter];
  const double mean = table.mean[meter];
  const auto days = static_cast<double>(total.size());
  double squares = 0;
  for (const double sum : total) squares += (sum - mean) * (sum - mean);
  if (std::sqrt(squares / days) <= 0.01 * mean) return false;
  std::size_t off = 0;
  for (std::size_t day = 0; day < total.size(); ++day) {
    double sum = 0;
    for (const std::size_t member : members) sum += table.daily[member][day];
    off += std::abs(total[day] - sum) > kTolerance * std::max(std::abs(total[day]), mean / 10) ? 1 : 0;
    if (static_cast<double>(off) > (1 - kDaysWithin) * days) return false;
  }
  return true;
}

std::optional<std::vector<std::size_t>> MembersOf(const Table& table, std::size_t meter, const std::set<std::string>& known) {
  std::vector<std::size_t> smaller;
  for (std::size_t i = 0; i < table.meters.size(); ++i) {
    const bool fits = i != meter && table.mean[i] > 0 && table.mean[i] <= table.mean[meter] * (1 + 1e-6);
    if (fits && !known.contains(table.meters[i]->name)) smaller.push_back(i);
  }
  if (smaller.empty() || !(table.mean[meter] > 0)) return std::nullopt;
  if (Meets(table, meter, smaller)) return smaller;
  if (smaller.size() > kLargestGroup || 2 * smaller.size() > table.daily[meter].size()) return std::nullopt;
  std::vector<const std::vector<double>*> columns;
  for (const std::size_t i : smaller) columns.push_back(&table.daily[i]);
  const std::vector<double> share = LeastSquares(columns, table.daily[meter]);
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < smaller.size(); ++i) {
    if (share[i] > 0.5) members.push_back(smaller[i]);
  }
  if (members.empty() || !Meets(table, meter, members)) return std::nullopt;
  return members;
}

void SearchGroup(const std::vector<const MeterSummary*>& group, const std::set<std::string>& parents, std::map<std::string, SuspectedTotal>& found) {
  const Table table = Align(group);
  std::set<std::string> known;
  for (const auto& [name, total] : found) known.insert(name);
  for (std::size_t i = 0; i < table.meters.size(); ++i) {
    const std::string& name = table.meters[i]->name;
    if (known.contains(name)) continue;
    const auto members = MembersOf(table, i, known);
    if (!members) continue;
    known.insert(name);
    if (parents.contains(name)) continue;
    SuspectedTotal total{name, {}};
    for (const std::size_t member : *members) total.members.push_back(table.meters[member]->name);
    std::ranges::sort(total.members);
    found[name] = std::move(total);
  }
}

}  // namespace

std::vector<SuspectedTotal> FindSuspectedTotals(const std::vector<MeterSummary>& meters) {
  std::set<std::string> parents;
  std::map<std::pair<Commodity, Unit>, std::vector<const MeterSummary*>> groups;
  for (const MeterSummary& meter : meters) {
    if (!meter.parent.empty()) parents.insert(meter.parent);
    if (meter.role != MeterRole::kVirtual && meter.unit != Unit::kOther) groups[{meter.commodity, meter.unit}].push_back(&meter);
  }
  std::map<std::string, SuspectedTotal> found;
  for (const auto& [key, group] : groups) {
    if (group.size() > kLargestGroup) {
      std::map<std::string, std::vector<const MeterSummary*>> sites;
      for (const MeterSummary* meter : group) sites[meter->site].push_back(meter);
      for (const auto& [site, members] : sites) {
        if (members.size() <= kLargestGroup) SearchGroup(members, parents, found);
      }
    }
    SearchGroup(group, parents, found);
  }
  std::vector<SuspectedTotal> totals;
  for (auto& [name, total] : found) totals.push_back(std::move(total));
  return totals;
}

}  // namespace kilowatch
