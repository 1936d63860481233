// Any bytes as a meter file: opened, understood and read to the end. Times never decrease, columns have one length, rejects are counted.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "data/ingestion/source.h"
#include "foundation/base/check.h"

namespace {

// One file for this process, removed when it ends.
struct FuzzFile {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("kilowatch_fuzz_" + std::to_string(::getpid()) + ".csv");
  ~FuzzFile() { std::filesystem::remove(path); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const FuzzFile file;
  std::ofstream(file.path, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  const auto source = kilowatch::OpenInputs({file.path.string()}, {});
  if (!source) {
    KW_CHECK(!source.error().message.empty());
    return 0;
  }
  for (std::size_t meter = 0; meter < (*source)->meters().size(); ++meter) {
    const auto frame = (*source)->Read(meter, kilowatch::kAllTime);
    if (!frame) continue;
    KW_CHECK(frame->time.size() == frame->value.size());
    for (std::size_t row = 1; row < frame->time.size(); ++row) KW_CHECK(frame->time[row - 1] <= frame->time[row]);
  }
  for (const auto& understood : (*source)->understood()) KW_CHECK(understood.rows >= 0);
  return 0;
}
