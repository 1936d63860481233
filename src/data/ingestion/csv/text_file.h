#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "data/ingestion/csv/encoding.h"
#include "foundation/base/result.h"

namespace kilowatch {

// A stretch of a file's text and what keeps it alive.
struct TextPiece {
  std::string_view text;
  std::shared_ptr<const std::string> owner;
};

// One file as UTF-8 text without byte order mark. A plain UTF-8 file is read piece by piece; a compressed one or one in another encoding is
// decoded whole, and again after Release; so is JSON, Parquet or Arrow, as the text of its table. Old Mac line ends (CR alone) become LF. Thread safe after Open.
class TextFile {
 public:
  // `path` "-" is standard input, which is held whole. Errors: kNotFound, kIo (permission), kUnreadable (binary, damaged gzip).
  static Result<std::unique_ptr<TextFile>> Open(const std::filesystem::path& path);

  const std::string& name() const { return name_; }
  Encoding encoding() const { return encoding_; }
  const std::string& compression() const { return compression_; }
  // Bytes of text.
  std::size_t size() const { return size_; }
  // The bytes [begin, end). Errors: kIo, kUnreadable where the file has changed since Open.
  Result<TextPiece> Read(std::size_t begin, std::size_t end) const;
  // Lets go of a decoded text; the next Read decodes again.
  void Release();

 private:
  TextFile() = default;
  Status Begin(std::string bytes);
  Result<std::string> Decode(std::string_view bytes) const;
  Status BeginTable();
  Result<std::shared_ptr<const std::string>> Whole() const;
  Result<std::string> ReadRange(std::size_t begin, std::size_t end) const;

  std::filesystem::path path_;
  std::string name_;
  Encoding encoding_ = Encoding::kUtf8;
  std::string compression_;
  bool json_ = false;
  bool table_ = false;  // Parquet or Arrow
  std::size_t size_ = 0;
  std::size_t mark_ = 0;       // bytes before the text in a plain file
  bool plain_ = false;         // the file's bytes are the text
  bool bare_returns_ = false;  // lines end with CR alone
  bool standard_input_ = false;
  std::int64_t file_size_ = 0;
  std::int64_t modified_ = 0;  // nanoseconds
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const std::string> whole_;
};

}  // namespace kilowatch
