#pragma once

#include "data/ingestion/understanding.h"

namespace kilowatch {

// Counts a reject and keeps it if it is one of the first; rejects come in the order of their lines.
void AddReject(RejectTally& tally, Reject reject);
// Joins two tallies of one file, keeping those of the smallest lines.
void JoinTallies(RejectTally& into, const RejectTally& other);
// At most 60 bytes of `text` as printable UTF-8, cut between characters.
std::string CutText(std::string_view text);

}  // namespace kilowatch
