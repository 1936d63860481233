#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "data/ingestion/csv/understand_cases_test.h"
#include "foundation/text/compression.h"

namespace kilowatch {
namespace {

// What the READMEs of the measuring sets say of each file.
struct Truth {
  const char* file;
  FileRole role;
  Layout layout;
  std::size_t readings;
  bool ends = false;
  const char* unit = "";
};

constexpr Truth kTruths[] = {
    {"amsterdam_gas/nth_2008_2011.csv.gz", FileRole::kReadings, Layout::kWideByMeter, 2, true, "m3"},
    {"appliance_power/fridge_1.csv.gz", FileRole::kReadings, Layout::kLong, 1, false, "W"},
    {"bdg2_extra/Panther_office_Hannah.csv", FileRole::kReadings, Layout::kOneMeter, 1, false, "kWh"},
    {"bdg2_extra/irrigation_raw.csv.gz", FileRole::kReadings, Layout::kWideByMeter, 37, false, "L"},
    {"bdg2_extra/metadata.csv.gz", FileRole::kMeterList, Layout::kNone, 0},
    {"bdg2_extra/solar_raw.csv.gz", FileRole::kReadings, Layout::kWideByMeter, 5, false, "kWh"},
    {"bdg2_extra/two_buildings_2016.csv", FileRole::kReadings, Layout::kWideByMeter, 2},
    {"bdg2_extra/weather_Bobcat.csv.gz", FileRole::kWeather, Layout::kNone, 0},
    {"cambridge_estates/building_b0.csv.gz", FileRole::kReadings, Layout::kWideByMeter, 2, false, "kWh"},
    {"cambridge_estates/weather_bedford.csv.gz", FileRole::kWeather, Layout::kNone, 0},
    {"cnu_campus/headquarters.csv", FileRole::kReadings, Layout::kOneMeter, 1, false, "kWh"},
    {"dutch_power_demand/power_data.csv", FileRole::kReadings, Layout::kOneMeter, 1, true},
    {"dutch_power_demand/dutch_public_holidays_1997.csv", FileRole::kCalendar, Layout::kNone, 0},
    {"grtgaz-regional-gas/df_part1.csv.gz", FileRole::kReadings, Layout::kWideByHour, 1, false, "MWh"},
    {"grtgaz-regional-gas/df_part3.csv.gz", FileRole::kReadings, Layout::kWideByHour, 1, false, "MWh"},
    {"lead1.0/building_117.csv", FileRole::kReadings, Layout::kLong, 1},
    {"lead1.0/metadata.csv", FileRole::kMeterList, Layout::kNone, 0},
    {"nab/machine_temperature_system_failure.csv", FileRole::kReadings, Layout::kOneMeter, 1, false, "other"},
    {"pjm_hourly/est_hourly.csv.gz", FileRole::kReadings, Layout::kWideByMeter, 12, true},
    {"rte_france/load_hourly_2017_2018.csv", FileRole::kReadings, Layout::kOneMeter, 1, false, "MW"},
    {"shanghai_office/office_2015_2016.csv", FileRole::kReadings, Layout::kWideByMeter, 2, false, "kWh"},
    {"taylor_uk_demand/taylor.csv", FileRole::kReadings, Layout::kOneMeter, 1, false, "MW"},
    {"ubc_cec_boiler/b1_gas_pressure.csv", FileRole::kReadings, Layout::kOneMeter, 1, false, "other"},
    {"uci_household/household_hourly.csv", FileRole::kReadings, Layout::kWideByMeter, 4, false, "kWh"},
    {"uk_households/lcl_MAC000002_halfhourly.csv", FileRole::kReadings, Layout::kOneMeter, 1, false, "kWh"},
    {"uk_households/lcl_temperature_hourly.csv", FileRole::kWeather, Layout::kNone, 0},
    {"vic_elec/vic_electricity.csv.gz", FileRole::kReadings, Layout::kOneMeter, 1, false, "MW"},
};

std::string TextOf(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  if (path.extension() != ".gz") return bytes.str();
  auto text = Gunzip(bytes.str(), path.string());
  EXPECT_TRUE(text.has_value()) << path;
  return text ? *std::move(text) : std::string();
}

TEST(UnderstandSharedTest, UnderstandsEverySetAsItsDescriptionSays) {
  const char* folder = std::getenv("KILOWATCH_SHARED");
  if (folder == nullptr) GTEST_SKIP() << "KILOWATCH_SHARED names no folder of measuring sets";
  for (const Truth& truth : kTruths) {
    const auto path = std::filesystem::path(folder) / truth.file;
    if (!std::filesystem::exists(path)) continue;
    const std::string text = TextOf(path);
    constexpr std::size_t kHead = 256 * 1024, kSample = 64 * 1024;
    const InputOptions options;
    CsvContext context;
    context.path = truth.file;
    context.options = &options;
    context.head_is_whole = text.size() <= kHead;
    std::string_view head = text;
    if (!context.head_is_whole) {
      context.middle = head.substr(text.size() / 2, kSample);
      context.end = head.substr(text.size() - kSample);
      head = head.substr(0, kHead);
    }
    const auto plan = UnderstandCsv(head, context);
    ASSERT_TRUE(plan) << plan.error().Text();
    EXPECT_EQ(plan->understanding.role, truth.role) << truth.file;
    EXPECT_EQ(plan->understanding.layout, truth.layout) << truth.file;
    EXPECT_EQ(plan->readings.size(), truth.readings) << truth.file;
    EXPECT_EQ(plan->understanding.stamps_end_interval, truth.ends) << truth.file;
    if (*truth.unit != 0) {
      EXPECT_EQ(plan->understanding.columns[plan->readings.at(0).column].unit, truth.unit) << truth.file;
    }
    for (const auto& reading : plan->readings) EXPECT_FALSE(reading.is_register) << truth.file << " " << reading.meter;
  }
}

}  // namespace
}  // namespace kilowatch
