#include "data/ingestion/json/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "foundation/base/format_phrase.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;

void AppendCell(const Json& value, std::string& out) {
  if (value.is_null()) return;
  if (value.is_boolean()) {
    out.push_back(value.get<bool>() ? '1' : '0');
  } else if (value.is_number_float()) {
    AppendNumber(value.get<double>(), out);
  } else if (value.is_number()) {
    out += value.dump();
  } else {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    out.push_back('"');
    for (const char c : text) {
      if (c == '"') out.push_back('"');
      out.push_back(c == '\n' || c == '\r' ? ' ' : c);
    }
    out.push_back('"');
  }
}

bool IsListOfObjects(const Json& value) { return value.is_array() && !value.empty() && value.front().is_object(); }

std::string FromObjects(const Json& rows) {
  std::vector<std::string> columns;
  std::map<std::string, std::size_t> known;
  for (const Json& row : rows) {
    for (const auto& [key, value] : row.items()) {
      if (known.try_emplace(key, columns.size()).second) columns.push_back(key);
    }
  }
  std::string out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out.push_back(',');
    AppendCell(columns[i], out);
  }
  out.push_back('\n');
  for (const Json& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) out.push_back(',');
      if (const auto cell = row.find(columns[i]); cell != row.end()) AppendCell(*cell, out);
    }
    out.push_back('\n');
  }
  return out;
}

void AppendRow(const Json& row, std::string& out) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out.push_back(',');
    AppendCell(row[i], out);
  }
  out.push_back('\n');
}

std::string FromSplit(const Json& columns, const Json& data) {
  std::string out;
  AppendRow(columns, out);
  for (const Json& row : data) AppendRow(row, out);
  return out;
}

bool IsPair(const Json& value) { return value.is_array() && value.size() == 2; }

bool IsSeries(const Json& value) {
  if (value.is_array()) return !value.empty() && std::ranges::all_of(value, IsPair);
  return value.is_object() && !value.empty() && std::ranges::all_of(value, [](const Json& cell) { return cell.is_number() || cell.is_null(); });
}

std::string FromSeries(const Json& meters) {
  std::string out = "meter,time,value\n";
  const auto add = [&](const std::string& meter, const Json& time, const Json& value) {
    AppendCell(meter, out);
    out.push_back(',');
    AppendCell(time, out);
    out.push_back(',');
    AppendCell(value, out);
    out.push_back('\n');
  };
  for (const auto& [meter, series] : meters.items()) {
    if (series.is_array()) {
      for (const Json& pair : series) add(meter, pair[0], pair[1]);
    } else {
      for (const auto& [time, value] : series.items()) add(meter, time, value);
    }
  }
  return out;
}

std::optional<std::string> FromDocument(const Json& json) {
  if (IsListOfObjects(json)) return FromObjects(json);
  if (!json.is_object()) return std::nullopt;
  if (json.contains("columns") && json.contains("data") && json["columns"].is_array() && json["data"].is_array())
    return FromSplit(json["columns"], json["data"]);
  const Json* rows = nullptr;
  for (const Json& member : json) {
    if (!IsListOfObjects(member)) continue;
    if (rows != nullptr) return std::nullopt;
    rows = &member;
  }
  if (rows != nullptr) return FromObjects(*rows);
  if (!json.empty() && std::ranges::all_of(json, IsSeries)) return FromSeries(json);
  return std::nullopt;
}

std::int64_t LineAt(std::string_view text, std::size_t byte) {
  return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size())), '\n');
}

// One object a line.
std::optional<std::string> FromLines(std::string_view text) {
  Json rows = Json::array();
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Json row = Json::parse(line, nullptr, false);
    if (!row.is_object()) return std::nullopt;
    rows.push_back(std::move(row));
  }
  return rows.empty() ? std::nullopt : std::optional(FromObjects(rows));
}

}  // namespace

bool LooksLikeJson(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
}

Result<std::string> JsonAsText(std::string_view json, const std::string& name) {
  const Phrase shapes = {
      "Readings are [{\"meter\", \"time\", \"value\"}, …], {\"METER\": [[time, value], …]}, {\"columns\", \"data\"}, or one object a line",
      "Les relevés sont [{\"meter\", \"time\", \"value\"}, …], {\"COMPTEUR\": [[time, value], …]}, {\"columns\", \"data\"}, ou un objet par ligne"};
  try {
    const Json document = Json::parse(json);
    if (auto text = FromDocument(document)) return *std::move(text);
    return Fail(
        ErrorCode::kUnreadable,
        FormatPhrase("{} is JSON, but of no shape that holds readings", "{} est du JSON, mais d’aucune forme qui contienne des relevés", name),
        shapes);
  } catch (const nlohmann::json::parse_error& error) {
    if (auto text = FromLines(json)) return *std::move(text);
    return Fail(ErrorCode::kUnreadable, FormatPhrase("{}:{}: broken JSON", "{}:{} : JSON mal formé", name, LineAt(json, error.byte)), shapes);
  } catch (const nlohmann::json::exception& error) {
    return Fail(ErrorCode::kUnreadable, FormatPhrase("{}: broken JSON ({})", "{} : JSON mal formé ({})", name, error.what()), shapes);
  }
}

}  // namespace kilowatch
