#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "detection/events/words.h"
#include "workflow/reporting/html_sections.h"
#include "workflow/reporting/load_chart.h"

namespace kilowatch {
namespace {

struct Column {
  const char* key;  // of its rank, one letter
  Phrase name;
  std::function<std::optional<double>(const MeterOutcome&)> value;
  std::function<std::string(const MeterOutcome&, double)> words;
};

std::vector<Column> Columns(const ReportView& view) {
  const auto say = [&view](const Phrase& phrase) { return view.words.Say(phrase); };
  const auto amount = [say](const MeterOutcome& meter, double value) { return say(QuantityWords(value, meter.meter.unit)); };
  const auto rate = [say](const MeterOutcome& meter, double value) { return say(RateWords(value, meter.meter.unit)); };
  const auto share = [say](const MeterOutcome&, double value) { return say(PercentWords(value)); };
  return {{"y", {"a year", "par an"}, [](const MeterOutcome& m) { return m.portrait.a_year; }, amount},
          {"b", {"base load", "talon"}, [](const MeterOutcome& m) { return m.portrait.base_load; }, rate},
          {"o", {"off hours", "hors horaires"}, [](const MeterOutcome& m) { return m.portrait.off_hours_share; }, share},
          {"p", {"peak", "pointe"}, [](const MeterOutcome& m) { return m.portrait.peak; }, rate},
          {"l", {"load factor", "facteur de charge"}, [](const MeterOutcome& m) { return m.portrait.load_factor; }, share},
          {"s", {"saving at best month", "gain au meilleur mois"}, [](const MeterOutcome& m) { return m.portrait.saving_at_best_month; }, amount},
          {"w",
           {"waste so far", "gaspillé à ce jour"},
           [&view](const MeterOutcome& m) {
             const Money waste = view.WasteOf(m.meter.name);
             return waste.minor == 0 ? std::optional<double>() : static_cast<double>(waste.minor);
           },
           [&view](const MeterOutcome&, double value) { return view.words.Amount({static_cast<std::int64_t>(value)}); }}};
}

// For each row its place when sorted by the column, the highest first, what is not known last.
std::vector<std::size_t> Ranks(const std::vector<const MeterOutcome*>& meters, const Column& column) {
  std::vector<std::size_t> order(meters.size()), ranks(meters.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto key = [&](std::size_t i) { return column.value(*meters[i]).value_or(-1e300); };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return key(a) > key(b); });
  for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

std::string SortChoice(const char* key, const std::string& name, bool checked) {
  return fmt::format(R"(<label><input type="radio" name="sort" class="by-{}"{}>{}</label>)", key, checked ? " checked" : "", name);
}

std::string Row(const MeterOutcome& meter, const std::vector<Column>& columns, const std::string& style) {
  std::string out = fmt::format(R"(<tr role="row" style="{}"><th role="rowheader" scope="row">{}</th>)", style, EscapeHtml(meter.meter.name));
  for (const Column& column : columns) {
    const auto value = column.value(meter);
    out += "<td role=\"cell\">" + (value ? EscapeHtml(column.words(meter, *value)) : "–") + "</td>";
  }
  return out + "</tr>";
}

std::string PortraitCard(const ReportView& view, const MeterOutcome& meter, bool open) {
  const ReportWords& words = view.words;
  std::string out = fmt::format("<details class=\"card\"{}><summary>{}", open ? " open" : "", EscapeHtml(meter.meter.name));
  if (meter.portrait.a_year)
    out += " · " + EscapeHtml(words.Say(QuantityWords(*meter.portrait.a_year, meter.meter.unit))) + words.Word(" a year", " par an");
  out += "</summary>";
  if (const MeterSeries* series = view.series.Find(meter.meter.name)) {
    out += DailyChart(*series, meter.meter.unit, view.options.language) + WeekChart(*series, meter.meter.unit, view.options.language);
  }
  out += "<ul>";
  for (const Phrase& line : meter.portrait.lines) out += "<li>" + EscapeHtml(words.Say(line)) + "</li>";
  return out + "</ul></details>";
}

}  // namespace

std::string HtmlMeterTable(const ReportView& view) {
  std::vector<const MeterOutcome*> meters;
  for (const MeterOutcome& meter : view.outcome.meters) {
    if (!meter.why_not) meters.push_back(&meter);
  }
  if (meters.empty()) return {};
  const ReportWords& words = view.words;
  const std::vector<Column> columns = Columns(view);
  std::vector<std::vector<std::size_t>> ranks;
  for (const Column& column : columns) ranks.push_back(Ranks(meters, column));
  std::string out = "<section class=\"meters\"><h2>" + words.Word("The meters", "Les compteurs") + "</h2>";
  out += R"(<fieldset class="sort"><legend>)" + words.Word("Sort by", "Trier par") + "</legend>" + SortChoice("n", words.Word("name", "nom"), false);
  for (std::size_t c = 0; c < columns.size(); ++c) out += SortChoice(columns[c].key, words.Say(columns[c].name), c == 0);
  out +=
      R"(</fieldset><div class="scroll" tabindex="0"><table role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">)" +
      words.Word("Meter", "Compteur") + "</th>";
  for (const Column& column : columns) out += "<th role=\"columnheader\" scope=\"col\">" + words.Say(column.name) + "</th>";
  out += "</tr></thead><tbody role=\"rowgroup\">";
  for (std::size_t i = 0; i < meters.size(); ++i) {
    std::string style = fmt::format("--n:{}", i);
    for (std::size_t c = 0; c < columns.size(); ++c) style += fmt::format(";--{}:{}", columns[c].key, ranks[c][i]);
    out += Row(*meters[i], columns, style);
  }
  return out + "</tbody></table></div></section>";
}

std::string HtmlPortraits(const ReportView& view) {
  const std::vector<const MeterOutcome*> portrayed = view.Portrayed();
  if (portrayed.empty()) return {};
  const ReportWords& words = view.words;
  std::string out = "<section><h2>" + words.Word("Portraits", "Portraits") + R"(</h2><p class="soft">)" +
                    words.Word(
                        "Permanent waste looks normal to a meter's own history. It shows here: base load, use outside opening hours, and what a year "
                        "would save at the meter's own best month.",
                        "Un gaspillage permanent paraît normal dans l’historique d’un compteur. Il se voit ici : talon, consommation hors horaires, "
                        "et ce qu’une année au niveau du meilleur mois "
                        "économiserait.") +
                    "</p>";
  for (std::size_t i = 0; i < portrayed.size(); ++i) out += PortraitCard(view, *portrayed[i], i < 3);
  std::size_t judged = 0;
  for (const MeterOutcome& meter : view.outcome.meters) judged += meter.why_not ? 0 : 1;
  if (judged > portrayed.size()) {
    out += fmt::format(R"(<p class="soft">{} {}</p>)", words.Count(static_cast<std::int64_t>(judged - portrayed.size())),
                       words.Word("more meters are in the table above; detect --json has the portrait of each.",
                                  "autres compteurs sont dans le tableau ci-dessus ; detect --json donne le portrait de chacun."));
  }
  return out + "</section>";
}

}  // namespace kilowatch
