#include "workflow/reporting/detect_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "decision/policy/findings.h"
#include "decision/policy/meter_tree.h"
#include "detection/events/words.h"
#include "foundation/base/format_phrase.h"
#include "workflow/reporting/report_words.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostMeters = 6;
constexpr std::size_t kMostNotes = 3;
constexpr std::size_t kMostFaults = 3;
constexpr std::size_t kMostIncidents = 3;
constexpr std::size_t kWidth = 100;

class Screen {
 public:
  Screen(const PortfolioOutcome& outcome, const DetectTextOptions& options) : outcome_(outcome), options_(options) {}

  std::string Draw() {
    Read();
    Assumed();
    Incidents();
    Findings();
    DataFaults();
    Portraits();
    NotJudged();
    HiddenCount();
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
    std::int64_t readings = 0, rejects = 0, repeated = 0, files = 0;
    for (const MeterOutcome& meter : outcome_.meters) {
      readings += meter.readings;
      repeated += meter.repeated;
    }
    for (const FileUnderstanding& file : outcome_.understood) {
      rejects += file.rejects.count;
      files += file.role != FileRole::kIgnored ? 1 : 0;
    }
    std::string line = Say(FormatPhrase("Read {}{}: {}, {}", "{} {} : {}, {}", Counted(files, {"file", "fichier"}, {"files", "fichiers"}),
                                        Plural(files, {"", "lu"}, {"", "lus"}),
                                        Counted(static_cast<std::int64_t>(outcome_.meters.size()), {"meter", "compteur"}, {"meters", "compteurs"}),
                                        Counted(readings, {"reading", "relevé"}, {"readings", "relevés"})));
    const std::string covered = Say(CoveredWords(outcome_.meters));
    if (!covered.empty()) line += ", " + covered;
    if (rejects > 0)
      line += Say(FormatPhrase("; {} (kilowatch describe says which)", " ; {} (kilowatch describe dit lesquels)",
                               Counted(rejects, {"could not be read", "illisible"}, {"could not be read", "illisibles"})));
    if (repeated > 0)
      line += Say(FormatPhrase("; {}: the first reading counts", " ; {} : le premier relevé compte",
                               Counted(repeated, {"row repeats an interval", "ligne répète un intervalle"},
                                       {"rows repeat an interval", "lignes répètent un intervalle"})));
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
    if (outcome_.decision.totals.assumed)
      add(Word("default prices: no tariff was given (--price, --currency)", "prix par défaut : aucun tarif n’a été donné (--price, --currency)"));
    for (const SuspectedTotal& total : outcome_.decision.totals.suspected_totals) {
      add(fmt::format(
          fmt::runtime(Word("{} looks like the sum of {}: it is not counted twice", "{} semble être la somme de {} : il n’est pas compté deux fois")),
          total.meter, fmt::join(total.members, ", ")));
    }
    for (const std::vector<std::string>& circle : outcome_.decision.circles) {
      add(fmt::format(fmt::runtime(Word("the meter list puts {} above each other in a circle: none is counted under another",
                                        "la liste des compteurs place {} en cercle : aucun n’est compté sous un autre")),
                      fmt::join(circle, ", ")));
    }
    if (notes.empty()) return;
    Line(Word("Assumed:", "Suppositions :"));
    for (std::size_t i = 0; i < std::min(notes.size(), kMostNotes); ++i) Wrapped(notes[i], "  · ");
    if (notes.size() > kMostNotes)
      Line(fmt::format(fmt::runtime(Word("  … and {} more (--json has all)", "  … et {} autres (--json les donne toutes)")),
                       notes.size() - kMostNotes));
  }

  // Told once for all meters that share them.
  void Incidents() {
    const auto& incidents = outcome_.decision.incidents;
    if (incidents.empty()) return;
    Line();
    Line(incidents.size() == 1
             ? Word("1 incident that meters share:", "1 incident commun à plusieurs compteurs :")
             : fmt::format(fmt::runtime(Word("{} incidents that meters share:", "{} incidents communs à plusieurs compteurs :")), incidents.size()));
    const std::size_t shown = std::min(incidents.size(), kMostIncidents);
    for (std::size_t i = 0; i < shown; ++i) Wrapped(Say(incidents[i].sentence), "  · ");
    if (shown < incidents.size())
      Line(fmt::format(fmt::runtime(Word("  … and {} more (--json has all)", "  … et {} autres (--json les donne tous)")), incidents.size() - shown));
  }

  void HiddenCount() {
    std::map<HiddenReason, std::int64_t> counts;
    for (const Hidden& hidden : outcome_.decision.hidden) ++counts[hidden.reason];
    if (counts.empty()) return;
    std::vector<std::pair<std::int64_t, HiddenReason>> largest;
    for (const auto& [reason, count] : counts) largest.emplace_back(-count, reason);
    std::ranges::sort(largest);
    std::string list;
    for (const auto& [count, reason] : largest)
      list += (list.empty() ? "" : Word("; ", " ; ")) + Count(-count) + Word(": ", " : ") + Say(HiddenReasonWords(reason));
    Line();
    Wrapped(fmt::format(fmt::runtime(Word("Not told (--json lists them): {}.", "Non retenu (--json les donne) : {}.")), list), "");
  }

