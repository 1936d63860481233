#pragma once

#include <expected>
#include <string>
#include <utility>

#include "foundation/base/phrase.h"

namespace kilowatch {

// What went wrong, as far as a caller acts on it. Each of the three edges (exit code, HTTP status, Python exception) has one table over these.
enum class ErrorCode {
  kUsage,          // the command line does not say a possible thing
  kNotFound,       // a path, meter or name does not exist
  kUnreadable,     // it exists, but no reading or value could be read from it
  kConfiguration,  // catalog, parameters, tariff or calendar is wrong
  kInvalid,        // a value is outside what its type allows
  kIo,             // the system refused: full disk, permission, broken pipe
  kInterrupted,    // the user asked to stop
  kUnsupported,    // not in this build; the advice names the package
};

// An expected failure: what happened, and what the reader can do about it.
struct Error {
  ErrorCode code = ErrorCode::kInvalid;
  Phrase message;
  Phrase advice;

  // "message. advice" on one line.
  std::string Text(Language language = Language::kEnglish) const {
    return advice.empty() ? message.In(language) : message.In(language) + ". " + advice.In(language);
  }
  // Puts the place where it happened before the message: "meters.csv: message".
  void At(const Phrase& place) { message = {place.en + ": " + message.en, place.fr + " : " + message.fr}; }
  void At(const std::string& place) { At(Phrase{place, place}); }
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

inline std::unexpected<Error> Fail(ErrorCode code, Phrase message, Phrase advice = {}) {
  return std::unexpected(Error{code, std::move(message), std::move(advice)});
}

// The user asked to stop; outputs are as they were before.
inline std::unexpected<Error> Stopped() {
  return Fail(ErrorCode::kInterrupted,
              {"stopped as you asked; nothing half-written was left", "arrêt à votre demande ; aucun fichier n’est resté à moitié écrit"});
}

}  // namespace kilowatch

#define KW_CONCAT_INNER(a, b) a##b
#define KW_CONCAT(a, b) KW_CONCAT_INNER(a, b)

// Returns from the enclosing function where `expression` (a Status or Result) failed.
#define KW_RETURN_IF_ERROR(expression)                    \
  if (auto kw_status = (expression); !kw_status) {        \
    return std::unexpected(std::move(kw_status).error()); \
  }

// KW_ASSIGN(auto x, F()); binds the value of a Result or returns its error.
#define KW_ASSIGN(declaration, expression) KW_ASSIGN_INNER(KW_CONCAT(kw_result_, __LINE__), declaration, expression)
#define KW_ASSIGN_INNER(result, declaration, expression)          \
  auto result = (expression);                                     \
  if (!result) return std::unexpected(std::move(result).error()); \
  declaration = *std::move(result)
