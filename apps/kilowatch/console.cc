#include "console.h"

#include <cerrno>

#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"

namespace kilowatch {

Status Console::Print(std::string_view text) const {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    return Fail(ErrorCode::kIo,
                FormatPhrase("cannot write to standard output: {}", "impossible d’écrire sur la sortie standard : {}", SystemReason(errno)));
  }
  return {};
}

void Console::Note(const Phrase& phrase) const { std::fprintf(stderr, "%s\n", phrase.In(language).c_str()); }

int ExitCode(const Error& error) {
  switch (error.code) {
    case ErrorCode::kUsage:
    case ErrorCode::kInvalid: return 2;
    case ErrorCode::kNotFound:
    case ErrorCode::kUnreadable: return 3;
    case ErrorCode::kConfiguration: return 4;
    case ErrorCode::kInterrupted: return 130;
    case ErrorCode::kIo:
    case ErrorCode::kUnsupported: break;
  }
  return 1;
}

}  // namespace kilowatch
