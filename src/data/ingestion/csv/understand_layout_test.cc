#include <gtest/gtest.h>

#include <fmt/format.h>

#include "data/ingestion/csv/understand_cases_test.h"

namespace kilowatch {
namespace {

std::string WideByHour(std::string_view header, int columns) {
  std::string text = "date,compteur" + std::string(header) + "\n";
  for (int day = 10; day < 20; ++day) {
    text += fmt::format("2024-01-{},A", day);
    for (int i = 0; i < columns; ++i) text += fmt::format(",{}.5", i % 7 + day);
    text += "\n";
  }
  return text;
}

std::string Numbered(std::string_view prefix, int first, int count) {
  std::string header;
  for (int i = 0; i < count; ++i) header += fmt::format(",{}{}", prefix, first + i);
  return header;
}

std::string Clocks(int first, int step, int count) {
  std::string header;
  for (int i = 0; i < count; ++i) header += fmt::format(",{:02}:{:02}", (first + i * step) / 60, (first + i * step) % 60);
  return header;
}

TEST(UnderstandLayout, ReadsTheEnedisExportWithItsTitleLines) {
  const auto plan = Understood(
      "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Unite\n"
      "30001234567890;Courbe de charge;01/01/2024;31/01/2024;Energie active;W\n"
      "Horodate;Valeur\n"
      "2024-01-01T00:30:00+01:00;1234\n2024-01-01T01:00:00+01:00;1180\n2024-01-01T01:30:00+01:00;990\n2024-01-02T00:00:00+01:00;990\n");
  EXPECT_EQ(plan.first_line, 4);
  EXPECT_EQ(plan.understanding.separator, ';');
  EXPECT_TRUE(plan.understanding.stamps_end_interval);
  ASSERT_EQ(plan.readings.size(), 1u);
  EXPECT_TRUE(plan.readings[0].unit.is_power);
  EXPECT_DOUBLE_EQ(plan.readings[0].unit.factor, 0.001);
  EXPECT_EQ(plan.readings[0].meter, "30001234567890");
}

TEST(UnderstandLayout, ReadsDecimalCommasAndThousandsMarks) {
  const auto plan = Understood("Horodate;Valeur\n31/12/2023 00:00;1 234,5\n31/12/2023 01:00;987,25\n31/12/2023 02:00;12 034,75\n");
  EXPECT_EQ(plan.understanding.decimal, ',');
  EXPECT_EQ(plan.thousands, ' ');
  const auto german = Understood("Datum;Wert\n31.12.2023 00:00;1.234,5\n31.12.2023 01:00;987,25\n31.12.2023 02:00;12.034,75\n");
  EXPECT_EQ(german.understanding.decimal, ',');
  EXPECT_EQ(german.thousands, '.');
  const auto quoted = Understood("date,kWh\n2024-01-01 00:00,\"1,234.5\"\n2024-01-01 01:00,987.25\n2024-01-01 02:00,\"12,034.75\"\n");
  EXPECT_EQ(quoted.understanding.decimal, '.');
  EXPECT_EQ(quoted.thousands, ',');
}

TEST(UnderstandLayout, FindsTabsAndPipes) {
  EXPECT_EQ(Understood("date\tkWh\n2024-01-01 00:00\t1,5\n2024-01-01 01:00\t2,5\n").understanding.separator, '\t');
  EXPECT_EQ(Understood("date|kWh\n2024-01-01 00:00|1.5\n2024-01-01 01:00|2.5\n").understanding.separator, '|');
}

TEST(UnderstandLayout, SkipsTitlesAndTellsTotalsBelowFromData) {
  const auto plan = Understood(
      "Rapport de consommation\nSite : École Jean Moulin\n\ndate;kWh\n2024-01-01 00:00;1,5\n2024-01-01 01:00;2,5\n2024-01-01 02:00;2,5\nTotal;6,5\n");
  EXPECT_EQ(plan.first_line, 5);
  EXPECT_EQ(plan.header_line, "date;kWh");
  EXPECT_NE(std::ranges::find(plan.summary_words, "total"), plan.summary_words.end());
}

TEST(UnderstandLayout, ReadsALineOfUnitsBelowTheHeader) {
  const auto plan = Understood("time,Chiller,Lifts\n,MWh,kWh\n2024-01-01 00:00,1.5,12\n2024-01-01 01:00,2.5,13\n2024-01-01 02:00,2.5,11\n");
  ASSERT_EQ(plan.readings.size(), 2u);
  EXPECT_DOUBLE_EQ(plan.readings[0].unit.factor, 1000);
  EXPECT_DOUBLE_EQ(plan.readings[1].unit.factor, 1);
  EXPECT_EQ(plan.readings[0].meter, "Chiller");
  EXPECT_EQ(plan.first_line, 3);
}

TEST(UnderstandLayout, ReadsAFileWithoutHeader) {
  const auto plan = Understood("M1,2024-01-01 00:00,1.5\nM1,2024-01-01 01:00,2.5\nM2,2024-01-01 00:00,7.5\nM2,2024-01-01 01:00,6.5\n");
  EXPECT_EQ(plan.first_line, 1);
  EXPECT_EQ(plan.time_columns, (std::vector<std::size_t>{1}));
  EXPECT_EQ(plan.meter_columns, (std::vector<std::size_t>{0}));
  ASSERT_EQ(plan.readings.size(), 1u);
  EXPECT_EQ(plan.readings[0].column, 2u);
  EXPECT_TRUE(Assumed(plan, "no header"));
}

TEST(UnderstandLayout, ReadsQuotedNamesWithSeparatorsInside) {
  const auto plan = Understood("date,\"Building A, east\",\"Building B\"\n2024-01-01 00:00,1,2\n2024-01-01 01:00,1.5,2.5\n");
  ASSERT_EQ(plan.readings.size(), 2u);
  EXPECT_EQ(plan.readings[0].meter, "Building A, east");
  EXPECT_EQ(plan.understanding.layout, Layout::kWideByMeter);
}

TEST(UnderstandLayout, KnowsTheColumnsOfADay) {
  const auto clocks = Understood(WideByHour(Clocks(0, 60, 24), 24));
  EXPECT_EQ(clocks.understanding.layout, Layout::kWideByHour);
  ASSERT_EQ(clocks.day_columns.size(), 24u);
  EXPECT_EQ(clocks.day_columns[5].since_midnight, Seconds(5 * 3600));
  EXPECT_EQ(clocks.meter_columns, (std::vector<std::size_t>{1}));
  const auto numbered = Understood(WideByHour(Numbered("H", 1, 24), 24));
  ASSERT_EQ(numbered.day_columns.size(), 24u);
  EXPECT_EQ(numbered.day_columns[0].since_midnight, Seconds(0));
  EXPECT_FALSE(numbered.day_columns_elapsed);
  const auto ends = Understood(WideByHour(Clocks(60, 60, 24), 24));
  ASSERT_EQ(ends.day_columns.size(), 24u);
  EXPECT_EQ(ends.day_columns[0].since_midnight, Seconds(0));
}

TEST(UnderstandLayout, KnowsShortAndLongDaysInHoursHalvesAndQuarters) {
  for (const auto& [count, step, elapsed] : {std::tuple{23, 3600, false},
                                             {25, 3600, true},
                                             {46, 1800, false},
                                             {48, 1800, false},
                                             {50, 1800, true},
                                             {92, 900, false},
                                             {96, 900, false},
                                             {100, 900, true}}) {
    const auto plan = Understood(WideByHour(Numbered("", 1, count), count));
    ASSERT_EQ(plan.day_columns.size(), static_cast<std::size_t>(count)) << count;
    EXPECT_EQ(plan.interval, Seconds(step)) << count;
    EXPECT_EQ(plan.day_columns_elapsed, elapsed) << count;
  }
}

TEST(UnderstandLayout, KnowsTheRepeatedHourByItsMark) {
  const auto plan = Understood(WideByHour(",00:00,01:00,02:00,02:00 (2)" + Clocks(180, 60, 21), 25));
  ASSERT_EQ(plan.day_columns.size(), 25u);
  EXPECT_TRUE(plan.day_columns[3].repeated);
  EXPECT_EQ(plan.day_columns[3].since_midnight, Seconds(2 * 3600));
  EXPECT_EQ(plan.day_columns[4].since_midnight, Seconds(3 * 3600));
  EXPECT_FALSE(plan.day_columns_elapsed);
}

TEST(UnderstandLayout, HandlesTenThousandColumns) {
  std::string header = "timestamp", row1 = "2024-01-01 00:00", row2 = "2024-01-01 01:00";
  for (int i = 0; i < 10'000; ++i) {
    header += fmt::format(",Meter {}", i);
    row1 += ",1.5";
    row2 += ",2.5";
  }
  const auto plan = Understood(header + "\n" + row1 + "\n" + row2 + "\n");
  EXPECT_EQ(plan.readings.size(), 10'000u);
}

TEST(UnderstandLayout, NamesEachWayThatATextIsNoUse) {
  EXPECT_EQ(Misunderstood("").Text(), "export.csv is empty. Export it again, or leave it out");
  EXPECT_EQ(Misunderstood(" \n\n").code, ErrorCode::kUnreadable);
  EXPECT_TRUE(Misunderstood(",,,\n,,,\n,,,\n").message.en.contains("every line is empty"));
  EXPECT_TRUE(Misunderstood("timestamp,kwh\n").message.en.contains("header and no line of data"));
  EXPECT_TRUE(Misunderstood(std::string("\x01\x02\x00\x7F\x03", 5) + std::string(200, '\x02')).message.en.contains("binary"));
  EXPECT_TRUE(Misunderstood("PK\x03\x04rest").message.en.contains("spreadsheet"));
  EXPECT_TRUE(Misunderstood("a,b\n1.5,2.5\n2.5,3.5\n").message.en.contains("no column holds stamps"));
  InputOptions options;
  options.value_column = "energy";
  EXPECT_TRUE(Misunderstood("a,b\n1.5,2.5\n2.5,3.5\n", "a.csv", options).advice.en.contains("--value-column energy"));
  const CsvPlan plan = Understood("timestamp,kwh\n2024-01-01 00:00,1\n2024-01-01 01:00,1\n", "a.csv", options);
  ASSERT_EQ(plan.lacking.size(), 1U);
  EXPECT_EQ(plan.lacking[0].error.code, ErrorCode::kUsage);
  EXPECT_TRUE(plan.lacking[0].error.advice.en.contains("timestamp, kwh"));
}

}  // namespace
}  // namespace kilowatch
