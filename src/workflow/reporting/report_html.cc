#include "workflow/reporting/report_html.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "decision/policy/findings.h"
#include "detection/events/words.h"
#include "workflow/reporting/load_chart.h"
#include "workflow/reporting/report_style.h"

namespace kilowatch {
namespace {

class Page {
 public:
  Page(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options) : outcome_(outcome), series_(series), options_(options) {}

  std::string Write() {
    const std::string title = options_.title.empty() ? Word("Energy anomalies", "Anomalies énergétiques") : options_.title;
    out_ = fmt::format("<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{}</title><style>{}</style></head><body><main>",
                       options_.language == Language::kFrench ? "fr" : "en", EscapeHtml(title), ReportStyle());
    out_ += "<h1>" + EscapeHtml(title) + "</h1>";
    Period();
    Cards();
    Findings();
    DataFaults();
    Portraits();
    NotJudged();
    HiddenOnes();
    Files();
    Method();
    out_ += "</main></body></html>\n";
    return std::move(out_);
  }

 private:
  std::string Word(const char* en, const char* fr) const { return options_.language == Language::kFrench ? fr : en; }
  std::string Say(const Phrase& phrase) const { return EscapeHtml(phrase.In(options_.language)); }
  std::string Count(std::int64_t count) const { return Say(DecimalWords(static_cast<double>(count), 0)); }
  std::string Money_(Money amount) const { return Say(MoneyWords(amount, outcome_.decision.currency)); }
  void Heading(const char* en, const char* fr) { out_ += "<h2>" + Word(en, fr) + "</h2>"; }

  void Period() {
    Span covered{Instant::max(), Instant::min()};
    std::int64_t readings = 0;
    for (const MeterOutcome& meter : outcome_.meters) {
      readings += meter.readings;
      if (meter.covered.begin == meter.covered.end) continue;
      covered.begin = std::min(covered.begin, meter.covered.begin);
      covered.end = std::max(covered.end, meter.covered.end);
    }
    out_ += fmt::format(R"(<p class="soft">{} {}, {} {})", Count(static_cast<std::int64_t>(outcome_.meters.size())),
                        outcome_.meters.size() == 1 ? Word("meter", "compteur") : Word("meters", "compteurs"), Count(readings), Word("readings", "relevés"));
    if (covered.begin < covered.end) {
      const auto day = [&](Instant t) { return Say(DayWords(LocalDay(std::chrono::floor<std::chrono::days>(t).time_since_epoch()))); };
      out_ += fmt::format(" · {} – {}", day(covered.begin), day(covered.end - Seconds(1)));
    }
    out_ += "</p>";
  }

  void Card(const std::string& value, const std::string& label, const std::string& note = {}) {
    out_ += fmt::format(R"(<div class="card"><b>{}</b><span>{}</span>)", value, label);
    if (!note.empty()) out_ += fmt::format(R"(<p class="soft">{}</p>)", note);
    out_ += "</div>";
  }

  void Cards() {
    const PortfolioTotals& totals = outcome_.decision.totals;
    const std::string assumed = totals.assumed ? Word("default prices", "prix par défaut") : "";
    out_ += R"(<div class="cards">)";
    Card(Money_(totals.waste), Word("waste so far", "gaspillé à ce jour"),
         fmt::format("{} – {}{}{}", Money_(totals.waste_low), Money_(totals.waste_high), assumed.empty() ? "" : ", ", assumed));
    Card(Money_(totals.yearly_if_continues), Word("a year if what goes on continues", "par an si cela continue"));
    Card(Say(QuantityWords(totals.waste_kwh, Unit::kKwh)), Word("more than expected", "de plus qu’attendu"), Say(NumberWords(totals.waste_co2_kg)) + " kg CO₂");
    Card(Say(QuantityWords(totals.unmeasured_kwh, Unit::kKwh)), Word("not measured (data faults)", "non mesurés (défauts de données)"));
    out_ += "</div>";
  }

  std::string RateOf(const Finding& finding) const {
    switch (finding.unit) {
      case Unit::kKwh: return "kW";
      case Unit::kM3: return "m³/h";
      case Unit::kOther: break;
    }
    return "";
  }

