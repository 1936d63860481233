#include "foundation/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"

namespace kilowatch {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;

Error SystemError(const Phrase& what, const std::filesystem::path& path, int number) {
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  Phrase advice;
  if (number == ENOSPC) {
    advice = {"Free some space or write elsewhere; what was there before is untouched",
              "Libérez de la place ou écrivez ailleurs ; ce qui s’y trouvait est intact"};
  }
  if (number == EACCES || number == EPERM) {
    advice = {"Check the permissions of the file and its folder", "Vérifiez les droits sur le fichier et son dossier"};
  }
  if (number == EISDIR) advice = {"Name a file, not a folder", "Indiquez un fichier, pas un dossier"};
  return {code, FormatPhrase("{} {}: {}", "{} {} : {}", what, path.string(), SystemReason(number)), std::move(advice)};
}

std::unexpected<Error> CannotWriteFile(const std::filesystem::path& path, int number) {
  return std::unexpected(SystemError({"cannot write", "impossible d’écrire"}, path, number));
}

}  // namespace

Result<std::string> ReadFile(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::unexpected(SystemError({"cannot open", "impossible d’ouvrir"}, path, errno));
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
      return std::unexpected(SystemError({"cannot read", "impossible de lire"}, path, number));
    }
    if (got == 0) break;
    content.append(chunk, static_cast<std::size_t>(got));
  }
  ::close(descriptor);
  return content;
}

Result<AtomicFile> AtomicFile::Create(std::filesystem::path path) {
  if (std::filesystem::is_directory(path)) return CannotWriteFile(path, EISDIR);
  std::string temporary = path.string() + ".partial-XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return CannotWriteFile(path, errno);
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
    if (written < 0) return CannotWriteFile(path_, errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Status AtomicFile::Commit() {
  KW_RETURN_IF_ERROR(Flush());
  if (::fsync(descriptor_) != 0) return CannotWriteFile(path_, errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return CannotWriteFile(path_, errno);
  ::close(std::exchange(descriptor_, -1));
  return {};
}

Status WriteFileAtomically(const std::filesystem::path& path, std::string_view bytes) {
  KW_ASSIGN(AtomicFile file, AtomicFile::Create(path));
  KW_RETURN_IF_ERROR(file.Write(bytes));
  return file.Commit();
}

}  // namespace kilowatch
