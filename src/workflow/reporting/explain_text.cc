#include "workflow/reporting/explain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "detection/events/words.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kLabel = 15;
constexpr std::size_t kMostColumns = 48;
constexpr std::size_t kMostMembers = 5;
constexpr std::size_t kMostEvents = 2;
constexpr std::array<std::string_view, 8> kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

// A column of bars for several cells: their mean.
std::vector<double> Thinned(const std::vector<double>& values, std::size_t stride) {
  std::vector<double> thin;
  for (std::size_t i = 0; i < values.size(); i += stride) {
    double sum = 0, count = 0;
    for (std::size_t k = i; k < std::min(i + stride, values.size()); ++k) {
      if (!std::isfinite(values[k])) continue;
      sum += values[k];
      ++count;
    }
    thin.push_back(count > 0 ? sum / count : std::nan(""));
  }
  return thin;
}

// From zero or the lowest to twice what is expected, or the highest where that is less: a spike must not flatten the rest.
struct BarScale {
  double low = 0;
  double high = 0;

  void Include(const std::vector<double>& values) {
    for (const double value : values) {
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  std::string Bars(const std::vector<double>& values) const {
    std::string out;
    for (const double value : values) {
      if (!std::isfinite(value)) {
        out += "·";
        continue;
      }
      if (value > high) {
        out += "▲";
        continue;
      }
      const double share = high > low ? (value - low) / (high - low) : 0;
      out += kBars[static_cast<std::size_t>(std::clamp(share * 8, 0.0, 7.0))];
    }
    return out;
  }
};

class ExplainScreen {
 public:
  ExplainScreen(const Explanation& explanation, Language language) : explanation_(explanation), reading_(explanation.reading), language_(language) {}

  std::string Draw() {
    Heading();
    Scores();
    Members();
    Labelled({"Expected from", "Attendu par"}, CausesWords(reading_));
    Days();
    Events();
    return std::move(out_);
  }

 private:
  const std::string& Say(const Phrase& phrase) const { return phrase.In(language_); }

  void Labelled(const Phrase& label, const Phrase& text) {
    if (text.empty()) return;
    const std::string& name = Say(label);
    std::string lead = name + std::string(kLabel - std::min(kLabel, CharacterCount(name)), ' ');
    // Only the first line has the label.
    const std::string body = WrapText(Say(text), std::string(kLabel, ' '), kWidth);
    out_ += lead + body.substr(kLabel);
  }

  void Heading() {
    const Phrase clock = reading_.meter.zone.empty() ? Phrase{} : Phrase{" (" + reading_.meter.zone + ")", " (" + reading_.meter.zone + ")"};
    const Phrase name{reading_.meter.name, reading_.meter.name};
    out_ += Say(Fill({"{}, {}{}: {}", "{}, {}{} : {}"}, {name, IntervalWords(reading_), clock, ExplainedAsWords(explanation_.answer)})) + "\n";
    out_ += WrapText(Say(explanation_.because), "  ", kWidth) + "\n";
  }

  void Scores() {
    Labelled({"Reading", "Relevé"}, ReadingWords(reading_));
    if (std::isnan(reading_.score)) return;
    Labelled({"Score", "Score"}, Fill({"{}; an alarm from {} on (strangeness of {} where {} is an alarm)",
                                       "{} ; une alerte à partir de {} (étrangeté de {}, l’alerte est à {})"},
                                      {DecimalWords(reading_.score, 2), DecimalWords(kAlarmScore, 2), DecimalWords(reading_.DecadesInAll(), 1),
                                       DecimalWords(reading_.alarm_decades, 1)}));
  }

  void Members() {
    bool first = true;
    for (std::size_t i = 0; i < std::min(reading_.members.size(), kMostMembers); ++i) {
      const MemberWord& word = reading_.members[i];
      Labelled(first ? Phrase{"Who spoke", "Qui a parlé"} : Phrase{},
               Fill({"{} · {} ({}): {}", "{} · {} ({}) : {}"},
                    {PercentWords(std::round(100 * word.share) / 100), EvidenceCauseWords(CauseOf(word.member)),
                     Phrase{std::string(MemberName(word.member)), std::string(MemberName(word.member))}, word.words}));
      first = false;
    }
  }

  void Days() {
    const std::size_t stride = (reading_.day.read.size() + kMostColumns - 1) / kMostColumns;
    if (stride == 0) return;
    const bool by_day = reading_.grid.step() >= Seconds(86400);
    std::vector<std::pair<std::string, std::vector<double>>> rows;
    rows.emplace_back(Say(by_day ? Phrase{"read", "relevé"} : WeekdayWords(reading_.day.date)), Thinned(reading_.day.read, stride));
    rows.emplace_back(Say({"expected", "attendu"}), Thinned(reading_.day.expected, stride));
    if (reading_.normal_day && !by_day) {
      rows.emplace_back(Say(Fill({"{}, normal", "{}, normal"}, {WeekdayWords(reading_.normal_day->date)})),
                        Thinned(reading_.normal_day->read, stride));
    }
    BarScale scale, expected;
    std::size_t width = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      scale.Include(rows[i].second);
      if (i > 0) expected.Include(rows[i].second);
      width = std::max(width, CharacterCount(rows[i].first));
    }
    if (expected.high > 0) scale.high = std::min(scale.high, 2 * expected.high);
    out_ += "\n";
    const std::array<const DayCourse*, 3> courses = {&reading_.day, &reading_.day, reading_.normal_day ? &*reading_.normal_day : nullptr};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      out_ += "  " + rows[i].first + std::string(width - CharacterCount(rows[i].first) + 2, ' ') + scale.Bars(rows[i].second);
      if (!by_day) out_ += "  " + Say(QuantityWords(i == 1 ? courses[i]->ExpectedSum() : courses[i]->ReadSum(), reading_.meter.unit));
      out_ += "\n";
    }
    out_ += std::string(width + 4 + (reading_.cell - reading_.day.first) / stride, ' ') + "^\n";
    if (by_day && reading_.normal_day) {
      Labelled({"Normal", "Normal"}, Fill({"{}: {} read", "{} : {} relevés"}, {WeekdayWords(reading_.normal_day->date),
                                                                               QuantityWords(reading_.normal_day->ReadSum(), reading_.meter.unit)}));
    }
  }

