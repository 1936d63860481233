#pragma once

#include <cstddef>
#include <vector>

namespace kilowatch {

// How often a meter's scores are as high as a given one though nothing happened, from scores of stretches in which nothing did (calibration).
//
// Split conformal: of n scores, k are at least as high: p = (k + 1) / (n + 1), which is right for exchangeable scores whatever their distribution
// (V. Vovk, A. Gammerman, G. Shafer, Algorithmic Learning in a Random World, 2005). Where fewer than ten are as high and 2,000 scores or more are known, the tail
// goes on by peaks over threshold: a generalized Pareto distribution over the highest fortieth, by probability-weighted moments (J. R. M. Hosking,
// J. R. Wallis, Technometrics 29, 1987), so that p falls below 1 / (n + 1). Scores are taken as -log(1 - score), which has the ensemble's own scale back.
class ScoreTail {
 public:
  // In any order; those that are not finite do not count.
  explicit ScoreTail(std::vector<double> scores);

  // In (0, 1], falls as the score grows. 1 where nothing is known, NaN for a score that is NaN.
  double PValue(double score) const;
  std::size_t size() const { return sorted_.size(); }

 private:
  void FitTail();

  std::vector<double> sorted_;  // ascending, -log(1 - score)
  double threshold_ = 0;
  double share_ = 0;  // of scores above the threshold
  struct Curve {
    double shape = 0;
    double scale = 1;
    double weight = 0;  // they sum to 1
  };
  std::vector<Curve> curves_;
};

}  // namespace kilowatch