  // The chart of the latest of its events whose surroundings were kept.
  std::string ChartOf(const Finding& finding) const {
    for (auto id = finding.events.rbegin(); id != finding.events.rend(); ++id) {
      const EventWindow* window = series_.FindWindow(finding.meter, *id);
      if (window != nullptr) return EventChart(*window, series_.Find(finding.meter)->zone, RateOf(finding), options_.language);
    }
    return {};
  }

  void OneFinding(const Finding& finding) {
    const std::string style(EventClassName(finding.event_class));
    out_ += fmt::format(R"(<article class="card finding" id="{}"><header><h3>{}{}</h3><span class="tag {}">{}</span>)", finding.id, EscapeHtml(finding.meter),
                        finding.site.empty() ? "" : " · " + EscapeHtml(finding.site), style, Say(EventKindWords(finding.kind)));
    if (finding.yearly_if_continues) {
      out_ += fmt::format(R"(<span class="money {}">{} {}</span>)", style, Money_(*finding.yearly_if_continues), Word("a year", "par an"));
    } else if (finding.cost) {
      out_ += fmt::format(R"(<span class="money {}">{}</span>)", style, Money_(finding.cost->amount));
    }
    out_ += "</header><p>" + Say(finding.sentence) + "</p>" + ChartOf(finding) + "</article>";
  }

  void Legend() {
    out_ += fmt::format(R"(<p class="legend"><span><i class="a"></i>{}</span><span><i class="e"></i>{}</span><span><i class="b"></i>{}</span><span><i class="v"></i>{}</span></p>)",
                        Word("read", "lu"), Word("expected", "attendu"), Word("95 % band of normal readings", "bande contenant 95 % des relevés normaux"), Word("anomaly", "anomalie"));
  }

  void Findings() {
    const auto& findings = outcome_.decision.findings;
    Heading("Findings, those worth most first", "Constats, les plus coûteux d’abord");
    if (findings.empty()) {
      out_ += "<p>" + Word("Nothing strange enough to act on was found.", "Rien d’assez anormal pour agir n’a été trouvé.") + "</p>";
      return;
    }
    Legend();
    const std::size_t shown = std::min(findings.size(), options_.findings);
    for (std::size_t i = 0; i < shown; ++i) OneFinding(findings[i]);
    Rest(findings, shown);
  }

  void Rest(const std::vector<Finding>& findings, std::size_t from) {
    if (from >= findings.size()) return;
    out_ += fmt::format("<details><summary>{} {}</summary><ul>", findings.size() - from, Word("more", "autres"));
    for (std::size_t i = from; i < findings.size(); ++i) out_ += "<li>" + Say(findings[i].sentence) + "</li>";
    out_ += "</ul></details>";
  }

  void DataFaults() {
    const auto& findings = outcome_.decision.data_findings;
    if (findings.empty()) return;
    Heading("Data faults", "Défauts de données");
    out_ += R"(<p class="soft">)" + Word("They cost nothing by themselves, but what is not measured cannot be judged.", "Ils ne coûtent rien en soi, mais ce qui n’est pas mesuré ne peut être jugé.") + "</p>";
    const std::size_t shown = std::min<std::size_t>(findings.size(), 12);
    for (std::size_t i = 0; i < shown; ++i) OneFinding(findings[i]);
    Rest(findings, shown);
  }

  void Portraits() {
    std::vector<const MeterOutcome*> judged;
    for (const MeterOutcome& meter : outcome_.meters) {
      if (!meter.why_not) judged.push_back(&meter);
    }
    if (judged.empty()) return;
    Heading("Portrait of the meters", "Portrait des compteurs");
    out_ += R"(<p class="soft">)" +
            Word("Permanent waste looks normal to a meter's own history; it shows here: base load, use outside opening hours, and what a year would save at the meter's own best month.",
                 "Un gaspillage permanent paraît normal dans l’historique d’un compteur ; il se voit ici : talon, usage hors horaires, et ce qu’une année économiserait au niveau de son meilleur mois.") +
            "</p>";
    std::ranges::stable_sort(judged, [](const MeterOutcome* a, const MeterOutcome* b) { return a->portrait.a_year.value_or(0) > b->portrait.a_year.value_or(0); });
    const std::size_t shown = std::min(judged.size(), options_.meters);
    for (std::size_t i = 0; i < shown; ++i) OneMeter(*judged[i]);
    if (shown < judged.size()) out_ += fmt::format(R"(<p class="soft">{} {}</p>)", judged.size() - shown, Word("more meters in detect --json", "autres compteurs dans detect --json"));
  }

