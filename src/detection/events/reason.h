#pragma once

#include "data/frame/opening_hours.h"
#include "data/preprocessing/clean_block.h"
#include "detection/events/event.h"
#include "detection/models/expectation.h"

namespace kilowatch {

// One sentence: how much against what was expected, when and at which hours, and what to check first.
Phrase Reason(const Event& event, const CleanBlock& block, BaselineKind baseline, const OpeningHours& opening);

// What to check first, as the end of a sentence: "the timers of ventilation, lighting and cooling …".
Phrase CheckFirst(const Event& event, const Meter& meter);

}  // namespace kilowatch
