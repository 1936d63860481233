#include "detection/models/members/members.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "detection/models/members/change/change.h"
#include "detection/models/members/data_rule/data_rule.h"
#include "detection/models/members/discord/discord.h"
#include "detection/models/members/flat_run/flat_run.h"
#include "detection/models/members/gap_neighbour/gap_neighbour.h"
#include "detection/models/members/level/level.h"
#include "detection/models/members/residual/residual.h"
#include "detection/models/members/unusual_day/unusual_day.h"
#include "detection/models/members/variability/variability.h"

namespace kilowatch {
namespace {

constexpr std::array<MemberFunction, 9> kMembers = {{{Member::kResidual, AddResidual},
                                                     {Member::kVariability, AddVariability},
                                                     {Member::kFlatRun, AddFlatRun},
                                                     {Member::kUnusualDay, AddUnusualDay},
                                                     {Member::kLevel, AddLevel},
                                                     {Member::kChange, AddChange},
                                                     {Member::kGapNeighbour, AddGapNeighbour},
                                                     {Member::kDataRule, AddDataRule},
                                                     {Member::kDiscord, AddDiscord}}};

class MemberModel final : public Model {
 public:
  MemberModel(MemberFunction function, Habits review, Habits live) : function_(function), review_(std::move(review)), live_(std::move(live)) {}

  Member member() const override { return function_.member; }

  Evidence Score(const CleanBlock& block, const Expectation&) const override {
    Evidence evidence{function_.member, std::vector<float>(block.size(), std::nanf(""))};
    if (block.why_not()) return evidence;
    ColumnPool pool;
    const Mode mode = block.mode();
    for (const auto& [begin, end] : JudgedTogether(block.size(), block.grid().StepsPerDay(), mode)) {
      const MeterView view = MeterView::Of(block, mode, begin, end);
      MemberContext context(view, mode == Mode::kLive ? &live_ : &review_, nullptr, pool);
      Scratch strangeness(pool, view.size(), 0.0);
      function_.add(context, strangeness);
      for (std::size_t i = 0; i < view.size(); ++i) {
        if (view.value[i] == view.value[i]) evidence.strangeness[begin + i] = static_cast<float>(strangeness[i]);
      }
    }
    return evidence;
  }

  void Save(ByteWriter& writer) const override {
    review_.Save(writer);
    live_.Save(writer);
  }

 private:
  MemberFunction function_;
  Habits review_;
  Habits live_;
};

template <std::size_t kIndex>
std::unique_ptr<const Model> FitMember(const CleanBlock& block, const ModelOptions&) {
  ColumnPool pool;
  const std::span<const MemberFunction> self(&kMembers[kIndex], 1);
  return std::make_unique<MemberModel>(kMembers[kIndex], LearnHabits(block, Mode::kReview, self, pool), LearnHabits(block, Mode::kLive, self, pool));
}

template <std::size_t kIndex>
Result<std::unique_ptr<const Model>> LoadMember(ByteReader& reader) {
  KW_ASSIGN(Habits review, Habits::Load(reader));
  KW_ASSIGN(Habits live, Habits::Load(reader));
  return std::make_unique<MemberModel>(kMembers[kIndex], std::move(review), std::move(live));
}

template <std::size_t... kIndex>
void RegisterAll(ModelRegistry& registry, std::index_sequence<kIndex...>) {
  (registry.Register({MemberName(kMembers[kIndex].member), FitMember<kIndex>, LoadMember<kIndex>}), ...);
}

}  // namespace

std::span<const MemberFunction> MemberFunctions(bool discords) { return std::span(kMembers).first(kMembers.size() - (discords ? 0 : 1)); }

std::vector<std::pair<std::size_t, std::size_t>> JudgedTogether(std::size_t size, std::size_t steps_per_day, Mode mode) {
  constexpr double kYear = 365.25;
  const double years = static_cast<double>(size) / (kYear * static_cast<double>(steps_per_day));
  const std::size_t parts = mode == Mode::kLive ? 1 : std::max<std::size_t>(1, static_cast<std::size_t>(std::nearbyint(years)));
  std::vector<std::pair<std::size_t, std::size_t>> together;
  std::size_t begin = 0;
  for (std::size_t p = 1; p <= parts; ++p) {
    const std::size_t end = p == parts ? size : size * p / parts / steps_per_day * steps_per_day;
    if (end > begin) together.emplace_back(begin, end);
    begin = end;
  }
  return together;
}

Habits LearnHabits(const CleanBlock& block, Mode mode, std::span<const MemberFunction> members, ColumnPool& pool) {
  Habits learned;
  if (block.why_not() || block.size() == 0) return learned;
  const auto [begin, end] = JudgedTogether(block.size(), block.grid().StepsPerDay(), mode).back();
  const MeterView view = MeterView::Of(block, mode, begin, end);
  MemberContext context(view, nullptr, &learned, pool);
  Scratch strangeness(pool, view.size(), 0.0);
  for (const MemberFunction& function : members) function.add(context, strangeness);
  return learned;
}

void RegisterMembers(ModelRegistry& registry) { RegisterAll(registry, std::make_index_sequence<kMembers.size()>()); }

}  // namespace kilowatch
