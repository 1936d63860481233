#include "data/ingestion/csv/words.h"

#include <algorithm>
#include <cctype>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

using WordList = std::initializer_list<std::string_view>;

// In a list "*x*" is a word that contains x, "x*" one that begins with x.
bool Matches(std::string_view word, std::string_view pattern) {
  if (pattern.starts_with('*')) return word.contains(pattern.substr(1, pattern.size() - 2));
  if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
  return word == pattern;
}

bool MatchesAny(std::string_view word, WordList list) {
  return std::ranges::any_of(list, [word](std::string_view pattern) { return Matches(word, pattern); });
}

bool IsTimeWord(std::string_view word, Meaning meaning) {
  switch (meaning) {
    case Meaning::kTime:
      return MatchesAny(
          word, {"time",     "timestamp*", "datetime*", "date*", "stamp", "ts",  "horodat*", "heure*", "jour",     "fecha*", "hora",    "datum*",
                 "zeit*",    "uhrzeit",    "tijd*",     "tag",   "dag",   "dia", "period*",  "epoch*", "unixtime", "moment", "instant", "day",
                 "time_utc", "month",      "mois",      "monat", "maand", "mes", "begin*",   "debut",  "start*",   "from",   "von",     "van"});
    case Meaning::kHour:
      return MatchesAny(word, {"hour*", "heure*", "hr", "hrs", "stunde*", "uur", "hora*", "he", "period*", "slot", "pas", "interval*", "uhrzeit",
                               "time", "zeit", "tijd", "hh", "h"});
    case Meaning::kStart: return MatchesAny(word, {"start*", "debut", "begin*", "from", "von", "van", "inicio", "anfang", "hb", "beginning"});
    case Meaning::kEnd: return MatchesAny(word, {"end", "ending", "fin", "ende", "einde", "bis", "tot", "until", "to", "stop", "hasta", "he"});
    case Meaning::kHourEnding: return MatchesAny(word, {"ending", "he", "end", "ende", "fin", "einde"});
    case Meaning::kUtc: return MatchesAny(word, {"utc", "gmt", "zulu"});
    case Meaning::kRowNumber: return MatchesAny(word, {"index", "unnamed", "row", "rownum", "nr", "no", "line", "ligne", "zeile"});
    default: return false;
  }
}

bool IsMeterWord(std::string_view word, Meaning meaning) {
  switch (meaning) {
    case Meaning::kMeter:
      return MatchesAny(word, {"meter",    "meterid",    "compteur*",   "building*",   "batiment*",    "gebaude*",      "gebaeude*", "gebouw",
                               "edificio", "site",       "siteid",      "pdl",         "prm",          "pce",           "mpan",      "mprn",
                               "mpr",      "nmi",        "cups",        "ean",         "malo",         "melo",          "esiid",     "zahler*",
                               "zaehler*", "zahlpunkt*", "zaehlpunkt*", "messstelle*", "messlokation", "marktlokation", "contador*", "feeder",
                               "device*",  "sensor*",    "capteur",     "channel",     "canal",        "household*",    "lclid",     "customer*",
                               "client*",  "kunde",      "station",     "location*",   "region*",      "operateur",     "operator*", "recording",
                               "series",   "serie",      "usagepoint",  "point",       "home",         "house",         "appliance", "apparaat",
                               "gerat",    "appareil",   "zone",        "name",        "nom",          "circuit",       "plant",     "unique"});
    case Meaning::kIdentity:
      return MatchesAny(
          word, {"id",   "identifiant", "ids", "no",   "nr",  "number", "numero", "nummer", "code",   "pdl",  "prm", "pce",        "mpan",
                 "mprn", "mpr",         "nmi", "cups", "ean", "malo",   "melo",   "esiid",  "serial", "name", "nom", "zahlpunkt*", "zaehlpunkt*"});
    case Meaning::kSite: return MatchesAny(word, {"site", "siteid", "standort", "campus", "locatie", "sitio", "establishment", "etablissement"});
    case Meaning::kRegion:
      return MatchesAny(word, {"region*", "station*", "weatherstation", "wetterstation", "climatezone", "province", "departement", "county",
                               "bundesland", "city", "ville", "stadt"});
    case Meaning::kParent: return MatchesAny(word, {"parent*", "main_meter", "upstream", "amont"});
    case Meaning::kRole: return MatchesAny(word, {"role", "rolle"});
    case Meaning::kCommodity: return MatchesAny(word, {"commodity", "energietrager", "fluide", "fuel", "medium", "vecteur", "energy_type"});
    case Meaning::kUse:
      return MatchesAny(word, {"use", "usage", "primaryspaceusage", "primary", "activity", "activite", "nutzung", "gebruik", "uso", "space"});
    case Meaning::kSquareMetres: return MatchesAny(word, {"sqm", "m2", "squaremeters", "squaremetres"});
    case Meaning::kSquareFeet: return MatchesAny(word, {"sqft", "ft2", "feet", "squarefeet"});
    case Meaning::kArea: return MatchesAny(word, {"area", "surface", "flache", "flaeche", "oppervlakte", "superficie", "floorarea"});
    case Meaning::kZone: return MatchesAny(word, {"timezone*", "tz", "fuseau", "zeitzone", "tijdzone"});
    case Meaning::kTariff: return MatchesAny(word, {"tariff*", "tarif*", "tarifa"});
    case Meaning::kFormula: return MatchesAny(word, {"formula*", "formule*", "formel*"});
    case Meaning::kDescription:
      return MatchesAny(
          word,
          {"lat",       "latitude",        "lng",         "lon",     "longitude", "yearbuilt",   "built",  "floors",  "numberoffloors", "floor",
           "occupants", "industry",        "subindustry", "address", "adresse",   "city",        "ville",  "stadt",   "postcode",       "zip",
           "altitude",  "energystarscore", "eui",         "leed",    "rating",    "heatingtype", "opened", "country", "pays",           "owner"});
    default: return false;
  }
}

