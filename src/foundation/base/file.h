#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "foundation/base/result.h"

namespace kilowatch {

// Reads a whole file. Errors: kNotFound, kIo.
Result<std::string> ReadFile(const std::filesystem::path& path);

// Writes a file whole or not at all: what stood at `path` stays until Commit has put every byte on the disk.
// Not thread safe. An object that is destroyed without Commit leaves nothing behind.
class AtomicFile {
 public:
  // Creates a temporary file beside `path`. Errors: kIo with the system's reason and what to do.
  static Result<AtomicFile> Create(std::filesystem::path path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  Status Write(std::string_view bytes);
  // Flushes, syncs and renames over `path`.
  Status Commit();

 private:
  AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor);
  Status Flush();

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
  std::string buffer_;
};

// Create, Write, Commit in one call.
Status WriteFileAtomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace kilowatch
