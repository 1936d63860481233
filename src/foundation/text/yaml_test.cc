#include "foundation/text/yaml.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(Yaml, GivesTypedValuesAndTheirLines) {
  const auto document = ParseYaml("a: 1\nb:\n  c: \"2\"\n  d: [1.5, true, null, x]\n", "p.yml");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->value["a"], 1);
  EXPECT_EQ(document->value["b"]["c"], "2");
  EXPECT_EQ(document->value["b"]["d"], nlohmann::ordered_json::parse(R"([1.5,true,null,"x"])"));
  EXPECT_EQ(document->Where("/b/c"), "p.yml:3");
  EXPECT_EQ(document->Where("/b/c/unknown"), "p.yml:3");
}

TEST(Yaml, NamesTheLineOfASecondKey) {
  const auto document = ParseYaml("a: 1\nb: 2\na: 3\n", "p.yml");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().message.en, "p.yml:3: \"a\" stands twice, first on line 1");
}

TEST(Yaml, NamesTheLineOfASyntaxError) {
  const auto document = ParseYaml("a: 1\nb: [1, 2\n", "p.yml");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kConfiguration);
  EXPECT_TRUE(document.error().message.en.starts_with("p.yml:")) << document.error().message.en;
}

TEST(Yaml, RefusesABombOfAliases) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) bomb += (k ? ", *a" : "*a") + std::to_string(i - 1);
    bomb += "]\n";
  }
  EXPECT_FALSE(ParseYaml(bomb, "bomb.yml"));
}

}  // namespace
}  // namespace kilowatch
