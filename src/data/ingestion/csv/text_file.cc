#include "data/ingestion/csv/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "data/ingestion/json/json_text.h"
#include "data/ingestion/parquet/table_text.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"
#include "foundation/text/compression.h"

namespace kilowatch {
namespace {

constexpr std::size_t kHead = 1 << 20;
// Up to here a file is looked at whole, so that one late character decides its encoding.
constexpr std::size_t kSmall = 8 << 20;

class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error Refused(const std::string& name, int number) {
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  Phrase advice;
  if (number == EACCES || number == EPERM) {
    advice = {"Check the permissions of the file and its folder", "Vérifiez les droits sur le fichier et son dossier"};
  }
  return {code, FormatPhrase("cannot read {}: {}", "impossible de lire {} : {}", name, SystemReason(number)), std::move(advice)};
}

Error Changed(const std::string& name) {
  return {ErrorCode::kUnreadable,
          FormatPhrase("{} changed while it was read", "{} a changé pendant la lecture", name),
          {"Try again when nothing writes to it, or read a copy", "Réessayez quand rien n’y écrit, ou lisez une copie"}};
}

std::int64_t Modified(const struct stat& info) { return info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec; }

// Reads until `size` bytes are there or the file ends; `offset` negative reads on from where a stream stands.
Result<std::string> ReadBytes(int descriptor, const std::string& name, std::int64_t offset, std::size_t size) {
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;
  std::string bytes;
  ssize_t n = 1;
  while (bytes.size() < size && n != 0) {
    const std::size_t got = bytes.size();
    const std::size_t wanted = std::min(size, got + kMostAtOnce);
    // Bytes that are read at once need not be set to zero before. The room that the string offers can be more than was asked for.
    bytes.resize_and_overwrite(wanted, [&](char* data, std::size_t) {
      do {
        n = offset < 0 ? ::read(descriptor, data + got, wanted - got)
                       : ::pread(descriptor, data + got, wanted - got, offset + static_cast<std::int64_t>(got));
      } while (n < 0 && errno == EINTR);
      return n > 0 ? got + static_cast<std::size_t>(n) : got;
    });
    if (n < 0) return std::unexpected(Refused(name, errno));
  }
  return bytes;
}

Result<std::string> ReadStream(int descriptor, const std::string& name) {
  std::string bytes;
  while (true) {
    KW_ASSIGN(const std::string more, ReadBytes(descriptor, name, -1, kHead));
    bytes += more;
    if (more.size() < kHead) return bytes;
  }
}

bool HasBareReturns(std::string_view head) { return head.find('\r') != std::string_view::npos && head.find('\n') == std::string_view::npos; }

}  // namespace

Result<std::unique_ptr<TextFile>> TextFile::Open(const std::filesystem::path& path) {
  std::unique_ptr<TextFile> file(new TextFile);
  file->path_ = path;
  file->standard_input_ = path == "-";
  file->name_ = file->standard_input_ ? "standard input" : path.string();
  if (file->standard_input_) {
    KW_ASSIGN(std::string bytes, ReadStream(STDIN_FILENO, file->name_));
    KW_RETURN_IF_ERROR(file->Begin(std::move(bytes)));
    return file;
  }
  const Descriptor descriptor(path);
  if (descriptor.number() < 0) return std::unexpected(Refused(file->name_, errno));
  struct stat info;
  if (::fstat(descriptor.number(), &info) != 0) return std::unexpected(Refused(file->name_, errno));
  if (!S_ISREG(info.st_mode)) {
    // A pipe or device can be read but once.
    file->standard_input_ = true;
    KW_ASSIGN(std::string bytes, ReadStream(descriptor.number(), file->name_));
    KW_RETURN_IF_ERROR(file->Begin(std::move(bytes)));
    return file;
  }
  file->file_size_ = info.st_size;
  file->modified_ = Modified(info);
  const auto size = static_cast<std::size_t>(info.st_size);
  KW_ASSIGN(std::string head, ReadBytes(descriptor.number(), file->name_, 0, size <= kSmall ? size : kHead));
  KW_RETURN_IF_ERROR(file->Begin(std::move(head)));
  return file;
}

// `bytes` is the whole file, or the head of a large one.
Status TextFile::Begin(std::string bytes) {
  const bool is_whole = standard_input_ || static_cast<std::int64_t>(bytes.size()) >= file_size_;
  if (standard_input_) file_size_ = static_cast<std::int64_t>(bytes.size());
  if (bytes.empty()) return Fail(ErrorCode::kUnreadable, FormatPhrase("{} is empty", "{} est vide", name_));
  if (!TableFormat(bytes).empty()) return BeginTable();
  if (LooksGzipped(bytes)) {
    compression_ = "gzip";
    if (!is_whole) {
      KW_ASSIGN(bytes, ReadRange(0, static_cast<std::size_t>(file_size_)));
    }
    KW_ASSIGN(bytes, Gunzip(bytes, name_));
  }
  encoding_ = DetectEncoding(bytes);
  if (const Phrase why = WhyNotText(bytes, encoding_); !why.empty()) {
    return Fail(ErrorCode::kUnreadable, FormatPhrase("{} cannot be read: {}", "{} ne peut être lu : {}", name_, why));
  }
  json_ = LooksLikeJson(std::string_view(bytes).substr(MarkLength(encoding_)));
  bare_returns_ = !json_ && HasBareReturns(std::string_view(bytes).substr(0, kHead));
  plain_ =
      compression_.empty() && !bare_returns_ && !json_ && (encoding_ == Encoding::kUtf8 || encoding_ == Encoding::kUtf8WithBom) && !standard_input_;
  mark_ = MarkLength(encoding_);
  if (plain_) {
    size_ = static_cast<std::size_t>(file_size_) - mark_;
    return {};
  }
  if (!is_whole && compression_.empty()) {
    KW_ASSIGN(bytes, ReadRange(0, static_cast<std::size_t>(file_size_)));
  }
  KW_ASSIGN(std::string text, Decode(bytes));
  size_ = text.size();
  whole_ = std::make_shared<const std::string>(std::move(text));
  return {};
}

Status TextFile::BeginTable() {
  if (standard_input_) {
    return Fail(ErrorCode::kUnsupported,
                {"Parquet and Arrow cannot be read from standard input", "Parquet et Arrow ne se lisent pas depuis l’entrée standard"},
                {"Name the file", "Indiquez le fichier"});
  }
  table_ = true;
  KW_ASSIGN(std::string text, TableAsText(path_));
  size_ = text.size();
  whole_ = std::make_shared<const std::string>(std::move(text));
  return {};
}

Result<std::string> TextFile::Decode(std::string_view bytes) const {
  std::string text = ToUtf8(bytes, encoding_);
  if (bare_returns_) std::ranges::replace(text, '\r', '\n');
  return json_ ? JsonAsText(text, name_) : Result<std::string>(std::move(text));
}

Result<std::string> TextFile::ReadRange(std::size_t begin, std::size_t end) const {
  const Descriptor descriptor(path_);
  if (descriptor.number() < 0) return std::unexpected(Refused(name_, errno));
  KW_ASSIGN(std::string bytes, ReadBytes(descriptor.number(), name_, static_cast<std::int64_t>(begin), end - begin));
  struct stat info;
  if (::fstat(descriptor.number(), &info) != 0) return std::unexpected(Refused(name_, errno));
  if (info.st_size != file_size_ || Modified(info) != modified_ || bytes.size() != end - begin) return std::unexpected(Changed(name_));
  return bytes;
}

Result<std::shared_ptr<const std::string>> TextFile::Whole() const {
  {
    const std::lock_guard lock(mutex_);
    if (whole_) return whole_;
  }
  if (table_) {
    KW_ASSIGN(std::string text, TableAsText(path_));
    return std::make_shared<const std::string>(std::move(text));
  }
  KW_ASSIGN(std::string bytes, ReadRange(0, static_cast<std::size_t>(file_size_)));
  if (!compression_.empty()) {
    KW_ASSIGN(bytes, Gunzip(bytes, name_));
  }
  KW_ASSIGN(std::string text, Decode(bytes));
  return std::make_shared<const std::string>(std::move(text));
}

Result<TextPiece> TextFile::Read(std::size_t begin, std::size_t end) const {
  end = std::min(end, size_);
  begin = std::min(begin, end);
  TextPiece piece;
  if (plain_) {
    KW_ASSIGN(std::string bytes, ReadRange(begin + mark_, end + mark_));
    piece.owner = std::make_shared<const std::string>(std::move(bytes));
    piece.text = *piece.owner;
    return piece;
  }
  KW_ASSIGN(piece.owner, Whole());
  if (piece.owner->size() < end) return std::unexpected(Changed(name_));
  piece.text = std::string_view(*piece.owner).substr(begin, end - begin);
  return piece;
}

void TextFile::Release() {
  const std::lock_guard lock(mutex_);
  if (!standard_input_) whole_.reset();
}

}  // namespace kilowatch
