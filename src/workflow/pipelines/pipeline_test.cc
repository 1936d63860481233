#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "workflow/pipelines/graph.h"
#include "workflow/pipelines/plan.h"
#include "workflow/pipelines/run.h"

namespace kilowatch {
namespace {

// A number in a file.
class NumberDataset final : public Dataset {
 public:
  explicit NumberDataset(std::filesystem::path path) : path_(std::move(path)) {}
  std::string_view kind() const override { return "number"; }
  Result<DataValue> Load() const override {
    int value = 0;
    std::ifstream(path_) >> value;
    return DataValue(value);
  }
  Status Save(const DataValue& value) override {
    std::ofstream(path_) << std::any_cast<int>(value);
    return {};
  }
  bool Exists() const override { return std::filesystem::exists(path_); }
  std::string Describe() const override { return path_.string(); }

 private:
  std::filesystem::path path_;
};

NodeFunctions Functions() {
  const auto add = [](const NodeCall& call) -> Result<NodeOutput> {
    return NodeOutput{{std::any_cast<int>(call.inputs[0]) + std::any_cast<nlohmann::ordered_json>(call.inputs[1]).get<int>()}, 1};
  };
  const auto join = [](const NodeCall& call) -> Result<NodeOutput> {
    return NodeOutput{{std::any_cast<int>(call.inputs[0]) * std::any_cast<int>(call.inputs[1])}, -1};
  };
  const auto words = [](const NodeCall&) -> Result<NodeOutput> { return NodeOutput{{std::string("w")}, -1}; };
  const auto fail = [](const NodeCall&) -> Result<NodeOutput> { return Fail(ErrorCode::kInvalid, {"no luck", "pas de chance"}); };
  return {{"add", {{{"number", "number"}, {"step", "parameters"}}, {{"sum", "number"}}, {}, add}},
          {"join", {{{"left", "number"}, {"right", "number"}}, {{"product", "number"}}, {}, join}},
          {"words", {{}, {{"words", "text"}}, {}, words}},
          {"fail", {{{"number", "number"}}, {}, {}, fail}}};
}

class PipelineTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "start") << 5;
    Write("parameters.yml", "step: 2\n");
    Write("catalog.yml", "start: {type: Number, filepath: " + (folder_ / "start").string() +
                             "}\nend: {type: Number, filepath: " + (folder_ / "end").string() + "}\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  Result<RunPlan> Plan(const std::string& pipelines, const NodeSelection& selection = {}) {
    Write("pipelines.yml", pipelines);
    KW_ASSIGN(configuration_, LoadConfiguration({folder_, "", nlohmann::ordered_json::object()}));
    Catalog::Types types;
    types["Number"] = {"number",
                       [](const CatalogEntry& entry) -> Result<std::unique_ptr<Dataset>> { return std::make_unique<NumberDataset>(entry.filepath); }};
    KW_ASSIGN(catalog_, Catalog::Create(configuration_.catalog, types));
    KW_ASSIGN(const auto parsed, ParsePipelines(configuration_.pipelines));
    return MakePlan(parsed, functions_, catalog_, configuration_, selection);
  }
  Result<RunReport> Run(const RunPlan& plan) {
    return RunNodes(plan, {&functions_, &catalog_, &configuration_, nullptr, [this] { return seconds_ += 1; }, {}});
  }
  std::vector<std::string> NamesOf(const RunPlan& plan) const {
    std::vector<std::string> names;
    for (const Node& node : plan.nodes) names.push_back(node.name);
    return names;
  }
  void ExpectRefused(const std::string& pipelines, const std::string& message) {
    const auto plan = Plan(pipelines);
    ASSERT_FALSE(plan) << pipelines;
    EXPECT_EQ(plan.error().code, ErrorCode::kConfiguration);
    EXPECT_NE(plan.error().message.en.find(message), std::string::npos) << plan.error().message.en;
  }

