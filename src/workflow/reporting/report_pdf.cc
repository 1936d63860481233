#include "workflow/reporting/report_pdf.h"

#include <fmt/format.h>

#include <algorithm>

#include "detection/events/words.h"
#include "workflow/reporting/load_chart.h"
#include "workflow/reporting/pdf_sheet.h"
#include "workflow/reporting/report_view.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostFindings = 20, kMostFaults = 6, kMostPortraits = 12, kMostLines = 40;
constexpr PdfFont kSmall{8, false, PdfInk::kSoft};

PdfInk InkOf(EventClass event_class) {
  return event_class == EventClass::kWaste ? PdfInk::kWaste : event_class == EventClass::kShortfall ? PdfInk::kShortfall : PdfInk::kDataFault;
}

class PdfPages {
 public:
  PdfPages(const ReportView& view, PdfSheet& sheet) : view_(view), words_(view.words), sheet_(sheet) {}

  void Write() {
    sheet_.Text(view_.Title(), {20, true});
    sheet_.Text(view_.Summary(), {9, false, PdfInk::kSoft});
    if (!view_.options.scope.empty()) sheet_.Text(view_.options.scope, {9, true});
    Totals();
    Findings();
    DataFaults();
    Portraits();
    NotJudged();
    Heading("How this was worked out", "Comment cela a été calculé");
    for (const std::string& paragraph : MethodParagraphs(view_)) {
      sheet_.Text(paragraph, kSmall);
      sheet_.Space(3);
    }
  }

 private:
  // `below` is the room that the first thing under the heading needs.
  void Heading(const char* en, const char* fr, double below = 40) {
    sheet_.Need(50 + below);
    sheet_.Space(16);
    sheet_.Text(words_.Word(en, fr), {13, true, PdfInk::kAccent});
    sheet_.Space(4);
  }

  // Figures side by side, three in a row.
  void Totals() {
    const std::vector<ReportFigure> figures = Figures(view_);
    constexpr double kColumn = PdfSheet::kInside / 3;
    sheet_.Space(12);
    for (std::size_t first = 0; first < figures.size(); first += 3) {
      sheet_.Need(70);
      sheet_.Rule();
      sheet_.Space(6);
      const double top = sheet_.y();
      double bottom = top;
      for (std::size_t i = first; i < std::min(figures.size(), first + 3); ++i) {
        const double left = kColumn * static_cast<double>(i - first);
        sheet_.MoveTo(top);
        sheet_.Text(figures[i].value, {15, true}, left, kColumn - 12);
        sheet_.Text(figures[i].label, {9}, left, kColumn - 12);
        sheet_.Text(figures[i].note, {7.5, false, PdfInk::kSoft}, left, kColumn - 12);
        bottom = std::max(bottom, sheet_.y());
      }
      sheet_.MoveTo(bottom + 8);
    }
  }

  void OneFinding(const Finding& finding) {
    const FindingParts parts = view_.Parts(finding);
    const std::string chart = view_.Chart(finding);
    const std::vector<ReportFact> facts = FactsOf(view_, finding);
    double height = 36 + PdfSheet::ChartHeight(chart);
    for (const ReportFact& fact : facts) height += sheet_.HeightOf(fact.value, {8}, PdfSheet::kInside - 96);
    sheet_.Need(height);
    sheet_.Rule();
    sheet_.Space(5);
    sheet_.Right(HeadlineMoney(view_, finding), {11, true, InkOf(finding.event_class)});
    sheet_.Text(finding.meter + (finding.site.empty() ? "" : " · " + finding.site) + " · " + words_.Say(EventClassWords(finding.event_class)),
                {10, true}, 0, PdfSheet::kInside - 110);
    sheet_.Text(fmt::format("{}, {}{} {}", words_.Say(parts.what), words_.Say(parts.when), words_.Word(":", "\u202f:"), words_.Say(parts.how_much)),
                {9});
    sheet_.Space(2);
    sheet_.Chart(chart);
    sheet_.Space(2);
    for (const ReportFact& fact : facts) {
      sheet_.Need(12);
      const double top = sheet_.y();
      sheet_.Text(fact.name, kSmall, 0, 92);
      sheet_.MoveTo(top);
      sheet_.Text(fact.value, {8}, 96, PdfSheet::kInside - 96);
    }
    sheet_.Space(6);
  }

