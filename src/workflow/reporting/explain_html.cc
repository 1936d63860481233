#include "workflow/reporting/explain_html.h"

#include <fmt/format.h>

#include <cmath>

#include "detection/events/words.h"
#include "workflow/reporting/explain_text.h"
#include "workflow/reporting/load_chart.h"
#include "workflow/reporting/report_style.h"
#include "workflow/reporting/report_words.h"

namespace kilowatch {
namespace {

std::string CourseChart(const DayCourse& course, Span marked, const ReadingStory& reading, Language language) {
  const Unit unit = reading.meter.unit;
  const double per_hour = unit == Unit::kOther ? 1.0 : 3600.0 / static_cast<double>(reading.grid.step().count());
  EventWindow window;
  window.event = marked;
  window.whole = {reading.grid.Start(course.first), reading.grid.Start(course.end)};
  const auto put = [&](double value, std::vector<float>& values) { values.push_back(static_cast<float>(per_hour * value)); };
  for (std::size_t i = 0; i < course.read.size(); ++i) {
    window.time.push_back(reading.grid.Start(course.first + i));
    put(course.read[i], window.actual);
    put(course.expected[i], window.expected);
    put(course.low[i], window.low);
    put(course.high[i], window.high);
  }
  return EventChart(window, reading.zone, unit, language);
}

class ExplainPage {
 public:
  ExplainPage(const Explanation& explanation, Language language) : explanation_(explanation), reading_(explanation.reading), language_(language) {}

  std::string Draw() {
    const std::string title = Say(Fill({"{}, {}", "{}, {}"}, {Phrase{reading_.meter.name, reading_.meter.name}, IntervalWords(reading_)}));
    std::string out = fmt::format(
        R"(<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>{}</title><style>{}</style></head><body><main>)",
        language_ == Language::kFrench ? "fr" : "en", title, ReportStyle());
    out += fmt::format("<h1>{}</h1><p><b>{}</b></p><p>{}</p>", title, Say(ExplainedAsWords(explanation_.answer)), Say(explanation_.because));
    return out + Facts() + Members() + Charts() + Events() + "</main></body></html>\n";
  }

 private:
  std::string Say(const Phrase& phrase) const { return EscapeHtml(phrase.In(language_)); }

  std::string Fact(const Phrase& name, const Phrase& value) const {
    return value.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>", Say(name), Say(value));
  }

  std::string Facts() const {
    std::string facts = Fact({"Reading", "Relevé"}, ReadingWords(reading_));
    if (std::isfinite(reading_.score)) {
      facts += Fact({"Score", "Score"}, Fill({"{}; an alarm from {} on", "{} ; une alerte à partir de {}"},
                                             {DecimalWords(reading_.score, 2), DecimalWords(kAlarmScore, 2)}));
    }
    return "<dl>" + facts + Fact({"Expected from", "Attendu par"}, CausesWords(reading_)) + "</dl>";
  }

  std::string Members() const {
    if (reading_.members.empty()) return {};
    std::string rows;
    for (const MemberWord& word : reading_.members) {
      rows += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", Say(PercentWords(std::round(100 * word.share) / 100)),
                          Say(EvidenceCauseWords(CauseOf(word.member))), Say(word.words));
    }
    return fmt::format("<section><h2>{}</h2><table>{}</table></section>", Say({"Who spoke", "Qui a parlé"}), rows);
  }

  std::string Charts() const {
    std::string out = fmt::format("<section><h2>{}</h2>{}", Say(WeekdayWords(reading_.day.date)),
                                  CourseChart(reading_.day, reading_.interval, reading_, language_));
    if (reading_.normal_day) {
      out += fmt::format("<h2>{}</h2>{}",
                         Say(Fill({"The nearest normal day: {}", "Le jour normal le plus proche : {}"}, {WeekdayWords(reading_.normal_day->date)})),
                         CourseChart(*reading_.normal_day, {}, reading_, language_));
    }
    return out + "</section>";
  }

  std::string Events() const {
    std::string out;
    for (const DecidedEvent& decided : explanation_.events) {
      const Event& event = decided.event.event;
      out += fmt::format("<section><h2>{}</h2><dl>", Say(Fill({"{} {}", "{} {}"}, {EventKindWords(event.kind), Phrase{event.id, event.id}})));
      out += Fact({"When", "Quand"}, StretchWords(event.span, reading_.grid, reading_.zone, event.ongoing));
      out += Fact({"Normally", "Normalement"}, WouldHaveBeenWords(decided, explanation_.currency));
      out += Fact({"Decided", "Décidé"}, decided.why);
      out += Fact({"Check first", "À vérifier d’abord"}, decided.check_first) + "</dl></section>";
    }
    return out;
  }

  const Explanation& explanation_;
  const ReadingStory& reading_;
  Language language_;
};

}  // namespace

std::string ExplainHtml(const Explanation& explanation, Language language) { return ExplainPage(explanation, language).Draw(); }

}  // namespace kilowatch
