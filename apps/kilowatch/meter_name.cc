#include "meter_name.h"

#include <algorithm>

#include "data/ingestion/name_list.h"
#include "foundation/base/edit_distance.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::string LowerAscii(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// Those that a person may have meant, nearest first.
std::vector<std::string> NearestNames(const std::string& name, const std::vector<Meter>& meters) {
  constexpr std::size_t kMost = 5;
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const Meter& meter : meters) near.emplace_back(EditDistance(LowerAscii(name), LowerAscii(meter.name)), meter.name);
  std::ranges::sort(near);
  std::vector<std::string> names;
  for (const auto& [distance, known] : near) {
    if (names.size() < kMost) names.push_back(known);
  }
  return names;
}

}  // namespace

Result<std::size_t> FindMeterNamed(const std::string& name, const std::vector<Meter>& meters) {
  std::vector<std::size_t> having;
  for (std::size_t i = 0; i < meters.size(); ++i) {
    if (meters[i].name == name) return i;
    if (LowerAscii(meters[i].name).find(LowerAscii(name)) != std::string::npos) having.push_back(i);
  }
  if (having.size() == 1 && !name.empty()) return having.front();
  if (!having.empty() && !name.empty()) {
    std::vector<std::string> names;
    for (const std::size_t i : having) names.push_back(meters[i].name);
    const auto count = static_cast<std::int64_t>(names.size());
    return Fail(ErrorCode::kUsage, FormatPhrase("{} meters have \"{}\" in their name", "{} compteurs ont « {} » dans leur nom", count, name),
                FormatPhrase("Name one: {}", "Indiquez-en un : {}", NameList(names)));
  }
  return Fail(ErrorCode::kUsage, FormatPhrase("no meter is called \"{}\"", "aucun compteur ne s’appelle « {} »", name),
              FormatPhrase("The nearest names are {}", "Les noms les plus proches sont {}", NameList(NearestNames(name, meters))));
}

}  // namespace kilowatch
