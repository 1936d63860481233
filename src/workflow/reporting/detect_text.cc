#include "workflow/reporting/detect_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "decision/policy/findings.h"
#include "detection/events/words.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostMeters = 8;
constexpr std::size_t kMostNotes = 5;
constexpr std::size_t kWidth = 100;

class Screen {
 public:
  Screen(const PortfolioOutcome& outcome, const DetectTextOptions& options) : outcome_(outcome), options_(options) {}

  std::string Draw() {
    Read();
    Assumed();
    Findings();
    DataFaults();
    Portraits();
    NotJudged();
    Next();
    return std::move(out_);
  }

 private:
  std::string Say(const Phrase& phrase) const { return phrase.In(options_.language); }
  std::string Word(const char* en, const char* fr) const { return options_.language == Language::kFrench ? fr : en; }
  std::string Count(std::int64_t count) const { return Say(DecimalWords(static_cast<double>(count), 0)); }
  void Line(const std::string& text = {}) { out_ += text + "\n"; }
  void Wrapped(const std::string& text, const std::string& indent) { out_ += WrapText(text, indent, kWidth); }

  void Read() {
    std::int64_t readings = 0, rejects = 0, files = 0;
    Span covered{Instant::max(), Instant::min()};
    for (const MeterOutcome& meter : outcome_.meters) {
      readings += meter.readings;
      if (meter.covered.begin == meter.covered.end) continue;
      covered.begin = std::min(covered.begin, meter.covered.begin);
      covered.end = std::max(covered.end, meter.covered.end);
    }
    for (const FileUnderstanding& file : outcome_.understood) {
      rejects += file.rejects.count;
      files += file.role != FileRole::kIgnored ? 1 : 0;
    }
    std::string line = fmt::format(fmt::runtime(Word("Read {} {}: {} {}, {} readings", files == 1 ? "{} {} lu : {} {}, {} relevés" : "{} {} lus : {} {}, {} relevés")), Count(files),
                                   files == 1 ? Word("file", "fichier") : Word("files", "fichiers"), Count(static_cast<std::int64_t>(outcome_.meters.size())),
                                   outcome_.meters.size() == 1 ? Word("meter", "compteur") : Word("meters", "compteurs"), Count(readings));
    if (covered.begin < covered.end) {
      const auto day = [&](Instant t) { return Say(DayWords(LocalDay(std::chrono::floor<std::chrono::days>(t).time_since_epoch()))); };
      line += fmt::format(fmt::runtime(Word(", {} to {}", ", du {} au {}")), day(covered.begin), day(covered.end - Seconds(1)));
    }
    if (rejects > 0) line += fmt::format(fmt::runtime(Word("; {} could not be read (kilowatch describe says which)", " ; {} illisibles (kilowatch describe dit lesquels)")), Count(rejects));
    Wrapped(line + ".", "");
  }

