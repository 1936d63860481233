#include "detection/features/feature_stream.h"

namespace kilowatch {
namespace {

// Trimming moves the history, so it is done seldom.
constexpr std::size_t kTrimAt = 1024;

}  // namespace

FeatureStream::FeatureStream(const FeatureWindows& windows, const MeterScale& scale, std::int64_t first_index)
    : input_(windows, scale, first_index), featurizer_(windows, Mode::kLive) {}

const FeatureBlock& FeatureStream::Push(const FeatureCell& cell) {
  if (input_.size() >= kTrimAt) input_.Trim();
  input_.Push(cell);
  featurizer_.Fill(input_, input_.size() - 1, 1, row_);
  return row_;
}

}  // namespace kilowatch
