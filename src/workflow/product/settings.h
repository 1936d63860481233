#pragma once

#include <nlohmann/json.hpp>

#include "decision/finance/tariff.h"
#include "decision/policy/decide.h"
#include "decision/scorer/scorer.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// The parameters of the product's nodes, read from the `parameters` of a project:
// {mode: review|live, forest: bool, discords: bool, price: number, currency: code, tariff: {…}, from: date, to: date, findings_per_week: n, events_per_meter_month: n,
//  minimum_energy: n, minimum_cost: n, language: en|fr}; every one may be left out.
struct ProductSettings {
  ScorerOptions scorer;
  Tariff tariff;
  Policy policy;
  Span period;
  Language language = Language::kEnglish;

  // Error kConfiguration naming the parameter that is wrong. Parameters that are not listed above belong to others and are left alone.
  static Result<ProductSettings> FromJson(const nlohmann::ordered_json& parameters);
};

}  // namespace kilowatch
