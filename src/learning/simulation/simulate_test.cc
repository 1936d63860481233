#include "learning/simulation/simulate.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "foundation/base/file.h"
#include "foundation/base/number.h"
#include "foundation/text/compression.h"
#include "learning/simulation/reading_text.h"
#include "learning/simulation/simulator.h"

namespace kilowatch {
namespace {

std::vector<std::string> Split(std::string_view text, char mark) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(mark);
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (end != std::string_view::npos && text.empty() && mark != '\n') parts.emplace_back();
  }
  return parts;
}

class SimulateTest : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // One office without dirt or anomalies, over a year, so that cells and lines are the same.
  static SimulationOptions CleanOffice() {
    SimulationOptions options;
    options.sites = 1;
    options.uses = {BuildingUse::kOffice};
    options.sub_meter_share = options.pv_share = options.gas_share = options.missing_share = options.duplicate_share = 0;
    options.anomalies_per_meter_year = options.logger_losses_per_site_year = 0;
    return options;
  }

  std::vector<std::string> Lines(const SimulationOptions& options, const std::string& name = "readings.csv") {
    const auto summary = Simulate(options, folder_);
    EXPECT_TRUE(summary);
    return Split(*ReadFile(folder_ / name), '\n');
  }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("kilowatch-simulate-" + std::to_string(::getpid()));
};

TEST_F(SimulateTest, WritesTheSameBytesForOneSeedWhateverTheThreads) {
  SimulationOptions options;
  options.sites = 17;
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

TEST_F(SimulateTest, CountsTheLinesThatItWrites) {
  SimulationOptions options;
  options.sites = 8;
  options.days = 90;
  const auto summary = Simulate(options, folder_);
  ASSERT_TRUE(summary);
  EXPECT_EQ(Split(*ReadFile(folder_ / "readings.csv"), '\n').size(), static_cast<std::size_t>(summary->rows) + 1);
  EXPECT_EQ(Split(*ReadFile(folder_ / "labels.csv"), '\n').size(), static_cast<std::size_t>(summary->labels) + 1);
  EXPECT_EQ(Split(*ReadFile(folder_ / "meters.csv"), '\n').size(), static_cast<std::size_t>(summary->meters) + 1);
}

TEST_F(SimulateTest, LabelsCostTheirExcessAndDataFaultsNothing) {
  SimulationOptions options;
  options.sites = 8;
  options.electricity_price = options.gas_price = 2;
  const auto lines = Lines(options, "labels.csv");
  ASSERT_GT(lines.size(), 50U);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto cells = Split(lines[i], ',');
    ASSERT_EQ(cells.size(), 11U) << lines[i];
    const double excess = *ParseNumber(cells[7]), cost = *ParseNumber(cells[8]);
    EXPECT_NEAR(excess, *ParseNumber(cells[6]) - *ParseNumber(cells[5]), 1e-6 * (1 + std::abs(*ParseNumber(cells[6])))) << lines[i];
    EXPECT_NEAR(cost, cells[4] == "data_fault" ? 0 : 2 * excess, 0.00501) << lines[i];
  }
}

TEST_F(SimulateTest, StampsIntervalsByTheirStartInUtc) {
  const auto lines = Lines(CleanOffice());
  EXPECT_EQ(lines[0], "meter,time,kwh");
  EXPECT_TRUE(lines[1].starts_with("site-0001-main,2022-12-31T23:00:00Z,"));
  EXPECT_EQ(lines.size(), 8761U);
}

TEST_F(SimulateTest, LocalStampsSkipAnHourInSpringAndRepeatOneInAutumn) {
  SimulationOptions options = CleanOffice();
  options.format.stamps = SimulationStamps::kLocal;
  const auto lines = Lines(options);
  const auto count = [&](const std::string& stamp) {
    return std::ranges::count_if(lines, [&](const std::string& line) { return line.find(stamp) != std::string::npos; });
  };
  EXPECT_EQ(count("2023-03-26 02:00:00"), 0);
  EXPECT_EQ(count("2023-03-26 03:00:00"), 1);
  EXPECT_EQ(count("2023-10-29 02:00:00"), 2);
}

TEST_F(SimulateTest, OffsetsFollowTheSeason) {
  SimulationOptions options = CleanOffice();
  options.format.stamps = SimulationStamps::kOffset;
  const auto lines = Lines(options);
  EXPECT_NE(lines[1].find("2023-01-01T00:00:00+01:00"), std::string::npos);
  // 2023-07-01 00:00 in Paris is hour 181 * 24 - 1 of the year.
  EXPECT_NE(lines[1 + 181 * 24 - 1].find("2023-07-01T00:00:00+02:00"), std::string::npos);
}

