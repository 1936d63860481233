#pragma once

#include <nlohmann/json_fwd.hpp>

#include "decision/policy/decide.h"
#include "detection/events/portrait.h"

namespace kilowatch {

// The JSON that programs read (docs/schema/detect.schema.json): money as decimal text, times as ISO 8601 UTC, energy as numbers rounded to
// a millionth, null for what cannot be told. *_kwh is null where the meter counts no kWh; expected, actual and excess are in `unit`.
nlohmann::json EventToJson(const PricedEvent& event, const Currency& currency);
nlohmann::json FindingToJson(const Finding& finding, const Currency& currency);
nlohmann::json IncidentToJson(const Incident& incident, const Currency& currency);
nlohmann::json HiddenToJson(const Hidden& hidden, const Currency& currency);
nlohmann::json UnmeteredToJson(const UnmeteredRest& rest);
nlohmann::json TotalsToJson(const PortfolioTotals& totals, const Currency& currency);
nlohmann::json PortraitToJson(const Portrait& portrait);
nlohmann::json PhraseToJson(const Phrase& phrase);
// One entry of meters[]; `why_not` is the block's.
nlohmann::json MeterToJson(const MeterSummary& meter, const Portrait& portrait, const std::optional<Phrase>& why_not);
// {"events": […], "findings": […] (data faults last), "incidents": […], "hidden": […], "unmetered": […],
// "meter_circles": […], "totals": {…}}.
nlohmann::json DecisionToJson(const Decision& decision);

}  // namespace kilowatch
