#pragma once

#include "data/frame/opening_hours.h"
#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// When a site is open, as its own load tells: hours of the week whose median load stands more than two fifths of the way from the week's
// quiet hours (10th percentile of the 168 medians) up to its busy ones (90th). Single hours that differ from both neighbours follow them.
// Holidays of the block are closed days. All hours are open (nothing can be told) where readings are longer than an hour, where an hour
// of the week has fewer than two readings, or where busy hours use less than a quarter more than quiet ones.
OpeningHours InferOpeningHours(const CleanBlock& block);

// The site's hours where they are given, else the inferred ones.
OpeningHours OpeningHoursOf(const CleanBlock& block);

// Whether there are closed hours at all.
bool HasClosedHours(const OpeningHours& hours);

}  // namespace kilowatch
