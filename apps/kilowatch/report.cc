#include <fmt/format.h>

#include "commands.h"
#include "foundation/base/file.h"
#include "scoring.h"
#include "workflow/reporting/report_html.h"

namespace kilowatch {
namespace {

struct ReportFlags {
  ScoringFlags scoring;
  std::string out;
  std::string title;
};

Status Report(const ReportFlags& flags, const Console& console) {
  if (!flags.out.ends_with(".html")) return Fail(ErrorCode::kUsage, "cannot write a report to " + flags.out, "Name a file that ends in .html");
  ReportSeries series;
  KW_ASSIGN(const PortfolioOutcome outcome, flags.scoring.Run(console, [&](const MeterFrame& frame, const ScoredMeter& scored) -> Status {
    series.Add(frame, scored);
    return {};
  }));
  KW_RETURN_IF_ERROR(WriteFileAtomically(flags.out, ReportHtml(outcome, series, {.language = console.language, .title = flags.title})));
  console.Note({fmt::format("{} findings of {} meters in {}", outcome.decision.findings.size(), outcome.meters.size(), flags.out),
                fmt::format("{} constats de {} compteurs dans {}", outcome.decision.findings.size(), outcome.meters.size(), flags.out)});
  return {};
}

}  // namespace

void AddReport(CLI::App& app, Action& action) {
  auto flags = std::make_shared<ReportFlags>();
  CLI::App* command = app.add_subcommand("report", "One page with findings, charts and a portrait of each meter");
  command->footer(
      "The page needs nothing else: it opens offline, in light and dark, and prints.\n\n"
      "Examples:\n"
      "  kilowatch report meters.csv --out report.html\n"
      "  kilowatch report data/ --lang fr --price 0.21 --out rapport.html");
  AddScoringFlags(*command, flags->scoring);
  command->add_option("--out", flags->out, "File to write: .html")->required();
  command->add_option("--title", flags->title, "Title of the report");
  command->callback([flags, &action] { action = [flags](const Console& console) { return Report(*flags, console); }; });
}

}  // namespace kilowatch
