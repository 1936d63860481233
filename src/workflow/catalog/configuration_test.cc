#include "workflow/catalog/configuration.h"

#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

class ConfigurationTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_ / "local"); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  Result<Configuration> Load(std::string environment = "", nlohmann::ordered_json runtime = nlohmann::ordered_json::object()) const {
    return LoadConfiguration({folder_, std::move(environment), std::move(runtime)});
  }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("kilowatch-configuration-test-" + std::to_string(::getpid()));
};

TEST_F(ConfigurationTest, AnEnvironmentReplacesWholeTopLevelKeys) {
  Write("parameters.yml", "detect: {top: 10, budget: 2}\nprice: 0.2\n");
  Write("local/parameters.yml", "detect: {top: 3}\n");
  const auto loaded = Load();
  ASSERT_TRUE(loaded) << loaded.error().Text();
  EXPECT_EQ(*loaded->Parameter("detect.top"), 3);
  EXPECT_FALSE(loaded->Parameter("detect.budget"));
  EXPECT_EQ(*loaded->Parameter("price"), 0.2);
}

TEST_F(ConfigurationTest, RuntimeParametersWinAndAreTyped) {
  Write("parameters.yml", "detect: {top: 10, budget: 2}\n");
  const auto runtime = ParseRuntimeParameters("detect.top=7,currency=CHF");
  ASSERT_TRUE(runtime);
  const auto loaded = Load("", *runtime);
  ASSERT_TRUE(loaded) << loaded.error().Text();
  EXPECT_EQ(*loaded->Parameter("detect.top"), 7);
  EXPECT_EQ(*loaded->Parameter("detect.budget"), 2);
  EXPECT_EQ(*loaded->Parameter("currency"), "CHF");
}

TEST_F(ConfigurationTest, TwoFilesOfOneEnvironmentMayNotShareAKey) {
  Write("parameters.yml", "a: 1\n");
  Write("parameters_more.yml", "b: 1\na: 2\n");
  const auto loaded = Load();
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().message.en.find("parameters_more.yml:2: \"a\" stands already at"), std::string::npos) << loaded.error().message.en;
}

TEST_F(ConfigurationTest, ResolvesInterpolations) {
  Write("globals.yml", "root: data\n");
  Write("catalog.yml", "_base: ${globals:root}/raw\nmeters:\n  type: x\n  filepath: ${_base}/${globals:missing,meters.csv}\n");
  const auto loaded = Load();
  ASSERT_TRUE(loaded) << loaded.error().Text();
  EXPECT_EQ(loaded->catalog.at("meters").value["filepath"], "data/raw/meters.csv");
  EXPECT_FALSE(loaded->catalog.contains("_base"));
}

TEST_F(ConfigurationTest, NamesTheLineOfAnInterpolationThatLeadsNowhere) {
  for (const char* reference : {"${nowhere}", "${globals:nowhere}", "${other.resolver:x}", "${oc.env:HOME}", "${meters.filepath}"}) {
    Write("catalog.yml", std::string("first: {type: x}\nmeters:\n  filepath: ") + reference + "\n");
    const auto loaded = Load();
    ASSERT_FALSE(loaded) << reference;
    EXPECT_NE(loaded.error().message.en.find("catalog.yml:2"), std::string::npos) << loaded.error().message.en;
  }
}

TEST_F(ConfigurationTest, RefusesAnEnvironmentThatIsNotThere) {
  const auto loaded = Load("production");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::kConfiguration);
}

TEST_F(ConfigurationTest, RefusesRuntimeParametersThatAreNoPairs) { EXPECT_FALSE(ParseRuntimeParameters("a:1")); }

}  // namespace
}  // namespace kilowatch
