#include "detection/models/model.h"

#include <fmt/ranges.h>

#include "foundation/base/check.h"

namespace kilowatch {

void ModelRegistry::Register(ModelMaker maker) {
  KW_CHECK(!Find(maker.name));
  makers_.push_back(maker);
}

Result<ModelMaker> ModelRegistry::Find(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const ModelMaker& maker : makers_) {
    if (maker.name == name) return maker;
    names.push_back(maker.name);
  }
  return Fail(ErrorCode::kNotFound, fmt::format("there is no detector \"{}\"", name), fmt::format("Known: {}", fmt::join(names, ", ")));
}

}  // namespace kilowatch
