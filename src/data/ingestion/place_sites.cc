#include "data/ingestion/place_sites.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <tuple>

#include "data/ingestion/inputs.h"
#include "data/ingestion/weather_map.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

namespace fs = std::filesystem;

bool IsFile(const std::string& text) {
  std::error_code error;
  return !text.empty() && fs::is_regular_file(text, error);
}

Result<Holidays> GivenHolidays(const InputOptions& options) {
  if (options.holidays == "none") return Holidays();
  if (IsFile(options.holidays)) {
    KW_ASSIGN(const std::string text, ReadFile(options.holidays));
    std::vector<LocalDay> days = DatesOfLines(text);
    if (days.empty()) {
      return Fail(ErrorCode::kConfiguration,
                  FormatPhrase("{} holds no date written as 2016-12-25", "{} ne contient aucune date écrite 2016-12-25", options.holidays),
                  {"Begin each line with one", "Commencez chaque ligne par une date"});
    }
    return Holidays::FromDays(std::move(days), fs::path(options.holidays).filename().string());
  }
  auto found = Holidays::ForCode(options.holidays);
  if (!found) return Fail(ErrorCode::kConfiguration, found.error().message, found.error().advice);
  return found;
}

class SitePlacer {
 public:
  SitePlacer(Gathered& gathered, const InputOptions& options, FileSourceParts& parts) : gathered_(gathered), options_(options), parts_(parts) {}

  Status Place();

 private:
  Status LoadCalendar();
  Status ApplyMeterList(Meter& meter);
  void LimitToValidity(Meter& meter, const TimeZone& zone) const;
  // The zone of the meter's clock, and of its stamps without offset.
  Result<TimeZone> ZoneOf(std::size_t meter);
  Holidays HolidaysOf(const TimeZone& zone, std::size_t file);
  std::size_t FileOf(std::size_t meter) const { return parts_.places[meter].front().file; }

  Gathered& gathered_;
  const InputOptions& options_;
  FileSourceParts& parts_;
  std::optional<Holidays> holidays_;
  std::shared_ptr<const OpeningHours> hours_;
  std::map<std::string, std::string> regions_;  // by meter, of the meter list
  std::map<std::size_t, bool> said_;            // files that already say where their holidays come from
};

Status SitePlacer::LoadCalendar() {
  if (!options_.holidays.empty()) {
    KW_ASSIGN(holidays_, GivenHolidays(options_));
  } else if (!gathered_.holidays.empty()) {
    std::ranges::sort(gathered_.holidays);
    holidays_ = Holidays::FromDays(gathered_.holidays, "file");
  }
  if (options_.calendar.empty()) return {};
  const std::string extension = options_.calendar.extension().string();
  if (extension == ".yml" || extension == ".yaml") {
    KW_ASSIGN(OpeningHours hours, ReadOpeningHours(options_.calendar));
    hours_ = std::make_shared<const OpeningHours>(std::move(hours));
    return {};
  }
  KW_ASSIGN(const std::string text, ReadFile(options_.calendar));
  std::vector<LocalDay> days = DatesOfLines(text);
  if (days.empty()) {
    return Fail(ErrorCode::kConfiguration,
                FormatPhrase("{} holds no date written as 2016-12-25", "{} ne contient aucune date écrite 2016-12-25", options_.calendar.string()),
                {"Begin each line with one, or write opening hours as YAML",
                 "Commencez chaque ligne par une date, ou écrivez les heures d’ouverture en YAML"});
  }
  if (holidays_) days.insert(days.end(), holidays_->days().begin(), holidays_->days().end());
  std::ranges::sort(days);
  holidays_ = Holidays::FromDays(std::move(days), options_.calendar.filename().string());
  return {};
}

