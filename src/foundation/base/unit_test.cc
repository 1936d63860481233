#include "foundation/base/unit.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(SourceUnit, ConvertsEnergyToKwh) {
  EXPECT_DOUBLE_EQ(ParseSourceUnit("MWh")->factor, 1000);
  EXPECT_DOUBLE_EQ(ParseSourceUnit(" Wh ")->factor, 0.001);
  EXPECT_NEAR(ParseSourceUnit("GJ")->factor, 277.7778, 1e-4);
  EXPECT_FALSE(ParseSourceUnit("kWh")->is_power);
}

TEST(SourceUnit, KnowsPowerFromEnergy) { EXPECT_TRUE(ParseSourceUnit("kW")->is_power); }

TEST(SourceUnit, TakesVolumeAsItIs) {
  EXPECT_EQ(ParseSourceUnit("m³")->unit, Unit::kM3);
  EXPECT_DOUBLE_EQ(ParseSourceUnit("L")->factor, 0.001);
}

TEST(SourceUnit, RefusesWhatItDoesNotKnow) { EXPECT_FALSE(ParseSourceUnit("furlong")); }

}  // namespace
}  // namespace kilowatch
