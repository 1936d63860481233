#pragma once

#include <string>
#include <vector>

#include "data/frame/time_zone.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// A stretch of an SVG chart with its value axis on the left and its time axis below. Colours come from style classes, so that a page or a printed
// sheet gives its own. Coordinates are the chart's; `top` and `bottom` bound the plot.
class ChartFrame {
 public:
  static constexpr double kLeft = 58, kRight = 10;

  ChartFrame(double width, double top, double bottom, Span span) : width_(width), top_(top), bottom_(bottom), span_(span) {}

  // Widens the value axis, which begins at zero, to hold the values that are finite.
  void Include(const std::vector<float>& values);
  // For values that do not begin at zero, such as a temperature: the axis covers only what is there. False: nothing is.
  bool IncludeOnly(const std::vector<float>& values);
  // Rounds the axis to `ticks` steps a person can read.
  void Fit(int ticks);

  double X(Instant t) const;
  double Y(double value) const { return bottom_ - (bottom_ - top_) * (value - low_) / (high_ - low_); }
  double top() const { return top_; }
  double bottom() const { return bottom_; }
  double width() const { return width_; }

  // Lines and labels of the values; a unit with the prefix k gets a greater one where the numbers would be long.
  std::string ValueAxis(const std::string& unit, Language language) const;
  // Days, months or years of the zone, as many as fit.
  std::string TimeAxis(const TimeZone& zone, Language language) const;
  // One path over the finite stretches.
  std::string Line(const std::vector<Instant>& time, const std::vector<float>& values, const char* style) const;
  // The area between two columns.
  std::string Band(const std::vector<Instant>& time, const std::vector<float>& low, const std::vector<float>& high) const;

 private:
  double width_;
  double top_;
  double bottom_;
  Span span_;
  double low_ = 0;
  double high_ = 0;
  double step_ = 1;
};

// "<svg …>" with its accessible name, which must hold no markup.
std::string OpenChart(double width, double height, const std::string& label, const char* style = "chart");

}  // namespace kilowatch
