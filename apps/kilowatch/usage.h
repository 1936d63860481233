#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "console.h"

namespace kilowatch {

// The language that the command line asks for with --lang, wherever it stands: known before the commands are, because their help is written in it.
Language LanguageOf(int argc, const char* const* argv);

// Labels, widths and the help flag of `app` and of every command that is added after.
void PrepareHelp(CLI::App& app, const Say& say);
// Heads the lists of commands in the language of `say`. Call when all commands are there.
void NameCommandGroups(CLI::App& app, const Say& say);

// What is wrong with the command line that `app` parsed, in both languages; kUsage.
Error UsageError(const CLI::ParseError& error, const CLI::App& app);

// Checks of a value, with the refusal in the language of `say`.
CLI::Validator AtLeast(int least, const Say& say);
CLI::Validator OneOf(std::vector<std::string> words, const Say& say);

// "--from "x" is not a date".
Phrase NoSuchValue(const std::string& flag, const std::string& value, const Phrase& what);

}  // namespace kilowatch
