#include "learning/evaluation/volume_under_surface.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "learning/evaluation/ranking.h"

namespace kilowatch {
namespace {

TEST(VolumesUnderSurface, WithoutABufferIsTheAreaWithTheShareOfEventsTouched) {
  // One event, rows 2 and 3. By falling score: other, labelled, other, labelled.
  // ROC: (0, 0), (1/2, 0), (1/2, 1/2), (1, 1/2), (1, 1): 1/4. PR: gains of 1/2 at precision 1/2 and 2/4: 1/2.
  const std::vector<double> scores = {0.9, 0.8, 0.1, 0.2};
  const std::vector<std::uint8_t> labels = {0, 1, 1, 0};
  const VolumeUnderSurface volume = VolumesUnderSurface(scores, labels, 0);
  EXPECT_DOUBLE_EQ(volume.roc, 0.25);
  EXPECT_DOUBLE_EQ(volume.pr, 0.5);
}

TEST(VolumesUnderSurface, ABufferForgivesAnAlarmJustBeforeTheEvent) {
  const std::vector<double> scores = {0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  const std::vector<std::uint8_t> labels = {0, 0, 0, 0, 1, 1, 0, 0, 0, 0};
  const VolumeUnderSurface strict = VolumesUnderSurface(scores, labels, 0), kind = VolumesUnderSurface(scores, labels, 4);
  EXPECT_GT(kind.roc, strict.roc);
  EXPECT_GT(kind.pr, strict.pr);
}

TEST(VolumesUnderSurface, ByHandForABufferOfTwo) {
  // Lengths 0 and 2 (stride 2). At 2 each flank is one row of weight s = sqrt(1 - 1/2): faded labels s, 1, 0 …, one event.
  const std::vector<double> scores = {2, 1, 0, 0};
  const std::vector<std::uint8_t> labels = {0, 1, 0, 0};
  const double s = std::sqrt(0.5);
  // Length 0: (0, 0), (1/3, 0), (1/3, 1), (1, 1). Precision where the recall rises: 1/2.
  const double roc0 = 2.0 / 3, pr0 = 0.5;
  // Length 2. First row: positives 1 + s/2, recall s / (1 + s/2), false (1 - s) / (3 - s/2), precision s.
  const double p1 = 1 + s / 2, r1 = s / p1, f1 = (1 - s) / (4 - p1);
  // First two: caught 1 + s, recall 1, false (1 - s) / (3 - s/2) again, precision (1 + s) / 2. All: caught 1 + 2 s, positives 1 + s, recall 1.
  const double p3 = 1 + s, f3 = (4 - 1 - 2 * s) / (4 - p3);
  const double roc2 = f1 * r1 / 2 + (f3 - f1) + (1 - f3);
  const double pr2 = r1 * s + (1 - r1) * (1 + s) / 2;
  const VolumeUnderSurface volume = VolumesUnderSurface(scores, labels, 2, 2);
  EXPECT_NEAR(volume.roc, (roc0 + roc2) / 2, 1e-12);
  EXPECT_NEAR(volume.pr, (pr0 + pr2) / 2, 1e-12);
}

TEST(VolumesUnderSurface, IsNotDefinedForOneClass) {
  EXPECT_TRUE(std::isnan(VolumesUnderSurface(std::vector<double>{1, 2}, std::vector<std::uint8_t>{0, 0}, 2).roc));
  EXPECT_TRUE(std::isnan(VolumesUnderSurface(std::vector<double>{1, 2}, std::vector<std::uint8_t>{1, 1}, 2).pr));
}

}  // namespace
}  // namespace kilowatch