  void List(const std::vector<Finding>& findings, std::size_t most) {
    const std::size_t shown = std::min(findings.size(), most), end = std::min(findings.size(), shown + kMostLines);
    for (std::size_t i = 0; i < shown; ++i) OneFinding(findings[i]);
    if (shown == findings.size()) return;
    sheet_.Text(fmt::format("{} {}", findings.size() - shown, words_.Word("more", "autres")), {9, true});
    for (std::size_t i = shown; i < end; ++i) sheet_.Text(findings[i].meter + " · " + words_.Say(findings[i].sentence), {7.5});
    if (end < findings.size()) sheet_.Text(fmt::format("… {}", findings.size() - end), kSmall);
  }

  void Findings() {
    Heading("Findings, those worth most first", "Constats, les plus coûteux d’abord", 270);
    const auto& findings = view_.outcome.decision.findings;
    if (findings.empty()) {
      sheet_.Text(words_.Say(NoFindingsWords(view_.outcome.meters)), {9});
      return;
    }
    sheet_.Text(words_.Word("Charts: read as a full line, expected as a dashed line inside the band that holds 95% of normal readings, the anomaly "
                            "shaded, outdoor temperature below.",
                            "Graphiques : lu en trait plein, attendu en pointillé dans la bande contenant 95 % des relevés normaux, anomalie en fond "
                            "coloré, température extérieure au-dessous."),
                kSmall);
    sheet_.Space(6);
    List(findings, std::min(kMostFindings, view_.options.findings));
  }

  void DataFaults() {
    if (view_.outcome.decision.data_findings.empty()) return;
    Heading("Data faults", "Défauts de données", 240);
    List(view_.outcome.decision.data_findings, kMostFaults);
  }

  void Portraits() {
    const std::vector<const MeterOutcome*> portrayed = view_.Portrayed();
    if (portrayed.empty()) return;
    Heading("Portraits", "Portraits", 290);
    for (std::size_t i = 0; i < std::min(portrayed.size(), kMostPortraits); ++i) {
      const MeterOutcome& meter = *portrayed[i];
      const MeterSeries* series = view_.series.Find(meter.meter.name);
      const std::string days = series == nullptr ? "" : DailyChart(*series, meter.meter.unit, view_.options.language);
      const std::string week = series == nullptr ? "" : WeekChart(*series, meter.meter.unit, view_.options.language);
      double height = 36 + PdfSheet::ChartHeight(days) + PdfSheet::ChartHeight(week);
      for (const Phrase& line : meter.portrait.lines) height += sheet_.HeightOf("· " + words_.Say(line), {8});
      sheet_.Need(height);
      sheet_.Rule();
      sheet_.Space(7);
      sheet_.Text(meter.meter.name, {10, true});
      sheet_.Chart(days);
      sheet_.Space(4);
      sheet_.Chart(week);
      for (const Phrase& line : meter.portrait.lines) sheet_.Text("· " + words_.Say(line), {8});
      sheet_.Space(9);
    }
  }

  void NotJudged() {
    std::size_t count = 0;
    for (const MeterOutcome& meter : view_.outcome.meters) {
      if (!meter.why_not) continue;
      if (count++ == 0) Heading("Meters that could not be judged", "Compteurs qui n’ont pas pu être évalués");
      if (count <= kMostLines) sheet_.Text("· " + meter.meter.name + words_.Word(": ", "\u202f: ") + words_.Say(*meter.why_not), {8});
    }
    if (count > kMostLines) sheet_.Text(fmt::format("… {}", count - kMostLines), kSmall);
  }

  const ReportView& view_;
  const ReportWords& words_;
  PdfSheet& sheet_;
};

}  // namespace

Result<std::string> ReportPdf(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options) {
  const ReportView view(outcome, series, options);
  KW_ASSIGN(PdfSheet sheet, PdfSheet::Open(view.Title()));
  PdfPages(view, sheet).Write();
  return sheet.Finish();
}

}  // namespace kilowatch