  void Findings() {
    const auto& findings = outcome_.decision.findings;
    Line();
    if (findings.empty()) {
      Line(Say(NoFindingsWords(outcome_.meters)));
      return;
    }
    Summary(findings);
    const std::size_t shown = std::min(findings.size(), static_cast<std::size_t>(std::max(options_.top, 0)));
    List(findings, shown);
    if (shown < findings.size())
      Line(
          fmt::format(fmt::runtime(Word("    … and {} more (--top {})", "    … et {} autres (--top {})")), findings.size() - shown, findings.size()));
  }

  void Summary(const std::vector<Finding>& findings) {
    const PortfolioTotals& totals = outcome_.decision.totals;
    const auto money = [&](Money amount) { return Say(MoneyWords(amount, outcome_.decision.currency)); };
    std::string line = fmt::format("{} {}. ", findings.size(), findings.size() == 1 ? Word("finding", "constat") : Word("findings", "constats"));
    if (!MeasuresConsumption(outcome_.meters))
      return Wrapped(line + Word("What is no consumption is judged, never priced.", "Ce qui n’est pas une consommation est évalué, jamais chiffré."),
                     "");
    line += fmt::format(fmt::runtime(Word("Waste so far: {}", "Gaspillage à ce jour : {}")), money(totals.waste));
    if (totals.yearly_if_continues.minor > 0) {
      line += fmt::format(fmt::runtime(Word("; {} a year if what goes on continues", " ; {} par an si cela continue")),
                          money(totals.yearly_if_continues));
    }
    if (totals.lost_production.minor != 0)
      line += fmt::format(fmt::runtime(Word("; lost production: {}", " ; production perdue : {}")), money(totals.lost_production));
    Wrapped(line + ".", "");
  }

  // What a finding is worth: money a year if it goes on, else so far; for a data fault what is unmeasured.
  std::string Worth(const Finding& finding) const {
    if (finding.event_class == EventClass::kDataFault)
      return finding.unmeasured > 0 && finding.unit != Unit::kOther ? Say(QuantityWords(finding.unmeasured, finding.unit)) : "–";
    if (finding.yearly_if_continues) return Say(MoneyWords(*finding.yearly_if_continues, outcome_.decision.currency)) + Word("/year", "/an");
    if (!finding.cost) return "–";
    const bool saved = finding.event_class == EventClass::kShortfall && !LosesProduction(finding);
    return (saved ? "−" : "") + Say(MoneyWords(finding.cost->amount, outcome_.decision.currency));
  }

  bool LosesProduction(const Finding& finding) const {
    const auto meter = std::ranges::find_if(outcome_.meters, [&](const MeterOutcome& one) { return one.meter.name == finding.meter; });
    return meter != outcome_.meters.end() && Produces(meter->meter.role);
  }

  FindingParts Parts(const Finding& finding) const {
    const auto event = std::ranges::find_if(outcome_.decision.events,
                                            [&](const PricedEvent& one) { return !finding.events.empty() && one.event.id == finding.events.back(); });
    if (event == outcome_.decision.events.end()) return {EventKindWords(finding.kind), {}, finding.sentence, {}};
    const auto meter = std::ranges::find_if(outcome_.meters, [&](const MeterOutcome& one) { return one.meter.name == finding.meter; });
    const TimeZone zone = meter == outcome_.meters.end() ? TimeZone() : TimeZone::Find(meter->meter.zone).value_or(TimeZone());
    return PartsOf(finding, *event, zone);
  }

