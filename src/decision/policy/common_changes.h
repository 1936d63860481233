#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "decision/policy/priced_event.h"

namespace kilowatch {

// What meters alike do together on each day. A cold spell that no weather curve follows, a term that begins, a holiday that no calendar holds: whole groups of
// meters then differ from their own steady years at once, and none of them has a fault.
//
// Alike are eight or more meters of one commodity, unit, role, weather and use; where fewer share a use, of any use. Their common change is the
// median over them, day by day, of the relative difference in spreads of each meter, where it is beyond three of its standard errors. A meter's own
// part is what is left when the common change is taken out, times a slope fitted to the meter's other days (Huber weights; 1 before they speak, as
// from thirty days). Comparison groups and placebo windows: A. Abadie, A. Diamond, J. Hainmueller, Synthetic Control Methods (2010).
class CommonChanges {
 public:
  // Refers to the meters.
  explicit CommonChanges(const std::vector<MeterSummary>& meters);

  // The probability that chance shows such a change as [begin, end) at the meter, beside what meters alike do on these days and it does on others: the larger of
  // WindowScan::ChanceOf and ChanceBesideOthers. 0, nothing against it, where the meter has no relative days.
  double ChanceOf(const MeterSummary& meter, LocalDay begin, LocalDay end) const;

 private:
  struct Curve {
    std::vector<double> change;  // from first_ on; 0 where fewer than eight meters have a day, and within chance
    bool known = false;
  };
  Curve CurveOf(const std::vector<const MeterSummary*>& group) const;
  double ChangeOn(const MeterSummary& meter, LocalDay day) const;

  LocalDay first_{};
  std::size_t days_ = 0;
  std::unordered_map<const MeterSummary*, double> spread_;
  std::unordered_map<std::string, Curve> curves_;
};

// Raises the chance of each slow event to what CommonChanges gives it.
void JudgeBesideOthers(const std::vector<MeterSummary>& meters, std::vector<PricedEvent>& events);

}  // namespace kilowatch
