#include "workflow/reporting/benchmark_html.h"

#include <fmt/format.h>

#include "learning/evaluation/benchmark_report.h"
#include "learning/evaluation/plot_text.h"
#include "workflow/reporting/report_style.h"

namespace kilowatch {

std::string BenchmarkHtml(const std::vector<BenchmarkTable>& tables, Language language) {
  const std::string title = Phrase{"Members and ensemble on labelled meters", "Détecteurs et ensemble sur des compteurs étiquetés"}.In(language);
  std::string out = fmt::format(
      R"(<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>{}</title><style>{}</style></head><body><main><h1>{}</h1>)",
      language == Language::kFrench ? "fr" : "en", title, ReportStyle(), title);
  for (const BenchmarkTable& table : tables) {
    out += fmt::format("<h2>{}</h2><div class=\"card\">{}</div><pre class=\"scroll card\">{}</pre>", EscapeXml(BenchmarkTitle(table, language)),
                       BenchmarkSvg(table, language), EscapeXml(BenchmarkText(table, language)));
  }
  return out + "</main></body></html>\n";
}

}  // namespace kilowatch
