#pragma once

#include <cstddef>

#include "data/preprocessing/clean_block.h"
#include "detection/models/evidence.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// What a member sees at a cell, from the readings themselves, as the rest of a sentence: "30.3 kWh, where a Tuesday at 02:00 usually has 3.1 kWh". In the block's
// mode: Live compares with the past alone.
Phrase EvidenceWords(Member member, const CleanBlock& block, std::size_t cell);

}  // namespace kilowatch
