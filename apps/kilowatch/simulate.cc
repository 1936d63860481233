#include "learning/simulation/simulate.h"

#include "commands.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/parallel.h"
#include "scoring.h"
#include "usage.h"

namespace kilowatch {
namespace {

struct SimulateFlags {
  SimulationOptions options;
  std::string out;
  std::string start = "2023-01-01";
  std::string interval = "1h";
  std::string layout = "long";
  std::string stamps = "utc";
};

Status ReadFlags(const SimulateFlags& flags, SimulationOptions& options) {
  const auto start = ParseInstant(flags.start);
  if (!start) return Fail(ErrorCode::kUsage, NoSuchValue("--start", flags.start, {"a date", "une date"}), {"Write 2023-01-01", "Écrivez 2023-01-01"});
  options.start = LocalDay(std::chrono::floor<std::chrono::days>(*start).time_since_epoch());
  const auto step = ParseDuration(flags.interval);
  if (!step) {
    return Fail(ErrorCode::kUsage, NoSuchValue("--interval", flags.interval, {"a duration", "une durée"}),
                {"Write 15min, 30min or 1h", "Écrivez 15min, 30min ou 1h"});
  }
  options.step = *step;
  const auto layout = ParseSimulationLayout(flags.layout);
  const auto stamps = ParseSimulationStamps(flags.stamps);
  if (!layout) {
    return Fail(ErrorCode::kUsage, NoSuchValue("--layout", flags.layout, {"a layout", "une disposition"}),
                {"There are long, files, wide and hours", "Il y a long, files, wide et hours"});
  }
  if (!stamps) {
    return Fail(ErrorCode::kUsage, NoSuchValue("--stamps", flags.stamps, {"a way to write stamps", "une façon d’écrire les horodatages"}),
                {"There are utc, offset, local, ampm and epoch", "Il y a utc, offset, local, ampm et epoch"});
  }
  options.format.layout = *layout;
  options.format.stamps = *stamps;
  return {};
}

Status RunSimulation(const SimulateFlags& flags, const Console& console) {
  SimulationOptions options = flags.options;
  KW_RETURN_IF_ERROR(ReadFlags(flags, options));
  options.threads = ThreadCount(console.threads);
  auto done = Simulate(options, flags.out, console.stop);
  if (!done && done.error().code == ErrorCode::kInvalid) done.error().code = ErrorCode::kUsage;
  KW_ASSIGN(const SimulationSummary summary, std::move(done));
  const auto counted = [](auto count, const Phrase& one, const Phrase& many) { return Counted(static_cast<std::int64_t>(count), one, many); };
  const Phrase made =
      FormatPhrase("{}, {}, {} and {} in {}\n", "{}, {}, {} et {} dans {}\n", counted(summary.sites, {"site", "site"}, {"sites", "sites"}),
                   MetersCounted(summary.meters), counted(summary.rows, {"reading", "relevé"}, {"readings", "relevés"}),
                   counted(summary.labels, {"labelled anomaly", "anomalie étiquetée"}, {"labelled anomalies", "anomalies étiquetées"}), flags.out);
  return console.Print(made.In(console.language));
}

// How the readings are written.
void AddFormat(CLI::App& command, const Say& say, SimulateFlags& flags) {
  command
      .add_option("--layout", flags.layout,
                  say("long, files (one a meter), wide (a column a meter) or hours (a row a day)",
                      "long, files (un par compteur), wide (une colonne par compteur) ou hours (une ligne par jour)"))
      ->capture_default_str();
  command.add_option("--stamps", flags.stamps, say("utc, offset, local, ampm or epoch", "utc, offset, local, ampm ou epoch"))->capture_default_str();
  command.add_flag("--french", flags.options.format.french,
                   say("French headers, semicolons, decimal commas", "En-têtes français, points-virgules, virgules décimales"));
  command.add_flag("--end-of-interval", flags.options.format.end_of_interval,
                   say("Stamps are the end of the interval", "Les horodatages sont la fin de l’intervalle"));
  command.add_flag("--cumulative", flags.options.format.cumulative,
                   say("Registers instead of the interval's energy", "Des index au lieu de l’énergie de l’intervalle"));
}

}  // namespace

void AddSimulate(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<SimulateFlags>();
  SimulationOptions& options = flags->options;
  CLI::App* command = app.add_subcommand("simulate", say("Make a portfolio of meters with known anomalies, truth and cost",
                                                         "Fabrique un parc de compteurs aux anomalies connues, avec vérité et coût"));
  command->footer(
      say("Writes readings, weather.csv, meters.csv and labels.csv. The same options give the same bytes.\n\n"
          "Examples:\n"
          "  kilowatch simulate --out demo\n"
          "  kilowatch simulate --out big --sites 300 --days 365 --seed 7\n"
          "  kilowatch simulate --out portfolio --sites 300 --sub-meters 0.6 --faults 40\n"
          "  kilowatch simulate --out french --layout hours --stamps local --french",
          "Écrit les relevés, weather.csv, meters.csv et labels.csv. Les mêmes options donnent les mêmes octets.\n\n"
          "Exemples :\n"
          "  kilowatch simulate --out demo --lang fr\n"
          "  kilowatch simulate --out grand --sites 300 --days 365 --seed 7\n"
          "  kilowatch simulate --out parc --sites 300 --sub-meters 0.6 --faults 40\n"
          "  kilowatch simulate --out francais --layout hours --stamps local --french"));
  command->add_option("--out", flags->out, say("Folder to write to", "Dossier à écrire"))->required();
  command->add_option("--sites", options.sites, say("Sites", "Nombre de sites"))->capture_default_str();
  command->add_option("--days", options.days, say("Days", "Nombre de jours"))->capture_default_str();
  command->add_option("--start", flags->start, say("First day", "Premier jour"))->capture_default_str();
  command->add_option("--interval", flags->interval, say("Interval of the readings", "Pas de temps des relevés"))->capture_default_str();
  command->add_option("--seed", options.seed, say("Seed", "Graine du hasard"))->capture_default_str();
  command->add_option("--zone", options.zone, say("IANA time zone of the sites", "Fuseau horaire IANA des sites"))->capture_default_str();
  command->add_option(
      "--holidays", options.holidays,
      say("Holiday code, or none; that of the zone's country otherwise", "Code des jours fériés, ou none ; sinon ceux du pays du fuseau"));
  command->add_option("--regions", options.regions, say("Places with a weather of their own", "Lieux qui ont leur propre météo"))
      ->capture_default_str();
  command->add_option("--anomalies", options.anomalies_per_meter_year, say("Anomalies a meter and year", "Anomalies par compteur et par an"))
      ->capture_default_str();
  command->add_option(
      "--faults", options.faults,
      say("So many anomalies in the whole portfolio instead of a rate: 40", "Tant d’anomalies dans tout le parc, au lieu d'un taux : 40"));
  command->add_option("--sub-meters", options.sub_meter_share, say("Share of sites with sub-meters", "Part des sites qui ont des sous-compteurs"))
      ->capture_default_str();
  AddFormat(*command, say, *flags);
  command->callback([flags, &action] { action = [flags](const Console& console) { return RunSimulation(*flags, console); }; });
}

}  // namespace kilowatch
