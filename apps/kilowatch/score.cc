#include <fmt/format.h>

#include "commands.h"
#include "scoring.h"
#include "workflow/reporting/score_writer.h"

namespace kilowatch {
namespace {

struct ScoreFlags {
  ScoringFlags scoring;
  std::string out;
  bool grid = false;
};

Status Score(const ScoreFlags& flags, const Console& console) {
  KW_ASSIGN(ScoreWriter writer, ScoreWriter::Create(flags.out, flags.grid));
  KW_ASSIGN(const PortfolioOutcome outcome,
            flags.scoring.Run(console, [&](const MeterFrame& frame, const ScoredMeter& scored) { return writer.Write(frame, scored); }));
  KW_RETURN_IF_ERROR(writer.Commit());
  console.Note({fmt::format("{} rows of {} meters in {}; the band holds {} % of normal readings", writer.rows(), outcome.meters.size(), flags.out,
                            kBandLevel * 100),
                fmt::format("{} lignes de {} compteurs dans {} ; la bande contient {} % des relevés normaux", writer.rows(), outcome.meters.size(),
                            flags.out, kBandLevel * 100)});
  return {};
}

}  // namespace

void AddScore(CLI::App& app, Action& action) {
  auto flags = std::make_shared<ScoreFlags>();
  CLI::App* command = app.add_subcommand("score", "A row for each reading: expected, band, score, flag, event");
  command->footer(
      "Columns: meter,time,reading,unit,expected,low,high,score,flag,event. Time is UTC, the start of the interval. The score lies in [0, 1);\n"
      "0.5 is an alarm. Low and high hold 95 % of normal readings.\n\n"
      "Examples:\n"
      "  kilowatch score meters.csv --out scores.csv\n"
      "  kilowatch score today.csv --model portfolio.kwb --causal --out scores.parquet");
  AddScoringFlags(*command, flags->scoring);
  command->add_option("--out", flags->out, "File to write: .csv, .parquet or .arrow")->required();
  command->add_flag("--grid", flags->grid, "Also rows for intervals that the input does not name");
  command->callback([flags, &action] { action = [flags](const Console& console) { return Score(*flags, console); }; });
}

}  // namespace kilowatch
