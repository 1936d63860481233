#pragma once

#include "data/frame/opening_hours.h"
#include "data/preprocessing/clean_block.h"
#include "detection/events/join.h"
#include "detection/events/stretches.h"

namespace kilowatch {

// Fills hours pattern, sums, kind, class and severity of an event whose cells, score and strongest member are set.
// Rules, the first that fits:
// - what cleaning said (frozen, outage, missing, out of range) is a data fault;
// - zero for two cells or more on an electricity meter is an outage, one value held for three cells or more where the flat-run member
//   speaks loudest is frozen, a data rule or the neighbour of a gap is a spike or dip; production above its expectation is too: data faults;
// - a difference that goes both ways, less than three tenths of it left in sum, is unexplained: an unusual shape, not more or less;
// - days with the same sign of difference (four days of five): off-hours excess if nine tenths of it is off hours, else a level shift;
// - three hours or more, four fifths of the excess off hours (outside opening hours, given or inferred; without any, nights and weekends):
//   off-hours excess;
// - short or a single cell: spike or dip; all else: unexplained.
void Classify(const CleanBlock& block, const Expectation& expectation, const Stretch& stretch, const OpeningHours& opening,
              const JoinOptions& options, Event& event);

}  // namespace kilowatch
