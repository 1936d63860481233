#include "learning/evaluation/injection.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "foundation/base/random.h"
#include "learning/evaluation/injection_files.h"

namespace kilowatch {
namespace {

// Six hundred days of an office by the hour: 30 when open, 10 when not, with a little noise.
CleanBlock OfficeDays() {
  MeterFrame frame;
  frame.meter.name = "office, west";
  Random random(5);
  for (int hour = 0; hour < 24 * 600; ++hour) {
    const bool open = hour / 24 % 7 < 5 && hour % 24 >= 8 && hour % 24 < 18;
    frame.time.push_back(FromEpochSeconds(1672617600 + static_cast<std::int64_t>(hour) * 3600));
    frame.value.push_back((open ? 30 : 10) + 0.5 * random.Normal());
    frame.quality.push_back(Quality::kMeasured);
  }
  return Clean(frame, Site{}, Mode::kReview);
}

TEST(Inject, PutsOneOfEachKindApartFromTheOthers) {
  const CleanBlock block = OfficeDays();
  const auto copy = Inject(block, 1, 0, 7);
  ASSERT_TRUE(copy);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
  for (const InjectedKind kind : kInjectedKinds) {
    const auto one = std::ranges::find(copy->injections, kind, &Injection::kind);
    ASSERT_NE(one, copy->injections.end()) << InjectedKindName(kind);
    places.emplace_back(one->stretches.front().begin, one->stretches.back().end);
  }
  std::ranges::sort(places);
  EXPECT_GE(places.front().first, 56U * 24);
  for (std::size_t i = 1; i < places.size(); ++i) EXPECT_GE(places[i].first, places[i - 1].second + 14 * 24);
}

TEST(Inject, ChangesLabelledRowsAlone) {
  const CleanBlock block = OfficeDays();
  const auto copy = Inject(block, 2, 0, 7);
  ASSERT_TRUE(copy);
  std::size_t labelled = 0;
  for (std::size_t i = 0; i < copy->frame.size(); ++i) {
    labelled += copy->frame.label[i];
    if (copy->frame.label[i] == 0) {
      ASSERT_EQ(copy->frame.value[i], block.value()[i]);
    }
  }
  EXPECT_GT(labelled, 48U);
}

TEST(Inject, TheChangeIsTheShareOfTheLoadThatWasAsked) {
  const CleanBlock block = OfficeDays();
  for (std::size_t size = 0; size < kInjectionSizes.size(); ++size) {
    const auto copy = Inject(block, size, 0, 7);
    ASSERT_TRUE(copy);
    for (const Injection& one : copy->injections) {
      if (one.kind == InjectedKind::kFrozen) continue;
      double before = 0, changed = 0;
      bool less = false;
      for (const ChangedCells& stretch : one.stretches) {
        for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
          before += block.value()[i];
          changed += std::fabs(copy->frame.value[i] - block.value()[i]);
          less = less || copy->frame.value[i] < block.value()[i];
        }
      }
      EXPECT_NEAR(changed / before, less ? std::min(kInjectionSizes[size].share, 0.95) : kInjectionSizes[size].share, 1e-4)
          << InjectedKindName(one.kind);
    }
  }
}

TEST(Inject, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const CleanBlock block = OfficeDays();
  EXPECT_EQ(Inject(block, 1, 0, 7)->frame.value, Inject(block, 1, 0, 7)->frame.value);
  EXPECT_NE(Inject(block, 1, 0, 7)->frame.value, Inject(block, 1, 1, 7)->frame.value);
  EXPECT_NE(Inject(block, 1, 0, 7)->frame.value, Inject(block, 1, 0, 8)->frame.value);
}

TEST(InjectionRows, QuoteNamesThatHoldACommaAndNameEveryStretch) {
  const auto copy = Inject(OfficeDays(), 0, 1, 7);
  const std::string rows = InjectionRows(*copy, 0, 1);
  std::size_t stretches = 0;
  for (const Injection& one : copy->injections) stretches += one.stretches.size();
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(rows, '\n')), stretches);
  EXPECT_EQ(rows.find("\"office, west\",0,1,"), 0U);
}

}  // namespace
}  // namespace kilowatch
