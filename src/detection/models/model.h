#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/models/evidence.h"
#include "detection/models/expectation.h"
#include "detection/models/model_options.h"
#include "foundation/base/bytes.h"
#include "foundation/base/result.h"

namespace kilowatch {

// A detector that was fitted to one meter. Immutable; thread safe.
class Model {
 public:
  virtual ~Model() = default;

  virtual Member member() const = 0;
  // Strangeness of each cell of `block`, in its mode; NaN where no reading is. Never an expected value of its own: `expectation` is that of the block.
  virtual Evidence Score(const CleanBlock& block, const Expectation& expectation) const = 0;
  virtual void Save(ByteWriter& writer) const = 0;
};

// How models of one name come to be.
struct ModelMaker {
  std::string_view name;
  // Learns from all of `block`.
  std::unique_ptr<const Model> (*fit)(const CleanBlock& block, const ModelOptions& options);
  // Error kUnreadable for bytes that Save did not write.
  Result<std::unique_ptr<const Model>> (*load)(ByteReader& reader);
};

// Name → maker. Programs fill it by explicit calls.
class ModelRegistry {
 public:
  // The name must be new.
  void Register(ModelMaker maker);
  // Error kNotFound listing the names.
  Result<ModelMaker> Find(std::string_view name) const;
  const std::vector<ModelMaker>& makers() const { return makers_; }

 private:
  std::vector<ModelMaker> makers_;
};

}  // namespace kilowatch
