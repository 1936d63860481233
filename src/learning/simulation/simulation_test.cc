#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <unistd.h>

#include "foundation/base/file.h"
#include "learning/simulation/simulate.h"
#include "learning/simulation/simulator.h"

namespace kilowatch {
namespace {

class SimulateTest : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("kilowatch-simulate-" + std::to_string(::getpid()));
};

TEST_F(SimulateTest, WritesTheSameBytesForOneSeedWhateverTheThreads) {
  SimulationOptions options;
  options.sites = 9;
  options.days = 60;
  ASSERT_TRUE(Simulate(options, folder_ / "one"));
  options.threads = 3;
  const auto summary = Simulate(options, folder_ / "three");
  ASSERT_TRUE(summary);
  for (const auto& name : summary->files) EXPECT_EQ(*ReadFile(folder_ / "one" / name), *ReadFile(folder_ / "three" / name)) << name;
  options.seed = 2;
  ASSERT_TRUE(Simulate(options, folder_ / "other"));
  EXPECT_NE(*ReadFile(folder_ / "one/readings.csv"), *ReadFile(folder_ / "other/readings.csv"));
}

}  // namespace
}  // namespace kilowatch
