#include "workflow/reporting/report_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "detection/events/words.h"

namespace kilowatch {

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out.push_back(c);
    }
  }
  return out;
}

Phrase MemberWords(Member member) {
  switch (member) {
    case Member::kResidual: return {"far from what was expected for the hour and the weather", "loin de l’attendu pour l’heure et la météo"};
    case Member::kVariability:
      return {"the load moved much more or much less than it usually does at these hours",
              "la charge a varié bien plus, ou bien moins, que d’habitude à ces heures"};
    case Member::kFlatRun:
      return {"the load stayed at one value for unusually long", "la charge est restée sur une même valeur anormalement longtemps"};
    case Member::kUnusualDay:
      return {"the day's shape is unlike the days of its kind", "le profil de la journée ne ressemble pas aux journées du même type"};
    case Member::kLevel: return {"the level differs from the weeks around", "le niveau diffère de celui des semaines voisines"};
    case Member::kChange:
      return {"the load jumped or fell faster than it ever does at this hour", "la charge a monté ou chuté plus vite que d’habitude à cette heure"};
    case Member::kGapNeighbour:
      return {"readings next to a gap, where loggers often go wrong", "relevés voisins d’un trou, là où les enregistreurs se trompent souvent"};
    case Member::kDataRule:
      return {"a rule for meter data: a value that cannot be, or repeats, or is missing",
              "une règle sur les données : valeur impossible, répétée ou manquante"};
    case Member::kDiscord: return {"the course of these hours is like no other", "le déroulement de ces heures ne ressemble à aucun autre"};
    case Member::kForest:
      return {"an unusual combination of hour, level and change (isolation forest)",
              "une combinaison inhabituelle d’heure, de niveau et de variation (forêt d’isolement)"};
    case Member::kTrees:
      return {"it resembles what was marked as anomalous where the model was trained",
              "cela ressemble à ce qui a été marqué comme anomalie là où le modèle a été entraîné"};
  }
  return {};
}

Phrase CoveredWords(const std::vector<MeterOutcome>& meters) {
  std::map<std::string, TimeZone> zones;
  LocalDay first = LocalDay::max(), last = LocalDay::min();
  for (const MeterOutcome& meter : meters) {
    if (meter.covered.begin >= meter.covered.end) continue;
    const auto [zone, fresh] = zones.try_emplace(meter.meter.zone);
    if (fresh) zone->second = TimeZone::Find(meter.meter.zone).value_or(TimeZone());
    first = std::min(first, zone->second.DayOf(meter.covered.begin));
    last = std::max(last, zone->second.DayOf(meter.covered.end - Seconds(1)));
  }
  return first <= last ? DayRangeWords(first, last) : Phrase{};
}

bool MeasuresConsumption(const std::vector<MeterOutcome>& meters) {
  return std::ranges::any_of(meters, [](const MeterOutcome& meter) { return meter.meter.unit != Unit::kOther; });
}

std::int64_t CountNotJudged(const std::vector<MeterOutcome>& meters) {
  return std::ranges::count_if(meters, [](const MeterOutcome& meter) { return meter.why_not.has_value(); });
}

Phrase NoFindingsWords(const std::vector<MeterOutcome>& meters) {
  if (!meters.empty() && CountNotJudged(meters) == static_cast<std::int64_t>(meters.size())) {
    return {"No meter could be judged; the reasons stand below.", "Aucun compteur n’a pu être évalué ; les raisons sont données plus bas."};
  }
  return {"Nothing strange enough to act on was found.", "Rien d’assez anormal pour agir n’a été trouvé."};
}

Phrase Co2Words(double kg) { return kg < 1e4 ? Fill({"{} kg", "{} kg"}, {NumberWords(kg)}) : Fill({"{} t", "{} t"}, {NumberWords(kg / 1000)}); }

std::string ReportWords::Count(std::int64_t count) const { return Say(DecimalWords(static_cast<double>(count), 0)); }
std::string ReportWords::Amount(Money amount) const { return Say(MoneyWords(amount, currency)); }

std::string ReportWords::Range(Money low, Money high) const {
  const char* pattern = language == Language::kFrench ? "entre {} et {}" : "between {} and {}";
  const bool mixed = (low.minor < 0) != (high.minor < 0);
  if (!mixed && std::abs(low.minor) > std::abs(high.minor)) std::swap(low, high);
  const auto signed_amount = [&](Money money) { return (mixed && money.minor < 0 ? "−" : "") + Amount(money); };
  return fmt::format(fmt::runtime(pattern), signed_amount(low), signed_amount(high));
}

}  // namespace kilowatch
