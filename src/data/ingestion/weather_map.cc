#include "data/ingestion/weather_map.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "data/ingestion/csv/words.h"
#include "data/ingestion/inputs.h"
#include "data/ingestion/name_list.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

// Runs of letters and digits, lower case, without accents.
std::vector<std::string> WordsIn(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : Fold(text) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80) {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

std::string KeyOf(const std::string& name) {
  std::string key;
  for (const std::string& word : WordsIn(name)) key += (key.empty() ? "" : " ") + word;
  return key;
}

// The site or region that the stem of a file begins or ends with: "weather_Bobcat".
std::string PlaceInStem(const std::string& stem, const std::vector<Meter>& meters, const std::map<std::string, std::string>& regions) {
  const std::string words = " " + KeyOf(stem) + " ";
  for (const Meter& meter : meters) {
    const auto region = regions.find(meter.name);
    for (const std::string& name : {meter.site, region == regions.end() ? std::string() : region->second}) {
      const std::string key = KeyOf(name);
      if (key.size() >= 3 && (words.starts_with(" " + key + " ") || words.ends_with(" " + key + " "))) return name;
    }
  }
  return {};
}

// Of an hour that the clock passes twice the first is known; a time that it skips is none.
Weather OnClock(const Weather& wall, const TimeZone& zone) {
  Weather weather;
  weather.name = wall.name;
  for (std::size_t i = 0; i < wall.time.size(); ++i) {
    const TimeZone::Instants instants = zone.ToInstants(LocalTime(wall.time[i].time_since_epoch()));
    if (!instants.exists || (!weather.time.empty() && weather.time.back() >= instants.first)) continue;
    weather.time.push_back(instants.first);
    weather.temperature_c.push_back(wall.temperature_c[i]);
  }
  return weather;
}

}  // namespace

WeatherMap::WeatherMap(std::vector<FoundWeather>& found, const std::vector<Meter>& meters, const std::map<std::string, std::string>& regions)
    : regions_(regions) {
  for (FoundWeather& one : found) {
    Place place;
    place.name = one.site.empty() ? PlaceInStem(one.stem, meters, regions) : one.site;
    place.key = KeyOf(place.name);
    place.file = one.file;
    place.folder = one.folder;
    const std::vector<std::string> words = WordsIn(one.stem);
    place.words.insert(words.begin(), words.end());
    place.as_it_stands = one.as_it_stands;
    one.weather.name = one.site.empty() ? one.stem : one.site;
    place.weather = std::make_shared<const Weather>(std::move(one.weather));
    if (!place.key.empty()) by_key_.try_emplace(place.key, static_cast<int>(places_.size()));
    places_.push_back(std::move(place));
  }
}

int WeatherMap::PlaceOf(const std::string& name) const {
  const auto found = name.empty() ? by_key_.end() : by_key_.find(KeyOf(name));
  return found == by_key_.end() ? -1 : found->second;
}

int WeatherMap::Named(const Meter& meter, Reason& reason) const {
  const auto region = regions_.find(meter.name);
  const std::pair<Reason, std::string> wholes[] = {
      {Reason::kSite, meter.site}, {Reason::kRegion, region == regions_.end() ? std::string() : region->second}, {Reason::kName, meter.name}};
  for (const auto& [why, name] : wholes) {
    reason = why;
    if (const int place = PlaceOf(name); place >= 0) return place;
  }
  reason = Reason::kPart;
  constexpr std::string_view kBetween = " / ";
  for (std::string rest = meter.name; !rest.empty();) {
    const std::size_t end = rest.find(kBetween);
    if (const int place = PlaceOf(rest.substr(0, end)); place >= 0) return place;
    rest = end == std::string::npos ? std::string() : rest.substr(end + kBetween.size());
  }
  return -1;
}

