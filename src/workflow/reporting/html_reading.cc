#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "decision/policy/decide.h"
#include "workflow/reporting/html_sections.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostFiles = 60, kMostColumns = 40;

std::string Heading(const ReportView& view, const char* en, const char* fr) { return "<section><h2>" + view.words.Word(en, fr) + "</h2>"; }

std::string File(const ReportView& view, const FileUnderstanding& file) {
  const ReportWords& words = view.words;
  std::string out = fmt::format("<details class=\"card\"><summary>{} · {} {}</summary><p>{}</p><ul>",
                                EscapeHtml(std::filesystem::path(file.path).filename().string()), words.Count(file.rows),
                                words.Word("rows", "lignes"), EscapeHtml(words.Say(file.why)));
  for (std::size_t i = 0; i < std::min(file.columns.size(), kMostColumns); ++i) {
    const ColumnUnderstanding& column = file.columns[i];
    out += fmt::format("<li><b>{}</b>{}{} {}</li>", EscapeHtml(column.name), column.unit.empty() ? "" : " (" + EscapeHtml(column.unit) + ")",
                       words.Word(":", "\u202f:"), EscapeHtml(words.Say(column.why)));
  }
  if (file.columns.size() > kMostColumns) out += fmt::format("<li>… {}</li>", file.columns.size() - kMostColumns);
  for (const Phrase& assumed : file.assumed)
    out += fmt::format("<li>{} {}</li>", words.Word("Assumed:", "Supposé :"), EscapeHtml(words.Say(assumed)));
  if (file.rejects.count > 0)
    out += fmt::format("<li>{} {}</li>", words.Count(file.rejects.count),
                       words.Word("rows or values could not be read, for instance:", "lignes ou valeurs illisibles, par exemple :"));
  for (const Reject& reject : file.rejects.first) {
    out += fmt::format("<li>{} {}: {} <code>{}</code></li>", words.Word("Line", "Ligne"), reject.line, EscapeHtml(words.Say(reject.reason)),
                       EscapeHtml(reject.text));
  }
  return out + "</ul></details>";
}

}  // namespace

std::string HtmlNotJudged(const ReportView& view) {
  std::string items;
  std::size_t count = 0;
  for (const MeterOutcome& meter : view.outcome.meters) {
    if (!meter.why_not) continue;
    ++count;
    items +=
        "<li><b>" + EscapeHtml(meter.meter.name) + "</b>" + view.words.Word(": ", "\u202f: ") + EscapeHtml(view.words.Say(*meter.why_not)) + "</li>";
  }
  if (items.empty()) return {};
  std::string out = Heading(view, "Meters that could not be judged", "Compteurs qui n’ont pas pu être évalués");
  if (count > 12) return out + fmt::format("<details><summary>{}</summary><ul>{}</ul></details></section>", count, items);
  return out + "<ul>" + items + "</ul></section>";
}

std::string HtmlHidden(const ReportView& view) {
  std::map<HiddenReason, std::int64_t> counts;
  for (const Hidden& one : view.outcome.decision.hidden) ++counts[one.reason];
  if (counts.empty()) return {};
  std::string out = Heading(view, "What was left out, and why", "Ce qui a été écarté, et pourquoi") + "<ul>";
  for (const auto& [reason, count] : counts) {
    out += fmt::format("<li>{} {}{} {}</li>", view.words.Count(count),
                       count == 1 ? view.words.Word("event", "anomalie") : view.words.Word("events", "anomalies"), view.words.Word(":", "\u202f:"),
                       EscapeHtml(view.words.Say(HiddenReasonWords(reason))));
  }
  return out + "</ul></section>";
}

std::string HtmlFiles(const ReportView& view) {
  const auto& files = view.outcome.understood;
  if (files.empty()) return {};
  std::string out = Heading(view, "What was read", "Ce qui a été lu");
  for (std::size_t i = 0; i < std::min(files.size(), kMostFiles); ++i) out += File(view, files[i]);
  if (files.size() > kMostFiles) {
    out += fmt::format(R"(<p class="soft">{} {}</p>)", files.size() - kMostFiles,
                       view.words.Word("more files; kilowatch describe lists them all.", "autres fichiers ; kilowatch describe les donne tous."));
  }
  return out + "</section>";
}

std::string HtmlMethod(const ReportView& view) {
  std::string out = "<footer><h2>" + view.words.Word("How this was worked out", "Comment cela a été calculé") + "</h2>";
  for (const std::string& paragraph : MethodParagraphs(view)) out += "<p>" + EscapeHtml(paragraph) + "</p>";
  return out + "<p>Kilowatch</p></footer>";
}

}  // namespace kilowatch
