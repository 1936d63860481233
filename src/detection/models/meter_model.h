#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/models/baseline/causes.h"
#include "detection/models/evidence.h"
#include "detection/models/expectation.h"
#include "detection/models/model_options.h"
#include "foundation/base/bytes.h"
#include "foundation/base/result.h"

namespace kilowatch {

class Baseline;
struct Habits;

// From this score on a reading is an alarm, and from that one on it continues one: the same for all meters. An alarm is a run of readings at
// kContinueScore or more that holds one at kAlarmScore or more.
inline constexpr double kAlarmScore = 0.5;
inline constexpr double kContinueScore = 0.375;

// Everything fitted for one meter: baseline, usual values and calibration of the members, forest. Immutable after Fit; cheap to copy; thread safe.
class MeterModel {
 public:
  // Learns from all of `block`, whatever its mode. A block that cannot be judged gives Untrained.
  static MeterModel Fit(const CleanBlock& block, const ModelOptions& options = {});
  // Knows nothing before it sees the block: in Live everything is learnt from the past of each cell, in Review from the block itself.
  static MeterModel Untrained(const ModelOptions& options = {});

  struct Judgement {
    Expectation expectation;
    Scores scores;
    std::vector<Evidence> evidence;  // one for each member that can speak, in the order of Member; only if asked for
  };
  // All columns have the block's size. Scores are NaN exactly where a cell has no reading (HasReading of its quality), or everywhere where
  // the block cannot be judged. In block.mode(): Live at a cell depends on cells up to it only. The same bytes on any number of threads.
  Judgement Judge(const CleanBlock& block, bool keep_evidence = false) const;

  // What makes the expectation of one cell of Judge(block); nothing where there is none. For one reading that somebody asks about: it fits or models the block
  // anew.
  std::optional<ExpectationCauses> CausesOf(const CleanBlock& block, std::size_t cell) const;

  // What was learned, for those who judge in another way; null where nothing was.
  const Baseline* baseline() const;
  const Habits& live_habits() const;

  void Save(ByteWriter& writer) const;
  // Error kUnreadable for bytes that Save did not write.
  static Result<MeterModel> Load(ByteReader& reader);

 private:
  struct Parts;
  explicit MeterModel(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;  // shared: immutable, and a bundle's reader and a scorer hold the same one
};

}  // namespace kilowatch