  double seconds_ = 0;
  NodeFunctions functions_ = Functions();
  Configuration configuration_;
  Catalog catalog_ = *Catalog::Create({}, {});
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("kilowatch-pipeline-test-" + std::to_string(::getpid()));
};

constexpr const char* kDiamond =
    "main:\n"
    "  - {name: last, func: join, inputs: [a, b], outputs: end, tags: final}\n"
    "  - {name: left, func: add, inputs: [start, params:step], outputs: a}\n"
    "  - {name: right, func: add, inputs: [a, params:step], outputs: b}\n";

TEST_F(PipelineTest, OrdersNodesByWhatTheyNeedAndRunsThem) {
  const auto plan = Plan(kDiamond);
  ASSERT_TRUE(plan) << plan.error().Text();
  EXPECT_EQ(NamesOf(*plan), (std::vector<std::string>{"left", "right", "last"}));
  const auto report = Run(*plan);
  ASSERT_TRUE(report) << report.error().Text();
  int end = 0;
  std::ifstream(folder_ / "end") >> end;
  EXPECT_EQ(end, 7 * 9);
  EXPECT_EQ(report->nodes.size(), 3U);
  EXPECT_EQ(report->nodes[0].rows, 1);
  EXPECT_GT(report->nodes[0].peak_bytes, 0);
}

TEST_F(PipelineTest, SelectsAsKedroDoes) {
  EXPECT_EQ(NamesOf(*Plan(kDiamond, {.to_nodes = {"right"}})), (std::vector<std::string>{"left", "right"}));
  EXPECT_EQ(NamesOf(*Plan(kDiamond, {.nodes = {"left"}})), (std::vector<std::string>{"left"}));
  EXPECT_FALSE(Plan(kDiamond, {.from_nodes = {"right"}})) << "a is not kept by the catalog";
  EXPECT_FALSE(Plan(kDiamond, {.tags = {"no such tag"}}));
  EXPECT_FALSE(Plan(kDiamond, {.pipelines = {"other"}}));
}

TEST_F(PipelineTest, RefusesAWrongGraphWithTheLine) {
  ExpectRefused("p:\n  - {func: add, inputs: [nowhere, params:step], outputs: a}\n", "pipelines.yml:2: node \"add\": no node makes \"nowhere\"");
  ExpectRefused("p:\n  - {func: add, inputs: [start, params:stride], outputs: a}\n", "no parameter \"stride\"");
  ExpectRefused("p:\n  - {func: guess, inputs: [start], outputs: a}\n", "no function \"guess\"");
  ExpectRefused("p:\n  - {func: add, inputs: [start], outputs: a}\n", "takes 2 inputs");
  ExpectRefused(
      "p:\n  - {name: x, func: add, inputs: [b, params:step], outputs: a}\n  - {name: y, func: add, inputs: [a, params:step], outputs: b}\n",
      "a cycle: ");
  ExpectRefused("p:\n  - {name: x, func: words, outputs: a}\n  - {name: y, func: add, inputs: [a, params:step], outputs: b}\n",
                "\"a\" holds text, number needs number");
  ExpectRefused("p:\n  - {name: x, func: words, outputs: a}\n  - {name: y, func: words, outputs: a}\n", "already made by node \"x\"");
  ExpectRefused("p:\n  - {func: words, outputs: a, namespace: n}\n", "\"namespace\" of a node is not supported");
}

TEST_F(PipelineTest, NamesTheNodeThatFails) {
  const auto plan = Plan("p:\n  - {name: unlucky, func: fail, inputs: start}\n");
  ASSERT_TRUE(plan) << plan.error().Text();
  const auto report = Run(*plan);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().message.en, "node \"unlucky\": no luck");
}

TEST_F(PipelineTest, DrawsEveryNodeAndDataset) {
  const auto plan = Plan(kDiamond);
  ASSERT_TRUE(plan);
  const std::string svg = PipelineSvg(*plan, catalog_);
  for (const char* name : {">left<", ">right<", ">last<", ">start<", ">end<", ">params:step<"}) EXPECT_NE(svg.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace kilowatch
