// feature_sums CSV [--simply] [--threads N]: reads the meters with the program's own ingestion, puts each on the hours that the file covers (mean of an
// hour, gaps filled with the value before) and prints the sums of 26 columns, rows and seconds as JSON. A meter is read, made into columns and forgotten.
// --simply makes the columns by the book.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "analyst_features.h"
#include "data/ingestion/source.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

// What is left of a meter: the end of its values, since others may go on for longer.
struct MeterEnd {
  std::int64_t first = 0;  // hours since 1970
  std::int64_t end = 0;
  std::vector<double> last;  // up to 168 values
  ColumnSums sums{};
};

struct Room {
  std::vector<double> value;
  HourCalendar calendar;
};

Room& ThreadRoom() {
  thread_local Room room;
  return room;
}

// The mean of each hour, gaps filled with the hour before. Returns the first hour.
std::int64_t HourlyMeans(const MeterFrame& frame, std::vector<double>& hourly) {
  hourly.clear();
  std::int64_t first = 0;
  double sum = 0, count = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (std::isnan(frame.value[i])) continue;
    const std::int64_t hour = std::chrono::floor<std::chrono::hours>(frame.time[i]).time_since_epoch().count();
    if (hourly.empty()) first = hour;
    const auto at = static_cast<std::size_t>(hour - first);
    if (at + 1 == hourly.size()) {
      hourly.back() = (sum += frame.value[i]) / ++count;
      continue;
    }
    while (hourly.size() < at) hourly.push_back(hourly.back());
    hourly.push_back(sum = frame.value[i]);
    count = 1;
  }
  return first;
}

MeterEnd SumMeter(const Source& source, std::size_t meter, bool simply) {
  MeterEnd done;
  const auto frame = source.Read(meter, kAllTime);
  if (!frame || frame->empty()) return done;
  Room& room = ThreadRoom();
  done.first = HourlyMeans(*frame, room.value);
  done.end = done.first + static_cast<std::int64_t>(room.value.size());
  if (simply) {
    AddColumnSumsSimply(room.value, 0, done.first, room.calendar, done.sums);
  } else {
    AddColumnSums(room.value, done.first, room.calendar, done.sums);
  }
  done.last.assign(room.value.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(168, room.value.size())), room.value.end());
  return done;
}

// Rows before a meter's first and after its last reading, up to what the file covers.
void AddOutside(const MeterEnd& meter, std::int64_t first, std::int64_t end, HourCalendar& calendar, ColumnSums& sums) {
  calendar.Cover(first, static_cast<std::size_t>(end - first));
  for (std::int64_t h = first; h < meter.first; ++h) {
    for (std::size_t c = 0; c < 9; ++c) sums[17 + c] += *calendar.Column(c, h);
  }
  std::vector<double> value = meter.last;
  value.resize(value.size() + static_cast<std::size_t>(end - meter.end), value.back());
  AddColumnSumsSimply(value, meter.last.size(), meter.end - static_cast<std::int64_t>(meter.last.size()), calendar, sums);
}

int Main(const std::string& path, int threads, bool simply) {
  const auto began = std::chrono::steady_clock::now();
  const auto source = OpenInputs({path}, {.threads = threads});
  if (!source) {
    std::fputs((source.error().Text(Language::kEnglish) + "\n").c_str(), stderr);
    return 1;
  }
  std::vector<MeterEnd> meters((*source)->meters().size());
  ParallelFor(meters.size(), ThreadCount(threads), {}, [&](std::size_t i) { meters[i] = SumMeter(**source, i, simply); });
  std::erase_if(meters, [](const MeterEnd& m) { return m.last.empty(); });
  std::int64_t first = INT64_MAX, end = INT64_MIN;
  for (const MeterEnd& m : meters) first = std::min(first, m.first), end = std::max(end, m.end);
  ColumnSums sums{};
  HourCalendar calendar;
  for (const MeterEnd& m : meters) {
    for (std::size_t c = 0; c < kAnalystColumns; ++c) sums[c] += m.sums[c];
    AddOutside(m, first, end, calendar, sums);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("{\"rows\": %lld, \"seconds\": %.3f, \"peak_MiB\": %ld, \"sums\": [", static_cast<long long>(meters.size()) * (end - first),
              took.count(), used.ru_maxrss / 1024);
  for (std::size_t c = 0; c < kAnalystColumns; ++c) std::printf("%s%.17g", c == 0 ? "" : ", ", sums[c]);
  std::puts("]}");
  return 0;
}

}  // namespace
}  // namespace kilowatch

int main(int count, char** arguments) {
  int threads = 0;
  bool simply = false;
  for (int i = 2; i < count; ++i) {
    if (std::strcmp(arguments[i], "--simply") == 0) simply = true;
    if (std::strcmp(arguments[i], "--threads") == 0 && i + 1 < count) threads = std::atoi(arguments[++i]);
  }
  if (count < 2) return std::fputs("feature_sums CSV [--simply] [--threads N]\n", stderr), 2;
  return kilowatch::Main(arguments[1], threads, simply);
}
