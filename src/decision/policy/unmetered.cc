#include "decision/policy/unmetered.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "decision/policy/meter_tree.h"
#include "detection/events/reason.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

constexpr std::size_t kLeastDays = 14;
constexpr std::size_t kLeastMonths = 6;
constexpr std::size_t kLeastMonthDays = 10;
constexpr double kMeterError = 0.01;
constexpr std::size_t kLeastNegativeDays = 3;
constexpr double kLeastNegativeShare = 0.05;

struct RestDay {
  LocalDay date;
  double main = 0;
  double subs = 0;
  bool Negative() const { return subs - main > kMeterError * (std::abs(main) + std::abs(subs)); }
};

double On(const MeterSummary& meter, LocalDay day) {
  const auto at = (day - meter.first_day).count();
  return at >= 0 && at < static_cast<std::int64_t>(meter.daily.size()) ? meter.daily[static_cast<std::size_t>(at)] : std::nan("");
}

using Below = std::map<std::string, std::vector<const MeterSummary*>>;

// Directly below each meter, what it should hold in full.
Below MetersBelow(const std::vector<MeterSummary>& meters, const MeterTree& tree) {
  Below below;
  for (const MeterSummary& meter : meters) {
    const bool counted = meter.role == MeterRole::kSub || meter.role == MeterRole::kMain;
    if (!counted || meter.unit == Unit::kOther) continue;
    const std::vector<std::string> above = tree.Above(meter.name);
    if (!above.empty() && above.front() == meter.parent) below[meter.parent].push_back(&meter);
  }
  return below;
}

std::vector<RestDay> RestDays(const MeterSummary& main, const std::vector<const MeterSummary*>& subs) {
  std::vector<RestDay> days;
  for (std::size_t i = 0; i < main.daily.size(); ++i) {
    RestDay day{main.first_day + std::chrono::days(i), main.daily[i], 0};
    for (const MeterSummary* sub : subs) day.subs += On(*sub, day.date);
    if (std::isfinite(day.main) && std::isfinite(day.subs)) days.push_back(day);
  }
  return days;
}

double MedianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

std::optional<double> TrendOf(const std::vector<RestDay>& days) {
  struct Month {
    double main = 0, subs = 0;
    std::size_t days = 0;
  };
  std::map<int, Month> months;
  for (const RestDay& day : days) {
    const std::chrono::year_month_day date(day.date);
    Month& month = months[static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month()))];
    month.main += day.main;
    month.subs += day.subs;
    ++month.days;
  }
  std::erase_if(months, [](const auto& entry) { return entry.second.days < kLeastMonthDays || !(entry.second.main > 0); });
  if (months.size() < kLeastMonths) return std::nullopt;
  std::vector<double> slopes;
  for (auto a = months.begin(); a != months.end(); ++a) {
    for (auto b = std::next(a); b != months.end(); ++b) {
      const auto share = [](const Month& month) { return 1 - month.subs / month.main; };
      slopes.push_back((share(b->second) - share(a->second)) / (b->first - a->first) * 12);
    }
  }
  return MedianOf(std::move(slopes));
}

// The metering fault of days on which the meters below `main` counted more than it did.
PricedEvent OverMain(const MeterSummary& main, const std::vector<RestDay>& over, bool ongoing) {
  PricedEvent fault{{}, main.role, main.commodity, main.unit, std::nullopt, std::nullopt};
  Event& event = fault.event;
  event.meter = main.name;
  event.site = main.site;
  event.kind = EventKind::kOverMain;
  event.event_class = EventClass::kDataFault;
  event.span = {main.zone.StartOfDay(over.front().date), main.zone.StartOfDay(over.back().date + std::chrono::days(1))};
  event.ongoing = ongoing;
  event.severity = 4;
  event.strongest = Member::kDataRule;
  for (const RestDay& day : over) {
    event.actual += day.main;
    event.expected += day.subs;
  }
  event.id = EventIdOf(event);
  Meter meter;
  meter.role = main.role;
  meter.commodity = main.commodity;
  meter.unit = main.unit;
  event.reason = Fill({"On {} days the meters below it counted {}, more than the {} of the meter itself, {}; check first {}.",
                       "Pendant {} jours, les compteurs en aval ont compté {}, plus que les {} du compteur lui-même, {} ; vérifier d’abord {}."},
                      {DecimalWords(static_cast<double>(over.size()), 0), QuantityWords(event.expected, main.unit),
                       QuantityWords(event.actual, main.unit), DayRangeWords(over.front().date, over.back().date), CheckFirst(event, meter)});
  event.actual = event.expected = 0;
  return fault;
}

}  // namespace