int WeatherMap::Unnamed(const Meter& meter, const std::filesystem::path& file, Reason& reason) const {
  const auto region = regions_.find(meter.name);
  const bool elsewhere = !meter.site.empty() || (region != regions_.end() && !region->second.empty());
  const std::vector<std::string> words = WordsIn(Stem(file));
  int in_folder = -1;
  std::ptrdiff_t most_shared = 0;
  int anywhere = -1;
  int unnamed = 0;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    // The one place that there is may be that of a meter which says no other.
    if (!places_[i].key.empty() && (places_.size() > 1 || elsewhere)) continue;
    ++unnamed;
    anywhere = static_cast<int>(i);
    if (places_[i].folder != file.parent_path()) continue;
    const auto shared = std::ranges::count_if(words, [&](const std::string& word) { return places_[i].words.contains(word); });
    if (in_folder >= 0 && shared <= most_shared) continue;
    in_folder = static_cast<int>(i);
    most_shared = shared;
  }
  reason = in_folder >= 0 ? Reason::kFolder : Reason::kOnly;
  if (in_folder >= 0) return in_folder;
  return unnamed == 1 ? anywhere : -1;
}

int WeatherMap::Find(const Meter& meter, const std::filesystem::path& file) {
  Reason reason = Reason::kSite;
  int place = Named(meter, reason);
  if (place < 0) place = Unnamed(meter, file, reason);
  if (place < 0) {
    without_.push_back(meter.name);
  } else {
    ++places_[static_cast<std::size_t>(place)].meters[static_cast<std::size_t>(reason)];
  }
  return place;
}

std::shared_ptr<const Weather> WeatherMap::At(int number, const TimeZone& stamps) {
  if (number < 0) return nullptr;
  Place& place = places_[static_cast<std::size_t>(number)];
  if (!place.as_it_stands || !stamps.HasClockChanges()) return place.weather;
  auto& on_clock = place.by_zone[std::string(stamps.name())];
  if (!on_clock) on_clock = std::make_shared<const Weather>(OnClock(*place.weather, stamps));
  return on_clock;
}

void WeatherMap::Say(std::vector<FileUnderstanding>& files) const {
  const Phrase words[kReasons] = {{"of the site that it names", "du site qu'il nomme"},
                                  {"of the region that it names (region in the meter list)", "de la région qu'il nomme (region dans la liste)"},
                                  {"of the name that it names", "du nom qu'il nomme"},
                                  {"whose name has the place in it", "dont le nom contient le lieu"},
                                  {"whose files lie in its folder", "dont les fichiers sont dans son dossier"},
                                  {"since there is no other weather", "faute d'autre météo"}};
  for (FileUnderstanding& file : files) {
    std::array<int, kReasons> meters{};
    std::vector<std::string> unused;
    bool has_named = false;
    for (const Place& place : places_) {
      if (place.file != file.path) continue;
      int used = 0;
      for (std::size_t r = 0; r < kReasons; ++r) meters[r] += place.meters[r], used += place.meters[r];
      has_named = has_named || !place.key.empty();
      if (used == 0) unused.push_back(place.name.empty() ? file.path : place.name);
    }
    for (std::size_t r = 0; r < kReasons; ++r) {
      if (meters[r] == 0) continue;
      file.assumed.push_back(
          FormatPhrase("temperature of {} {}", "température de {} {}", Counted(meters[r], {"meter", "compteur"}, {"meters", "compteurs"}), words[r]));
    }
    if (!unused.empty()) {
      const Phrase names = NameList(unused);
      file.assumed.push_back({"temperatures that fit no meter's site, region or name: " + names.en,
                              "températures qui ne vont avec le site, la région ou le nom d'aucun compteur : " + names.fr});
    }
    if (has_named && !without_.empty()) {
      const Phrase names = NameList(without_);
      file.assumed.push_back({"meters without a temperature: " + names.en + "; a column site or region in the meter list joins them",
                              "compteurs sans température : " + names.fr + " ; une colonne site ou region dans la liste les relie"});
    }
  }
}

}  // namespace kilowatch