  void Assumed() {
    std::vector<std::string> notes;
    const auto add = [&](const std::string& note) {
      if (!note.empty() && std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
    };
    for (const FileUnderstanding& file : outcome_.understood) {
      for (const Phrase& assumed : file.assumed) add(Say(assumed));
    }
    if (outcome_.decision.totals.assumed) add(Word("default prices: no tariff was given (--price, --currency)", "prix par défaut : aucun tarif n’a été donné (--price, --currency)"));
    for (const SuspectedTotal& total : outcome_.decision.totals.suspected_totals) {
      add(fmt::format(fmt::runtime(Word("{} looks like the sum of {}: it is not counted twice", "{} semble être la somme de {} : il n’est pas compté deux fois")), total.meter,
                      fmt::join(total.members, ", ")));
    }
    if (notes.empty()) return;
    Line(Word("Assumed:", "Suppositions :"));
    for (std::size_t i = 0; i < std::min(notes.size(), kMostNotes); ++i) Wrapped(notes[i], "  · ");
    if (notes.size() > kMostNotes) Line(fmt::format(fmt::runtime(Word("  … and {} more (--json has all)", "  … et {} autres (--json les donne toutes)")), notes.size() - kMostNotes));
  }

  void Findings() {
    const auto& findings = outcome_.decision.findings;
    Line();
    if (findings.empty()) {
      Line(Word("Nothing strange enough to act on was found.", "Rien d’assez anormal pour agir n’a été trouvé."));
      return;
    }
    const PortfolioTotals& totals = outcome_.decision.totals;
    Wrapped(fmt::format(fmt::runtime(Word("{} findings. Waste so far {}; {} a year if what goes on continues.",
                                          "{} constats. Gaspillage à ce jour {} ; {} par an si cela continue.")),
                        findings.size(), Say(MoneyWords(totals.waste, outcome_.decision.currency)), Say(MoneyWords(totals.yearly_if_continues, outcome_.decision.currency))),
            "");
    const std::size_t shown = std::min(findings.size(), static_cast<std::size_t>(std::max(options_.top, 0)));
    for (std::size_t i = 0; i < shown; ++i) Wrapped(findings[i].meter + Word(": ", " : ") + Say(findings[i].sentence), fmt::format("{:>3}. ", i + 1));
    if (shown < findings.size()) Line(fmt::format(fmt::runtime(Word("     … and {} more (--top {})", "     … et {} autres (--top {})")), findings.size() - shown, findings.size()));
  }

  void DataFaults() {
    const auto& findings = outcome_.decision.data_findings;
    if (findings.empty()) return;
    Line();
    Line(fmt::format(fmt::runtime(Word("{} data faults (no money, but something was not measured):", "{} défauts de données (sans coût, mais non mesuré) :")), findings.size()));
    const std::size_t shown = std::min<std::size_t>(findings.size(), 4);
    for (std::size_t i = 0; i < shown; ++i) Wrapped(findings[i].meter + Word(": ", " : ") + Say(findings[i].sentence), "   · ");
    if (shown < findings.size()) Line(fmt::format(fmt::runtime(Word("     … and {} more (--json has all)", "     … et {} autres (--json les donne tous)")), findings.size() - shown));
  }

  std::string Quantity(const std::optional<double>& value, Unit unit) const { return value ? Say(QuantityWords(*value, unit)) : "–"; }

  void Portraits() {
    std::vector<const MeterOutcome*> judged;
    for (const MeterOutcome& meter : outcome_.meters) {
      if (!meter.why_not) judged.push_back(&meter);
    }
    if (judged.empty()) return;
    std::ranges::stable_sort(judged, [](const MeterOutcome* a, const MeterOutcome* b) { return a->portrait.a_year.value_or(0) > b->portrait.a_year.value_or(0); });
    TextTable table({Word("Meter", "Compteur"), Word("a year", "par an"), Word("base load", "talon"), Word("off hours", "hors horaires"), Word("peak", "pointe"),
                     Word("load factor", "facteur de charge"), Word("at its best month", "à son meilleur mois")});
    for (std::size_t i = 0; i < std::min(judged.size(), kMostMeters); ++i) table.Add(PortraitRow(*judged[i]));
    Line();
    out_ += table.Draw();
    if (judged.size() > kMostMeters) Line(fmt::format(fmt::runtime(Word("… and {} more meters", "… et {} autres compteurs")), judged.size() - kMostMeters));
  }

  std::vector<std::string> PortraitRow(const MeterOutcome& outcome) const {
    const Portrait& portrait = outcome.portrait;
    const Unit unit = outcome.meter.unit;
    // A rate of kWh an hour is a power.
    const auto rate = [&](const std::optional<double>& value) {
      if (!value) return std::string("–");
      return unit == Unit::kKwh ? Say(NumberWords(*value)) + " kW" : Say(QuantityWords(*value, unit)) + (unit == Unit::kM3 ? "/h" : "");
    };
    return {outcome.meter.name,
            Quantity(portrait.a_year, unit),
            rate(portrait.base_load),
            portrait.off_hours_share ? Say(PercentWords(*portrait.off_hours_share)) : "–",
            rate(portrait.peak),
            portrait.load_factor ? Say(PercentWords(*portrait.load_factor)) : "–",
            portrait.saving_at_best_month ? "−" + Quantity(portrait.saving_at_best_month, unit) : "–"};
  }

  void NotJudged() {
    std::vector<std::string> notes;
    for (const MeterOutcome& meter : outcome_.meters) {
      if (meter.why_not) notes.push_back(meter.meter.name + ": " + Say(*meter.why_not));
    }
    for (const FileUnderstanding& file : outcome_.understood) {
      if (file.role == FileRole::kIgnored) notes.push_back(file.path + ": " + Say(file.why));
    }
    if (notes.empty()) return;
    Line();
    Line(Word("Not judged:", "Non évalués :"));
    for (std::size_t i = 0; i < std::min(notes.size(), kMostNotes); ++i) Wrapped(notes[i], "  · ");
    if (notes.size() > kMostNotes) Line(fmt::format(fmt::runtime(Word("  … and {} more", "  … et {} autres")), notes.size() - kMostNotes));
  }

  void Next() {
    Line();
    Line(fmt::format(fmt::runtime(Word("Next: kilowatch report {} --out report.html", "Ensuite : kilowatch report {} --lang fr --out rapport.html")), fmt::join(options_.inputs, " ")));
  }

  const PortfolioOutcome& outcome_;
  const DetectTextOptions& options_;
  std::string out_;
};

}  // namespace

std::string DetectText(const PortfolioOutcome& outcome, const DetectTextOptions& options) { return Screen(outcome, options).Draw(); }

}  // namespace kilowatch
