#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/instant.h"
#include "foundation/base/result.h"

namespace kilowatch {

enum class BuildingUse : std::uint8_t { kOffice, kSchool, kSupermarket, kFactory, kHotel, kHospital, kHousehold };
inline constexpr std::size_t kBuildingUseCount = 7;

// "office", "school", "supermarket", "factory", "hotel", "hospital", "household".
std::string_view BuildingUseName(BuildingUse use);
std::optional<BuildingUse> ParseBuildingUse(std::string_view name);

// How readings lie in files.
enum class SimulationLayout : std::uint8_t {
  kLong,          // readings.csv: meter, time, value
  kFilePerMeter,  // readings/METER.csv: time, value
  kWideByMeter,   // readings/SITE.csv: time, a column for each meter of the site
  kWideByHour,    // readings.csv: meter, local date, a column for each interval of the day; the day of 23 hours leaves its last columns empty
};

// How a time is written.
enum class SimulationStamps : std::uint8_t {
  kUtc,     // 2023-06-01T12:00:00Z
  kOffset,  // 2023-06-01T14:00:00+02:00
  kLocal,   // 2023-06-01 14:00:00, or 01/06/2023 14:00 in the French style; the repeated hour of autumn stands twice
  kAmPm,    // 06/01/2023 02:00 PM, local
  kEpoch,   // 1685620800
};

// "long", "files", "wide", "hours"; "utc", "offset", "local", "ampm", "epoch".
std::string_view SimulationLayoutName(SimulationLayout layout);
std::optional<SimulationLayout> ParseSimulationLayout(std::string_view name);
std::string_view SimulationStampsName(SimulationStamps stamps);
std::optional<SimulationStamps> ParseSimulationStamps(std::string_view name);

struct SimulationFormat {
  SimulationLayout layout = SimulationLayout::kLong;
  SimulationStamps stamps = SimulationStamps::kUtc;
  bool french = false;           // French headers, semicolon, decimal comma
  bool end_of_interval = false;  // the stamp is the interval's end, and the header says so
  bool cumulative = false;       // the meter's register instead of the interval's energy; stamped at the end of the interval
  bool gzip = false;             // files of readings are NAME.csv.gz
};

// What to simulate. The same options give the same bytes, whatever the number of threads.
struct SimulationOptions {
  int sites = 20;
  int days = 365;
  LocalDay start = LocalDay(std::chrono::year(2023) / 1 / 1);  // from midnight in `zone`
  Seconds step{3600};                                          // divides an hour
  std::uint64_t seed = 1;
  std::string zone = "Europe/Paris";
  std::string holidays;           // a holiday code; empty: that of the zone's country where it is known; "none"
  int regions = 1;                // places with a weather of their own
  std::vector<BuildingUse> uses;  // empty: all, in turn
  double anomalies_per_meter_year = 4;
  double logger_losses_per_site_year = 1;  // all meters of the site are silent
  // So many anomalies and logger losses in the whole portfolio instead of the two rates above; where they fall depends on the number of sites.
  std::optional<int> faults;
  double permanent_waste_share = 0.1;  // sites that waste all the time
  double sub_meter_share = 0.5;        // sites with lighting, HVAC and process sub-meters (never households)
  double pv_share = 0.2;
  double gas_share = 0.4;           // sites heated with gas, with a gas meter
  double missing_share = 0.005;     // readings that are not there, anywhere outside labelled stretches
  double duplicate_share = 0.001;   // rows that stand twice
  double electricity_price = 0.20;  // for each kWh, in `currency`
  double gas_price = 0.08;
  std::string currency = "EUR";
  SimulationFormat format;
  int threads = 1;

  // kInvalid with what is wrong.
  Status Validate() const;
};

}  // namespace kilowatch
