#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "foundation/base/phrase.h"
#include "learning/evaluation/injection_curve.h"

namespace kilowatch {

// A row for each kind and size: how many were injected, and the share that was found at each rate of false alarms, what the untouched readings would
// have alarmed at the same places in brackets.
std::string InjectionTable(const InjectionCurve& curve, Language language);

// {"meters", "meter_months", "false_alarm_days": […], "thresholds": […], "alarm_days_at_alarm_score", "curve": [{"kind", "size", "share",
// "frozen_hours", "injected", "found": […], "before": […], "found_at_alarm_score", "before_at_alarm_score"}]}; lists go by false_alarm_days.
nlohmann::json InjectionJson(const InjectionCurve& curve);

// SVG: the share found by size, a line for each kind, at one false alarm day a meter and month.
std::string InjectionSvg(const InjectionCurve& curve, Language language);

}  // namespace kilowatch
