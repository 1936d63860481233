#include "workflow/reporting/report_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/reporting/html_sections.h"
#include "workflow/reporting/report_style.h"
#include "workflow/reporting/report_view.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

std::string Totals(const ReportView& view) {
  const std::vector<ReportFigure> figures = Figures(view);
  // Six stand in two rows of three, not in a row of five and one.
  std::string out =
      fmt::format(R"(<section class="cards{}" aria-label="{}">)", figures.size() == 6 ? " six" : "", view.words.Word("Totals", "Totaux"));
  for (const ReportFigure& figure : figures) {
    out += fmt::format(R"(<div class="card"><b{}>{}</b><span>{}</span><p class="soft">{}</p></div>)",
                       CharacterCount(figure.value) > 11 ? R"( class="long")" : "", EscapeHtml(figure.value), EscapeHtml(figure.label),
                       EscapeHtml(figure.note));
  }
  return out + "</section>";
}

}  // namespace

std::string ReportHtml(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options) {
  const ReportView view(outcome, series, options);
  const std::string title = EscapeHtml(view.Title());
  std::string out = fmt::format(
      R"(<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>{}</title><style>{}</style></head><body><main>)",
      options.language == Language::kFrench ? "fr" : "en", title, ReportStyle());
  out += fmt::format(R"(<h1>{}</h1><p class="soft">{}</p>)", title, EscapeHtml(view.Summary()));
  if (!options.scope.empty()) out += "<p><b>" + EscapeHtml(options.scope) + "</b></p>";
  out += Totals(view) + HtmlFirst(view) + HtmlTimeline(view) + HtmlIncidents(view) + HtmlFindings(view) + HtmlDataFaults(view) +
         HtmlMeterTable(view) + HtmlPortraits(view) + HtmlNotJudged(view) + HtmlHidden(view) + HtmlFiles(view) + HtmlMethod(view);
  return out + "</main></body></html>\n";
}

}  // namespace kilowatch
