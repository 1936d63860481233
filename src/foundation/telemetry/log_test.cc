#include "foundation/telemetry/log.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace kilowatch {
namespace {

// 2026-03-01T08:15:00.123Z.
std::chrono::system_clock::time_point LogTime() {
  using namespace std::chrono;
  return sys_days(year(2026) / 3 / 1) + hours(8) + minutes(15) + milliseconds(123);
}

Log LogInto(std::string& written, LogLevel level = LogLevel::kInfo) {
  return Log(level, [&written](std::string_view line) { written += line; }, LogTime);
}

TEST(Log, WritesOneLineWithTimeLevelMessageAndFields) {
  std::string written;
  LogInto(written).Warning("late readings", {{"meter", "m1"}, {"rows", "12"}});
  EXPECT_EQ(written, "2026-03-01T08:15:00.123Z warning late readings meter=m1 rows=12\n");
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
  std::string written;
  const Log log = LogInto(written);
  log.Debug("not wanted");
  log.Info("wanted");
  EXPECT_EQ(written, "2026-03-01T08:15:00.123Z info wanted\n");
}

TEST(Log, QuotesValuesSoThatFieldsCanBeTakenApart) {
  std::string written;
  LogInto(written).Error("odd", {{"a", "two words"}, {"b", "say \"x\"=1"}, {"c", ""}});
  EXPECT_EQ(written, "2026-03-01T08:15:00.123Z error odd a=\"two words\" b=\"say \\\"x\\\"=1\" c=\"\"\n");
}

TEST(Log, KeepsAnEntryOnOneLineWhateverItHolds) {
  std::string written;
  LogInto(written).Info("first\nsecond", {{"name", "x\n2026 error forged"}});
  EXPECT_EQ(written, "2026-03-01T08:15:00.123Z info first second name=\"x\\n2026 error forged\"\n");
}

TEST(Log, BracesInAMessageAreText) {
  std::string written;
  LogInto(written).Info("{} {0} {bad");
  EXPECT_EQ(written, "2026-03-01T08:15:00.123Z info {} {0} {bad\n");
}

TEST(Log, WithoutASinkWritesNowhere) { Log().Error("nobody hears"); }

}  // namespace
}  // namespace kilowatch
