// kilowatch: from meter files to priced findings. Parses arguments, wires the rooms, translates errors to exit codes.

#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <stop_token>
#include <thread>

#include "commands.h"

namespace kilowatch {
namespace {

constexpr const char* kAbout =
    "Finds anomalies in energy consumption and says what each one costs.\n\n"
    "Start here:\n"
    "  kilowatch detect meters.csv            what is wrong, since when, why, and what it costs\n"
    "  kilowatch describe meters.csv          only what was understood of the file, and why\n"
    "  kilowatch report meters.csv --out report.html\n\n"
    "kilowatch COMMAND --help teaches each command with examples.";

// The first Ctrl-C asks for a clean stop, the second ends the program at once. Temporary files are removed by their owners.
class Interrupts {
 public:
  Interrupts() {
    sigset_t set = Signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::thread([source = source_]() mutable {
      sigset_t waited = Signals();
      int signal = 0;
      sigwait(&waited, &signal);
      source.request_stop();
      sigwait(&waited, &signal);
      ::_exit(130);
    }).detach();
  }
  std::stop_token token() const { return source_.get_token(); }

 private:
  static sigset_t Signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
  }
  std::stop_source source_;
};

int Report(const Error& error, Language language) {
  std::fprintf(stderr, language == Language::kFrench ? "kilowatch : %s\n" : "kilowatch: %s\n", error.message.In(language).c_str());
  if (!error.advice.empty()) std::fprintf(stderr, "  %s.\n", error.advice.In(language).c_str());
  return ExitCode(error);
}

int Main(int argc, char** argv) {
  Interrupts interrupts;
  Console console;
  console.stop = interrupts.token();
  console.progress = ::isatty(STDERR_FILENO) != 0;

  CLI::App app(kAbout, "kilowatch");
  app.set_version_flag("--version", "kilowatch " KILOWATCH_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.get_formatter()->column_width(36);
  const std::map<std::string, Language> languages = {{"en", Language::kEnglish}, {"fr", Language::kFrench}};
  app.add_option("--lang", console.language, "Language of what a person reads: en or fr")
      ->transform(CLI::CheckedTransformer(languages).description("en|fr"));
  app.add_option("--threads", console.threads, "Threads to use; the answer is the same for any number")->check(CLI::Range(1, 1024));

  Action action;
  AddDetect(app, action);
  AddScore(app, action);
  AddTrain(app, action);
  AddEvaluate(app, action);
  AddReport(app, action);
  AddDescribe(app, action);
  AddSimulate(app, action);
  AddRun(app, action);
  AddCatalog(app, action);
  AddPipeline(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const Status status = action(console);
  if (!status) return Report(status.error(), console.language);
  if (console.stop.stop_requested()) {
    return Report({ErrorCode::kInterrupted,
                   {"stopped as you asked; nothing half-written was left", "arrêt à votre demande ; aucun fichier n’est resté à moitié écrit"},
                   {}},
                  console.language);
  }
  return 0;
}

}  // namespace
}  // namespace kilowatch

int main(int argc, char** argv) { return kilowatch::Main(argc, argv); }
