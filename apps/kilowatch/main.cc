// kilowatch: from meter files to priced findings. Parses arguments, wires the rooms, translates errors to exit codes.

#include <signal.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <thread>

#include "commands.h"
#include "learning/training/xgboost_fit.h"
#include "usage.h"

namespace kilowatch {
namespace {

constexpr const char* kAbout =
    "Finds anomalies in energy consumption and says what each one costs.\n\n"
    "Start here:\n"
    "  kilowatch detect meters.csv            what is wrong, since when, why, and what it costs\n"
    "  kilowatch describe meters.csv          only what was understood of the file, and why\n"
    "  kilowatch report meters.csv --out report.html\n\n"
    "kilowatch COMMAND --help teaches each command with examples.";
constexpr const char* kAboutInFrench =
    "Trouve les anomalies de consommation d’énergie et dit ce que chacune coûte.\n\n"
    "Commencez ici :\n"
    "  kilowatch detect compteurs.csv --lang fr     ce qui ne va pas, depuis quand, pourquoi et à quel coût\n"
    "  kilowatch describe compteurs.csv --lang fr   seulement ce qui a été compris du fichier, et pourquoi\n"
    "  kilowatch report compteurs.csv --out rapport.html --lang fr\n\n"
    "kilowatch COMMANDE --help --lang fr explique chaque commande avec des exemples.";

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

// With what the build has of the parts that are optional.
std::string Version() {
  const std::string xgboost = XgboostVersion();
  return "kilowatch " KILOWATCH_VERSION "\n" +
         (xgboost.empty() ? "without XGBoost: no trees are trained from labels (libxgboost-dev)" : "with XGBoost " + xgboost);
}

int Report(const Error& error, Language language) {
  std::fprintf(stderr, language == Language::kFrench ? "kilowatch : %s\n" : "kilowatch: %s\n", error.message.In(language).c_str());
  if (!error.advice.empty()) std::fprintf(stderr, "  %s.\n", error.advice.In(language).c_str());
  return ExitCode(error);
}

// The tarball brings fonts for the PDF, so that a machine without any shows text too. Asked of the kernel, not of /proc, which a small container lacks.
void UsePackagedFonts() {
  const auto* program = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
  if (program == nullptr) return;
  std::error_code failed;
  const auto settings = std::filesystem::weakly_canonical(program, failed).parent_path().parent_path() / "share/fonts/fonts.conf";
  if (!failed && std::filesystem::exists(settings, failed)) ::setenv("FONTCONFIG_FILE", settings.c_str(), 0);
}

int Main(int argc, char** argv) {
  UsePackagedFonts();  // before any thread is there: the environment is everybody's
  Interrupts interrupts;
  Console console;
  console.stop = interrupts.token();
  console.progress = ::isatty(STDERR_FILENO) != 0;

  console.language = LanguageOf(argc, argv);
  const Say say{console.language};

  CLI::App app(say(kAbout, kAboutInFrench), "kilowatch");
  PrepareHelp(app, say);
  app.set_version_flag("--version", Version(), say("Show the version and exit", "Montre la version, puis s’arrête"));
  app.require_subcommand(1);
  app.fallthrough();
  std::string language;
  app.add_option("--lang", language, say("Language of what a person reads: en or fr", "Langue de ce que lit une personne : en ou fr"))
      ->check(OneOf({"en", "fr"}, say));
  app.add_option("--threads", console.threads,
                 say("Threads to use; the answer is the same for any number", "Fils d’exécution ; la réponse est la même quel que soit leur nombre"))
      ->check(AtLeast(1, say));

  Action action;
  for (const auto add :
       {AddDetect, AddExplain, AddScore, AddTrain, AddEvaluate, AddBenchmark, AddReport, AddDescribe, AddSimulate, AddRun, AddCatalog, AddPipeline}) {
    add(app, say, action);
  }
  NameCommandGroups(app, say);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help and --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return Report(UsageError(error, app), console.language);
  }
  const Status status = action(console);
  if (!status) return Report(status.error(), console.language);
  if (console.stop.stop_requested()) return Report(Stopped().error(), console.language);
  return 0;
}

}  // namespace
}  // namespace kilowatch

int main(int argc, char** argv) { return kilowatch::Main(argc, argv); }