bool IsQuantityWord(std::string_view word, Meaning meaning) {
  switch (meaning) {
    case Meaning::kReading:
      return MatchesAny(word, {"consumption*", "consommation*", "conso",      "usage*",  "value*",    "valeur*",    "wert*",       "messwert*",
                               "waarde*",      "valor*",        "reading*",   "releve*", "lecture*",  "mesure*",    "*verbrauch*", "verbruik*",
                               "consumo*",     "quantity",      "quantite",   "import",  "soutirage", "bezug",      "afname",      "energie*",
                               "energy*",      "power*",        "puissance*", "load*",   "demand*",   "*leistung*", "vermogen*",   "potencia*",
                               "energia*",     "index",         "kwh",        "last",    "lastgang",  "delivered",  "usage"});
    case Meaning::kPower:
      return MatchesAny(word,
                        {"power*", "puissance*", "load", "loads", "demand", "charge", "*leistung*", "vermogen*", "potencia*", "last", "lastgang"});
    case Meaning::kEnergy:
      return MatchesAny(word, {"energy*", "energie*", "energia*", "consumption*", "consommation*", "conso", "*verbrauch*", "verbruik*", "consumo*"});
    case Meaning::kRegister:
      return MatchesAny(word, {"index", "register", "cumul*", "kumul*", "zahlerstand*", "zaehlerstand*", "meterstand*", "stand", "odometer",
                               "totaliser", "totalizer", "lectura", "acumulad*", "compteur", "counter"});
    case Meaning::kTotal:
      return MatchesAny(word, {"total", "totals", "totale", "totaux", "somme", "sum", "summe", "*gesamt*", "totaal", "suma", "aggregate",
                               "aggregated", "ensemble", "journaliere", "daily", "tagessumme", "cumul_jour"});
    case Meaning::kProduction:
      return MatchesAny(word,
                        {"production*", "generation*", "generated", "pv", "solar*", "solaire*", "produced", "erzeugung*", "opwek*", "photovolt*"});
    case Meaning::kExport: return MatchesAny(word, {"export*", "injection*", "einspeisung*", "teruglever*", "feedin", "vertido*", "surplus"});
    case Meaning::kEndUse:
      return MatchesAny(word, {"kitchen",   "laundry",  "heater*",  "ac",    "hvac",        "light*",    "plug*",         "heating",
                               "cooling",   "lighting", "fridge*",  "oven",  "ventilation", "chauffage", "climatisation", "eclairage",
                               "cuisine",   "prises",   "heizung",  "licht", "pump*",       "fan*",      "main",          "mains",
                               "principal", "active",   "reactive", "actif", "mean",        "avg",       "average",       "moyenne",
                               "max",       "min",      "net",      "hot",   "chilled",     "general",   "grid",          "reseau",
                               "netz",      "de",       "la",       "le",    "en",          "du",        "per",           "par",
                               "hourly",    "horaire",  "interval", "meter", "compteur",    "zahler",    "metered",       "measured",
                               "actual",    "total",    "sub",      "house"});
    default: return false;
  }
}