  void OneMeter(const MeterOutcome& outcome) {
    out_ += "<details class=\"card\"><summary>" + EscapeHtml(outcome.meter.name);
    if (outcome.portrait.a_year) out_ += " · " + Say(QuantityWords(*outcome.portrait.a_year, outcome.meter.unit)) + " " + Word("a year", "par an");
    out_ += "</summary>";
    const char* unit = outcome.meter.unit == Unit::kKwh ? "kWh" : outcome.meter.unit == Unit::kM3 ? "m³" : "";
    if (const MeterSeries* series = series_.Find(outcome.meter.name)) out_ += DailyChart(*series, unit, options_.language);
    out_ += "<ul>";
    for (const Phrase& line : outcome.portrait.lines) out_ += "<li>" + Say(line) + "</li>";
    out_ += "</ul></details>";
  }

  void NotJudged() {
    std::string items;
    for (const MeterOutcome& meter : outcome_.meters) {
      if (meter.why_not) items += "<li><b>" + EscapeHtml(meter.meter.name) + "</b>: " + Say(*meter.why_not) + "</li>";
    }
    if (items.empty()) return;
    Heading("Not judged", "Non évalués");
    out_ += "<ul>" + items + "</ul>";
  }

  void HiddenOnes() {
    const auto& hidden = outcome_.decision.hidden;
    if (hidden.empty()) return;
    std::map<HiddenReason, std::int64_t> counts;
    for (const Hidden& one : hidden) ++counts[one.reason];
    Heading("What was left out, and why", "Ce qui a été écarté, et pourquoi");
    out_ += "<ul>";
    for (const auto& [reason, count] : counts) out_ += fmt::format("<li>{}: {}</li>", Count(count), Say(HiddenReasonWords(reason)));
    out_ += "</ul>";
  }

  void Files() {
    Heading("What was read", "Ce qui a été lu");
    for (const FileUnderstanding& file : outcome_.understood) {
      out_ += fmt::format("<details class=\"card\"><summary>{} · {} {}</summary><p>{}</p><ul>", EscapeHtml(std::filesystem::path(file.path).filename().string()), Count(file.rows),
                          Word("rows", "lignes"), Say(file.why));
      for (const ColumnUnderstanding& column : file.columns) out_ += fmt::format("<li><b>{}</b> {}: {}</li>", EscapeHtml(column.name), EscapeHtml(column.unit), Say(column.why));
      for (const Phrase& assumed : file.assumed) out_ += fmt::format("<li>{}: {}</li>", Word("Assumed", "Supposé"), Say(assumed));
      for (const Reject& reject : file.rejects.first) {
        out_ += fmt::format("<li>{} {}: {} <code>{}</code></li>", Word("Line", "Ligne"), reject.line, Say(reject.reason), EscapeHtml(reject.text));
      }
      out_ += "</ul></details>";
    }
  }

  void Method() {
    out_ += "<footer><p>" +
            Word("Expected load: time of week and temperature (TOWT) where a temperature is known, else the profile of the week. The band holds 95 % of normal readings. An event's cost is what was read minus "
                 "what was expected, at the tariff; low and high come from the band. Waste, shortfall and unmeasured are never netted.",
                 "Charge attendue : heure de la semaine et température (TOWT) si une température est connue, sinon profil de la semaine. La bande contient 95 % des relevés normaux. Le coût d’une anomalie est ce "
                 "qui a été lu moins ce qui était attendu, au tarif ; bas et haut viennent de la bande. Gaspillage, manque et non-mesuré ne sont jamais compensés.") +
            "</p><p>Kilowatch</p></footer>";
  }

  const PortfolioOutcome& outcome_;
  const ReportSeries& series_;
  const ReportOptions& options_;
  std::string out_;
};

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

std::string ReportHtml(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options) { return Page(outcome, series, options).Write(); }

}  // namespace kilowatch
