#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "workflow/reporting/report_html.h"
#include "workflow/reporting/report_pdf.h"
#include "workflow/reporting/report_scope.h"
#include "workflow/reporting/report_words.h"

// Fontconfig keeps its cache until the program ends, which the leak sanitizer takes for a leak of ours.
extern "C" const char* __lsan_default_suppressions();                                    // NOLINT(*-identifier*): the sanitizer's own name
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }  // NOLINT(*-identifier*)

namespace kilowatch {
namespace {

constexpr const char* kName = "<script>alert(1)</script>";

PortfolioOutcome OneFinding() {
  PortfolioOutcome outcome;
  MeterOutcome meter;
  meter.meter.name = kName;
  meter.meter.site = "Library";
  meter.covered = {*ParseInstant("2024-01-01"), *ParseInstant("2025-01-01")};
  meter.readings = 8784;
  meter.portrait.a_year = 98000;
  outcome.meters.push_back(meter);
  PricedEvent event;
  event.event.id = "0123456789ab";
  event.event.meter = kName;
  event.event.site = "Library";
  event.event.span = {*ParseInstant("2024-03-04"), *ParseInstant("2024-03-06")};
  event.event.excess = 150.0;
  event.event.actual = std::numeric_limits<double>::quiet_NaN();
  event.cost = EventCost{{2460}, {2010}, {2990}, true};
  Finding finding;
  finding.id = "aaaabbbbcccc";
  finding.meter = kName;
  finding.site = "Library";
  finding.since = event.event.span.begin;
  finding.last_seen = event.event.span.end;
  finding.excess = 150.0;
  finding.cost = event.cost;
  finding.events = {event.event.id};
  outcome.decision.events.push_back(event);
  outcome.decision.findings.push_back(finding);
  outcome.decision.totals.waste = {2460};
  outcome.decision.totals.assumed = true;
  return outcome;
}

TEST(ReportHtml, ShowsEachFindingWithItsAmountAndItsRange) {
  const std::string page = ReportHtml(OneFinding(), ReportSeries(), {});
  EXPECT_NE(page.find("id=\"aaaabbbbcccc\""), std::string::npos);
  EXPECT_NE(page.find("€24.60"), std::string::npos);
  EXPECT_NE(page.find("between €20.10 and €29.90"), std::string::npos);
  EXPECT_NE(page.find("from 4 to 5 March 2024"), std::string::npos);
  EXPECT_NE(page.find("default prices"), std::string::npos);
}

TEST(ReportHtml, EscapesWhatFilesSay) {
  const std::string page = ReportHtml(OneFinding(), ReportSeries(), {});
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
  EXPECT_EQ(EscapeHtml("a&b\"c'd\x01"), "a&amp;b&quot;c&#39;d");
}

TEST(ReportHtml, NeedsNothingFromOutside) {
  const std::string page = ReportHtml(OneFinding(), ReportSeries(), {});
  for (const char* reference : {"src=", "href=\"h", "href=\"/", "@import", "url("}) EXPECT_EQ(page.find(reference), std::string::npos) << reference;
}

TEST(ReportHtml, NeverPrintsANumberThatIsNone) {
  const std::string page = ReportHtml(OneFinding(), ReportSeries(), {});
  EXPECT_EQ(page.find("nan"), std::string::npos);
  EXPECT_EQ(page.find("inf"), std::string::npos);
}

TEST(ReportHtml, SpeaksFrenchWithDecimalCommas) {
  const std::string page = ReportHtml(OneFinding(), ReportSeries(), {.language = Language::kFrench});
  EXPECT_NE(page.find("<html lang=\"fr\">"), std::string::npos);
  EXPECT_NE(page.find("24,60\u202f€"), std::string::npos);
  EXPECT_NE(page.find("du 4 au 5 mars 2024"), std::string::npos);
  EXPECT_NE(page.find("Vérifier d’abord"), std::string::npos);
}

TEST(ReportHtml, IsAPageEvenWhenNothingWasRead) {
  const std::string page = ReportHtml(PortfolioOutcome(), ReportSeries(), {});
  EXPECT_NE(page.find("Nothing strange enough to act on was found."), std::string::npos);
  EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST(ReportHtml, SaysWhenNoMeterCouldBeJudged) {
  PortfolioOutcome outcome;
  outcome.meters.emplace_back().why_not = Phrase{"Two days only.", "Deux jours seulement."};
  const std::string page = ReportHtml(outcome, ReportSeries(), {});
  EXPECT_NE(page.find("No meter could be judged"), std::string::npos);
  EXPECT_EQ(page.find("Nothing strange"), std::string::npos);
  EXPECT_EQ(page.find("€"), std::string::npos) << "no sum of what was not looked at";
}

TEST(ReportHtml, BeginsWithWhatIsWorthMostAndLinksToIt) {
  PortfolioOutcome outcome = OneFinding();
  outcome.decision.findings.push_back(outcome.decision.findings[0]);
  outcome.decision.findings[1].id = "ddddeeeeffff";
  const std::string page = ReportHtml(outcome, ReportSeries(), {});
  EXPECT_LT(page.find("href=\"#aaaabbbbcccc\""), page.find("id=\"aaaabbbbcccc\""));
  EXPECT_NE(page.find("href=\"#ddddeeeeffff\""), std::string::npos);
}

TEST(ReportPdf, WritesAPdfOrNamesThePackages) {
  const auto pdf = ReportPdf(OneFinding(), ReportSeries(), {.title = "Énergie \xff"});
  if (pdf) {
    EXPECT_TRUE(pdf->starts_with("%PDF-"));
    EXPECT_EQ(pdf->find("/CreationDate"), std::string::npos) << "the same meters give the same bytes, whatever the clock";
  } else {
    EXPECT_NE(pdf.error().advice.en.find("libcairo2-dev"), std::string::npos);
  }
}

TEST(ReportScope, RefusesASiteThatNoMeterHas) {
  const auto narrowed = NarrowOutcome(OneFinding(), {"Town hall", std::nullopt}, nullptr);
  ASSERT_FALSE(narrowed.has_value());
  EXPECT_EQ(narrowed.error().code, ErrorCode::kUsage);
  EXPECT_NE(narrowed.error().advice.en.find("Library"), std::string::npos);
}

TEST(ReportScope, LeavesOnlyTheMetersOfTheSite) {
  PortfolioOutcome outcome = OneFinding();
  MeterOutcome other;
  other.meter.name = "other";
  other.meter.site = "Town hall";
  outcome.meters.push_back(other);
  const auto narrowed = NarrowOutcome(std::move(outcome), {"Town hall", std::nullopt}, nullptr);
  ASSERT_TRUE(narrowed.has_value());
  EXPECT_EQ(narrowed->meters.size(), 1U);
  EXPECT_TRUE(narrowed->decision.findings.empty());
  EXPECT_EQ(narrowed->decision.totals.waste.minor, 0);
}

TEST(ReportScope, ReadsAMonth) {
  EXPECT_EQ(ParseMonth("2024-03").value(), std::chrono::year(2024) / 3);
  EXPECT_FALSE(ParseMonth("2024-13").has_value());
  EXPECT_FALSE(ParseMonth("March").has_value());
}

}  // namespace
}  // namespace kilowatch
