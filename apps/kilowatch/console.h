#pragma once

#include <cstdio>
#include <stop_token>
#include <string>
#include <string_view>

#include "foundation/base/phrase.h"
#include "foundation/base/result.h"

namespace kilowatch {

// What a command needs of the outside world. Commands write results to stdout through Print and everything else to stderr.
struct Console {
  Language language = Language::kEnglish;
  int threads = 0;        // 0: all cores
  bool progress = false;  // stderr is a terminal
  std::stop_token stop;

  // Errors: kIo when stdout cannot take it (a full disk, a closed pipe).
  Status Print(std::string_view text) const;
  // A line to stderr.
  void Note(const Phrase& phrase) const;
};

// The texts of --help in the language of the command line: say("Seed", "Graine").
struct Say {
  Language language = Language::kEnglish;

  const char* operator()(const char* en, const char* fr) const { return language == Language::kFrench ? fr : en; }
};

// The one table from an error to an exit code: 2 usage, 3 nothing could be read or a path is missing, 4 configuration, 130 interrupted, 1 the rest.
int ExitCode(const Error& error);

}  // namespace kilowatch
