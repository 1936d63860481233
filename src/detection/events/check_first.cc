#include "detection/events/reason.h"

namespace kilowatch {
namespace {

bool IsThermal(Commodity commodity) { return commodity == Commodity::kGas || commodity == Commodity::kHeat; }

Phrase CheckLevelShift(Commodity commodity) {
  if (commodity == Commodity::kWater)
    return {"for a leak: read the register twice at night while nobody uses water",
            "s’il y a une fuite : relever le compteur deux fois la nuit, sans usage d’eau"};
  if (IsThermal(commodity))
    return {"the heating's set points and schedule, changed around that day", "les consignes et le programme du chauffage, modifiés vers ce jour-là"};
  return {"what was installed, rescheduled or left on from that day",
          "ce qui a été installé, reprogrammé ou laissé en marche à partir de ce jour-là"};
}

Phrase CheckWaste(EventKind kind, Commodity commodity) {
  const bool water = commodity == Commodity::kWater;
  const bool thermal = IsThermal(commodity);
  switch (kind) {
    case EventKind::kOffHoursExcess:
      if (water)
        return {"for a leak or a cistern that keeps running when nobody is there",
                "s’il y a une fuite ou une chasse d’eau qui coule quand il n’y a personne"};
      if (thermal) return {"the night and weekend setback of the heating", "l’abaissement du chauffage la nuit et le week-end"};
      return {"the timers of ventilation, lighting and cooling, and what stays on after closing",
              "les horloges de la ventilation, de l’éclairage et de la climatisation, et ce qui reste allumé après la fermeture"};
    case EventKind::kHighBaseLoad:
      if (water) return {"for a leak: read the register twice at night", "s’il y a une fuite : relever le compteur deux fois la nuit"};
      return {"what runs at night: ventilation, pumps, cooling, servers; switch off one after the other and watch the meter",
              "ce qui tourne la nuit : ventilation, pompes, froid, serveurs ; couper l’un après l’autre en regardant le compteur"};
    case EventKind::kBusyWeekends:
      return {"the weekly programme of ventilation, heating and cooling: it seems to know no weekend",
              "le programme hebdomadaire de la ventilation, du chauffage et du froid : il semble ignorer le week-end"};
    case EventKind::kLevelShift: return CheckLevelShift(commodity);
    case EventKind::kSpike:
      if (water) return {"for a tap, a valve or a filling left open", "si un robinet, une vanne ou un remplissage est resté ouvert"};
      if (thermal)
        return {"whether the heating was restarted or a valve forced open by hand", "si le chauffage a été relancé ou une vanne forcée à la main"};
      return {"which heating, cooling or machine was switched on at that moment",
              "quel chauffage, quelle climatisation ou quelle machine a été mis en marche à ce moment"};
    default:
      if (water)
        return {"for watering, cleaning, filling or a leak at that time", "s’il y a eu arrosage, nettoyage, remplissage ou fuite à ce moment"};
      if (thermal)
        return {"the heating's control: set points, outdoor sensor, a valve that stays open",
                "la régulation du chauffage : consignes, sonde extérieure, vanne restée ouverte"};
      return {"whether longer opening, an event or a control fault explains these hours",
              "si une ouverture prolongée, un événement ou un défaut de régulation explique ces heures"};
  }
}

// So many times the expected is seldom used, for a day or more.
bool IsBeyondBelief(const Event& event) {
  constexpr double kBeyondBelief = 5;
  return event.span.Length() >= Seconds(86400) && event.expected > 0 && event.actual > kBeyondBelief * event.expected;
}

Phrase DoubtWords() {
  return {
      "whether the readings can be right: a wrong factor or unit (kWh for MWh), or an export counted twice, looks like this",
      "si les relevés peuvent être justes : un mauvais coefficient ou une mauvaise unité (kWh pour MWh), ou un export compté deux fois, donne cela"};
}

// Days of more or less heating and cooling are the weather's until its temperature says otherwise.
bool MayBeWeather(const Event& event, const Meter& meter) {
  const bool lasting = event.kind == EventKind::kLevelShift || event.kind == EventKind::kUnexplained;
  const bool produces = meter.role == MeterRole::kGeneration || meter.role == MeterRole::kExport;
  const bool by_weather = IsThermal(meter.commodity) || (meter.commodity == Commodity::kElectricity && !produces);
  return lasting && by_weather && !event.has_temperature && event.span.Length() >= Seconds(36 * 3600);
}

Phrase CheckShortfall(const Meter& meter) {
  if (meter.role == MeterRole::kGeneration || meter.role == MeterRole::kExport) {
    return {"the inverters, then shade, snow or dirt on the panels", "les onduleurs, puis l’ombre, la neige ou la saleté sur les panneaux"};
  }
  if (IsThermal(meter.commodity))
    return {"whether the heating was off or has failed, then the meter", "si le chauffage était arrêté ou en panne, puis le compteur"};
  if (meter.commodity == Commodity::kWater)
    return {"whether the supply was closed, then the meter", "si l’alimentation était fermée, puis le compteur"};
  return {"whether the site was closed or equipment failed, then whether the meter sees all phases",
          "si le site était fermé ou un équipement en panne, puis si le compteur mesure toutes les phases"};
}

Phrase CheckFault(const Event& event, const Meter& meter) {
  switch (event.kind) {
    case EventKind::kOutage:
      if (meter.commodity == Commodity::kElectricity) {
        return {"whether there was a power cut, then the meter's supply and its link to the logger",
                "s’il y a eu une coupure de courant, puis l’alimentation du compteur et sa liaison"};
      }
      return {"the meter and its link to the logger", "le compteur et sa liaison avec l’enregistreur"};
    case EventKind::kOverMain:
      return {"the factors and the wiring of the main and of the meters below it, and whether one of them stands under another main",
              "les coefficients et le câblage du principal et des compteurs en aval, et si l’un d’eux dépend d’un autre principal"};
    case EventKind::kFrozen:
      return {"the link between meter and logger, which repeats its last value",
              "la liaison entre compteur et enregistreur, qui répète sa dernière valeur"};
    case EventKind::kMissing:
      if (event.ongoing && event.unmeasured == 0)
        return {"whether the meter was taken out of service; if not, the logger and its connection",
                "si le compteur a été mis hors service ; sinon, l’enregistreur et sa connexion"};
      return {"the logger and its connection, then ask the supplier for the readings",
              "l’enregistreur et sa connexion, puis demander les relevés au fournisseur"};
    default:
      if (event.strongest == Member::kGapNeighbour) {
        return {"the gap beside it: the logger and its connection, then ask for the readings",
                "la lacune voisine : l’enregistreur et sa connexion, puis demander les relevés"};
      }
      if (IsBeyondBelief(event) || event.span.Length() >= Seconds(86400)) return DoubtWords();
      return {"whether the value is an error code of the meter, and ask for a corrected reading",
              "si la valeur est un code d’erreur du compteur, et demander un relevé corrigé"};
  }
}

}  // namespace

Phrase CheckFirst(const Event& event, const Meter& meter) {
  if (event.event_class == EventClass::kDataFault) return CheckFault(event, meter);
  if (meter.unit == Unit::kOther) return {"the sensor, then what it measures", "le capteur, puis ce qu’il mesure"};
  if (event.event_class == EventClass::kWaste && IsBeyondBelief(event)) return DoubtWords();
  Phrase check = event.event_class == EventClass::kWaste ? CheckWaste(event.kind, meter.commodity) : CheckShortfall(meter);
  if (!MayBeWeather(event, meter)) return check;
  return {"whether a cold or hot spell explains it, since no outdoor temperature was given; then " + check.en,
          "si un coup de froid ou de chaud l’explique, faute de température extérieure ; puis " + check.fr};
}

}  // namespace kilowatch
