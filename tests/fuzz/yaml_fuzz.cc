// Any bytes are a YAML document or an error with a line; a document's every value knows its line.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "foundation/base/check.h"
#include "foundation/text/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = kilowatch::ParseYaml(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.yml");
  if (document) {
    for (const auto& [pointer, line] : document->lines) {
      KW_CHECK(line >= 1 || pointer.empty());  // an empty document stands nowhere
      KW_CHECK(document->value.contains(nlohmann::ordered_json::json_pointer(pointer)));
    }
  } else {
    KW_CHECK(!document.error().message.empty());
  }
  return 0;
}
