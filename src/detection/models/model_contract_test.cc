// What every detector must keep, whatever it looks for.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "detection/models/boosted/hand_made_trees_test.h"
#include "detection/models/forest/forest_model.h"
#include "detection/models/members/members.h"
#include "detection/models/members/office_block_test.h"

namespace kilowatch {
namespace {

constexpr std::size_t kDays = 140;
constexpr std::size_t kBrokenDay = 121;

// Trees learn from labels, elsewhere; the contract is asked of trees made by hand.
void RegisterTrees(ModelRegistry& registry) {
  registry.Register(
      {MemberName(Member::kTrees),
       [](const CleanBlock&, const ModelOptions&) -> std::unique_ptr<const Model> { return std::make_unique<LabelTrees>(HandMadeTrees()); },
       [](ByteReader& reader) -> Result<std::unique_ptr<const Model>> {
         KW_ASSIGN(LabelTrees trees, LabelTrees::Load(reader));
         return std::make_unique<LabelTrees>(std::move(trees));
       }});
}

ModelRegistry Registry() {
  ModelRegistry registry;
  RegisterMembers(registry);
  RegisterForest(registry);
  RegisterTrees(registry);
  return registry;
}

class ModelContract : public testing::TestWithParam<std::string> {
 protected:
  ModelContract() : maker_(*registry_.Find(GetParam())) {}

  std::vector<float> Score(const Model& model, const CleanBlock& block) const { return model.Score(block, {}).strangeness; }
  std::unique_ptr<const Model> FitTo(std::size_t days, std::uint64_t seed) const {
    return maker_.fit(OfficeReadings(days, seed).Block(Mode::kReview), {});
  }

  ModelRegistry registry_ = Registry();
  ModelMaker maker_;
};

bool SameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

float MostOn(const std::vector<float>& strangeness, std::size_t day) {
  float most = 0;
  for (std::size_t i = 24 * day; i < 24 * day + 24; ++i) most = std::max(most, std::isnan(strangeness[i]) ? 0 : strangeness[i]);
  return most;
}

TEST_P(ModelContract, FittingAndScoringTwiceGivesTheSameBits) {
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock block = OfficeReadings(kDays, 2).Block(mode);
    EXPECT_TRUE(SameBits(Score(*FitTo(100, 1), block), Score(*FitTo(100, 1), block)));
  }
}

TEST_P(ModelContract, SavedAndLoadedItScoresTheSame) {
  const auto model = FitTo(100, 1);
  ByteWriter writer;
  model->Save(writer);
  ByteReader reader(writer.bytes());
  const auto loaded = maker_.load(reader);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(reader.left(), 0U);
  EXPECT_EQ((*loaded)->member(), model->member());
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock block = OfficeReadings(30, 2).Block(mode);
    EXPECT_TRUE(SameBits(Score(*model, block), Score(**loaded, block)));
  }
}

TEST_P(ModelContract, TruncatedBytesAreRefused) {
  ByteWriter writer;
  FitTo(40, 1)->Save(writer);
  const std::string& bytes = writer.bytes();
  for (std::size_t cut = 0; cut < bytes.size(); cut += 1 + bytes.size() / 97) {
    ByteReader reader(std::string_view(bytes).substr(0, cut));
    const auto loaded = maker_.load(reader);
    ASSERT_FALSE(loaded) << cut;
    EXPECT_EQ(loaded.error().code, ErrorCode::kUnreadable);
  }
}

TEST_P(ModelContract, ADeadDayAfterAGapRaisesTheEvidence) {
  if (GetParam() == MemberName(Member::kDiscord))
    GTEST_SKIP() << "by its course alone a dead day is an evening: half a day higher, half a day lower (see its page)";
  const auto model = FitTo(100, 1);
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    OfficeReadings readings(kDays, 2);
    const float before = MostOn(Score(*model, readings.Block(mode)), kBrokenDay);
    readings.BreakAt(kBrokenDay);
    const float after = MostOn(Score(*model, readings.Block(mode)), kBrokenDay);
    EXPECT_GT(after, before + 0.3F) << (mode == Mode::kLive ? "live" : "review");
  }
}

TEST_P(ModelContract, EveryReadingIsJudgedAndNothingElse) {
  OfficeReadings readings(kDays, 2);
  for (std::size_t i = 500; i < 520; ++i) readings.value[i] = std::nan("");
  for (std::size_t i = 900; i < 940; ++i) readings.value[i] = 12.5;  // frozen is still a reading
  readings.value[1500] = 1e15;                                       // so is what no meter can carry
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock block = readings.Block(mode);
    const std::vector<float> strangeness = Score(*FitTo(100, 1), block);
    ASSERT_EQ(strangeness.size(), block.size());
    for (std::size_t i = 0; i < block.size(); ++i) EXPECT_EQ(std::isnan(strangeness[i]), !HasReading(block.quality()[i])) << i;
  }
}

TEST_P(ModelContract, InLiveLaterReadingsChangeNothing) {
  OfficeReadings whole(kDays, 2);
  whole.BreakAt(kBrokenDay);
  whole.BreakAt(33);
  const auto model = FitTo(20, 1);
  const std::vector<float> all = Score(*model, whole.Block(Mode::kLive));
  for (const std::size_t cells : {24U * 15U + 7U, 24U * 34U + 11U, 24U * 90U}) {
    OfficeReadings part = whole;
    part.value.resize(cells);
    const std::vector<float> some = Score(*model, part.Block(Mode::kLive));
    EXPECT_TRUE(SameBits(some, std::vector<float>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(cells)))) << cells;
  }
}

TEST_P(ModelContract, ABlockThatCannotBeJudgedIsNotJudged) {
  OfficeReadings zero(60);
  std::fill(zero.value.begin(), zero.value.end(), 0.0);
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock block = zero.Block(mode);
    const auto model = maker_.fit(block, {});
    for (const float s : Score(*model, block)) EXPECT_TRUE(std::isnan(s));
  }
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  const ModelRegistry registry = Registry();
  for (const ModelMaker& maker : registry.makers()) names.emplace_back(maker.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Members, ModelContract, testing::ValuesIn(Names()), [](const auto& member) { return member.param; });

TEST(ModelRegistryTest, AnUnknownNameIsAnErrorThatListsTheKnownOnes) {
  const auto found = Registry().Find("oracle");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  EXPECT_NE(found.error().advice.en.find("variability"), std::string::npos);
}

}  // namespace
}  // namespace kilowatch
