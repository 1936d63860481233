#include "detection/models/expectation.h"

namespace kilowatch {

std::string_view BaselineKindName(BaselineKind kind) {
  return kind == BaselineKind::kTimeOfWeekAndTemperature ? "time of week and temperature" : "hour-of-week profile";
}

}  // namespace kilowatch
