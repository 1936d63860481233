#pragma once

#include <string>

#include "foundation/base/instant.h"

namespace kilowatch {

// A stretch that somebody marked as anomalous (or, `is_anomaly` false, as looked at and normal).
struct LabelSpan {
  std::string meter;
  Span span;
  bool is_anomaly = true;
  std::string kind;  // may be empty
};

}  // namespace kilowatch
