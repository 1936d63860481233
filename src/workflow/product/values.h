#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "data/ingestion/source.h"
#include "decision/scorer/portfolio.h"

namespace kilowatch {

// What nodes hand on. All are cheap to copy; what they point to is immutable and shared by the nodes that read it.
using MetersValue = std::shared_ptr<const Source>;
using ModelsValue = std::shared_ptr<const ModelSet>;
// Findings, evaluation and understanding are JSON already: that is what they are kept as.
using JsonValue = std::shared_ptr<const nlohmann::json>;
using TextValue = std::string;

// Scores are too many to hand on in memory: this writes them to a file when a dataset asks for it.
struct ScoresValue {
  std::function<Status(const std::filesystem::path&)> write;
};

// Kinds, as ports and datasets name them.
inline constexpr const char* kMetersKind = "meters";
inline constexpr const char* kModelsKind = "models";
inline constexpr const char* kScoresKind = "scores";
inline constexpr const char* kJsonKind = "json";
inline constexpr const char* kTextKind = "text";
inline constexpr const char* kParametersKind = "parameters";
inline constexpr const char* kAnyKind = "any";

}  // namespace kilowatch