std::vector<UnmeteredRest> FindUnmetered(const std::vector<MeterSummary>& meters) {
  const MeterTree tree(meters);
  std::vector<UnmeteredRest> rests;
  for (const auto& [name, subs] : MetersBelow(meters, tree)) {
    const MeterSummary& main = tree.Find(name);
    const std::vector<RestDay> days = RestDays(main, subs);
    if (days.size() < kLeastDays) continue;
    UnmeteredRest rest;
    rest.main = name;
    rest.site = main.site;
    rest.unit = main.unit;
    for (const MeterSummary* sub : subs) rest.subs.push_back(sub->name);
    std::ranges::sort(rest.subs);
    rest.days = days.size();
    double sum_main = 0, sum_subs = 0;
    for (const RestDay& day : days) {
      sum_main += day.main;
      sum_subs += day.subs;
      rest.negative_days += day.Negative() ? 1 : 0;
    }
    rest.a_year = (sum_main - sum_subs) / static_cast<double>(days.size()) * 365;
    rest.share = sum_main > 0 ? 1 - sum_subs / sum_main : 0;
    rest.share_trend_a_year = TrendOf(days);
    rests.push_back(std::move(rest));
  }
  return rests;
}

std::vector<PricedEvent> FindOverMain(const std::vector<MeterSummary>& meters) {
  const MeterTree tree(meters);
  // Where panels feed in behind it, a main counts less than what is used below it, by right.
  std::set<std::string> producing;
  for (const MeterSummary& meter : meters) {
    if (!meter.site.empty() && (Produces(meter.role) || meter.has_negative)) producing.insert(meter.site);
  }
  std::vector<PricedEvent> faults;
  for (const auto& [name, subs] : MetersBelow(meters, tree)) {
    const MeterSummary& main = tree.Find(name);
    const std::vector<RestDay> days = RestDays(main, subs);
    std::vector<RestDay> over;
    std::ranges::copy_if(days, std::back_inserter(over), [](const RestDay& day) { return day.Negative(); });
    const bool many = over.size() >= kLeastNegativeDays && static_cast<double>(over.size()) >= kLeastNegativeShare * static_cast<double>(days.size());
    if (!many || main.has_negative || producing.contains(main.site)) continue;
    faults.push_back(OverMain(main, over, over.back().date == days.back().date));
  }
  return faults;
}

std::vector<std::vector<std::string>> FindCircles(const std::vector<MeterSummary>& meters) {
  std::map<std::string, std::string> parent;
  for (const MeterSummary& meter : meters) parent[meter.name] = meter.parent;
  std::set<std::string> done;
  std::vector<std::vector<std::string>> circles;
  for (const auto& [name, above] : parent) {
    std::vector<std::string> path;
    for (std::string at = name; parent.contains(at) && !done.contains(at); at = parent[at]) {
      const auto seen = std::ranges::find(path, at);
      if (seen != path.end()) {
        std::vector<std::string> circle(seen, path.end());
        std::ranges::rotate(circle, std::ranges::min_element(circle));
        circles.push_back(std::move(circle));
        break;
      }
      path.push_back(at);
    }
    done.insert(path.begin(), path.end());
  }
  std::ranges::sort(circles);
  return circles;
}

}  // namespace kilowatch
