#include "data/ingestion/csv/units.h"

#include <gtest/gtest.h>

#include "data/ingestion/csv/plan.h"

namespace kilowatch {
namespace {

TEST(UnitsTest, FindsTheUnitInANameAndNotInANameThatOnlyEndsInALetter) {
  EXPECT_EQ(UnitFromHeader("consommation_journalière_(mwh_-_pcs_0°c)")->name, "MWh");
  EXPECT_EQ(UnitFromHeader("load_mw")->name, "MW");
  EXPECT_EQ(UnitFromHeader("active_power_w")->name, "W");
  EXPECT_EQ(UnitFromHeader("Puissance moyenne [kW]")->name, "kW");
  EXPECT_EQ(UnitFromHeader("gas_m3")->name, "m3");
  EXPECT_EQ(UnitFromHeader("air_temperature_c")->name, "°C");
  EXPECT_EQ(UnitFromHeader("global_irradiance_w_m2")->unit.unit, Unit::kOther);
  EXPECT_FALSE(UnitFromHeader("building_a"));
  EXPECT_FALSE(UnitFromHeader("Phase C"));
}

TEST(UnitsTest, TakesTheUnitOffAName) {
  EXPECT_EQ(WithoutUnit("kitchen_wh"), "kitchen");
  EXPECT_EQ(WithoutUnit("Zone 1 (kWh)"), "Zone 1");
  EXPECT_EQ(WithoutUnit("Building_A"), "Building_A");
  EXPECT_EQ(WithoutUnit("kwh"), "");
}

TEST(UnitsTest, ReadsAPowerWrittenAsEnergyAnHour) {
  EXPECT_TRUE(UnderstandUnit("kWh/h")->is_power);
  EXPECT_DOUBLE_EQ(UnderstandUnit("MWh/h")->factor, 1000);
  EXPECT_FALSE(UnderstandUnit("value"));
}

}  // namespace
}  // namespace kilowatch
