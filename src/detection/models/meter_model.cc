#include "detection/models/meter_model.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "detection/models/baseline/baseline.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/forest/forest_model.h"
#include "detection/models/members/members.h"

namespace kilowatch {
namespace {

constexpr std::uint32_t kLayout = 1;  // of the saved bytes

// Columns to work in: they hold nothing between calls.
ColumnPool& ThreadPoolOfColumns() {
  thread_local ColumnPool pool;
  return pool;
}

Expectation ExpectNothing(std::size_t size) {
  const std::vector<double> none(size, std::nan(""));
  return {BaselineKind::kTimeOfWeek, none, none, none};
}

Expectation ExpectByItself(const CleanBlock& block) {
  if (block.mode() == Mode::kLive) return Baseline::WalkForward(block);
  Result<Expectation> own = Baseline::ExpectItself(block);
  return own ? *std::move(own) : ExpectNothing(block.size());
}

}  // namespace

struct MeterModel::Parts {
  ModelOptions options;
  std::optional<Baseline> baseline;
  Habits review;
  Habits live;
  std::unique_ptr<const Model> forest;  // null where it is not asked for

  Expectation Expect(const CleanBlock& block) const {
    if (!baseline || baseline->load_model().steps_per_day() != block.grid().StepsPerDay()) return ExpectByItself(block);
    return baseline->Expect(block, block.mode());
  }