TEST_F(SimulateTest, AmPmStampsHaveTwelveAtMidnightAndNoon) {
  SimulationOptions options = CleanOffice();
  options.format.stamps = SimulationStamps::kAmPm;
  const auto lines = Lines(options);
  EXPECT_NE(lines[1].find("01/01/2023 12:00 AM"), std::string::npos);
  EXPECT_NE(lines[13].find("01/01/2023 12:00 PM"), std::string::npos);
  EXPECT_NE(lines[24].find("01/01/2023 11:00 PM"), std::string::npos);
}

TEST_F(SimulateTest, FrenchFilesHaveSemicolonsAndDecimalCommas) {
  SimulationOptions options = CleanOffice();
  options.format.french = true;
  options.format.stamps = SimulationStamps::kLocal;
  options.format.end_of_interval = true;
  const auto lines = Lines(options);
  EXPECT_EQ(lines[0], "compteur;fin_periode;consommation_kwh");
  const auto cells = Split(lines[1], ';');
  EXPECT_EQ(cells[1], "01/01/2023 01:00");
  EXPECT_NE(cells[2].find(','), std::string::npos);
  EXPECT_EQ(cells[2].find('.'), std::string::npos);
}

TEST_F(SimulateTest, ARegisterRisesByTheEnergyOfEachInterval) {
  SimulationOptions options = CleanOffice();
  const auto energy = Lines(options);
  options.format.cumulative = true;
  const auto lines = Lines(options);
  EXPECT_EQ(lines[0], "meter,interval_end,register_kwh");
  for (std::size_t i = 2; i < 500; ++i) {
    const double rise = *ParseNumber(Split(lines[i], ',')[2]) - *ParseNumber(Split(lines[i - 1], ',')[2]);
    ASSERT_NEAR(rise, *ParseNumber(Split(energy[i], ',')[2]), 1e-6) << i;
  }
}

TEST_F(SimulateTest, ADayOfTwentyThreeHoursLeavesColumnsEmpty) {
  SimulationOptions options = CleanOffice();
  options.format.layout = SimulationLayout::kWideByHour;
  const auto lines = Lines(options);
  ASSERT_EQ(lines.size(), 366U);
  const auto filled = [](const std::string& line) {
    const auto cells = Split(line, ',');
    EXPECT_EQ(cells.size(), 27U) << line;
    return 25 - std::ranges::count(cells.begin() + 2, cells.end(), std::string());
  };
  EXPECT_TRUE(lines[0].starts_with("meter,date,H1,") && lines[0].ends_with(",H25"));
  EXPECT_EQ(filled(lines[1]), 24);
  EXPECT_TRUE(lines[85].starts_with("site-0001-main,2023-03-26,"));
  EXPECT_EQ(filled(lines[85]), 23);
  EXPECT_TRUE(lines[302].starts_with("site-0001-main,2023-10-29,"));
  EXPECT_EQ(filled(lines[302]), 25);
}

TEST_F(SimulateTest, EveryLayoutHoldsTheSameReadings) {
  SimulationOptions options = CleanOffice();
  options.sub_meter_share = 1;
  options.days = 20;
  const auto values = [&](SimulationLayout layout, const std::string& name, std::size_t column) {
    options.format.layout = layout;
    std::vector<std::string> out;
    const auto lines = Lines(options, name);
    for (std::size_t i = 1; i <= 480; ++i) out.push_back(Split(lines[i], ',')[column]);
    return out;
  };
  const auto expected = values(SimulationLayout::kLong, "readings.csv", 2);
  EXPECT_EQ(values(SimulationLayout::kFilePerMeter, "readings/site-0001-main.csv", 1), expected);
  EXPECT_EQ(values(SimulationLayout::kWideByMeter, "readings/site-0001.csv", 1), expected);
}

TEST_F(SimulateTest, GzippedFilesHoldTheSameText) {
  SimulationOptions options = CleanOffice();
  options.sites = 3;
  options.days = 10;
  ASSERT_TRUE(Simulate(options, folder_));
  options.format.gzip = true;
  ASSERT_TRUE(Simulate(options, folder_));
  EXPECT_EQ(*Gunzip(*ReadFile(folder_ / "readings.csv.gz"), "readings.csv.gz"), *ReadFile(folder_ / "readings.csv"));
}

TEST_F(SimulateTest, StopsWhenAskedAndLeavesNoHalfFile) {
  std::stop_source source;
  source.request_stop();
  const auto stopped = Simulate(CleanOffice(), folder_, source.get_token());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kInterrupted);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST(AppendCounts, PutsTheMarkBeforeTheDecimals) {
  const auto text = [](std::int64_t counts, int decimals, char mark) {
    std::string out;
    AppendCounts(counts, decimals, mark, out);
    return out;
  };
  EXPECT_EQ(text(1234, 2, '.'), "12.34");
  EXPECT_EQ(text(-5, 3, ','), "-0,005");
  EXPECT_EQ(text(7, 0, '.'), "7");
  EXPECT_EQ(text(0, 1, '.'), "0.0");
}

}  // namespace
}  // namespace kilowatch
