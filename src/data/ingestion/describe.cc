#include "data/ingestion/describe.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::string_view LayoutText(Layout layout, Language language) {
  const bool fr = language == Language::kFrench;
  switch (layout) {
    case Layout::kLong: return fr ? "un relevé par ligne, compteur nommé dans la ligne" : "one reading a row, the row names the meter";
    case Layout::kOneMeter: return fr ? "un seul compteur" : "one meter";
    case Layout::kWideByMeter: return fr ? "une colonne par compteur" : "a column for each meter";
    case Layout::kWideByHour: return fr ? "une ligne par jour, une colonne par intervalle" : "a row for each day, a column for each interval";
    case Layout::kNone: break;
  }
  return "";
}

std::string_view ColumnRoleText(ColumnRole role, Language language) {
  if (language == Language::kEnglish) return ColumnRoleName(role);
  switch (role) {
    case ColumnRole::kTime: return "horodate";
    case ColumnRole::kHour: return "heure";
    case ColumnRole::kReading: return "relevé";
    case ColumnRole::kMeter: return "compteur";
    case ColumnRole::kTemperature: return "température";
    case ColumnRole::kWeather: return "météo";
    case ColumnRole::kLabel: return "étiquette";
    case ColumnRole::kStatus: return "statut";
    case ColumnRole::kUnit: return "unité";
    case ColumnRole::kCalendar: return "calendrier";
    case ColumnRole::kTotal: return "total";
    case ColumnRole::kDescription: return "description";
    case ColumnRole::kIgnored: break;
  }
  return "ignorée";
}

std::string SeparatorText(char separator, Language language) {
  if (separator == '\t') return language == Language::kFrench ? "tabulation" : "tab";
  return fmt::format("\"{}\"", separator);
}

std::string ZoneText(const FileUnderstanding& file, Language language) {
  if (!file.zone.empty()) return file.zone;
  return language == Language::kFrench ? "horodates telles quelles" : "as they stand";
}

void AppendWriting(const FileUnderstanding& file, Language language, std::string& text) {
  const bool fr = language == Language::kFrench;
  text +=
      fmt::format("  {:<11}{}{}, {} {}, {} \"{}\"\n", fr ? "texte" : "text", file.encoding, file.compression.empty() ? "" : " + " + file.compression,
                  fr ? "séparateur" : "separator", SeparatorText(file.separator, language), fr ? "décimale" : "decimal mark", file.decimal);
  if (file.layout != Layout::kNone) text += fmt::format("  {:<11}{}\n", fr ? "forme" : "layout", LayoutText(file.layout, language));
  if (!file.time_format.empty()) {
    const char* place =
        file.stamps_end_interval ? (fr ? "fin de l'intervalle" : "end of the interval") : (fr ? "début de l'intervalle" : "start of the interval");
    const bool series = file.role == FileRole::kReadings || file.role == FileRole::kWeather;
    text += fmt::format("  {:<11}{}", fr ? "horodates" : "stamps", file.time_format);
    if (series) text += fmt::format(", {}, {} {}", place, fr ? "fuseau" : "zone", ZoneText(file, language));
    text += '\n';
  }
  if (file.rows > 0) {
    text += fmt::format("  {:<11}{}", fr ? "lignes" : "rows", CountWords(file.rows).In(language));
    if (file.rejects.count > 0) text += ", " + Counted(file.rejects.count, {"reject", "rejet"}, {"rejects", "rejets"}).In(language);
    text += '\n';
  }
}

bool ToldTogether(const ColumnUnderstanding& a, const ColumnUnderstanding& b) {
  return a.role == b.role && a.unit == b.unit && (a.why.en == b.why.en || (a.role == ColumnRole::kReading && a.why.en.starts_with("interval of"))) &&
         a.role != ColumnRole::kTime;
}

void AppendColumns(const FileUnderstanding& file, Language language, std::string& text) {
  const bool fr = language == Language::kFrench;
  text += fr ? "  colonnes\n" : "  columns\n";
  for (std::size_t i = 0; i < file.columns.size();) {
    std::size_t end = i + 1;
    while (end < file.columns.size() && ToldTogether(file.columns[i], file.columns[end])) ++end;
    if (end - i < 3) end = i + 1;
    const auto& column = file.columns[i];
    std::string name = column.name;
    if (end - i > 1) name += fmt::format(" … {} ({} {})", file.columns[end - 1].name, end - i, fr ? "colonnes" : "columns");
    text += fmt::format("    {:<28} {}{} — {}\n", name, ColumnRoleText(column.role, language), column.unit.empty() ? "" : " [" + column.unit + "]",
                        column.why.In(language));
    i = end;
  }
}

