#include "data/frame/quality.h"

namespace kilowatch {

std::string_view QualityName(Quality quality) {
  switch (quality) {
    case Quality::kMeasured: return "measured";
    case Quality::kEstimated: return "estimated";
    case Quality::kFilled: return "filled";
    case Quality::kMissing: return "missing";
    case Quality::kDuplicate: return "duplicate";
    case Quality::kRejected: return "rejected";
    case Quality::kFrozen: return "frozen";
    case Quality::kOutage: return "outage";
    case Quality::kCatchUp: return "catch_up";
    case Quality::kOutOfRange: break;
  }
  return "out_of_range";
}

}  // namespace kilowatch
