#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "detection/events/words.h"
#include "workflow/reporting/html_sections.h"
#include "workflow/reporting/load_chart.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostRows = 24, kMostListed = 300, kMostFaults = 10, kMostFirst = 5;

std::string Legend(const ReportWords& words) {
  return fmt::format(
      R"(<p class="legend"><span><i class="a"></i>{}</span><span><i class="e"></i>{}</span><span><i class="b"></i>{}</span><span><i class="v"></i>{}</span><span><i class="t"></i>{}</span></p>)",
      words.Word("read", "lu"), words.Word("expected", "attendu"),
      words.Word("band of 95% of normal readings", "bande contenant 95 % des relevés normaux"), words.Word("the anomaly", "l’anomalie"),
      words.Word("outdoor temperature", "température extérieure"));
}

std::string Card(const ReportView& view, const Finding& finding) {
  const ReportWords& words = view.words;
  const FindingParts parts = view.Parts(finding);
  const std::string style(EventClassName(finding.event_class));
  std::string out = fmt::format(
      R"(<article class="card finding" id="{}"><header><h3>{}{}</h3><span class="tag {}">{}</span><span class="money {}">{}</span></header>)",
      finding.id, EscapeHtml(finding.meter), finding.site.empty() ? "" : " · " + EscapeHtml(finding.site), style,
      EscapeHtml(words.Say(EventClassWords(finding.event_class))), style, EscapeHtml(HeadlineMoney(view, finding)));
  out += fmt::format("<p>{}{}{} {}</p>", EscapeHtml(words.Say(parts.what)), parts.when.empty() ? "" : ", " + EscapeHtml(words.Say(parts.when)),
                     words.Word(":", "\u202f:"), EscapeHtml(words.Say(parts.how_much)));
  out += view.Chart(finding) + "<dl>";
  for (const ReportFact& fact : FactsOf(view, finding)) out += fmt::format("<dt>{}</dt><dd>{}</dd>", EscapeHtml(fact.name), EscapeHtml(fact.value));
  return out + "</dl></article>";
}

std::string Others(const ReportView& view, const std::vector<Finding>& findings, std::size_t from) {
  if (from >= findings.size()) return {};
  const std::size_t end = std::min(findings.size(), from + kMostListed);
  std::string out = fmt::format("<details><summary>{} {}</summary><ul>", findings.size() - from, view.words.Word("more", "autres"));
  for (std::size_t i = from; i < end; ++i)
    out += "<li><b>" + EscapeHtml(findings[i].meter) + "</b> · " + EscapeHtml(view.words.Say(findings[i].sentence)) + "</li>";
  if (end < findings.size())
    out += fmt::format("<li>… {} {}</li>", findings.size() - end, view.words.Word("more in detect --json", "autres dans detect --json"));
  return out + "</ul></details>";
}

std::string Cards(const ReportView& view, const std::vector<Finding>& findings, std::size_t most) {
  std::string out;
  const std::size_t shown = std::min(findings.size(), most);
  for (std::size_t i = 0; i < shown; ++i) out += Card(view, findings[i]);
  return out + Others(view, findings, shown);
}

}  // namespace

std::string HtmlFirst(const ReportView& view) {
  const auto& findings = view.outcome.decision.findings;
  const std::size_t shown = std::min({findings.size(), kMostFirst, view.options.findings});
  if (shown < 2) return {};
  const ReportWords& words = view.words;
  std::string out = "<section><h2>" + words.Word("Worth most", "Le plus coûteux") + R"(</h2><ol class="card first">)";
  for (std::size_t i = 0; i < shown; ++i) {
    const FindingParts parts = view.Parts(findings[i]);
    out += fmt::format(R"(<li><span class="money {}">{}</span><a href="#{}">{}</a> <span>{}, {}</span></li>)",
                       EventClassName(findings[i].event_class), EscapeHtml(HeadlineMoney(view, findings[i])), findings[i].id,
                       EscapeHtml(findings[i].meter), EscapeHtml(words.Say(parts.what)), EscapeHtml(words.Say(parts.when)));
  }
  return out + "</ol></section>";
}