Status SitePlacer::ApplyMeterList(Meter& meter) {
  const auto found = gathered_.meters.find(meter.name);
  if (found == gathered_.meters.end()) return {};
  found->second.ApplyTo(meter);
  regions_[meter.name] = found->second.region.value_or("");
  if (!found->second.zone) return {};
  const auto zone = TimeZone::Find(*found->second.zone);
  if (!zone)
    return Fail(ErrorCode::kConfiguration, FormatPhrase("meter {}: {}", "compteur {} : {}", meter.name, zone.error().message), zone.error().advice);
  meter.zone = zone->name();
  return {};
}

// The list's dates are days of the meter's clock.
void SitePlacer::LimitToValidity(Meter& meter, const TimeZone& zone) const {
  const auto found = gathered_.meters.find(meter.name);
  if (found == gathered_.meters.end()) return;
  if (found->second.valid_from) meter.valid_from = MomentOn(*found->second.valid_from, zone);
  if (found->second.valid_to) meter.valid_to = MomentOn(*found->second.valid_to, zone);
}

Result<TimeZone> SitePlacer::ZoneOf(std::size_t number) {
  Meter& meter = parts_.meters[number];
  const CsvPlan& plan = parts_.files[FileOf(number)]->plan();
  const TimeZone stated = TimeZone::Find(plan.understanding.zone).value_or(TimeZone());
  const TimeZone listed = TimeZone::Find(meter.zone).value_or(TimeZone());
  const TimeZone given = TimeZone::Find(options_.zone).value_or(TimeZone());
  TimeZone stamps = plan.zone_is_given ? stated : listed;
  parts_.stamp_zone.push_back(stamps);
  const bool stamps_are_utc = plan.zone_is_given && !stated.HasClockChanges();
  // Stamps in UTC can be put on the clock of the meter's place; stamps as they stand cannot.
  TimeZone clock = listed.HasClockChanges() ? listed : given.HasClockChanges() ? given : stamps;
  if (!stamps.HasClockChanges() && !stamps_are_utc && !plan.time_format.HasOffset() && plan.time_format.kind == TimeFormat::Kind::kCivil)
    clock = stamps;
  meter.zone = clock.name();
  return clock;
}

Holidays SitePlacer::HolidaysOf(const TimeZone& zone, std::size_t file) {
  if (holidays_) return *holidays_;
  const std::string_view country = CountryOfZone(zone.name());
  auto found = country.empty() ? Result<Holidays>(Holidays()) : Holidays::ForCode(country);
  if (!found || country.empty()) return {};
  if (!said_[file]) {
    const std::string where = std::string(zone.name()) + " (" + std::string(country) + ")";
    parts_.files[file]->Assume({"public holidays taken from the time zone " + where, "jours fériés déduits du fuseau horaire " + where});
    said_[file] = true;
  }
  return *std::move(found);
}

Status SitePlacer::Place() {
  KW_RETURN_IF_ERROR(LoadCalendar());
  for (Meter& meter : parts_.meters) {
    KW_RETURN_IF_ERROR(ApplyMeterList(meter));
  }
  WeatherMap weather(gathered_.weather, parts_.meters, regions_);
  std::map<std::tuple<std::string, std::string, int>, std::size_t> numbers;
  for (std::size_t i = 0; i < parts_.meters.size(); ++i) {
    const Meter& meter = parts_.meters[i];
    KW_ASSIGN(const TimeZone zone, ZoneOf(i));
    LimitToValidity(parts_.meters[i], zone);
    const int found = weather.Find(meter, gathered_.paths[FileOf(i)]);
    const TimeZone& stamps = parts_.stamp_zone[i];
    const std::string zones = std::string(zone.name()) + "\n" + std::string(stamps.name());
    const auto [entry, is_new] = numbers.try_emplace({meter.site, zones, found}, parts_.sites.size());
    if (is_new) parts_.sites.push_back({meter.site, zone, HolidaysOf(zone, FileOf(i)), weather.At(found, stamps), hours_});
    parts_.site_of.push_back(entry->second);
  }
  weather.Say(parts_.others);
  return {};
}

}  // namespace

Status PlaceSites(Gathered& gathered, const InputOptions& options, FileSourceParts& parts) { return SitePlacer(gathered, options, parts).Place(); }

}  // namespace kilowatch
