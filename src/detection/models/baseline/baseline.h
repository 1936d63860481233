#pragma once

#include <array>
#include <optional>

#include "data/preprocessing/clean_block.h"
#include "detection/models/baseline/band.h"
#include "detection/models/baseline/causes.h"
#include "detection/models/baseline/climate.h"
#include "detection/models/baseline/load_model.h"
#include "detection/models/baseline/local_level.h"
#include "detection/models/expectation.h"

namespace kilowatch {

// What a meter normally reads: the load that time of week and temperature explain (LoadModel), at the level of the weeks around (LocalLevel), with a
// band of kBandLevel (Band). Immutable; thread safe. Only measured readings teach it. See the page beside it.
class Baseline {
 public:
  // Learns from all of `block`. Error kInvalid where the block cannot be judged or holds no measured reading.
  static Result<Baseline> Fit(const CleanBlock& block);
  static Result<Baseline> Fit(const LoadView& view);

  // Review: the level comes from the four weeks on both sides of a day; Live: from the four weeks before it, so that later readings change nothing.
  // Never from the day itself. Where the level is unknown (fewer than five days to go by) it is that of the training time.
  // The block must have the same steps a day as the one that was fitted; else all is NaN.
  Expectation Expect(const CleanBlock& block, Mode mode) const;
  // The same for cells from `first` on; earlier cells are NaN but count as the past.
  Expectation Expect(const LoadView& view, Mode mode, std::size_t first = 0) const;
  // Fit(block)->Expect(block, Mode::kReview), to the bit, at half the cost: one level, and only the bands that it asks for. Errors as Fit.
  static Result<Expectation> ExpectItself(const CleanBlock& block);
  static Result<Expectation> ExpectItself(const LoadView& view);

  // Live without a model from before: refits on the past alone, weekly at first, then every four weeks, on two years at most.
  // NaN until two weeks of readings (six readings where they are months) have gone by.
  static Expectation WalkForward(const CleanBlock& block);
  static Expectation WalkForward(const LoadView& view);

  // What makes the expectation of one cell, as Expect, ExpectItself and WalkForward have it there; NaN where they have none. For one reading that somebody asks
  // about: the view is modelled anew. The last two give nothing where no baseline can be fitted.
  ExpectationCauses CausesOf(const LoadView& view, Mode mode, std::size_t cell) const;
  static std::optional<ExpectationCauses> CausesItself(const LoadView& view, std::size_t cell);
  static std::optional<ExpectationCauses> CausesWalkingForward(const LoadView& view, std::size_t cell);

  BaselineKind kind() const { return model_.has_temperature() ? BaselineKind::kTimeOfWeekAndTemperature : BaselineKind::kTimeOfWeek; }
  // Slots of the week that are usually above what degree hours explain.
  const LoadModel& load_model() const { return model_; }

  void Save(ByteWriter& writer) const;
  // Error kUnreadable for bytes that Save did not write.
  static Result<Baseline> Load(ByteReader& reader);

 private:
  friend class LiveBaseline;

  Baseline() = default;

  // The model's load by cell, and how uncertain it is for want of a temperature (a standard deviation).
  struct Modelled {
    std::vector<double> load;
    std::vector<float> doubt;
  };
  // All but the bands.
  static Result<Baseline> FitModel(const LoadView& view);
  Modelled Model(const LoadView& view, std::size_t first) const;
  // How far the weather was from what is usual when it was last known. It is forgotten over some days, so that the expectation makes no step.
  struct WeatherMemory {
    std::size_t cells = 0;  // until it is forgotten; 0 remembers nothing
    std::size_t since = 0;
    double away = 0;  // °C
    double KeptAt(std::size_t i) const { return i >= since + cells ? 0 : 1 - static_cast<double>(i - since) / static_cast<double>(cells); }
  };
  void Remember(const LoadView& view, std::size_t i, std::size_t at, WeatherMemory& memory) const;
  WeatherMemory MemoryBefore(const LoadView& view, std::size_t first) const;
  // How long weather is remembered, in cells.
  std::size_t MemoryCells() const;
  // The load of the view's cell i, which is the stretch's cell `at`; what it says of the weather is remembered.
  double LoadOf(const LoadView& view, std::size_t i, std::size_t at, WeatherMemory& memory, float& doubt) const;
  double WithoutTemperature(const LoadView& view, std::size_t i, double kept, double away, float& doubt) const;
  struct Range {
    double expected;
    double low;
    double high;
  };
  // Where the cell's load is known.
  Range RangeOf(const LoadView& view, std::size_t i, double load, float doubt, double day_level, LevelSource source) const;
  double AtLevel(double load, double level) const;
  // The load of a slot in the mean over a usual year's weather, and that of all slots.
  double UsualLoad(std::size_t slot) const;
  std::vector<double> UsualWeek() const;
  // Of the residuals at `level`, by day.
  void FitBand(LevelSource source, const LoadView& view, const Modelled& modelled, const std::vector<double>& level);
  // Of cells from `first` on, at `level`, by day, which comes from `source`.
  Expectation ExpectAt(const LoadView& view, const Modelled& modelled, const std::vector<double>& level, LevelSource source, std::size_t first) const;

  LoadModel model_;
  std::optional<Climate> climate_;  // where the model uses temperature
  LevelScale level_scale_;
  bool never_negative_ = true;
  std::array<Band, kLevelSources> band_;
};

}  // namespace kilowatch
