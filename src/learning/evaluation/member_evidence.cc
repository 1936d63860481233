#include "learning/evaluation/member_evidence.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <stop_token>
#include <utility>

#include "detection/models/ensemble/combination.h"
#include "foundation/base/parallel.h"
#include "learning/evaluation/ranking.h"

namespace kilowatch {
namespace {

constexpr std::array<double, 5> kChoices = {0, 0.5, 1, 1.5, 2};
constexpr int kRounds = 3;

RankAreas AreasOf(const std::vector<double>& scores, const std::vector<std::uint8_t>& labels) {
  const auto points = RankRows(scores, labels);
  return {RocAuc(points), AveragePrecision(points)};
}

RankAreas AreasWhere(const MemberEvidence& evidence, const std::vector<double>& scores, bool without_ones) {
  if (!without_ones) return AreasOf(scores, evidence.label);
  std::vector<double> kept;
  std::vector<std::uint8_t> labels;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (evidence.is_one[i] != 0) continue;
    kept.push_back(scores[i]);
    labels.push_back(evidence.label[i]);
  }
  return AreasOf(kept, labels);
}

// Which of kChoices each member has.
using Choice = std::array<std::uint8_t, kMemberCount>;

MemberFactors FactorsOf(const Choice& choice) {
  MemberFactors factors = EqualFactors();
  for (std::size_t m = 0; m < kMemberCount; ++m) factors[m] *= kChoices[choice[m]];
  return factors;
}

// The goodness of choices by meter, each computed once.
class Goodness {
 public:
  Goodness(const std::vector<MemberEvidence>& meters, int threads) : meters_(meters), threads_(threads) {}

  double MeanWithout(std::size_t left_out, const Choice& choice) {
    const std::vector<double>& each = Each(choice);
    double sum = 0;
    for (std::size_t i = 0; i < each.size(); ++i) sum += i == left_out ? 0 : each[i];
    return sum / static_cast<double>(each.size() - 1);
  }

 private:
  const std::vector<double>& Each(const Choice& choice) {
    const auto [at, is_new] = known_.try_emplace(choice, meters_.size(), 0.0);
    if (!is_new) return at->second;
    const MemberFactors factors = FactorsOf(choice);
    std::vector<double>& each = at->second;
    ParallelFor(meters_.size(), ThreadCount(threads_), {}, [&](std::size_t i) {
      const RankAreas areas = AreasOfSum(meters_[i], factors);
      each[i] = (areas.roc + areas.pr) / 2;
    });
    return each;
  }

  const std::vector<MemberEvidence>& meters_;
  int threads_;
  std::map<Choice, std::vector<double>> known_;
};

Choice ChooseWithout(std::size_t left_out, const std::vector<MemberEvidence>& meters, Goodness& goodness) {
  Choice choice;
  choice.fill(2);  // factor 1
  double best = goodness.MeanWithout(left_out, choice);
  for (int round = 0; round < kRounds; ++round) {
    const Choice before = choice;
    for (const MemberEvidence::Column& column : meters.front().members) {
      Choice tried = choice;
      for (std::size_t c = 0; c < kChoices.size(); ++c) {
        tried[static_cast<std::size_t>(column.member)] = static_cast<std::uint8_t>(c);
        const double good = goodness.MeanWithout(left_out, tried);
        if (good <= best) continue;
        best = good;
        choice = tried;
      }
    }
    if (choice == before) break;
  }
  return choice;
}

}  // namespace

MemberEvidence MemberEvidence::Of(const MeterFrame& frame, const ScoredMeter& scored, const std::vector<std::uint8_t>& label) {
  MemberEvidence out;
  out.meter = frame.meter.name;
  for (const Evidence& evidence : scored.judgement.evidence) out.members.push_back({evidence.member, {}});
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const std::size_t cell = scored.block.row_cell()[i];
    const double score = scored.judgement.scores.score[cell];
    if (!HasReading(scored.block.row_quality()[i]) || std::isnan(score)) continue;
    out.label.push_back(label[i]);
    out.is_one.push_back(frame.value[i] == 1 ? 1 : 0);
    out.score.push_back(score);
    for (std::size_t m = 0; m < out.members.size(); ++m) {
      const float strangeness = scored.judgement.evidence[m].strangeness[cell];
      out.members[m].strangeness.push_back(std::isnan(strangeness) ? 0 : strangeness);
    }
  }
  return out;
}

bool MemberEvidence::HasBoth() const {
  bool labelled = false, ordinary = false;
  for (const std::uint8_t one : label) (one != 0 ? labelled : ordinary) = true;
  return labelled && ordinary;
}

MemberFactors EqualFactors() {
  MemberFactors factors;
  factors.fill(1);
  factors[static_cast<std::size_t>(Member::kVariability)] = 1 / kVariabilityWeight;
  for (const Member member : {Member::kResidual, Member::kUnusualDay, Member::kLevel, Member::kChange, Member::kDiscord, Member::kForest}) {
    factors[static_cast<std::size_t>(member)] = 1 / kContinuousWeight;
  }
  return factors;
}

RankAreas AreasOfSum(const MemberEvidence& evidence, const MemberFactors& factors, bool without_ones) {
  std::vector<double> sum(evidence.label.size(), 0);
  for (const MemberEvidence::Column& column : evidence.members) {
    const double factor = factors[static_cast<std::size_t>(column.member)];
    if (factor == 0) continue;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += factor * static_cast<double>(column.strangeness[i]);
  }
  return AreasWhere(evidence, sum, without_ones);
}

RankAreas AreasOfScore(const MemberEvidence& evidence, bool without_ones) { return AreasWhere(evidence, evidence.score, without_ones); }

std::vector<MemberFactors> ChooseWithoutEach(const std::vector<MemberEvidence>& meters, int threads) {
  std::vector<MemberFactors> factors;
  if (meters.size() < 3) return factors;
  Goodness goodness(meters, threads);
  for (std::size_t i = 0; i < meters.size(); ++i) factors.push_back(FactorsOf(ChooseWithout(i, meters, goodness)));
  return factors;
}

}  // namespace kilowatch
