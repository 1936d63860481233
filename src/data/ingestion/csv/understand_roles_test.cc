#include <gtest/gtest.h>

#include <fmt/format.h>

#include "data/ingestion/csv/understand_cases_test.h"

namespace kilowatch {
namespace {

std::string Hours(std::string_view header, int count, std::string (*cells)(int)) {
  std::string text = std::string(header) + "\n";
  for (int i = 0; i < count; ++i) text += fmt::format("2024-01-{:02} {:02}:00,{}\n", 1 + i / 24, i % 24, cells(i));
  return text;
}

TEST(UnderstandRoles, NeverTakesALabelForAMeter) {
  for (const char* name : {"anomaly", "is_anomaly", "label", "in_window", "outlier", "algo_outlier", "anomaly_incl_winter"}) {
    const auto plan =
        Understood(Hours(fmt::format("timestamp,load_kwh,{}", name), 30, [](int i) { return fmt::format("{}.5,{}", i % 5, i % 9 == 0 ? 1 : 0); }));
    EXPECT_EQ(RoleOf(plan, name), ColumnRole::kLabel) << name;
    EXPECT_EQ(plan.label_column, 2u) << name;
    EXPECT_EQ(plan.readings.size(), 1u) << name;
  }
}

TEST(UnderstandRoles, FeedsTheTemperatureAndSetsOtherWeatherAside) {
  const auto plan =
      Understood(Hours("timestamp,air_temperature_c,dew_point_c,relative_humidity_pct,pressure_hpa,wind_speed,mean_voltage_v,energy_kwh", 5,
                       [](int i) { return fmt::format("{}.1,1.2,70,1013,3.2,230.1,{}.5", i, i % 3); }));
  EXPECT_EQ(plan.temperature_column, 1u);
  for (const char* name : {"dew_point_c", "relative_humidity_pct", "pressure_hpa", "wind_speed"})
    EXPECT_EQ(RoleOf(plan, name), ColumnRole::kWeather) << name;
  EXPECT_EQ(RoleOf(plan, "mean_voltage_v"), ColumnRole::kIgnored);
  EXPECT_EQ(plan.readings.size(), 1u);
}

TEST(UnderstandRoles, TurnsAStatusColumnIntoFlags) {
  const auto plan = Understood("date;kWh;statut\n2024-01-01 00:00;1,5;Réel\n2024-01-01 01:00;1,6;Estimé\n2024-01-01 02:00;1,6;Réel\n");
  ASSERT_EQ(plan.status_column, 2u);
  const auto estimated = std::ranges::find(plan.status_words, "estimé", &std::pair<std::string, Quality>::first);
  ASSERT_NE(estimated, plan.status_words.end());
  EXPECT_EQ(estimated->second, Quality::kEstimated);
}

TEST(UnderstandRoles, TakesPartialHoursAsEstimated) {
  const auto plan = Understood("timestamp,kwh,partial_hour\n2024-01-01 00:00,1.5,0\n2024-01-01 01:00,1,1\n2024-01-01 02:00,1,0\n");
  ASSERT_EQ(plan.status_column, 2u);
  EXPECT_EQ(std::ranges::find(plan.status_words, "1", &std::pair<std::string, Quality>::first)->second, Quality::kEstimated);
}

TEST(UnderstandRoles, NamesATotalByItsSumAndByItsHeader) {
  const auto by_sum = Understood(Hours("timestamp,North,South,All", 20, [](int i) { return fmt::format("{},{},{}", i + 1, 3 * i, 4 * i + 1); }));
  EXPECT_EQ(RoleOf(by_sum, "All"), ColumnRole::kTotal);
  EXPECT_EQ(by_sum.readings.size(), 2u);
  const auto by_name =
      Understood(Hours("timestamp,North,South,Total kWh", 20, [](int i) { return fmt::format("{},{},{}", i + 1, 3 * i, 900 + i % 2); }));
  EXPECT_EQ(RoleOf(by_name, "Total kWh"), ColumnRole::kTotal);
  const auto alone = Understood(Hours("timestamp,Total kWh", 20, [](int i) { return fmt::format("{}", i % 4); }));
  EXPECT_EQ(RoleOf(alone, "Total kWh"), ColumnRole::kReading);
}

TEST(UnderstandRoles, KnowsARegisterByItsGrowth) {
  const auto grows = Understood(Hours("timestamp,kwh", 60, [](int i) { return fmt::format("{:.1f}", 104'500 + 1.7 * i + 0.5 * (i % 3)); }));
  EXPECT_TRUE(grows.readings.at(0).is_register);
  const auto resets =
      Understood(Hours("timestamp,index_kwh", 60, [](int i) { return fmt::format("{:.1f}", i < 40 ? 104'500 + 1.7 * i : 1.7 * (i - 40)); }));
  EXPECT_TRUE(resets.readings.at(0).is_register);
  const auto load = Understood(Hours("timestamp,kwh", 60, [](int i) { return fmt::format("{:.1f}", 100 + 1.7 * (i % 24)); }));
  EXPECT_FALSE(load.readings.at(0).is_register);
}

TEST(UnderstandRoles, ReadsUnitsFromHeadersAndColumns) {
  const auto plan = Understood(Hours("timestamp,load_mw,active_power_w,kitchen_wh,gas_m3,chaleur (MWh),water_l", 4,
                                     [](int i) { return fmt::format("{0},{0},{0},{0},{0},{0}", i % 3 + 1); }));
  ASSERT_EQ(plan.readings.size(), 6u);
  EXPECT_TRUE(plan.readings[0].unit.is_power);
  EXPECT_DOUBLE_EQ(plan.readings[0].unit.factor, 1000);
  EXPECT_TRUE(plan.readings[1].unit.is_power);
  EXPECT_DOUBLE_EQ(plan.readings[1].unit.factor, 0.001);
  EXPECT_DOUBLE_EQ(plan.readings[2].unit.factor, 0.001);
  EXPECT_EQ(plan.readings[3].unit.unit, Unit::kM3);
  EXPECT_EQ(plan.readings[3].commodity, Commodity::kGas);
  EXPECT_DOUBLE_EQ(plan.readings[4].unit.factor, 1000);
  EXPECT_EQ(plan.readings[4].commodity, Commodity::kHeat);
  EXPECT_EQ(plan.readings[5].commodity, Commodity::kWater);
  const auto column = Understood("meter,timestamp,value,unit\nA,2024-01-01 00:00,1.5,MWh\nA,2024-01-01 01:00,1.5,MWh\nB,2024-01-01 00:00,1.5,kWh\n");
  EXPECT_EQ(column.unit_column, 3u);
}

TEST(UnderstandRoles, TurnsGasIntoEnergyWithACalorificValue) {
  InputOptions options;
  options.kwh_per_m3 = 11.2;
  const auto plan = Understood(Hours("timestamp,gas_m3", 4, [](int i) { return fmt::format("{}.5", i); }), "gas.csv", options);
  EXPECT_EQ(plan.readings.at(0).unit.unit, Unit::kKwh);
  EXPECT_DOUBLE_EQ(plan.readings.at(0).unit.factor, 11.2);
}

TEST(UnderstandRoles, SaysThatAUnitIsAssumed) {
  const auto plan = Understood(Hours("timestamp,value", 4, [](int i) { return fmt::format("{}.5", i); }), "site/office.csv");
  EXPECT_TRUE(Assumed(plan, "no unit is stated; taken as kWh"));
  EXPECT_EQ(plan.readings.at(0).meter, "office");
}

TEST(UnderstandRoles, JoinsTheColumnsThatNameAMeter) {
  const auto plan = Understood(
      "date;opérateur;région;statut;valeur (kWh)\n2024-01-01 00:00;G;Nord;Définitif;1\n2024-01-01 00:00;T;Nord;Définitif;2\n"
      "2024-01-01 00:00;G;Sud;Définitif;3\n2024-01-01 01:00;G;Nord;Définitif;1\n2024-01-01 01:00;T;Nord;Définitif;2\n");
  EXPECT_EQ(plan.meter_columns, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(plan.understanding.layout, Layout::kLong);
}

TEST(UnderstandRoles, TakesNumbersThatIdentifyAsNames) {
  const auto plan = Understood(
      "building_id,meter,timestamp,meter_reading\n7,0,2024-01-01 00:00,1.5\n7,1,2024-01-01 00:00,2.5\n8,0,2024-01-01 00:00,1.5\n"
      "8,1,2024-01-01 00:00,2.5\n7,0,2024-01-01 01:00,1.5\n7,1,2024-01-01 01:00,2.5\n8,0,2024-01-01 01:00,1.5\n8,1,2024-01-01 01:00,2\n"
      "7,0,2024-01-01 02:00,1.5\n7,1,2024-01-01 02:00,2.5\n8,0,2024-01-01 02:00,1.5\n8,1,2024-01-01 02:00,2.5\n7,0,2024-01-01 03:00,1\n"
      "7,1,2024-01-01 03:00,2.5\n8,0,2024-01-01 03:00,1.5\n8,1,2024-01-01 03:00,2.5\n7,0,2024-01-01 04:00,1\n7,1,2024-01-01 04:00,2\n"
      "8,0,2024-01-01 04:00,1.5\n8,1,2024-01-01 04:00,2.5\n");
  EXPECT_EQ(plan.meter_columns, (std::vector<std::size_t>{0, 1}));
  ASSERT_EQ(plan.readings.size(), 1u);
}

TEST(UnderstandRoles, KnowsWeatherListsCalendarsAndLabelFiles) {
  EXPECT_EQ(Understood(Hours("timestamp,temperature_c", 4, [](int i) { return fmt::format("{}.5", i); })).understanding.role, FileRole::kWeather);
  const auto list =
      Understood("building_id,site_id,primary_use,square_feet,timezone\n117,1,Education,15489,Europe/London\n118,1,Office,1000,Europe/London\n");
  EXPECT_EQ(list.understanding.role, FileRole::kMeterList);
  EXPECT_EQ(list.descriptions.at(3).target, DescriptionTarget::kSquareFeet);
  const auto calendar = Understood("date,name\n1997-01-01,New Year\n1997-03-28,Good Friday\n1997-03-31,Easter Monday\n");
  EXPECT_EQ(calendar.understanding.role, FileRole::kCalendar);
  EXPECT_EQ(calendar.name_column, 1u);
  EXPECT_TRUE(calendar.meter_columns.empty());
  const auto labels = Understood("meter,start,end,kind\nA,2024-01-01 00:00,2024-01-01 05:00,spike\nB,2024-01-03 00:00,2024-01-04 00:00,outage\n");
  EXPECT_EQ(labels.understanding.role, FileRole::kLabels);
  EXPECT_EQ(labels.end_column, 2u);
  EXPECT_EQ(labels.name_column, 3u);
  EXPECT_EQ(labels.meter_columns, (std::vector<std::size_t>{0}));
}

TEST(UnderstandRoles, TakesASingleEventForALabelEvenWhereItsKindReadsAsNothing) {
  const auto labels = Understood(
      "meter,start,end,kind,class,truth_kwh,excess_kwh,cost,event\n"
      "A,2023-02-06T09:00:00Z,2023-02-09T16:00:00Z,missing,data_fault,4180.3,-4180.3,0.00,A-1\n");
  EXPECT_EQ(labels.understanding.role, FileRole::kLabels);
  EXPECT_TRUE(labels.readings.empty());
}

TEST(UnderstandRoles, TakesEventsOfVeryDifferentLengthsForLabelsEvenWithEnergyBesideThem) {
  const auto labels = Understood(
      "meter,start,end,kind,excess_kwh,cost\nA,2024-01-01 00:00,2024-01-01 05:00,spike,12,2.40\n"
      "B,2024-01-03 00:00,2024-01-14 00:00,outage,-90,0\nA,2024-02-01 00:00,2024-02-01 01:00,dip,-3,-0.60\n"
      "B,2024-03-03 00:00,2024-03-04 00:00,spike,7.5,1.50\n");
  EXPECT_EQ(labels.understanding.role, FileRole::kLabels);
  EXPECT_EQ(labels.name_column, 3u);
  EXPECT_TRUE(labels.readings.empty());
  const auto bills = Understood(
      "meter,start,end,kwh\nA,2024-01-01 00:00,2024-02-01 00:00,310\nA,2024-02-01 00:00,2024-03-01 00:00,280\n"
      "A,2024-03-01 00:00,2024-04-01 00:00,300\nA,2024-04-01 00:00,2024-05-01 00:00,290\n");
  EXPECT_EQ(bills.understanding.role, FileRole::kReadings);
}

TEST(UnderstandRoles, KnowsAMeterListThatHasDatesOfItsMeters) {
  const auto list = Understood(
      "meter,site,commodity,sqm,valid_from,valid_to\nM1,Paris,electricity,120,2020-01-01,2024-01-01\nM2,Lyon,gas,80,2021-06-01,2024-01-01\n");
  EXPECT_EQ(list.understanding.role, FileRole::kMeterList);
  EXPECT_EQ(list.descriptions.at(0).target, DescriptionTarget::kMeter);
  EXPECT_EQ(list.descriptions.at(4).target, DescriptionTarget::kValidFrom);
  EXPECT_EQ(list.descriptions.at(5).target, DescriptionTarget::kValidTo);
}

TEST(UnderstandRoles, LetsOptionsWinAndSaysSo) {
  InputOptions options;
  options.time_column = "read_at";
  options.value_column = "B";
  options.meter_column = "tag";
  options.unit = "MWh";
  const auto plan =
      Understood("stamp,read_at,tag,A,B\n2024-01-01 00:00,2023-01-01 00:00,x,1,2\n2024-01-01 01:00,2023-01-01 01:00,x,1,2\n", "a.csv", options);
  EXPECT_EQ(plan.time_columns, (std::vector<std::size_t>{1}));
  EXPECT_EQ(plan.meter_columns, (std::vector<std::size_t>{2}));
  ASSERT_EQ(plan.readings.size(), 1u);
  EXPECT_EQ(plan.readings[0].column, 4u);
  EXPECT_DOUBLE_EQ(plan.readings[0].unit.factor, 1000);
  EXPECT_TRUE(plan.understanding.columns[1].why.en.contains("--time-column"));
  EXPECT_TRUE(plan.understanding.columns[2].why.en.contains("--meter-column"));
  EXPECT_TRUE(plan.understanding.columns[4].why.en.contains("--value-column"));
}

TEST(UnderstandRoles, KnowsGenerationAndExport) {
  const auto plan = Understood(
      Hours("timestamp,grid_import_kwh,pv_generation_kwh,export_kwh", 4, [](int i) { return fmt::format("{0}.5,{0}.2,{0}.7", i * i % 5); }));
  ASSERT_EQ(plan.readings.size(), 3u);
  EXPECT_EQ(plan.readings[0].role, MeterRole::kMain);
  EXPECT_EQ(plan.readings[1].role, MeterRole::kGeneration);
  EXPECT_EQ(plan.readings[2].role, MeterRole::kExport);
}

}  // namespace
}  // namespace kilowatch
