#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>

#include "decision/finance/tariff.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 7> kDayNames = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// `where` is a path of names and numbers in the tariff, empty at its top.
std::unexpected<Error> WrongTariff(std::string_view where, const Phrase& what, const Phrase& advice) {
  const Phrase place = where.empty() ? Phrase{"tariff", "tarif"} : FormatPhrase("tariff: {}", "tarif : {}", where);
  return Fail(ErrorCode::kConfiguration, FormatPhrase("{}: {}", "{} : {}", place, what), advice);
}

Status CheckKeys(const json& object, std::string_view where, std::initializer_list<std::string_view> known) {
  if (!object.is_object())
    return WrongTariff(where, {"not a group of named values", "ce n’est pas un groupe de valeurs nommées"},
                       {"Write it as name: value pairs", "Écrivez des paires nom: valeur"});
  for (const auto& item : object.items()) {
    if (std::ranges::find(known, item.key()) == known.end()) {
      return WrongTariff(where, FormatPhrase("unknown key \"{}\"", "clé inconnue « {} »", item.key()),
                         FormatPhrase("Known keys: {}", "Clés connues : {}", fmt::format("{}", fmt::join(known, ", "))));
    }
  }
  return {};
}

Result<double> ReadNumber(const json& object, const char* key, std::string_view where) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number() || !std::isfinite(found->get<double>())) {
    return WrongTariff(where, FormatPhrase("\"{}\" must be a number", "« {} » doit être un nombre", key),
                       FormatPhrase("Write {}: 0.20", "Écrivez {}: 0.20", key));
  }
  return found->get<double>();
}

Result<int> ReadMinute(const json& object, const char* key, int otherwise, std::string_view where) {
  const auto found = object.find(key);
  if (found == object.end()) return otherwise;
  const std::string text = found->is_string() ? found->get<std::string>() : "";
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const bool shaped = text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4);
  const int minute = shaped ? ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0' : -1;
  if (minute < 0 || minute > 1440 || text[3] > '5') {
    return WrongTariff(where, FormatPhrase("\"{}\" must be a time of day", "« {} » doit être une heure de la journée", key),
                       FormatPhrase("Write it in quotes: {}: \"22:00\"", "Écrivez-la entre guillemets : {}: \"22:00\"", key));
  }
  return minute;
}

Status ReadDays(const json& object, TariffWindow& window, std::string_view where) {
  const auto found = object.find("days");
  if (found == object.end()) return {};
  window.weekdays.fill(false);
  const auto wrong = [&] {
    return WrongTariff(where, {"\"days\" must be a list of days", "« days » doit être une liste de jours"},
                       {"Write days: [mon, tue, wed, thu, fri, sat, sun]", "Écrivez days: [mon, tue, wed, thu, fri, sat, sun]"});
  };
  if (!found->is_array() || found->empty()) return wrong();
  for (const json& day : *found) {
    const auto name = day.is_string() ? std::ranges::find(kDayNames, day.get<std::string>()) : kDayNames.end();
    if (name == kDayNames.end()) return wrong();
    window.weekdays[static_cast<std::size_t>(name - kDayNames.begin())] = true;
  }
  return {};
}

Status ReadMonths(const json& object, TariffWindow& window, std::string_view where) {
  const auto found = object.find("months");
  if (found == object.end()) return {};
  window.months.fill(false);
  const auto wrong = [&] {
    return WrongTariff(where, {"\"months\" must be a list of month numbers", "« months » doit être une liste de numéros de mois"},
                       {"Write months: [11, 12, 1, 2, 3]", "Écrivez months: [11, 12, 1, 2, 3]"});
  };
  if (!found->is_array() || found->empty()) return wrong();
  for (const json& month : *found) {
    const bool whole = month.is_number_integer() && month.get<std::int64_t>() >= 1 && month.get<std::int64_t>() <= 12;
    if (!whole) return wrong();
    window.months[month.get<std::size_t>() - 1] = true;
  }
  return {};
}

Result<HolidayRule> ReadHolidayRule(const json& object, std::string_view where) {
  const auto found = object.find("holidays");
  if (found == object.end() || *found == "as_weekday") return HolidayRule::kAsWeekday;
  if (*found == "only") return HolidayRule::kOnly;
  if (*found == "never") return HolidayRule::kNever;
  return WrongTariff(where, {"\"holidays\" is not one of its words", "« holidays » n’a pas un de ses mots"},
                     {"Write as_weekday, only or never", "Écrivez as_weekday, only ou never"});
}

