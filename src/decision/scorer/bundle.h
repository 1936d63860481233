#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"

namespace kilowatch {

// A model bundle (.kwb): one version of everything that scores a portfolio, as named sections of bytes, each with its checksum.
//
// Layout, little endian: "KWBUNDLE", u32 format version, u32 section count; per section u32 name length, name, u64 length, u64 checksum;
// then the sections' bytes in the same order; u64 checksum of all before. Checksums are 64-bit FNV-1a: they find damage, not tampering.
// The same sections give the same bytes. Immutable once read; thread safe.
class Bundle {
 public:
  static constexpr std::uint32_t kFormat = 1;

  // Replaces a section of that name.
  void Put(std::string name, std::string bytes);
  // Errors: kNotFound naming the section.
  Result<std::string_view> Section(std::string_view name) const;
  bool Has(std::string_view name) const { return sections_.contains(std::string(name)); }
  // Sorted names that start with `prefix`.
  std::vector<std::string> Names(std::string_view prefix = {}) const;

  std::string Encode() const;
  // Errors: kUnreadable saying what is damaged, kUnsupported for a newer format.
  static Result<Bundle> Decode(std::string_view bytes);

  Status Write(const std::filesystem::path& path) const;
  static Result<Bundle> Read(const std::filesystem::path& path);
  // 16 hex digits over the content: the version that scores and events carry.
  std::string Version() const;

 private:
  std::map<std::string, std::string> sections_;
};

}  // namespace kilowatch
