#include "workflow/catalog/catalog.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

Catalog::Types Types() {
  const DatasetType unused{
      "table",
      [](const CatalogEntry&) -> Result<std::unique_ptr<Dataset>> { return Fail(ErrorCode::kUnsupported, {"not made here", "pas fait ici"}); },
      {}};
  return {{"pandas.CSVDataset", unused}, {"MemoryDataset", unused}};
}

Result<Catalog> Make(const std::string& yaml) {
  auto parsed = ParseYaml(yaml, "catalog.yml");
  EXPECT_TRUE(parsed) << parsed.error().Text();
  const auto document = std::make_shared<const YamlDocument>(*std::move(parsed));
  ConfigurationSection section;
  for (const auto& [key, value] : document->value.items()) section[key] = {value, document, key};
  return Catalog::Create(section, Types());
}

TEST(Catalog, FindsAnEntryWithItsLayerAndLine) {
  const auto catalog =
      Make("a: {type: MemoryDataset}\nmeters:\n  type: pandas.CSVDataset\n  filepath: data/raw/m.csv\n  metadata: {kedro-viz: {layer: raw}}\n");
  ASSERT_TRUE(catalog) << catalog.error().Text();
  const auto entry = catalog->Find("meters");
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->filepath, "data/raw/m.csv");
  EXPECT_EQ(entry->layer, "raw");
  EXPECT_EQ(entry->where, "catalog.yml:2");
  EXPECT_FALSE(catalog->Find("other"));
}

TEST(Catalog, TakesTheMostSpecificFactory) {
  const auto catalog = Make(
      "\"{name}\": {type: MemoryDataset}\n"
      "\"{region}_meters\": {type: pandas.CSVDataset, filepath: \"data/{region}/meters.csv\"}\n"
      "\"{layer}_{region}_meters\": {type: pandas.CSVDataset, filepath: \"{layer}/{region}.csv\"}\n");
  ASSERT_TRUE(catalog) << catalog.error().Text();
  EXPECT_EQ(catalog->Find("raw_paris_meters")->filepath, "raw/paris.csv");
  EXPECT_EQ(catalog->Find("paris_meters")->filepath, "data/paris/meters.csv");
  EXPECT_EQ(catalog->Find("anything")->type, "MemoryDataset");
}

TEST(Catalog, RefusesWhatItLacksByNameAndLine) {
  const auto refused = [](const std::string& line, const std::string& word, int number) {
    const auto catalog = Make("m:\n  type: pandas.CSVDataset\n  filepath: m.csv\n" + line);
    ASSERT_FALSE(catalog) << line;
    EXPECT_NE(catalog.error().message.en.find("catalog.yml:" + std::to_string(number)), std::string::npos) << catalog.error().message.en;
    EXPECT_NE(catalog.error().message.en.find(word), std::string::npos) << catalog.error().message.en;
  };
  refused("  versioned: true\n", "versioned", 4);
  refused("  fs_args: {}\n", "fs_args", 4);
  refused("  credentials: dev\n", "credentials", 4);
  refused("  colour: blue\n", "colour", 4);
}

TEST(Catalog, RefusesUnknownTypesRemotePathsAndTranscoding) {
  for (const char* yaml : {"m: {type: spark.SparkDataset, filepath: x}", "m: {type: pandas.CSVDataset, filepath: \"s3://b/x.csv\"}",
                           "m: {type: pandas.CSVDataset}", "\"m@spark\": {type: pandas.CSVDataset, filepath: x}", "m: 3"}) {
    EXPECT_FALSE(Make(yaml)) << yaml;
  }
}

}  // namespace
}  // namespace kilowatch