  // Writes the scores, and the evidence where it is kept, of cells from `begin` on.
  void JudgeStretch(const MeterView& view, std::size_t begin, const Evidence& of_forest, Judgement& judgement) const {
    ColumnPool& pool = ThreadPoolOfColumns();
    MemberContext context(view, view.live() ? &live : &review, nullptr, pool);
    Combination combination(view.size());
    Scratch strangeness(pool, view.size());
    const auto add = [&](std::size_t m, Member member) {
      combination.Add(member, strangeness);
      if (judgement.evidence.empty()) return;
      for (std::size_t i = 0; i < view.size(); ++i) {
        if (view.value[i] == view.value[i]) judgement.evidence[m].strangeness[begin + i] = static_cast<float>(strangeness[i]);
      }
    };
    const std::span<const MemberFunction> members = MemberFunctions(options.discords);
    for (std::size_t m = 0; m < members.size(); ++m) {
      std::fill_n(strangeness.data(), view.size(), 0.0);
      members[m].add(context, strangeness);
      add(m, members[m].member);
    }
    if (forest) {
      for (std::size_t i = 0; i < view.size(); ++i) {
        const float s = of_forest.strangeness[begin + i];
        strangeness[i] = std::isnan(s) ? 0 : kContinuousWeight * static_cast<double>(s);
      }
      add(members.size(), Member::kForest);
    }
    combination.WriteTo(view.mode, view.value, begin, judgement.scores);
  }
};

MeterModel MeterModel::Fit(const CleanBlock& block, const ModelOptions& options) {
  if (block.why_not()) return Untrained(options);
  auto parts = std::make_shared<Parts>();
  parts->options = options;
  if (options.forest) parts->forest = FitForestModel(block, options);
  if (options.other_stretches) {
    if (Result<Baseline> baseline = Baseline::Fit(block)) parts->baseline = *std::move(baseline);
    ColumnPool& pool = ThreadPoolOfColumns();
    parts->review = LearnHabits(block, Mode::kReview, MemberFunctions(options.discords), pool);
    parts->live = LearnHabits(block, Mode::kLive, MemberFunctions(options.discords), pool);
  }
  return MeterModel(std::move(parts));
}

MeterModel MeterModel::Untrained(const ModelOptions& options) {
  auto parts = std::make_shared<Parts>();
  parts->options = options;
  return MeterModel(std::move(parts));
}

MeterModel::Judgement MeterModel::Judge(const CleanBlock& block, bool keep_evidence) const {
  const std::size_t size = block.size();
  Judgement judgement;
  judgement.scores.score.assign(size, std::nan(""));
  judgement.scores.strongest.assign(size, Member::kResidual);
  if (keep_evidence) {
    for (const MemberFunction& f : MemberFunctions(parts_->options.discords))
      judgement.evidence.push_back({f.member, std::vector<float>(size, std::nanf(""))});
    if (parts_->forest) judgement.evidence.push_back({Member::kForest, std::vector<float>(size, std::nanf(""))});
  }
  if (block.why_not()) {
    judgement.expectation = ExpectNothing(size);
    return judgement;
  }
  judgement.expectation = parts_->Expect(block);
  Evidence forest;
  if (parts_->forest) forest = parts_->forest->Score(block, judgement.expectation);
  for (const auto& [begin, end] : JudgedTogether(size, block.grid().StepsPerDay(), block.mode())) {
    parts_->JudgeStretch(MeterView::Of(block, block.mode(), begin, end), begin, forest, judgement);
  }
  return judgement;
}

std::optional<ExpectationCauses> MeterModel::CausesOf(const CleanBlock& block, std::size_t cell) const {
  if (block.why_not()) return std::nullopt;
  const LoadView view = LoadView::Of(block);
  const auto& own = parts_->baseline;
  const bool fits = own && own->load_model().steps_per_day() == block.grid().StepsPerDay();
  std::optional<ExpectationCauses> causes = fits                          ? own->CausesOf(view, block.mode(), cell)
                                            : block.mode() == Mode::kLive ? Baseline::CausesWalkingForward(view, cell)
                                                                          : Baseline::CausesItself(view, cell);
  if (causes && std::isnan(causes->expected)) causes.reset();
  return causes;
}

const Baseline* MeterModel::baseline() const { return parts_->baseline ? &*parts_->baseline : nullptr; }

const Habits& MeterModel::live_habits() const { return parts_->live; }

void MeterModel::Save(ByteWriter& writer) const {
  writer.Put(kLayout);
  writer.Put(static_cast<std::uint8_t>(parts_->options.forest));
  writer.Put(static_cast<std::uint8_t>(parts_->options.discords));
  writer.Put(static_cast<std::uint8_t>(parts_->options.other_stretches));
  writer.Put(static_cast<std::uint8_t>(parts_->baseline.has_value()));
  if (parts_->baseline) parts_->baseline->Save(writer);
  parts_->review.Save(writer);
  parts_->live.Save(writer);
  writer.Put(static_cast<std::uint8_t>(parts_->forest != nullptr));
  if (parts_->forest) parts_->forest->Save(writer);
}

Result<MeterModel> MeterModel::Load(ByteReader& reader) {
  KW_ASSIGN(const std::uint32_t layout, reader.Get<std::uint32_t>());
  if (layout != kLayout) {
    return Fail(
        ErrorCode::kUnreadable,
        {"the model of a meter is in a layout that this program does not read", "le modèle d’un compteur a une forme que ce programme ne lit pas"},
        {"Train it again", "Entraînez-le de nouveau"});
  }
  auto parts = std::make_shared<Parts>();
  KW_ASSIGN(parts->options.forest, reader.GetBool());
  KW_ASSIGN(parts->options.discords, reader.GetBool());
  KW_ASSIGN(parts->options.other_stretches, reader.GetBool());
  KW_ASSIGN(const bool has_baseline, reader.GetBool());
  if (has_baseline) {
    KW_ASSIGN(parts->baseline, Baseline::Load(reader));
  }
  KW_ASSIGN(parts->review, Habits::Load(reader));
  KW_ASSIGN(parts->live, Habits::Load(reader));
  KW_ASSIGN(const bool has_forest, reader.GetBool());
  if (has_forest) {
    KW_ASSIGN(parts->forest, LoadForestModel(reader));
  }
  return MeterModel(std::move(parts));
}

}  // namespace kilowatch
