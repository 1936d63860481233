#pragma once

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/ingestion/source.h"

namespace kilowatch {

// A folder of files that a test writes; gone with the test.
class TestFolder {
 public:
  TestFolder() {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() / ("kilowatch-test-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
    std::filesystem::create_directories(path_);
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string Write(const std::string& name, std::string_view text) {
    const auto path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// Hourly rows "2021-06-01 00:00,value" for `days` days in the long layout of one meter; the values are 0.5, 7.5, 14.5, 21.5, 4.5 …
inline std::string HourlyRows(int days, const std::string& before = "", int first_day = 1) {
  std::string rows;
  char text[64];
  for (int day = 0; day < days; ++day) {
    for (int hour = 0; hour < 24; ++hour) {
      std::snprintf(text, sizeof text, "2021-06-%02d %02d:00,%d.5\n", first_day + day, hour, hour * 7 % 24);
      rows += before + text;
    }
  }
  return rows;
}

// "2021-06-01T00:00:00Z 0.5" for each row of a frame; flags that are not "measured" follow.
inline std::vector<std::string> Lines(const MeterFrame& frame) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    std::string line = FormatInstant(frame.time[i]);
    if (!std::isnan(frame.value[i])) {
      char number[32];
      std::snprintf(number, sizeof number, " %g", frame.value[i]);
      line += number;
    }
    if (frame.quality[i] != Quality::kMeasured) line += " " + std::string(QualityName(frame.quality[i]));
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace kilowatch
