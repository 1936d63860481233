#include "detection/models/ensemble/combination.h"

#include <cmath>
#include <limits>

namespace kilowatch {

void Combination::Add(Member member, std::span<const double> strangeness) {
  for (std::size_t i = 0; i < total_.size(); ++i) {
    const double s = strangeness[i];
    total_[i] += s;
    strongest_[i] = s > most_[i] ? member : strongest_[i];
    most_[i] = s > most_[i] ? s : most_[i];
  }
}

void Combination::WriteTo(Mode mode, std::span<const double> value, std::size_t begin, Scores& scores) const {
  const double alarm = AlarmDecades(mode);
  for (std::size_t i = 0; i < total_.size(); ++i) {
    const bool read = value[i] == value[i];
    scores.score[begin + i] = read ? total_[i] / (total_[i] + alarm) : std::numeric_limits<double>::quiet_NaN();
    scores.strongest[begin + i] = strongest_[i];
  }
}

}  // namespace kilowatch