  void Events() {
    if (explanation_.events.empty()) {
      if (explanation_.answer == ExplainedAs::kNone)
        Labelled({"Decided", "Décidé"},
                 {"no event covers this time, so nothing had to be decided", "aucune anomalie ne couvre ce moment : rien n’était à décider"});
      return;
    }
    for (std::size_t i = 0; i < std::min(explanation_.events.size(), kMostEvents); ++i) Decided(explanation_.events[i]);
    if (explanation_.events.size() > kMostEvents) {
      Labelled({"", ""}, Fill({"… and {} more events (--json has all)", "… et {} autres anomalies (--json les donne toutes)"},
                              {DecimalWords(static_cast<double>(explanation_.events.size() - kMostEvents), 0)}));
    }
    Labelled({"Check first", "À vérifier"}, explanation_.events.front().check_first);
  }

  void Decided(const DecidedEvent& decided) {
    const Event& event = decided.event.event;
    out_ += "\n";
    Labelled({"Event", "Anomalie"}, Fill({"{} · {} {}", "{} · {} {}"}, {Phrase{event.id, event.id}, EventKindWords(event.kind),
                                                                        StretchWords(event.span, reading_.grid, reading_.zone, event.ongoing)}));
    Labelled({"Normally", "Normalement"}, WouldHaveBeenWords(decided, explanation_.currency));
    Labelled({"Decided", "Décidé"}, decided.why);
  }

  const Explanation& explanation_;
  const ReadingStory& reading_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string ExplainText(const Explanation& explanation, Language language) { return ExplainScreen(explanation, language).Draw(); }

}  // namespace kilowatch
