#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "foundation/base/bytes.h"

namespace kilowatch {

// A piecewise linear function of temperature with equally spaced nodes: which two nodes a temperature lies between, and how near.
// Beyond the ends it goes on straight for kBeyond °C, then stays: a model does not know what it has never seen.
struct CurveNodes {
  static constexpr double kBeyond = 5;
  double first = 0;
  double step = 1;
  std::uint32_t count = 0;

  // `count` nodes over all but the extreme 0.2 % of `temperatures`, which is not empty and is reordered.
  static CurveNodes Over(std::vector<float>& temperatures, std::size_t count);

  struct Place {
    std::size_t node = 0;
    double low = 1;   // weight of node
    double high = 0;  // weight of node + 1
  };
  Place At(double celsius) const {
    const double last = static_cast<double>(count - 1);
    double at = (celsius - first) / step;
    const double beyond = kBeyond / step;
    at = at < -beyond ? -beyond : at > last + beyond ? last + beyond : at;
    const double floor = std::floor(at);
    const double node = floor < 0 ? 0 : floor > last - 1 ? last - 1 : floor;
    return {static_cast<std::size_t>(node), 1 - (at - node), at - node};
  }

  void Save(ByteWriter& writer) const;
  static Result<CurveNodes> Load(ByteReader& reader);
};

// A piecewise linear function of the day of the year that closes on itself, with a node a month.
struct SeasonNodes {
  static constexpr std::size_t kCount = 12;

  struct Place {
    std::size_t node = 0;
    std::size_t next = 1;
    double low = 1;   // weight of node
    double high = 0;  // weight of next
  };
  // `day_of_year` from 1 to 366.
  static Place At(std::size_t day_of_year) {
    const double at = static_cast<double>((day_of_year - 1) * kCount) / 366;
    const auto node = static_cast<std::size_t>(at);
    return {node, (node + 1) % kCount, 1 - (at - static_cast<double>(node)), at - static_cast<double>(node)};
  }
};

}  // namespace kilowatch
