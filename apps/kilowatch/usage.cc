#include "usage.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

// French puts a space before a colon.
class FrenchHelp final : public CLI::Formatter {
  std::string make_group(std::string group, bool is_positional, std::vector<const CLI::Option*> options) const override {
    return CLI::Formatter::make_group(group + " ", is_positional, std::move(options));
  }
};

// What follows the first ": " of one of CLI11's sentences: the words of the command line that it speaks of.
std::string Quoted(const std::string& sentence) {
  const auto colon = sentence.find(": ");
  return colon == std::string::npos ? sentence : sentence.substr(colon + 2);
}

// CLI11 has its sentences in English only; the kind of error and the words that it names make the French one.
std::string FrenchUsage(const CLI::ParseError& error) {
  std::string english = error.what();
  const auto kind = static_cast<CLI::ExitCodes>(error.get_exit_code());
  if (kind == CLI::ExitCodes::RequiredError) {
    const auto end = english.find(" is required");
    if (english.starts_with("A subcommand") || end == std::string::npos) return "il manque une commande";
    return english.substr(0, end) + " est obligatoire";
  }
  if (kind == CLI::ExitCodes::ExtrasError) return "argument inattendu : " + Quoted(english);
  if (kind == CLI::ExitCodes::ConversionError) return "valeur illisible : " + Quoted(english);
  if (kind == CLI::ExitCodes::ArgumentMismatch) return english.substr(0, english.find(':')) + " attend une valeur";
  return english;
}

}  // namespace

Language LanguageOf(int argc, const char* const* argv) {
  Language language = Language::kEnglish;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") break;
    const std::string_view value = word.starts_with("--lang=") ? word.substr(7) : word == "--lang" && i + 1 < argc ? argv[i + 1] : std::string_view();
    if (!value.empty()) language = value == "fr" ? Language::kFrench : Language::kEnglish;
  }
  return language;
}

void PrepareHelp(CLI::App& app, const Say& say) {
  app.set_help_flag("-h,--help", say("Show this help and exit", "Montre cette aide, puis s’arrête"));
  if (say.language == Language::kFrench) app.formatter(std::make_shared<FrenchHelp>());
  const auto formatter = app.get_formatter();
  formatter->column_width(36);
  if (say.language != Language::kFrench) return;
  for (const auto& [english, french] :
       {std::pair("Usage", "Utilisation "), std::pair("Positionals", "Fichiers et noms"), std::pair("SUBCOMMAND", "COMMANDE"),
        std::pair("REQUIRED", "(obligatoire)"), std::pair("TEXT", "TEXTE"), std::pair("FLOAT", "NOMBRE"), std::pair("INT", "ENTIER"),
        std::pair("UINT", "ENTIER"), std::pair("Needs", "(avec)"), std::pair("Env", "variable")}) {
    formatter->label(english, french);
  }
}

void NameCommandGroups(CLI::App& app, const Say& say) {
  for (CLI::App* command : app.get_subcommands({})) {
    command->group(say("Commands", "Commandes "));
    NameCommandGroups(*command, say);
  }
}

Error UsageError(const CLI::ParseError& error, const CLI::App& app) {
  const Phrase advice = {"Run with --help for more information", "--help en dit plus"};
  const std::vector<std::string> unknown = app.remaining(true);
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) && app.get_subcommands().empty() && !unknown.empty()) {
    return {ErrorCode::kUsage, FormatPhrase("there is no command \"{}\"", "il n’y a pas de commande « {} »", unknown.front()), advice};
  }
  return {ErrorCode::kUsage, {error.what(), FrenchUsage(error)}, advice};
}

CLI::Validator AtLeast(int least, const Say& say) {
  const std::string refusal = say("is not a whole number from {} on", "n’est pas un nombre entier à partir de {}");
  return CLI::Validator(
      [least, refusal](std::string& text) {
        int value = 0;
        if (CLI::detail::lexical_cast(text, value) && value >= least) return std::string();
        return text + " " + fmt::format(fmt::runtime(refusal), least);
      },
      "");
}

CLI::Validator OneOf(std::vector<std::string> words, const Say& say) {
  const std::string refusal = say("{} is not one of {}", "{} n’est pas dans {}");
  return CLI::Validator(
      [words = std::move(words), refusal](std::string& text) {
        if (std::ranges::find(words, text) != words.end()) return std::string();
        return fmt::format(fmt::runtime(refusal), text, fmt::join(words, ", "));
      },
      "");
}

Phrase NoSuchValue(const std::string& flag, const std::string& value, const Phrase& what) {
  return FormatPhrase("{} \"{}\" is not {}", "{} « {} » n’est pas {}", flag, value, what);
}

}  // namespace kilowatch
