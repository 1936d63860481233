#include "decision/finance/tariff.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace kilowatch {
namespace {

using nlohmann::json;

std::string ErrorOf(const char* text) {
  const auto tariff = Tariff::FromJson(json::parse(text));
  return tariff ? "" : tariff.error().Text();
}

TEST(Tariff, AssumesAStatedPriceWhenNobodyGivesOne) {
  const Tariff tariff = *Tariff::Default({"EUR", 2});
  const CommodityTariff* electricity = tariff.For(Commodity::kElectricity, Unit::kKwh);
  ASSERT_NE(electricity, nullptr);
  EXPECT_EQ(electricity->base_price, 0.20);
  EXPECT_TRUE(electricity->price_assumed);
  EXPECT_EQ(tariff.For(Commodity::kWater, Unit::kM3)->base_price, 3.5);
}

TEST(Tariff, AsksForAPriceInACurrencyWithoutDefaults) {
  const auto tariff = Tariff::Default({"BRL", 2});
  ASSERT_FALSE(tariff);
  EXPECT_NE(tariff.error().Text().find("--price"), std::string::npos);
}

TEST(Tariff, PricesNeitherGasInCubicMetresNorWhatIsNoConsumption) {
  const Tariff tariff = *Tariff::Default({"EUR", 2});
  EXPECT_EQ(tariff.For(Commodity::kGas, Unit::kM3), nullptr);
  EXPECT_EQ(tariff.For(Commodity::kElectricity, Unit::kOther), nullptr);
}

TEST(Tariff, HoldsFurtherTariffsThatMetersName) {
  const Tariff all = *Tariff::FromJson(
      json::parse(R"({"name": "town", "currency": "CHF", "electricity": {"price": 0.25}, "tariffs": {"night": {"electricity": {"price": 0.14}}}})"));
  const auto price = [&](const char* name) {
    const auto named = all.Named(name);
    return named ? named->For(Commodity::kElectricity, Unit::kKwh)->base_price : -1;
  };
  EXPECT_EQ(price(""), 0.25);
  EXPECT_EQ(price("town"), 0.25);
  EXPECT_EQ(price("night"), 0.14);
  EXPECT_EQ(price("0.31"), 0.31);
  EXPECT_EQ(price("0,31"), 0.31);
  EXPECT_EQ(price("day"), -1);
  EXPECT_EQ(all.Named("night")->currency().code, "CHF");
}

TEST(Tariff, SaysWhichOfItsTariffsIsWrong) {
  EXPECT_NE(ErrorOf(R"({"tariffs": {"night": {"electricity": {"prise": 0.14}}}})").find("night"), std::string::npos);
  EXPECT_NE(ErrorOf(R"({"tariffs": {"night": {"currency": "USD"}}})").find("currency of its own"), std::string::npos);
  EXPECT_NE(ErrorOf(R"({"tariffs": 3})").find("named tariffs"), std::string::npos);
}

TEST(Tariff, TakesAFlatPriceAsGivenNotAssumed) {
  const Tariff tariff = Tariff::Flat(0.31, {"BRL", 2});
  EXPECT_EQ(tariff.For(Commodity::kGas, Unit::kKwh)->base_price, 0.31);
  EXPECT_FALSE(tariff.For(Commodity::kGas, Unit::kKwh)->price_assumed);
}

TEST(Tariff, ReadsTimeOfUse) {
  const auto tariff = Tariff::FromJson(json::parse(R"({
    "name": "Heures creuses", "currency": "CHF",
    "electricity": {"price": 0.27, "co2_kg": 0.03,
      "windows": [{"name": "creuses", "price": 0.2, "from": "22:30", "to": "06:30", "days": ["mon", "sun"], "months": [12, 1], "holidays": "never"}]}
  })"));
  ASSERT_TRUE(tariff) << tariff.error().Text();
  EXPECT_EQ(tariff->currency().code, "CHF");
  const CommodityTariff* electricity = tariff->For(Commodity::kElectricity, Unit::kKwh);
  EXPECT_FALSE(electricity->price_assumed);
  EXPECT_FALSE(electricity->co2_assumed);
  const TariffWindow& window = electricity->windows.at(0);
  EXPECT_EQ(window.from_minute, 22 * 60 + 30);
  EXPECT_EQ(window.to_minute, 6 * 60 + 30);
  EXPECT_TRUE(window.weekdays[0]);
  EXPECT_FALSE(window.weekdays[1]);
  EXPECT_TRUE(window.weekdays[6]);
  EXPECT_TRUE(window.months[11]);
  EXPECT_FALSE(window.months[10]);
  EXPECT_EQ(window.holidays, HolidayRule::kNever);
  // What is not named keeps the default and says so.
  EXPECT_TRUE(tariff->For(Commodity::kGas, Unit::kKwh)->price_assumed);
}

TEST(Tariff, HasNoPriceForWhatIsNotNamedInACurrencyWithoutDefaults) {
  const auto tariff = Tariff::FromJson(json::parse(R"({"currency": "BRL", "electricity": {"price": 0.8}})"));
  ASSERT_TRUE(tariff);
  EXPECT_NE(tariff->For(Commodity::kElectricity, Unit::kKwh), nullptr);
  EXPECT_EQ(tariff->For(Commodity::kGas, Unit::kKwh), nullptr);
}

TEST(Tariff, NamesTheMistakeAndItsPlace) {
  EXPECT_NE(ErrorOf(R"({"electricty": {"price": 0.2}})").find("electricty"), std::string::npos);
  EXPECT_NE(ErrorOf(R"({"gas": {"price": "0,2"}})").find("gas: \"price\" must be a number"), std::string::npos);
  EXPECT_NE(ErrorOf(R"({"gas": {"price": 1, "windows": [{"name": "a", "price": 1, "from": "25:00"}]}})").find("gas.windows[1]: \"from\""),
            std::string::npos);
  EXPECT_NE(ErrorOf(R"({"gas": {"price": 1, "windows": [{"name": "a", "price": 1, "days": ["monday"]}]}})").find("days"), std::string::npos);
  EXPECT_NE(ErrorOf(R"({"gas": {"price": 1, "windows": [{"name": "a", "price": 1, "months": [13]}]}})").find("months"), std::string::npos);
  EXPECT_NE(ErrorOf(R"({"gas": {"price": 1, "windows": [{"name": "a", "price": 1, "holidays": "yes"}]}})").find("holidays"), std::string::npos);
  EXPECT_NE(ErrorOf(R"({"currency": "euro"})").find("currency"), std::string::npos);
  EXPECT_NE(ErrorOf("[1]").find("tariff"), std::string::npos);
}

}  // namespace
}  // namespace kilowatch
