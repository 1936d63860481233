#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kilowatch {

// What a word in a header, title or file name points at. English, French, German, Dutch and Spanish.
enum class Meaning {
  kTime,
  kHour,
  kStart,
  kEnd,
  kHourEnding,
  kUtc,
  kMeter,
  kIdentity,
  kReading,
  kPower,
  kEnergy,
  kRegister,
  kTotal,
  kProduction,
  kExport,
  kEndUse,
  kElectricity,
  kGas,
  kWater,
  kHeat,
  kTemperature,
  kNotOutdoor,
  kWeather,
  kProcess,
  kElectrical,
  kDew,
  kNotEnergy,
  kMoney,
  kLabel,
  kScore,
  kStatus,
  kPartial,
  kUnit,
  kCalendar,
  kHolidayName,
  kFreeText,
  kSite,
  kRegion,
  kParent,
  kRole,
  kCommodity,
  kUse,
  kSquareMetres,
  kSquareFeet,
  kArea,
  kZone,
  kTariff,
  kFormula,
  kDescription,
  kRowNumber,
};

// Lower case without accents: "Énergie réactive (kVArh)" → "energie reactive (kvarh)", "m³" → "m3", "ß" → "ss".
std::string Fold(std::string_view text);

// The folded words of a text, split at everything that is neither letter nor digit, at "airTemperature" and between letters and digits
// ("building1") where at least three letters precede.
std::vector<std::string> Words(std::string_view text);

// Whether one of the words points at `meaning`.
bool Means(std::span<const std::string> words, Meaning meaning);
bool Means(std::string_view text, Meaning meaning);

}  // namespace kilowatch
