#include <algorithm>
#include <cmath>

#include "decision/explanation/explanation.h"
#include "decision/policy/findings.h"
#include "detection/events/words.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

Phrase ChanceWords(double chance) {
  if (chance < 0.0001) return {"less than 0.01%", "moins de 0,01\u202f%"};
  const Phrase number = chance < 0.01 ? DecimalWords(100 * chance, 2) : DecimalWords(100 * chance, 0);
  return {number.en + "%", number.fr + "\u202f%"};
}

Phrase MajorWords(double amount, const Currency& currency) {
  return MoneyWords(Money{std::llround(amount * std::pow(10.0, currency.decimals))}, currency);
}

Phrase Quoted(const std::string& why) { return why.empty() ? Phrase{} : FormatPhrase(": {}", " : {}", why); }

std::string MeterOfEvent(const std::string& id, const Decision& decision) {
  for (const PricedEvent& event : decision.events) {
    if (event.event.id == id) return event.event.meter;
  }
  for (const Hidden& hidden : decision.hidden) {
    if (hidden.event.event.id == id) return hidden.event.event.meter;
  }
  return {};
}

Phrase SumOf(const std::string& meter, const Decision& decision) {
  for (const SuspectedTotal& total : decision.totals.suspected_totals) {
    if (total.meter != meter) continue;
    std::string names;
    for (const std::string& member : total.members) names += (names.empty() ? "" : ", ") + member;
    return {names, names};
  }
  return {};
}

Phrase MuteWords(const Event& event, const Policy& policy) {
  for (const Mute& mute : policy.mutes) {
    if (mute.meter != event.meter || mute.span.begin > event.span.begin || event.span.begin >= mute.span.end) continue;
    return Fill({"the policy mutes this meter for its begin{}", "les règles mettent ce compteur en sourdine à son début{}"}, {Quoted(mute.why)});
  }
  return HiddenReasonWords(HiddenReason::kMuted);
}

Phrase VerdictWords(const Event& event, const Policy& policy) {
  std::string why;
  for (const Verdict& verdict : policy.verdicts) {
    if (!verdict.real &&
        (verdict.id == event.id || (verdict.meter == event.meter && verdict.span.begin < event.span.end && event.span.begin < verdict.span.end)))
      why = verdict.why;
  }
  return Fill({"a person said that it is a false alarm{}", "une personne l’a déclarée fausse alerte{}"}, {Quoted(why)});
}

Phrase FloorWords(const DecidedEvent& decided, const Decision& decision, const Policy& policy) {
  if (decided.hidden == HiddenReason::kSmallEnergy) {
    return Fill({"a difference of {} is below the floor of {} (minimum_energy)", "un écart de {} est sous le seuil de {} (minimum_energy)"},
                {QuantityWords(std::abs(decided.event.event.excess), decided.event.unit), QuantityWords(policy.minimum_energy, decided.event.unit)});
  }
  return Fill(
      {"{} is below the floor of {} (minimum_cost)", "{} est sous le seuil de {} (minimum_cost)"},
      {MoneyWords(decided.event.cost ? decided.event.cost->amount : Money{}, decision.currency), MajorWords(policy.minimum_cost, decision.currency)});
}

Phrase BudgetWords(const DecidedEvent& decided, bool by_week, const ReadingStory& reading, const Policy& policy) {
  const Phrase count = DecimalWords(by_week ? policy.findings_per_week : policy.events_per_meter_month, 0);
  if (by_week) {
    return Fill({"in every week that it lasted, {} findings cost more (findings_per_week)",
                 "chaque semaine où elle a duré, {} constats coûtaient plus (findings_per_week)"},
                {count});
  }
  return Fill(
      {"in {} this meter has {} stronger events (events_per_meter_month)", "en {}, ce compteur a {} anomalies plus fortes (events_per_meter_month)"},
      {MonthWords(reading.zone.DayOf(decided.event.event.span.begin)), count});
}

