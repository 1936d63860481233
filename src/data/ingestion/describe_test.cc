#include "data/ingestion/describe.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

FileUnderstanding Example() {
  FileUnderstanding file;
  file.path = "site/office.csv";
  file.role = FileRole::kReadings;
  file.why = {"stamps with numbers beside them", "des horodates avec des nombres à côté"};
  file.layout = Layout::kOneMeter;
  file.separator = ';';
  file.decimal = ',';
  file.encoding = "UTF-8";
  file.time_format = "%d/%m/%Y %H:%M";
  file.rows = 24;
  file.columns = {{"date", ColumnRole::kTime, "", {"because", "parce que"}}, {"conso", ColumnRole::kReading, "kWh", {"numbers", "nombres"}}};
  file.assumed = {{"no zone", "pas de fuseau"}};
  file.rejects.count = 1;
  file.rejects.first = {{"site/office.csv", 7, "conso", "#REF!", {"not a number", "pas un nombre"}}};
  return file;
}

TEST(DescribeTest, TellsRoleWritingColumnsAssumptionsAndRejects) {
  const std::string text = DescribeText(Example(), Language::kEnglish);
  for (const char* part :
       {"site/office.csv: readings", "one meter", "separator \";\"", "as they stand", "conso", "[kWh]", "no zone", "site/office.csv:7", "#REF!"}) {
    EXPECT_TRUE(text.contains(part)) << part << "\n" << text;
  }
}

TEST(DescribeTest, SpeaksFrench) {
  const std::string text = DescribeText(Example(), Language::kFrench);
  for (const char* part : {"relevés", "un seul compteur", "horodate", "supposé", "pas de fuseau", "pas un nombre"}) {
    EXPECT_TRUE(text.contains(part)) << part << "\n" << text;
  }
}

TEST(DescribeTest, TellsManyColumnsOfOneKindTogether) {
  FileUnderstanding file = Example();
  for (int i = 0; i < 300; ++i) file.columns.push_back({"M" + std::to_string(i), ColumnRole::kReading, "kW", {"numbers", "nombres"}});
  const std::string text = DescribeText(file, Language::kEnglish);
  EXPECT_TRUE(text.contains("M0 … M299 (300 columns)")) << text;
  EXPECT_FALSE(text.contains("M150"));
}

TEST(DescribeTest, WritesTheShapeThatProgramsRelyOn) {
  const auto json = UnderstandingJson(Example());
  EXPECT_EQ(json["layout"], "one_meter");
  EXPECT_EQ(json["separator"], ";");
  EXPECT_EQ(json["stamps"], "start");
  EXPECT_EQ(json["rows"], 24);
  EXPECT_EQ(json["columns"][1]["role"], "reading");
  EXPECT_EQ(json["rejects"]["count"], 1);
  EXPECT_EQ(json["rejects"]["first"][0]["line"], 7);
}

}  // namespace
}  // namespace kilowatch