std::string HtmlTimeline(const ReportView& view) {
  // The meters whose findings come first, each with all that was kept.
  std::vector<TimelineRow> rows;
  std::map<std::string, std::size_t> row_of;
  const auto add = [&](const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
      if (rows.size() == kMostRows || row_of.contains(finding.meter)) continue;
      row_of.emplace(finding.meter, rows.size());
      rows.push_back({finding.meter, {}});
    }
  };
  add(view.outcome.decision.findings);
  add(view.outcome.decision.data_findings);
  for (const PricedEvent& event : view.outcome.decision.events) {
    const auto row = row_of.find(event.event.meter);
    if (row != row_of.end()) rows[row->second].marks.push_back({event.event.span, std::string(EventClassName(event.event.event_class))});
  }
  const std::string chart = TimelineChart(rows, view.options.span.value_or(view.Covered()), view.options.language);
  if (chart.empty()) return {};
  const ReportWords& words = view.words;
  return fmt::format(
      R"(<section><h2>{}</h2><p class="legend"><span><i class="k waste"></i>{}</span><span><i class="k shortfall"></i>{}</span><span><i class="k data_fault"></i>{}</span></p><div class="card scroll" tabindex="0">{}</div></section>)",
      words.Word("When, meter by meter", "Quand, compteur par compteur"), words.Word("waste", "gaspillage"), words.Word("shortfall", "manque"),
      words.Word("data fault", "défaut de données"), chart);
}

std::string HtmlFindings(const ReportView& view) {
  const ReportWords& words = view.words;
  const auto& findings = view.outcome.decision.findings;
  std::string out = "<section><h2>" + words.Word("Findings, those worth most first", "Constats, les plus coûteux d’abord") + "</h2>";
  if (findings.empty()) return out + "<p>" + words.Say(NoFindingsWords(view.outcome.meters)) + "</p></section>";
  return out + Legend(words) + Cards(view, findings, view.options.findings) + "</section>";
}

std::string HtmlIncidents(const ReportView& view) {
  const ReportWords& words = view.words;
  const auto& incidents = view.outcome.decision.incidents;
  if (incidents.empty()) return {};
  std::string out =
      "<section><h2>" + words.Word("Incidents that meters share", "Incidents communs à plusieurs compteurs") + R"(</h2><div class="card"><ul>)";
  const std::size_t shown = std::min(incidents.size(), kMostListed);
  for (std::size_t i = 0; i < shown; ++i) {
    std::string meters;
    for (std::size_t at = 0; at < std::min<std::size_t>(incidents[i].meters.size(), 6); ++at)
      meters += (at > 0 ? ", " : "") + incidents[i].meters[at];
    if (incidents[i].meters.size() > 6) meters += " …";
    out += "<li>" + EscapeHtml(words.Say(incidents[i].sentence)) + R"( <span class="soft">)" + EscapeHtml(meters) + "</span></li>";
  }
  if (shown < incidents.size())
    out += fmt::format("<li>… {} {}</li>", incidents.size() - shown, words.Word("more in detect --json", "autres dans detect --json"));
  return out + "</ul></div></section>";
}

std::string HtmlDataFaults(const ReportView& view) {
  const ReportWords& words = view.words;
  const auto& findings = view.outcome.decision.data_findings;
  if (findings.empty()) return {};
  return "<section><h2>" + words.Word("Data faults", "Défauts de données") + R"(</h2><p class="soft">)" +
         words.Word("They cost nothing by themselves, but what is not measured cannot be judged.",
                    "Ils ne coûtent rien en soi, mais ce qui n’est pas mesuré ne peut être jugé.") +
         "</p>" + Cards(view, findings, std::min(kMostFaults, view.options.findings)) + "</section>";
}

}  // namespace kilowatch
