#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "data/frame/meter.h"
#include "data/frame/time_zone.h"
#include "data/frame/weather.h"
#include "data/ingestion/gather_inputs.h"
#include "data/ingestion/understanding.h"

namespace kilowatch {

// Which weather is whose. Weather of a named place goes to the meters of that site, else of that region of the meter list, else to the meter of that
// name, else to those whose name has it as one of its parts ("GRTgaz / Bretagne"); case, accents and marks between words do not matter. Weather of no
// place goes to the meters in its folder (of several files, the one whose name shares most words with the meter's file), else to all where it is
// the only one.
class WeatherMap {
 public:
  // `regions` by meter name. Takes the temperatures out of `found`.
  WeatherMap(std::vector<FoundWeather>& found, const std::vector<Meter>& meters, const std::map<std::string, std::string>& regions);

  // The number of the meter's weather; -1 where none fits. Remembers the answer for Say.
  int Find(const Meter& meter, const std::filesystem::path& file);
  // Weather `number` for meters whose stamps are in `stamps`; null for -1.
  std::shared_ptr<const Weather> At(int number, const TimeZone& stamps);
  // Adds to the understanding of each weather file whose temperature it became, and why, and what it was not used for.
  void Say(std::vector<FileUnderstanding>& files) const;

 private:
  enum class Reason { kSite, kRegion, kName, kPart, kFolder, kOnly };
  static constexpr std::size_t kReasons = 6;

  struct Place {
    std::string key;  // of its name; empty: of no place in particular
    std::string name;
    std::string file;
    std::filesystem::path folder;
    std::set<std::string> words;  // of the file's name
    std::shared_ptr<const Weather> weather;
    bool as_it_stands = false;
    std::map<std::string, std::shared_ptr<const Weather>> by_zone;
    std::array<int, kReasons> meters{};  // by reason
  };

  int Named(const Meter& meter, Reason& reason) const;
  int Unnamed(const Meter& meter, const std::filesystem::path& file, Reason& reason) const;
  int PlaceOf(const std::string& name) const;

  const std::map<std::string, std::string>& regions_;
  std::vector<Place> places_;
  std::map<std::string, int> by_key_;
  std::vector<std::string> without_;  // meters for which none fits
};

}  // namespace kilowatch