Phrase HiddenWords(const DecidedEvent& decided, bool by_week, const ReadingStory& reading, const Decision& decision, const Policy& policy) {
  const Event& event = decided.event.event;
  switch (*decided.hidden) {
    case HiddenReason::kBudget: return BudgetWords(decided, by_week, reading, policy);
    case HiddenReason::kSmallEnergy:
    case HiddenReason::kSmallCost: return FloorWords(decided, decision, policy);
    case HiddenReason::kMuted: return MuteWords(event, policy);
    case HiddenReason::kVerdict: return VerdictWords(event, policy);
    case HiddenReason::kCountedUnderMain:
      return FormatPhrase("it is counted at the main meter {}, which shows it too (event {})",
                          "elle est comptée au compteur principal {}, qui la montre aussi (anomalie {})", MeterOfEvent(decided.under, decision),
                          decided.under);
    case HiddenReason::kPartOfLonger:
      return FormatPhrase("it is a part of the longer event {} of this meter", "elle fait partie de l’anomalie plus longue {} de ce compteur",
                          decided.under);
    case HiddenReason::kSuspectedTotal:
      return Fill({"the meter adds up others ({}), so it would count twice", "le compteur en additionne d’autres ({}) : ce serait compter deux fois"},
                  {SumOf(event.meter, decision)});
    case HiddenReason::kProvisional:
      return Fill({"it is on the newest day, which is not whole: no event before {} hours after its end (usual_delay_hours)",
                   "elle est sur le jour le plus récent, incomplet : pas d’anomalie avant {} heures après sa fin (usual_delay_hours)"},
                  {DecimalWords(policy.usual_delay_hours, 1)});
    case HiddenReason::kDirection:
      return Fill({"the policy asks for {} alone (direction)", "les règles ne demandent que {} (direction)"},
                  {policy.direction == Direction::kWaste ? Phrase{"waste", "le gaspillage"} : Phrase{"shortfalls", "les déficits"}});
    case HiddenReason::kPartsMissing:
      return {"a virtual meter lacks what its parts lack, and that is told of them",
              "un compteur virtuel n’a pas ce qui manque à ses composants, et c’est à leur propos que c’est signalé"};
    case HiddenReason::kChance:
      return Fill(
          {"by chance, such a stretch comes up with a probability of {} in the history of a meter like it; over all meters at most {} of the alarms "
           "may "
           "be chance (false_discovery_rate)",
           "par hasard, un tel passage survient avec une probabilité de {} dans l’historique d’un compteur pareil ; sur tous les compteurs, {} des "
           "alertes au plus peuvent être du hasard (false_discovery_rate)"},
          {ChanceWords(event.chance), PercentWords(policy.false_discovery_rate)});
  }
  return {};
}

Phrase ToldWords(const DecidedEvent& decided, const ReadingStory& reading, const Decision& decision, const Policy& policy) {
  const auto in_week = [&](const auto& list) { return std::ranges::count_if(list, [&](const auto& one) { return one.told == *decided.told; }); };
  const std::string& id = decided.incident.empty() ? decided.finding : decided.incident;
  Phrase told = decided.incident.empty() ? FormatPhrase("told as finding {}", "signalée dans le constat {}", id)
                                         : FormatPhrase("told as incident {}", "signalée dans l’incident {}", id);
  if (decided.told) {
    const std::int64_t count = in_week(decision.findings) + in_week(decision.data_findings) + in_week(decision.incidents);
    told = Fill({"{} in the week of {} ({} told in that week, at most {})", "{} la semaine du {} ({} cette semaine-là, {} au plus)"},
                {told, DayWords(reading.zone.DayOf(*decided.told)), CountWords(count), DecimalWords(policy.findings_per_week, 0)});
  }
  const Event& event = decided.event.event;
  if (event.event_class == EventClass::kDataFault)
    return Fill({"{}; a fault of the data needs no floor", "{} ; un défaut de données n’a pas de seuil"}, {told});
  const Phrase floors = decided.event.cost
                            ? Fill({"above the floors of {} and {}", "au-dessus des seuils de {} et {}"},
                                   {QuantityWords(policy.minimum_energy, decided.event.unit), MajorWords(policy.minimum_cost, decision.currency)})
                            : Fill({"above the floor of {}", "au-dessus du seuil de {}"}, {QuantityWords(policy.minimum_energy, decided.event.unit)});
  if (std::isnan(event.chance)) return Fill({"{}; {}", "{} ; {}"}, {told, floors});
  return Fill({"{}; {}; by chance with a probability of {}", "{} ; {} ; par hasard avec une probabilité de {}"},
              {told, floors, ChanceWords(event.chance)});
}

}  // namespace

Phrase DecidedWords(const DecidedEvent& decided, bool by_week, const ReadingStory& reading, const Decision& decision, const Policy& policy) {
  if (decided.hidden) return Fill({"not told: {}", "non signalée : {}"}, {HiddenWords(decided, by_week, reading, decision, policy)});
  return ToldWords(decided, reading, decision, policy);
}

}  // namespace kilowatch
