#include <gtest/gtest.h>

#include "workflow/product/datasets.h"
#include "workflow/product/functions.h"
#include "workflow/product/input_arguments.h"
#include "workflow/product/settings.h"

namespace kilowatch {
namespace {

CatalogEntry MetersEntry(const char* arguments) {
  CatalogEntry entry;
  entry.name = "meters";
  entry.where = "catalog.yml:3";
  entry.load_args = nlohmann::ordered_json::parse(arguments);
  return entry;
}

TEST(InputArguments, TakesWhatTheProgramTakes) {
  const auto options = InputArguments(MetersEntry(R"({"zone":"Europe/Paris","interval":"15min","kwh_per_m3":11.2,"labels":"anomaly"})"));
  ASSERT_TRUE(options) << options.error().Text();
  EXPECT_EQ(options->zone, "Europe/Paris");
  EXPECT_EQ(options->interval, Seconds(900));
  EXPECT_EQ(options->kwh_per_m3, 11.2);
  EXPECT_EQ(options->labels, "anomaly");
}

TEST(InputArguments, RefusesByNameAndLineWhatItDoesNotKnow) {
  for (const char* arguments : {R"({"sep":";"})", R"({"zone":7})", R"({"interval":"soon"})", R"({"zone":"Mars/Olympus"})"}) {
    const auto options = InputArguments(MetersEntry(arguments));
    ASSERT_FALSE(options) << arguments;
    EXPECT_EQ(options.error().code, ErrorCode::kConfiguration);
    EXPECT_NE(options.error().message.en.find("catalog.yml:3"), std::string::npos) << options.error().message.en;
  }
}

TEST(ProductSettings, ReadsParametersAndLeavesOthersAlone) {
  const auto settings = ProductSettings::FromJson(nlohmann::ordered_json::parse(
      R"({"mode":"live","price":0.3,"currency":"CHF","from":"2024-01-01","findings_per_week":5,"language":"fr","somebody_elses":[1]})"));
  ASSERT_TRUE(settings) << settings.error().Text();
  EXPECT_EQ(settings->scorer.mode, Mode::kLive);
  EXPECT_EQ(settings->tariff.currency().code, "CHF");
  EXPECT_DOUBLE_EQ(settings->tariff.For(Commodity::kElectricity, Unit::kKwh)->base_price, 0.3);
  EXPECT_EQ(settings->policy.findings_per_week, 5);
  EXPECT_EQ(settings->period.begin, *ParseInstant("2024-01-01"));
  EXPECT_EQ(settings->language, Language::kFrench);
}

TEST(ProductSettings, NamesTheParameterThatIsWrong) {
  for (const char* parameters : {R"({"mode":"later"})", R"({"currency":"francs"})", R"({"from":"2024-02-01","to":"2024-01-01"})",
                                 R"({"price":"low"})", R"({"language":"de"})"}) {
    const auto settings = ProductSettings::FromJson(nlohmann::ordered_json::parse(parameters));
    ASSERT_FALSE(settings) << parameters;
    EXPECT_EQ(settings.error().code, ErrorCode::kConfiguration);
  }
}

TEST(ProductFunctions, EachSaysWhatItDoes) {
  for (const auto& [name, function] : ProductFunctions(1)) {
    EXPECT_FALSE(function.about.empty()) << name;
    EXPECT_FALSE(function.outputs.empty()) << name;
  }
}

}  // namespace
}  // namespace kilowatch
