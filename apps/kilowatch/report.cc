#include "commands.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "scoring.h"
#include "workflow/reporting/report_html.h"
#include "workflow/reporting/report_pdf.h"
#include "workflow/reporting/report_scope.h"

namespace kilowatch {
namespace {

struct ReportFlags {
  ScoringFlags scoring;
  std::string out;
  std::string title;
  std::string site;
  std::string month;
};

bool IsPdf(const std::string& path) { return path.ends_with(".pdf") || path.ends_with(".PDF"); }

Result<std::string> Render(const ReportFlags& flags, const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options) {
  if (IsPdf(flags.out)) return ReportPdf(outcome, series, options);
  return ReportHtml(outcome, series, options);
}

Status Report(const ReportFlags& flags, const Console& console) {
  if (!flags.out.ends_with(".html") && !IsPdf(flags.out)) {
    return Fail(ErrorCode::kUsage, FormatPhrase("cannot write a report to {}", "impossible d’écrire un rapport dans {}", flags.out),
                {"Name a file that ends in .html or .pdf", "Indiquez un fichier en .html ou .pdf"});
  }
  ReportScope scope{flags.site, std::nullopt};
  if (!flags.month.empty()) {
    KW_ASSIGN(scope.month, ParseMonth(flags.month));
  }
  KW_ASSIGN(const Tariff tariff, flags.scoring.MakeTariff());
  std::optional<MonthParts> parts;
  if (scope.month) parts.emplace(*scope.month, tariff);
  ReportSeries series;
  KW_ASSIGN(PortfolioOutcome whole, flags.scoring.Run(console, [&](const MeterFrame& frame, const ScoredMeter& scored) -> Status {
    series.Add(frame, scored);
    if (parts) parts->Add(scored);
    return {};
  }));
  KW_ASSIGN(const PortfolioOutcome outcome, NarrowOutcome(std::move(whole), scope, parts ? &*parts : nullptr));
  ReportOptions options;
  options.language = console.language;
  options.title = flags.title;
  if (scope.month) {
    const auto start = [](std::chrono::year_month month) { return Instant(LocalDay(month / 1).time_since_epoch()); };
    options.span = Span{start(*scope.month), start(*scope.month + std::chrono::months(1))};
  }
  options.scope = ScopeWords(scope).In(console.language);
  KW_ASSIGN(const std::string page, Render(flags, outcome, series, options));
  KW_RETURN_IF_ERROR(WriteFileAtomically(flags.out, page));
  const auto findings = static_cast<std::int64_t>(outcome.decision.findings.size());
  console.Note(FormatPhrase("{} of {} in {}", "{} de {} dans {}", Counted(findings, {"finding", "constat"}, {"findings", "constats"}),
                            MetersCounted(outcome.meters.size()), flags.out));
  return {};
}

}  // namespace

void AddReport(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<ReportFlags>();
  CLI::App* command = app.add_subcommand("report", say("One page, or a PDF, with findings, charts and portraits of the meters",
                                                       "Une page, ou un PDF, avec constats, graphiques et portraits des compteurs"));
  command->footer(
      say("The page needs nothing else: it opens offline, in light and dark, and prints. A name that ends in .pdf gives A4 pages.\n\n"
          "Examples:\n"
          "  kilowatch report meters.csv --out report.html\n"
          "  kilowatch report data/ --lang fr --price 0.21 --out rapport.html\n"
          "  kilowatch report data/ --site Library --month 2024-03 --out march.pdf",
          "La page se suffit à elle-même : elle s’ouvre hors ligne, en clair et en sombre, et s’imprime. Un nom en .pdf donne des pages A4.\n\n"
          "Exemples :\n"
          "  kilowatch report compteurs.csv --out rapport.html --lang fr\n"
          "  kilowatch report donnees/ --lang fr --price 0.21 --out rapport.html\n"
          "  kilowatch report donnees/ --site Mairie --month 2024-03 --out mars.pdf --lang fr"));
  AddScoringFlags(*command, say, flags->scoring);
  command->add_option("--out", flags->out, say("File to write: .html or .pdf", "Fichier à écrire : .html ou .pdf"))->required();
  command->add_option("--site", flags->site, say("Only the meters of this site", "Seulement les compteurs de ce site"));
  command->add_option("--month", flags->month,
                      say("Only this month, as 2024-03: amounts count the part of each event inside it",
                          "Seulement ce mois, écrit 2024-03 : les montants comptent la part de chaque anomalie qui s’y trouve"));
  command->add_option("--title", flags->title, say("Title of the report", "Titre du rapport"));
  command->callback([flags, &action] { action = [flags](const Console& console) { return Report(*flags, console); }; });
}

}  // namespace kilowatch
