#include "foundation/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kilowatch {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;

Error SystemError(const std::string& what, const std::filesystem::path& path, int number) {
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  std::string advice;
  if (number == ENOSPC) advice = "Free some space or write elsewhere; what was there before is untouched";
  if (number == EACCES || number == EPERM) advice = "Check the permissions of the file and its folder";
  if (number == EISDIR) advice = "Name a file, not a folder";
  return {code, what + " " + path.string() + ": " + std::strerror(number), std::move(advice)};
}

}  // namespace

Result<std::string> ReadFile(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::unexpected(SystemError("cannot open", path, errno));
  std::string content;
  struct stat info;
  if (::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode)) content.reserve(static_cast<std::size_t>(info.st_size));
  char chunk[1 << 16];
  while (true) {
    const ssize_t got = ::read(descriptor, chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const int number = errno;
      ::close(descriptor);
      return std::unexpected(SystemError("cannot read", path, number));
    }
    if (got == 0) break;
    content.append(chunk, static_cast<std::size_t>(got));
  }
  ::close(descriptor);
  return content;
}

Result<AtomicFile> AtomicFile::Create(std::filesystem::path path) {
  if (std::filesystem::is_directory(path)) return std::unexpected(SystemError("cannot write", path, EISDIR));
  std::string temporary = path.string() + ".partial-XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return std::unexpected(SystemError("cannot write", path, errno));
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(descriptor, 0666 & ~mask);
  return AtomicFile(std::move(path), std::move(temporary), descriptor);
}

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {
  buffer_.reserve(kBufferBytes);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(temporary_.c_str());
}

Status AtomicFile::Write(std::string_view bytes) {
  buffer_.append(bytes);
  return buffer_.size() >= kBufferBytes ? Flush() : Status();
}

Status AtomicFile::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return std::unexpected(SystemError("cannot write", path_, errno));
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Status AtomicFile::Commit() {
  KW_RETURN_IF_ERROR(Flush());
  if (::fsync(descriptor_) != 0) return std::unexpected(SystemError("cannot write", path_, errno));
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return std::unexpected(SystemError("cannot write", path_, errno));
  ::close(std::exchange(descriptor_, -1));
  return {};
}

Status WriteFileAtomically(const std::filesystem::path& path, std::string_view bytes) {
  KW_ASSIGN(AtomicFile file, AtomicFile::Create(path));
  KW_RETURN_IF_ERROR(file.Write(bytes));
  return file.Commit();
}

}  // namespace kilowatch
