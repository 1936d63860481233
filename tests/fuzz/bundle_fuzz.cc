// Any bytes are a bundle or an error; what is read encodes to the same bytes again. Sections that an input spells out survive the way there and back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "decision/scorer/bundle.h"
#include "foundation/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto bundle = kilowatch::Bundle::Decode(bytes)) {
    KW_CHECK(bundle->Encode() == bytes);
  } else {
    KW_CHECK(!bundle.error().message.empty());
  }

  // Checksums keep random bytes out, so the inside is reached through sections cut from the input and damaged at one place.
  kilowatch::Bundle made;
  for (std::size_t at = 0, index = 0; at < size; ++index) {
    const std::size_t length = data[at] % 32;
    made.Put("section " + std::to_string(index), std::string(bytes.substr(at + 1, length)));
    at += 1 + length;
  }
  std::string encoded = made.Encode();
  const auto read = kilowatch::Bundle::Decode(encoded);
  KW_CHECK(read.has_value() && read->Encode() == encoded);
  if (size > 1) {
    char& damaged = encoded[(data[0] + 256U * data[1]) % encoded.size()];
    damaged = static_cast<char>(damaged ^ 1);
    KW_CHECK(!kilowatch::Bundle::Decode(encoded));
  }
  return 0;
}