void AppendRepeats(const FileUnderstanding& file, Language language, std::string& text) {
  if (file.repeated_by_meter.empty()) return;
  constexpr std::size_t kNamed = 8;
  RepeatedRows sum;
  std::string meters;
  std::size_t named = 0;
  for (const auto& [meter, repeated] : file.repeated_by_meter) {
    sum.count += repeated.count;
    sum.differing += repeated.differing;
    if (named++ < kNamed) meters += fmt::format("{}{} {}", meters.empty() ? "" : ", ", meter, repeated.count);
  }
  if (named > kNamed) meters += FormatPhrase(" and {} more", " et {} de plus", named - kNamed).In(language);
  const Phrase rows = Counted(sum.count, {"row whose stamp is taken already", "ligne dont l’horodatage est déjà pris"},
                              {"rows whose stamp is taken already", "lignes dont l’horodatage est déjà pris"});
  const Phrase differing = Counted(sum.differing, {"contradicts it", "le contredit"}, {"contradict it", "le contredisent"});
  text += FormatPhrase("  repeated   {}; the first reading counts, {} ({})\n", "  répétées   {} ; le premier relevé compte, {} ({})\n", rows,
                       differing, meters)
              .In(language);
}

void AppendRejects(const FileUnderstanding& file, Language language, std::string& text) {
  if (file.rejects.first.empty()) return;
  text += language == Language::kFrench ? "  rejets\n" : "  rejects\n";
  for (const auto& reject : file.rejects.first) {
    text += FormatPhrase("    {}:{}: {}{}\"{}\": {}\n", "    {}:{} : {}{}« {} » : {}\n", reject.file, reject.line, reject.column,
                         reject.column.empty() ? "" : " ", reject.text, reject.reason)
                .In(language);
  }
}

nlohmann::json PhraseJson(const Phrase& phrase) { return {{"en", phrase.en}, {"fr", phrase.fr}}; }

nlohmann::json RejectsJson(const RejectTally& rejects) {
  auto first = nlohmann::json::array();
  for (const auto& reject : rejects.first) {
    first.push_back(
        {{"file", reject.file}, {"line", reject.line}, {"column", reject.column}, {"text", reject.text}, {"reason", PhraseJson(reject.reason)}});
  }
  return {{"count", rejects.count}, {"first", std::move(first)}};
}

nlohmann::json RepeatsJson(const std::map<std::string, RepeatedRows>& repeated_by_meter) {
  RepeatedRows sum;
  auto by_meter = nlohmann::json::object();
  for (const auto& [meter, repeated] : repeated_by_meter) {
    sum.count += repeated.count;
    sum.differing += repeated.differing;
    by_meter[meter] = repeated.count;
  }
  return {{"count", sum.count}, {"differing", sum.differing}, {"by_meter", std::move(by_meter)}};
}

}  // namespace

std::string DescribeText(const FileUnderstanding& file, Language language) {
  std::string text = FormatPhrase("{}: {}\n", "{} : {}\n", file.path, FileRoleWords(file.role)).In(language);
  if (!file.why.empty()) text += fmt::format("  {:<11}{}\n", language == Language::kFrench ? "car" : "because", file.why.In(language));
  if (!file.columns.empty()) {
    AppendWriting(file, language, text);
    AppendColumns(file, language, text);
  }
  AppendRepeats(file, language, text);
  if (!file.assumed.empty()) text += language == Language::kFrench ? "  supposé\n" : "  assumed\n";
  for (const auto& phrase : file.assumed) text += "    " + phrase.In(language) + "\n";
  AppendRejects(file, language, text);
  return text;
}

nlohmann::json UnderstandingJson(const FileUnderstanding& file) {
  auto columns = nlohmann::json::array();
  for (const auto& column : file.columns) {
    columns.push_back({{"name", column.name}, {"role", ColumnRoleName(column.role)}, {"unit", column.unit}, {"why", PhraseJson(column.why)}});
  }
  auto assumed = nlohmann::json::array();
  for (const auto& phrase : file.assumed) assumed.push_back(PhraseJson(phrase));
  return {
      {"file", file.path},
      {"role", FileRoleName(file.role)},
      {"why", PhraseJson(file.why)},
      {"layout", LayoutName(file.layout)},
      {"separator", std::string(1, file.separator)},
      {"decimal", std::string(1, file.decimal)},
      {"encoding", file.encoding},
      {"compression", file.compression},
      {"zone", file.zone},
      {"time_format", file.time_format},
      {"stamps", file.stamps_end_interval ? "end" : "start"},
      {"interval_by_meter", file.interval_by_meter},
      {"rows", file.rows},
      {"rejects", RejectsJson(file.rejects)},
      {"repeated", RepeatsJson(file.repeated_by_meter)},
      {"columns", std::move(columns)},
      {"assumed", std::move(assumed)},
  };
}

}  // namespace kilowatch
