#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "learning/simulation/simulator.h"

namespace kilowatch {

// Appends whole counts of 10^-decimals as decimal text: 1234 with two decimals is "12.34".
void AppendCounts(std::int64_t counts, int decimals, char decimal_mark, std::string& out);

// The text of each cell's stamp, made once for all meters.
class StampTexts {
 public:
  StampTexts(const SimulationClock& clock, const SimulationFormat& format);
  std::string_view At(std::size_t cell) const { return std::string_view(text_).substr(begin_[cell], begin_[cell + 1] - begin_[cell]); }

 private:
  std::string text_;
  std::vector<std::uint32_t> begin_;
};

// Some lines for a file. `path` is relative to the portfolio's folder; lines of one path follow each other over the sites.
struct ReadingText {
  std::string path;
  std::string header;  // goes before the first lines of the path
  std::string lines;
  std::int64_t rows = 0;
};

// The readings of a site in the layout that the simulator's options want. Thread safe.
std::vector<ReadingText> WriteReadings(const Simulator& simulator, const StampTexts& stamps, const SimulatedSite& site);

}  // namespace kilowatch