  // A line each, amounts aligned; what to check first is said once for findings that share it.
  void List(const std::vector<Finding>& findings, std::size_t shown) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < shown; ++i) width = std::max(width, CharacterCount(Worth(findings[i])));
    std::set<std::string> checks;
    for (std::size_t i = 0; i < shown; ++i) {
      const FindingParts parts = Parts(findings[i]);
      const std::string worth = Worth(findings[i]);
      const std::string lead = fmt::format("{:>3}. ", i + 1) + std::string(width - CharacterCount(worth), ' ') + worth + "  ";
      std::string line = fmt::format("{}{} {}", findings[i].meter, Word(":", " :"), Say(parts.what));
      if (!parts.when.empty()) line += ", " + Say(parts.when);
      // The unmeasured amount stands in front already.
      if (findings[i].event_class != EventClass::kDataFault) line += Word("; ", " ; ") + Say(parts.how_much);
      Wrapped(line, lead);
      const std::string check = Say(parts.check_first);
      if (!check.empty() && checks.insert(check).second) Wrapped(Word("check first: ", "vérifier d’abord : ") + check, std::string(7, ' '));
    }
  }

  void DataFaults() {
    const auto& findings = outcome_.decision.data_findings;
    if (findings.empty()) return;
    Line();
    Line(findings.size() == 1 ? Word("1 data fault, with what was not measured:", "1 défaut de données, avec ce qui n’a pas été mesuré :")
                              : fmt::format(fmt::runtime(Word("{} data faults, with what was not measured:",
                                                              "{} défauts de données, avec ce qui n’a pas été mesuré :")),
                                            findings.size()));
    const std::size_t shown = std::min(findings.size(), kMostFaults);
    List(findings, shown);
    if (shown < findings.size())
      Line(fmt::format(fmt::runtime(Word("    … and {} more (--json has all)", "    … et {} autres (--json les donne tous)")),
                       findings.size() - shown));
  }

  std::string Quantity(const std::optional<double>& value, Unit unit) const { return value ? Say(QuantityWords(*value, unit)) : "–"; }

  void Portraits() {
    std::vector<const MeterOutcome*> judged;
    for (const MeterOutcome& meter : outcome_.meters) {
      if (!meter.why_not) judged.push_back(&meter);
    }
    if (judged.empty()) return;
    std::ranges::stable_sort(
        judged, [](const MeterOutcome* a, const MeterOutcome* b) { return a->portrait.a_year.value_or(0) > b->portrait.a_year.value_or(0); });
    TextTable table({Word("Meter", "Compteur"), Word("a year", "par an"), Word("base load", "talon"), Word("off hours", "hors horaires"),
                     Word("peak", "pointe"), Word("load factor", "facteur de charge"), Word("at its best month", "à son meilleur mois")});
    for (std::size_t i = 0; i < std::min(judged.size(), kMostMeters); ++i) table.Add(PortraitRow(*judged[i]));
    Line();
    out_ += table.Draw();
    if (judged.size() > kMostMeters)
      Line(fmt::format(fmt::runtime(Word("… and {} more meters", "… et {} autres compteurs")), judged.size() - kMostMeters));
  }

  std::vector<std::string> PortraitRow(const MeterOutcome& outcome) const {
    const Portrait& portrait = outcome.portrait;
    const Unit unit = outcome.meter.unit;
    const auto rate = [&](const std::optional<double>& value) { return value ? Say(RateWords(*value, unit)) : "–"; };
    return {ClipText(outcome.meter.name, 30),
            Quantity(portrait.a_year, unit),
            rate(portrait.base_load),
            portrait.off_hours_share ? Say(PercentWords(*portrait.off_hours_share)) : "–",
            rate(portrait.peak),
            portrait.load_factor ? Say(PercentWords(*portrait.load_factor)) : "–",
            portrait.saving_at_best_month ? "−" + Quantity(portrait.saving_at_best_month, unit) : "–"};
  }

  void NotJudged() {
    // Names that share a reason stand together.
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
    const auto add = [&](const std::string& name, const std::string& why) {
      const auto found = std::ranges::find_if(reasons, [&](const auto& one) { return one.first == why; });
      if (found == reasons.end())
        reasons.push_back({why, {name}});
      else
        found->second.push_back(name);
    };
    for (const MeterOutcome& meter : outcome_.meters) {
      if (meter.why_not) add(meter.meter.name, Say(*meter.why_not));
    }
    for (const FileUnderstanding& file : outcome_.understood) {
      // A page about the folder is expected to hold no readings.
      if (file.role == FileRole::kIgnored && !file.path.ends_with(".md")) add(std::filesystem::path(file.path).filename().string(), Say(file.why));
    }
    if (reasons.empty()) return;
    std::vector<std::string> notes;
    for (const auto& [why, names] : reasons) {
      std::string some =
          fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(names.size(), 3)), ", "));
      if (names.size() > 3) some += fmt::format(fmt::runtime(Word(" and {} more", " et {} autres")), names.size() - 3);
      notes.push_back(fmt::format("{}{}{}", some, Word(": ", " : "), why));
    }
    Line();
    Line(Word("Not judged:", "Non évalués :"));
    for (std::size_t i = 0; i < std::min(notes.size(), kMostNotes); ++i) Wrapped(notes[i], "  · ");
    if (notes.size() > kMostNotes) Line(fmt::format(fmt::runtime(Word("  … and {} more", "  … et {} autres")), notes.size() - kMostNotes));
  }

  void Next() {
    Line();
    Line(fmt::format(fmt::runtime(Word("Next: kilowatch report {} --out report.html", "Ensuite : kilowatch report {} --lang fr --out rapport.html")),
                     fmt::join(options_.inputs, " ")));
  }

  const PortfolioOutcome& outcome_;
  const DetectTextOptions& options_;
  std::string out_;
};

}  // namespace

std::string DetectText(const PortfolioOutcome& outcome, const DetectTextOptions& options) { return Screen(outcome, options).Draw(); }

}  // namespace kilowatch
