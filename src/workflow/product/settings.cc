#include "workflow/product/settings.h"

#include "data/ingestion/source.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;

std::unexpected<Error> Wrong(const std::string& key, const Json& value, const Phrase& advice) {
  return Fail(ErrorCode::kConfiguration, FormatPhrase("parameter \"{}\" cannot be {}", "le paramètre « {} » ne peut être {}", key, value.dump()),
              advice);
}

Status Number(const Json& parameters, const std::string& key, auto& target) {
  if (!parameters.contains(key)) return {};
  if (!parameters[key].is_number()) return Wrong(key, parameters[key], {"Give a number", "Donnez un nombre"});
  parameters[key].get_to(target);
  return {};
}

Status Date(const Json& parameters, const std::string& key, Instant& target) {
  if (!parameters.contains(key)) return {};
  const auto date = parameters[key].is_string() ? ParseInstant(parameters[key].get<std::string>()) : std::nullopt;
  if (!date) return Wrong(key, parameters[key], {"Write 2024-01-31", "Écrivez 2024-01-31"});
  target = *date;
  return {};
}

Result<Tariff> ReadTariff(const Json& parameters) {
  if (parameters.contains("tariff")) return Tariff::FromJson(nlohmann::json(parameters["tariff"]));
  Currency currency;
  if (parameters.contains("currency")) {
    const auto known = parameters["currency"].is_string() ? ParseCurrency(parameters["currency"].get<std::string>()) : std::nullopt;
    if (!known) return Wrong("currency", parameters["currency"], {"Write EUR, GBP, USD, CHF …", "Écrivez EUR, GBP, USD, CHF…"});
    currency = *known;
  }
  if (!parameters.contains("price")) return Tariff::Default(currency);
  double price = 0;
  KW_RETURN_IF_ERROR(Number(parameters, "price", price));
  return Tariff::Flat(price, currency);
}

Result<ScorerOptions> ReadScorer(const Json& parameters) {
  ScorerOptions options;
  if (parameters.contains("mode")) {
    const Json& mode = parameters["mode"];
    if (mode != "review" && mode != "live") return Wrong("mode", mode, {"Write review or live", "Écrivez review ou live"});
    options.mode = mode == "live" ? Mode::kLive : Mode::kReview;
  }
  for (const auto& [name, wanted] : {std::pair("forest", &options.model.forest), {"discords", &options.model.discords}}) {
    if (!parameters.contains(name)) continue;
    if (!parameters[name].is_boolean()) return Wrong(name, parameters[name], {"Write true or false", "Écrivez true ou false"});
    *wanted = parameters[name].get<bool>();
  }
  return options;
}

Result<Language> ReadLanguage(const Json& parameters) {
  if (!parameters.contains("language") || parameters["language"] == "en") return Language::kEnglish;
  if (parameters["language"] == "fr") return Language::kFrench;
  return Wrong("language", parameters["language"], {"Write en or fr", "Écrivez en ou fr"});
}

}  // namespace

Result<ProductSettings> ProductSettings::FromJson(const Json& parameters) {
  if (!parameters.is_object())
    return Fail(ErrorCode::kConfiguration, {"the parameters are no mapping", "les paramètres ne sont pas une liste de clés"},
                {"Pass \"parameters\" or a params: name of a mapping", "Passez « parameters » ou le nom params: d’une liste de clés"});
  KW_ASSIGN(ScorerOptions scorer, ReadScorer(parameters));
  KW_ASSIGN(Tariff tariff, ReadTariff(parameters));
  Policy policy;
  KW_RETURN_IF_ERROR(Number(parameters, "findings_per_week", policy.findings_per_week));
  KW_RETURN_IF_ERROR(Number(parameters, "events_per_meter_month", policy.events_per_meter_month));
  KW_RETURN_IF_ERROR(Number(parameters, "minimum_energy", policy.minimum_energy));
  KW_RETURN_IF_ERROR(Number(parameters, "minimum_cost", policy.minimum_cost));
  KW_RETURN_IF_ERROR(policy.Validate());
  Span period = kAllTime;
  KW_RETURN_IF_ERROR(Date(parameters, "from", period.begin));
  KW_RETURN_IF_ERROR(Date(parameters, "to", period.end));
  if (period.begin >= period.end) {
    return Fail(ErrorCode::kConfiguration, {"parameter \"from\" is not before \"to\"", "le paramètre « from » n’est pas avant « to »"},
                {"Swap them", "Échangez-les"});
  }
  KW_ASSIGN(const Language language, ReadLanguage(parameters));
  return ProductSettings{scorer, std::move(tariff), policy, period, language};
}

}  // namespace kilowatch
