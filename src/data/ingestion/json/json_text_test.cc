#include "data/ingestion/json/json_text.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(JsonText, TakesRecordsWithTheirColumnsInOrder) {
  const auto text = JsonAsText(
      R"([{"meter":"a","time":"2024-01-01T00:00:00Z","value":1.5},{"meter":"b, c","time":"2024-01-01T00:00:00Z","value":null,"ok":true}])", "m.json");
  ASSERT_TRUE(text) << text.error().Text();
  EXPECT_EQ(*text, "\"meter\",\"time\",\"value\",\"ok\"\n\"a\",\"2024-01-01T00:00:00Z\",1.5,\n\"b, c\",\"2024-01-01T00:00:00Z\",,1\n");
}

TEST(JsonText, FindsTheRecordsWithinAnAnswer) { EXPECT_EQ(*JsonAsText(R"({"total":1,"results":[{"t":1,"v":2}]})", "m"), "\"t\",\"v\"\n1,2\n"); }

TEST(JsonText, TakesSeriesByMeter) {
  EXPECT_EQ(*JsonAsText(R"({"a":[[1704067200,2]],"b":{"2024-01-01":3}})", "m"), "meter,time,value\n\"a\",1704067200,2\n\"b\",\"2024-01-01\",3\n");
}

TEST(JsonText, TakesColumnsAndDataAndOneObjectALine) {
  EXPECT_EQ(*JsonAsText(R"({"columns":["t","v"],"data":[[1,2],[3,null]]})", "m"), "\"t\",\"v\"\n1,2\n3,\n");
  EXPECT_EQ(*JsonAsText("{\"t\":1,\"v\":2}\n{\"t\":3,\"v\":4}\n", "m"), "\"t\",\"v\"\n1,2\n3,4\n");
}

TEST(JsonText, NamesTheLineOfBrokenJson) {
  const auto text = JsonAsText("[\n{\"a\":1},\n{\"a\":}\n]", "m.json");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message.en, "m.json:3: broken JSON");
}

TEST(JsonText, RefusesShapesThatHoldNoReadings) {
  for (const char* json : {"{}", "[]", "[1,2]", "{\"a\":{\"b\":{\"c\":1}}}"}) EXPECT_FALSE(JsonAsText(json, "m")) << json;
}

}  // namespace
}  // namespace kilowatch
