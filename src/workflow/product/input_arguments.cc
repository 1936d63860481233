#include "workflow/product/input_arguments.h"

#include <functional>
#include <map>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;
using Setter = std::function<bool(const Json&, InputOptions&)>;

Setter Text(std::string InputOptions::* member) {
  return [member](const Json& value, InputOptions& options) {
    if (!value.is_string()) return false;
    options.*member = value.get<std::string>();
    return true;
  };
}

Setter Path(std::filesystem::path InputOptions::* member) {
  return [member](const Json& value, InputOptions& options) {
    if (!value.is_string()) return false;
    options.*member = value.get<std::string>();
    return true;
  };
}

const std::map<std::string, Setter>& Setters() {
  static const std::map<std::string, Setter> setters = {
      {"meter_column", Text(&InputOptions::meter_column)},
      {"time_column", Text(&InputOptions::time_column)},
      {"value_column", Text(&InputOptions::value_column)},
      {"unit", Text(&InputOptions::unit)},
      {"zone", Text(&InputOptions::zone)},
      {"labels", Text(&InputOptions::labels)},
      {"weather", Text(&InputOptions::weather)},
      {"holidays", Text(&InputOptions::holidays)},
      {"calendar", Path(&InputOptions::calendar)},
      {"meters", Path(&InputOptions::meters)},
      {"kwh_per_m3",
       [](const Json& value, InputOptions& options) {
         if (!value.is_number()) return false;
         options.kwh_per_m3 = value.get<double>();
         return true;
       }},
      {"interval",
       [](const Json& value, InputOptions& options) {
         if (value.is_string()) options.interval = ParseDuration(value.get<std::string>());
         return options.interval.has_value();
       }},
  };
  return setters;
}

}  // namespace

Result<InputOptions> InputArguments(const CatalogEntry& entry) {
  InputOptions options;
  for (const auto& [key, value] : entry.load_args.items()) {
    const auto setter = Setters().find(key);
    if (setter == Setters().end()) {
      std::string known;
      for (const auto& [name, unused] : Setters()) known += (known.empty() ? "" : ", ") + name;
      return Fail(ErrorCode::kConfiguration,
                  FormatPhrase("{}: dataset \"{}\": load_args has \"{}\", which is not supported",
                               "{} : jeu de données « {} » : load_args a « {} », qui n’est pas pris en charge", entry.where, entry.name, key),
                  FormatPhrase("Known are {}", "Clés connues : {}", known));
    }
    if (!setter->second(value, options)) {
      return Fail(ErrorCode::kConfiguration,
                  FormatPhrase("{}: dataset \"{}\": {} of load_args cannot be {}", "{} : jeu de données « {} » : {} de load_args ne peut être {}",
                               entry.where, entry.name, key, value.dump()));
    }
  }
  auto valid = options.Validate();
  if (!valid)
    return Fail(ErrorCode::kConfiguration,
                FormatPhrase("{}: dataset \"{}\": {}", "{} : jeu de données « {} » : {}", entry.where, entry.name, valid.error().message),
                valid.error().advice);
  return options;
}

}  // namespace kilowatch
