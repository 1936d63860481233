#pragma once

#include <cstddef>
#include <string>
#include <type_traits>

#include "detection/models/baseline/live_baseline.h"
#include "detection/models/live/live_members.h"
#include "detection/models/meter_model.h"

namespace kilowatch {

// All that judging a meter's next reading needs beside its model: plain bytes that others store and hand back as they are. A new one is a meter's first. It belongs to
// the model that it was made with; under another one begin anew.
struct LiveState {
  static constexpr std::uint32_t kVersion = 1;

  std::uint32_t version = kVersion;
  BaselineState baseline;
  MembersState members;
};
static_assert(sizeof(LiveState) <= 8192);
static_assert(std::is_trivially_copyable_v<LiveState>);

struct LiveAnswer {
  LiveExpectation expectation;  // as Baseline::Expect(Mode::kLive), to the bit
  LiveScore said;               // see detection/models/live for how near it is to `score --causal`
};

// A trained model made ready to judge one reading at a time. Immutable; thread safe: share one among all states of its meter.
class LiveModel {
 public:
  // Error kUnsupported for a model that learned nothing, of months, or of steps shorter than an hour.
  static Result<LiveModel> Of(MeterModel model, LiveMembers::Speaking speaking = LiveMembers::Speaking::kAll);

  // Judges the next cell and moves the state on. `room` is the thread's own.
  LiveAnswer Push(const LiveCell& cell, LiveBaseline& room, LiveState& state) const;

 private:
  LiveModel(MeterModel model, LiveMembers::Speaking speaking) : model_(std::move(model)), members_(model_.live_habits(), speaking) {}

  MeterModel model_;
  LiveMembers members_;
};

// The cells of a block as a stream would bring them.
std::vector<LiveCell> LiveCellsOf(const CleanBlock& block);

}  // namespace kilowatch
