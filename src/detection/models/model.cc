#include "detection/models/model.h"

#include <fmt/ranges.h>

#include "foundation/base/check.h"
#include "foundation/base/format_phrase.h"

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
  return Fail(ErrorCode::kNotFound, FormatPhrase("there is no detector \"{}\"", "il n’y a pas de détecteur « {} »", name),
              FormatPhrase("Known: {}", "Connus : {}", fmt::format("{}", fmt::join(names, ", "))));
}

}  // namespace kilowatch
