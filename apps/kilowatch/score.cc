#include "commands.h"
#include "foundation/base/format_phrase.h"
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
  KW_ASSIGN(ScoreWriter writer, ScoreWriter::Create(flags.out, flags.grid, flags.scoring.p_values));
  KW_ASSIGN(const PortfolioOutcome outcome,
            flags.scoring.Run(console, [&](const MeterFrame& frame, const ScoredMeter& scored) { return writer.Write(frame, scored); }));
  KW_RETURN_IF_ERROR(writer.Commit());
  console.Note(FormatPhrase("{} of {} in {}; the band holds {} % of normal readings", "{} de {} dans {} ; la bande contient {} % des relevés normaux",
                            Counted(static_cast<std::int64_t>(writer.rows()), {"row", "ligne"}, {"rows", "lignes"}),
                            MetersCounted(outcome.meters.size()), flags.out, kBandLevel * 100));
  return {};
}

}  // namespace

void AddScore(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<ScoreFlags>();
  CLI::App* command = app.add_subcommand(
      "score", say("A row for each reading: expected, band, score, flag, event", "Une ligne par relevé : attendu, bande, score, qualité, anomalie"));
  command->footer(
      say("Columns: meter,time,reading,unit,expected,low,high,score,flag,event. Time is UTC, the start of the interval. The score lies in [0, 1);\n"
          "0.5 is an alarm. Low and high hold 95 % of normal readings.\n\n"
          "Examples:\n"
          "  kilowatch score meters.csv --out scores.csv\n"
          "  kilowatch score today.csv --model portfolio.kwb --causal --out scores.parquet\n"
          "  kilowatch score meters.csv --alarm-rate 1e-3 --p-values --out scores.csv",
          "Colonnes : meter,time,reading,unit,expected,low,high,score,flag,event. L’heure est en UTC, au début de l’intervalle. Le score est dans "
          "[0, 1[ ;\n"
          "à partir de 0,5 c’est une alarme. Entre low et high se trouvent 95 % des relevés normaux.\n\n"
          "Exemples :\n"
          "  kilowatch score compteurs.csv --out scores.csv --lang fr\n"
          "  kilowatch score aujourdhui.csv --model parc.kwb --causal --out scores.parquet --lang fr\n"
          "  kilowatch score compteurs.csv --alarm-rate 1e-3 --p-values --out scores.csv --lang fr"));
  AddScoringFlags(*command, say, flags->scoring);
  command->add_option("--out", flags->out, say("File to write: .csv, .parquet or .arrow", "Fichier à écrire : .csv, .parquet ou .arrow"))->required();
  command->add_flag("--grid", flags->grid,
                    say("Also rows for intervals that the input does not name", "Ajoute les intervalles que les fichiers ne nomment pas"));
  command->add_flag("--p-values", flags->scoring.p_values,
                    say("A last column, p_value: how often ordinary readings of the meter score as high",
                        "Une dernière colonne, p_value : part des relevés ordinaires du compteur dont le score est aussi haut"));
  command->callback([flags, &action] { action = [flags](const Console& console) { return Score(*flags, console); }; });
}

}  // namespace kilowatch
