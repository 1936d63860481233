#include <algorithm>

#include "commands.h"
#include "data/ingestion/name_list.h"
#include "data/ingestion/side_files.h"
#include "decision/explanation/explanation.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "meter_name.h"
#include "scoring.h"
#include "workflow/reporting/explain_html.h"
#include "workflow/reporting/explain_json.h"
#include "workflow/reporting/explain_text.h"

namespace kilowatch {
namespace {

struct ExplainFlags {
  std::string meter;
  std::string time;
  ScoringFlags scoring;
  bool json = false;
  std::string out;
};

// A moment, or a date: its strangest reading is meant.
struct AskedTime {
  std::string text;
  bool is_date() const { return text.size() == 10; }
};

std::string LocalText(const TimeZone& zone, Instant t) { return FormatLocal(zone.ToLocal(t)); }

Status CheckTime(const std::string& text) {
  if (MomentOn(text, TimeZone())) return {};
  return Fail(ErrorCode::kUsage, FormatPhrase("\"{}\" is not a time", "« {} » n’est pas une heure", text),
              {"Write 2024-01-31 (its strangest reading), 2024-01-31T06:00 on the meter's clock, or 2024-01-31T05:00:00Z",
               "Écrivez 2024-01-31 (son relevé le plus étrange), 2024-01-31T06:00 à l’horloge du compteur, ou 2024-01-31T05:00:00Z"});
}

// `asked` has passed CheckTime.
Result<std::size_t> CellAsked(const ScoredMeter& scored, const AskedTime& asked) {
  const TimeZone& zone = scored.block.site().zone;
  const Instant moment = *MomentOn(asked.text, zone);
  const std::string& name = scored.block.meter().name;
  if (scored.block.size() == 0)
    return Fail(ErrorCode::kUsage, FormatPhrase("{} has no reading in this time", "{} n’a aucun relevé dans cette période", name));
  const auto cell = asked.is_date() ? StrangestCellOf(scored, zone.DayOf(moment)) : CellOfMoment(scored, moment);
  if (cell) return *cell;
  const Span whole = scored.block.grid().Whole();
  return Fail(ErrorCode::kUsage,
              FormatPhrase("{} is outside the readings of {}, which go from {} to {}", "{} est hors des relevés de {}, qui vont du {} au {}",
                           asked.text, name, LocalText(zone, whole.begin), LocalText(zone, whole.end)),
              {"Name a time between them", "Indiquez une heure entre les deux"});
}

Status ExplainReading(const ExplainFlags& flags, const Console& console) {
  const bool page = flags.out.ends_with(".html");
  if (!flags.out.empty() && !page) {
    return Fail(ErrorCode::kUsage, FormatPhrase("cannot write an explanation to {}", "impossible d’écrire une explication dans {}", flags.out),
                {"Name a file that ends in .html", "Indiquez un fichier en .html"});
  }
  KW_RETURN_IF_ERROR(CheckTime(flags.time));
  KW_ASSIGN(const auto source, flags.scoring.input.Open(console));
  KW_ASSIGN(const std::size_t meter, FindMeterNamed(flags.meter, source->meters()));
  KW_ASSIGN(const Scorer with_evidence, flags.scoring.MakeScorer(true));
  const std::string& name = source->meters()[meter].name;
  std::optional<ReadingStory> story;
  const auto tell = [&](const MeterFrame& frame, const ScoredMeter&) -> Status {
    if (frame.meter.name != name) return {};
    const ScoredMeter scored = with_evidence.Run(frame, source->site_of(meter));
    KW_ASSIGN(const std::size_t cell, CellAsked(scored, {flags.time}));
    story = TellReading(with_evidence, scored, cell);
    return {};
  };
  KW_ASSIGN(const PortfolioOutcome outcome, flags.scoring.Run(console, *source, tell));
  KW_ASSIGN(const Policy policy, flags.scoring.MakePolicy());
  const Explanation explanation = Explain(*std::move(story), outcome.decision, policy);
  if (page) {
    KW_RETURN_IF_ERROR(WriteFileAtomically(flags.out, ExplainHtml(explanation, console.language)));
  }
  if (flags.json) return console.Print(ExplainJson(explanation).dump(1) + "\n");
  return console.Print(ExplainText(explanation, console.language));
}

}  // namespace

void AddExplain(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<ExplainFlags>();
  CLI::App* command = app.add_subcommand(
      "explain", say("Why a reading was an alarm, or why it was none", "Pourquoi un relevé était une alerte, ou pourquoi il n’en était pas une"));
  command->footer(
      say("Give the inputs of detect: what is told depends on all meters. A part of the meter's name is enough where it is the only one that has it. "
          "A date\n"
          "alone asks about its strangest reading; a time without an offset is on the meter's clock.\n\n"
          "Examples:\n"
          "  kilowatch explain library 2024-03-12T02:00 meters.csv\n"
          "  kilowatch explain library 2024-03-12 data/ --policy policy.yml\n"
          "  kilowatch explain library 2024-03-12T01:00:00Z today.csv --model portfolio.kwb --causal --json\n"
          "  kilowatch explain library 2024-03-12T02:00 data/ --out why.html",
          "Donnez les fichiers de detect : ce qui est signalé dépend de tous les compteurs. Une partie du nom du compteur suffit si lui seul la "
          "porte. Une\n"
          "date seule vise son relevé le plus étrange ; une heure sans décalage est à l’horloge du compteur.\n\n"
          "Exemples :\n"
          "  kilowatch explain mairie 2024-03-12T02:00 compteurs.csv --lang fr\n"
          "  kilowatch explain mairie 2024-03-12 donnees/ --policy regles.yml --lang fr\n"
          "  kilowatch explain mairie 2024-03-12T01:00:00Z aujourdhui.csv --model parc.kwb --causal --json\n"
          "  kilowatch explain mairie 2024-03-12T02:00 donnees/ --out pourquoi.html --lang fr"));
  command->add_option(say("METER", "COMPTEUR"), flags->meter, say("Meter, or a part of its name", "Compteur, ou une partie de son nom"))->required();
  command->add_option(say("TIME", "HEURE"), flags->time, say("Time, or a date", "Heure, ou une date"))->required();
  AddScoringFlags(*command, say, flags->scoring);
  command->add_flag("--json", flags->json,
                    say("Answer as JSON (docs/schema/explain.schema.json)", "Répond en JSON (docs/schema/explain.schema.json)"));
  command->add_option("--out", flags->out, say("Also a page with charts: .html", "Aussi une page avec graphiques : .html"));
  command->callback([flags, &action] { action = [flags](const Console& console) { return ExplainReading(*flags, console); }; });
}

}  // namespace kilowatch
