#include "foundation/telemetry/progress.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

using std::chrono::milliseconds;

// A terminal that remembers what was written, and a clock that stands until it is moved.
struct ProgressTerminal {
  std::string written;
  std::chrono::steady_clock::time_point time{};

  Progress::Sink Sink() {
    return [this](std::string_view text) { written += text; };
  }
  Progress::Now Now() {
    return [this] { return time; };
  }
};

TEST(Progress, ShowsPhaseCountAndShare) {
  ProgressTerminal terminal;
  Progress progress(terminal.Sink(), terminal.Now());
  progress.Begin("Reading", 2000);
  terminal.time += milliseconds(100);
  progress.Advance(1500);
  EXPECT_EQ(terminal.written, "\r\x1b[2KReading 0 of 2,000 (0 %)\r\x1b[2KReading 1,500 of 2,000 (75 %)");
}

TEST(Progress, SpeaksFrenchWhereAskedTo) {
  ProgressTerminal terminal;
  Progress progress(terminal.Sink(), terminal.Now(), Language::kFrench);
  progress.Begin("Lecture", 2000);
  EXPECT_EQ(terminal.written, "\r\x1b[2KLecture 0 sur 2\u202f000 (0 %)");
}

TEST(Progress, ShowsOnlyTheCountWhereTheTotalIsUnknown) {
  ProgressTerminal terminal;
  Progress progress(terminal.Sink(), terminal.Now());
  progress.Begin("Reading", 0);
  EXPECT_EQ(terminal.written, "\r\x1b[2KReading 0");
}

TEST(Progress, DrawsAtMostTenLinesASecond) {
  ProgressTerminal terminal;
  Progress progress(terminal.Sink(), terminal.Now());
  progress.Begin("Scoring", 1000);
  for (int i = 0; i < 1000; ++i) {
    terminal.time += milliseconds(1);
    progress.Advance();
  }
  EXPECT_EQ(std::count(terminal.written.begin(), terminal.written.end(), '\r'), 11);  // one at the start, ten in the second
}

TEST(Progress, WipesItsLineWhenThePhaseEnds) {
  ProgressTerminal terminal;
  Progress progress(terminal.Sink(), terminal.Now());
  progress.Begin("Scoring", 5);
  progress.End();
  progress.End();
  EXPECT_EQ(terminal.written, "\r\x1b[2KScoring 0 of 5 (0 %)\r\x1b[2K");
}

TEST(Progress, NeverShowsMoreThanAHundredPerCent) {
  ProgressTerminal terminal;
  Progress progress(terminal.Sink(), terminal.Now());
  progress.Begin("Scoring", 2);
  terminal.time += milliseconds(100);
  progress.Advance(3);
  EXPECT_TRUE(terminal.written.ends_with("Scoring 3 of 2 (100 %)"));
}

TEST(Progress, WritesNothingWithoutASinkAndStillCounts) {
  Progress progress;
  progress.Begin("Scoring", 2);
  progress.Advance(2);
  EXPECT_EQ(progress.done(), 2U);
}

TEST(Progress, CountsEveryStepOfManyThreads) {
  ProgressTerminal terminal;
  Progress progress(terminal.Sink(), terminal.Now());
  progress.Begin("Scoring", 1000);
  ParallelFor(1000, 4, {}, [&](std::size_t) { progress.Advance(); });
  EXPECT_EQ(progress.done(), 1000U);
}

}  // namespace
}  // namespace kilowatch
