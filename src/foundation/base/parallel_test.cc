#include "foundation/base/parallel.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(ParallelFor, VisitsEachIndexOnce) {
  for (const int threads : {1, 2, 7}) {
    std::vector<int> visits(1000);
    ParallelFor(visits.size(), threads, {}, [&](std::size_t i) { ++visits[i]; });
    EXPECT_EQ(std::accumulate(visits.begin(), visits.end(), 0), 1000);
    EXPECT_EQ(*std::ranges::max_element(visits), 1);
  }
  ParallelFor(0, 2, {}, [](std::size_t) { FAIL(); });
}

TEST(ParallelFor, StopsWhenAsked) {
  std::stop_source source;
  int visited = 0;
  ParallelFor(100, 1, source.get_token(), [&](std::size_t) {
    if (++visited == 10) source.request_stop();
  });
  EXPECT_EQ(visited, 10);
}

TEST(ParallelInOrder, TakesInOrderWhateverTheThreads) {
  for (const int threads : {1, 2, 5}) {
    std::vector<std::size_t> seen;
    ParallelInOrder(
        500, threads, {}, [](std::size_t i) { return i * i; },
        [&](std::size_t i, std::size_t made) {
          EXPECT_EQ(made, i * i);
          seen.push_back(i);
        });
    ASSERT_EQ(seen.size(), 500U);
    EXPECT_TRUE(std::ranges::is_sorted(seen));
  }
}

TEST(ParallelInOrder, StopsWhenAsked) {
  std::stop_source source;
  std::size_t taken = 0;
  ParallelInOrder(
      1000, 3, source.get_token(), [](std::size_t i) { return i; },
      [&](std::size_t, std::size_t) {
        if (++taken == 20) source.request_stop();
      });
  EXPECT_EQ(taken, 20U);
}

}  // namespace
}  // namespace kilowatch