bool IsMediumWord(std::string_view word, Meaning meaning) {
  switch (meaning) {
    case Meaning::kElectricity:
      return MatchesAny(word, {"electric*", "elec", "elect", "elektr*", "strom*", "stroom*", "power", "electricidad", "courant"});
    case Meaning::kGas: return MatchesAny(word, {"gas", "gaz*", "erdgas*", "aardgas", "naturalgas", "pcs", "pci", "grtgaz", "grdf"});
    case Meaning::kWater: return MatchesAny(word, {"water*", "eau*", "wasser*", "agua*", "irrigation*", "arrosage", "hotwater"});
    case Meaning::kHeat:
      return MatchesAny(word, {"heat", "chaleur", "warme*", "waerme*", "warmte*", "calor", "steam*", "vapeur", "chilledwater", "hotwater",
                               "districtheating", "fernwarme", "btu"});
    case Meaning::kUnit: return MatchesAny(word, {"unit*", "einheit*", "eenheid*", "unidad*", "uom"});
    default: return false;
  }
}

bool IsWeatherWord(std::string_view word, Meaning meaning) {
  switch (meaning) {
    case Meaning::kTemperature:
      return MatchesAny(word, {"temp", "temps", "tempc", "tempf", "*temperatur*", "t2m", "drybulb", "oat", "airtemp", "tair", "tempextc"});
    case Meaning::kNotOutdoor:
      return MatchesAny(word, {"indoor*",  "inside*",  "inner*",   "interieur*", "room*",   "innen*",   "binnen*",   "supply",
                               "return",   "depart",   "retour",   "flow",       "vorlauf", "rucklauf", "ruecklauf", "machine*",
                               "setpoint", "consigne", "sollwert", "system",     "oil",     "motor*",   "tank",      "boiler*"});
    case Meaning::kDew: return MatchesAny(word, {"dew*", "rosee", "*taupunkt*", "dauwpunt", "wetbulb", "wet", "apparent", "ressentie", "feels"});
    case Meaning::kWeather:
      return MatchesAny(word, {"humid*",         "*feuchte*",   "vochtigheid", "humedad",  "rh",         "pressure",  "pression",
                               "*druck*",        "lvlpressure", "wind*",       "vent",     "viento",     "radiation", "irradiance",
                               "irradiation",    "rayonnement", "*strahlung*", "straling", "ghi",        "dni",       "dhi",
                               "cloud*",         "nebulosite",  "bewolk*",     "rain*",    "precip*",    "pluie*",    "niederschlag*",
                               "neerslag",       "lluvia",      "snow*",       "neige",    "visibility", "sunshine",  "insolation",
                               "ensoleillement", "barometer",   "weather",     "meteo",    "co2"});
    case Meaning::kProcess:
      return MatchesAny(word, {"gas", "gaz", "steam", "pump", "pompe", "boiler", "chaudiere", "flue", "process", "valve", "water", "line"});
    case Meaning::kNotEnergy:
      return MatchesAny(word, {"speed", "rpm", "level", "niveau", "position", "occupancy", "co2", "ppm", "count", "taxi", "passenger*", "traffic",
                               "cpu", "request*", "visitor*", "vitesse", "oxygen", "o2", "vibration"});
    case Meaning::kMoney:
      return MatchesAny(word, {"cost",    "costs",   "amount*", "price*",  "montant*", "cout*", "prix", "betrag*", "kosten*", "preis*",
                               "bedrag*", "importe", "coste*",  "precio*", "eur",      "euro*", "gbp",  "usd",     "chf",     "ttc"});
    case Meaning::kElectrical:
      return MatchesAny(word,
                        {"voltage*", "volt",      "volts",     "tension",  "spannung*", "spanning", "current", "intensite",     "strom_a", "ampere*",
                         "amps",     "frequency", "frequence", "frequenz", "reactive",  "reactif",  "blind*",  "kvar",          "kvarh",   "var",
                         "varh",     "kva",       "kvah",      "cosphi",   "phi",       "factor",   "thd",     "reactive_power"});
    default: return false;
  }
}

