#include "workflow/reporting/detect_json.h"

#include "data/ingestion/describe.h"
#include "decision/policy/events_json.h"

namespace kilowatch {
namespace {

using nlohmann::json;

json MeterJson(const MeterOutcome& outcome) {
  const Meter& meter = outcome.meter;
  json quality = json::object();
  for (std::size_t i = 0; i < outcome.cells_by_quality.size(); ++i) {
    if (outcome.cells_by_quality[i] > 0) quality[std::string(QualityName(static_cast<Quality>(i)))] = outcome.cells_by_quality[i];
  }
  const bool empty = outcome.covered.begin == outcome.covered.end;
  json out = {{"name", meter.name},
              {"site", meter.site},
              {"parent", meter.parent.empty() ? json(nullptr) : json(meter.parent)},
              {"role", MeterRoleName(meter.role)},
              {"commodity", CommodityName(meter.commodity)},
              {"unit", UnitName(meter.unit)},
              {"zone", meter.zone},
              {"interval", outcome.spacing == Spacing::kLocalMonth ? "P1M" : FormatDuration(outcome.interval)},
              {"first", empty ? json(nullptr) : json(FormatInstant(outcome.covered.begin))},
              {"last", empty ? json(nullptr) : json(FormatInstant(outcome.covered.end))},
              {"rows", outcome.rows},
              {"repeated", outcome.repeated},
              {"readings", outcome.readings},
              {"missing", outcome.missing},
              {"cells", std::move(quality)},
              {"judged", !outcome.why_not},
              {"why_not", outcome.why_not ? PhraseToJson(*outcome.why_not) : json(nullptr)},
              {"baseline", BaselineKindName(outcome.baseline)}};
  out["portrait"] = outcome.why_not ? json(nullptr) : PortraitToJson(outcome.portrait);
  return out;
}

}  // namespace

json DetectJson(const PortfolioOutcome& outcome) {
  json out = DecisionToJson(outcome.decision);
  out["understood"] = json::array();
  for (const FileUnderstanding& file : outcome.understood) out["understood"].push_back(UnderstandingJson(file));
  out["meters"] = json::array();
  for (const MeterOutcome& meter : outcome.meters) out["meters"].push_back(MeterJson(meter));
  return out;
}

}  // namespace kilowatch
