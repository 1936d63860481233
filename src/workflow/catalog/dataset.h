#pragma once

#include <any>
#include <string>
#include <string_view>

#include "foundation/base/result.h"

namespace kilowatch {

// What a node takes or gives: any value, and the name of its kind, which the plan checks before anything runs.
using DataValue = std::any;

// A named place that values are loaded from and saved to.
class Dataset {
 public:
  virtual ~Dataset() = default;
  // The kind of value it carries: "meters", "bundle", "table", "json", "text" …
  virtual std::string_view kind() const = 0;
  virtual Result<DataValue> Load() const = 0;
  virtual Status Save(const DataValue& value) = 0;
  virtual bool Exists() const = 0;
  // Where it is, for a person.
  virtual std::string Describe() const = 0;
};

}  // namespace kilowatch