bool IsJudgementWord(std::string_view word, Meaning meaning) {
  switch (meaning) {
    case Meaning::kLabel:
      return MatchesAny(word, {"anomal*", "label*", "etiquette*", "outlier*", "window", "abnormal*", "ausreisser*", "ausreiser*", "fault*",
                               "is_anomaly", "groundtruth", "truth", "afwijking", "uitschieter", "aberrant*"});
    case Meaning::kScore: return MatchesAny(word, {"score*", "probability", "probabilite", "confidence", "likelihood"});
    case Meaning::kStatus:
      return MatchesAny(word, {"status*", "statut*", "state", "etat", "quality", "qualite", "qualitat", "flag*", "kwaliteit", "nature", "estimat*",
                               "validity", "validite", "validation", "calidad", "ersatzwert*", "readtype", "qc", "type"});
    case Meaning::kPartial: return MatchesAny(word, {"partial*", "partiel*", "incomplet*", "estimat*", "interpolated", "imputed", "filled"});
    case Meaning::kCalendar:
      return MatchesAny(
          word, {"holiday*",   "ferie*",    "feiertag*", "feestdag*", "festivo*", "vacation*", "vacances", "school",    "weekend*", "weekday*",
                 "dow",        "dayofweek", "season*",   "saison*",   "strike*",  "greve",     "social",   "mouvement", "workday*", "workingday*",
                 "wochentag*", "isweekend", "working",   "ouvre",     "dst",      "open",      "closed",   "ferme",     "ouvert",   "occupied"});
    case Meaning::kHolidayName:
      return MatchesAny(word, {"name", "nom", "holiday*", "label", "event", "fete", "feiertag*", "description", "naam", "feestdag*"});
    case Meaning::kFreeText:
      return MatchesAny(word, {"motif", "comment*", "remark*", "remarque*", "note*", "reason", "bemerkung*", "opmerking*", "description", "raison"});
    default: return false;
  }
}

// Bytes of a two-byte letter (lead 0xC3) as plain letters: À–ÿ without their accents.
std::string_view PlainLetter(unsigned char second) {
  static constexpr std::string_view kPlain = "aaaaaaaceeeeiiiidnooooo ouuuuy saaaaaaaceeeeiiiidnooooo ouuuuy y";
  if (second == 0x9F) return "ss";
  if (second < 0x80 || second > 0xBF) return {};
  return kPlain.substr(second - 0x80u, 1);
}

}  // namespace

std::string Fold(std::string_view text) {
  std::string folded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if (c < 0x80) {
      folded += static_cast<char>(std::tolower(c));
    } else if (c == 0xC3 && next != 0) {
      folded += PlainLetter(next);
      ++i;
    } else if (c == 0xC2 && (next == 0xB2 || next == 0xB3)) {
      folded += next == 0xB2 ? '2' : '3';
      ++i;
    } else if (c == 0xC5 && (next == 0x92 || next == 0x93)) {
      folded += "oe";
      ++i;
    } else if ((c & 0xC0) != 0x80) {
      folded += ' ';
    }
  }
  return folded;
}

std::vector<std::string> Words(std::string_view text) {
  // A break is put where camelCase or digits begin, before case is lost.
  std::string broken;
  std::size_t letters = 0;
  for (const char raw : text) {
    const auto c = static_cast<unsigned char>(raw);
    if (letters >= 3 && (std::isupper(c) != 0 || std::isdigit(c) != 0) && !broken.empty() &&
        std::islower(static_cast<unsigned char>(broken.back())) != 0) {
      broken += ' ';
    }
    letters = std::islower(c) != 0 || std::isupper(c) != 0 || c >= 0x80 ? letters + 1 : 0;
    broken += raw;
  }
  std::vector<std::string> words(1);
  for (const char c : Fold(broken)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool Means(std::span<const std::string> words, Meaning meaning) {
  return std::ranges::any_of(words, [meaning](const std::string& word) {
    return IsTimeWord(word, meaning) || IsMeterWord(word, meaning) || IsQuantityWord(word, meaning) || IsMediumWord(word, meaning) ||
           IsWeatherWord(word, meaning) || IsJudgementWord(word, meaning);
  });
}

bool Means(std::string_view text, Meaning meaning) { return Means(std::span<const std::string>(Words(text)), meaning); }

}  // namespace kilowatch
