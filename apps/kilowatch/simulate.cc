#include "learning/simulation/simulate.h"

#include <fmt/format.h>

#include "commands.h"
#include "foundation/base/parallel.h"

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
  if (!start) return Fail(ErrorCode::kUsage, "--start \"" + flags.start + "\" is not a date", "Write 2023-01-01");
  options.start = LocalDay(std::chrono::floor<std::chrono::days>(*start).time_since_epoch());
  const auto step = ParseDuration(flags.interval);
  if (!step) return Fail(ErrorCode::kUsage, "--interval \"" + flags.interval + "\" is not a duration", "Write 15min, 30min or 1h");
  options.step = *step;
  const auto layout = ParseSimulationLayout(flags.layout);
  const auto stamps = ParseSimulationStamps(flags.stamps);
  if (!layout) return Fail(ErrorCode::kUsage, "--layout \"" + flags.layout + "\" is not known", "There are long, files, wide and hours");
  if (!stamps) return Fail(ErrorCode::kUsage, "--stamps \"" + flags.stamps + "\" is not known", "There are utc, offset, local, ampm and epoch");
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
  return console.Print(console.language == Language::kFrench ? fmt::format("{} sites, {} compteurs, {} relevés et {} anomalies étiquetées dans {}\n",
                                                                           summary.sites, summary.meters, summary.rows, summary.labels, flags.out)
                                                             : fmt::format("{} sites, {} meters, {} readings and {} labelled anomalies in {}\n",
                                                                           summary.sites, summary.meters, summary.rows, summary.labels, flags.out));
}

}  // namespace

void AddSimulate(CLI::App& app, Action& action) {
  auto flags = std::make_shared<SimulateFlags>();
  SimulationOptions& options = flags->options;
  CLI::App* command = app.add_subcommand("simulate", "Make a portfolio of meters with known anomalies, truth and cost");
  command->footer(
      "Writes readings, weather.csv, meters.csv and labels.csv. The same options give the same bytes.\n\n"
      "Examples:\n"
      "  kilowatch simulate --out demo\n"
      "  kilowatch simulate --out big --sites 300 --days 365 --seed 7\n"
      "  kilowatch simulate --out french --layout hours --stamps local --french");
  command->add_option("--out", flags->out, "Folder to write to")->required();
  command->add_option("--sites", options.sites, "Sites")->capture_default_str();
  command->add_option("--days", options.days, "Days")->capture_default_str();
  command->add_option("--start", flags->start, "First day")->capture_default_str();
  command->add_option("--interval", flags->interval, "Interval of the readings")->capture_default_str();
  command->add_option("--seed", options.seed, "Seed")->capture_default_str();
  command->add_option("--zone", options.zone, "IANA time zone of the sites")->capture_default_str();
  command->add_option("--holidays", options.holidays, "Holiday code, or none; that of the zone's country otherwise");
  command->add_option("--regions", options.regions, "Places with a weather of their own")->capture_default_str();
  command->add_option("--anomalies", options.anomalies_per_meter_year, "Anomalies a meter and year")->capture_default_str();
  command->add_option("--layout", flags->layout, "long, files (one a meter), wide (a column a meter) or hours (a row a day)")->capture_default_str();
  command->add_option("--stamps", flags->stamps, "utc, offset, local, ampm or epoch")->capture_default_str();
  command->add_flag("--french", options.format.french, "French headers, semicolons, decimal commas");
  command->add_flag("--end-of-interval", options.format.end_of_interval, "Stamps are the end of the interval");
  command->add_flag("--cumulative", options.format.cumulative, "Registers instead of the interval's energy");
  command->callback([flags, &action] { action = [flags](const Console& console) { return RunSimulation(*flags, console); }; });
}

}  // namespace kilowatch