Result<TariffWindow> ReadWindow(const json& object, const std::string& where) {
  KW_RETURN_IF_ERROR(CheckKeys(object, where, {"name", "price", "from", "to", "days", "months", "holidays"}));
  TariffWindow window;
  if (!object.contains("name") || !object["name"].is_string()) {
    return WrongTariff(where, {"\"name\" must be text", "« name » doit être un texte"}, {"Name it as the bill does", "Nommez-la comme la facture"});
  }
  window.name = object["name"].get<std::string>();
  KW_ASSIGN(window.price, ReadNumber(object, "price", where));
  KW_ASSIGN(window.from_minute, ReadMinute(object, "from", 0, where));
  KW_ASSIGN(window.to_minute, ReadMinute(object, "to", 1440, where));
  KW_RETURN_IF_ERROR(ReadDays(object, window, where));
  KW_RETURN_IF_ERROR(ReadMonths(object, window, where));
  KW_ASSIGN(window.holidays, ReadHolidayRule(object, where));
  return window;
}

Result<CommodityTariff> ReadCommodity(const json& object, const std::string& where, const std::optional<CommodityTariff>& defaults) {
  KW_RETURN_IF_ERROR(CheckKeys(object, where, {"price", "co2_kg", "windows"}));
  CommodityTariff out;
  KW_ASSIGN(out.base_price, ReadNumber(object, "price", where));
  if (object.contains("co2_kg")) {
    KW_ASSIGN(out.co2_kg, ReadNumber(object, "co2_kg", where));
  } else {
    out.co2_kg = defaults ? defaults->co2_kg : 0;
    out.co2_assumed = true;
  }
  const auto windows = object.find("windows");
  if (windows == object.end()) return out;
  if (!windows->is_array()) {
    return WrongTariff(where, {"\"windows\" must be a list", "« windows » doit être une liste"},
                       {"Each entry is a name, a price and its hours", "Chaque entrée a un nom, un prix et ses heures"});
  }
  for (std::size_t i = 0; i < windows->size(); ++i) {
    KW_ASSIGN(auto window, ReadWindow((*windows)[i], fmt::format("{}.windows[{}]", where, i + 1)));
    out.windows.push_back(std::move(window));
  }
  return out;
}

// The tariffs that meters name, each with the currency of all.
Result<std::vector<Tariff>> ReadNamed(const json& object, const json& currency) {
  if (!object.is_object())
    return WrongTariff("tariffs", {"not a group of named tariffs", "ce n’est pas un groupe de tarifs nommés"},
                       {"Write name: {electricity: {price: 0.21}}", "Écrivez nom: {electricity: {price: 0.21}}"});
  std::vector<Tariff> tariffs;
  for (const auto& [name, value] : object.items()) {
    json one = value;
    if (one.is_object()) {
      if (one.contains("tariffs") || one.value("currency", currency) != currency)
        return WrongTariff(name, {"a named tariff has neither tariffs nor a currency of its own", "un tarif nommé n’a ni tarifs ni monnaie à lui"},
                           {"Write them once, at the top", "Écrivez-les une fois, en haut"});
      one["name"] = name;
      one["currency"] = currency;
    }
    auto tariff = Tariff::FromJson(one);
    if (!tariff) {
      tariff.error().At(name);
      return std::unexpected(std::move(tariff).error());
    }
    tariffs.push_back(*std::move(tariff));
  }
  return tariffs;
}

}  // namespace

Result<Tariff> Tariff::FromJson(const json& object) {
  KW_RETURN_IF_ERROR(CheckKeys(object, "", {"name", "currency", "electricity", "gas", "heat", "water", "other", "tariffs"}));
  const json code = object.value("currency", json("EUR"));
  const auto currency = code.is_string() ? ParseCurrency(code.get<std::string>()) : std::nullopt;
  if (!currency)
    return WrongTariff("currency", {"not a currency", "ce n’est pas une monnaie"},
                       {"Write its three letters, such as EUR", "Écrivez ses trois lettres, par exemple EUR"});
  const json name = object.value("name", json("tariff"));
  if (!name.is_string()) return WrongTariff("name", {"must be text", "doit être un texte"}, {"Put it in quotes", "Mettez-le entre guillemets"});

  // A currency without defaults prices only what is named, and takes CO2 factors of EUR.
  auto tariff = Default(*currency);
  const bool known = tariff.has_value();
  if (!known) tariff = Flat(0, *currency);
  tariff->name_ = name.get<std::string>();
  for (std::size_t i = 0; i < kCommodities; ++i) {
    const std::string key(CommodityName(static_cast<Commodity>(i)));
    auto& slot = tariff->by_commodity_[i];
    if (const auto found = object.find(key); found != object.end()) {
      KW_ASSIGN(auto read, ReadCommodity(*found, key, slot));
      slot = std::move(read);
    } else if (!known) {
      slot.reset();
    }
  }
  if (const auto named = object.find("tariffs"); named != object.end()) {
    KW_ASSIGN(tariff->named_, ReadNamed(*named, code));
  }
  return tariff;
}

}  // namespace kilowatch
