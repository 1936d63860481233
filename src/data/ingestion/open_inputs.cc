#include <algorithm>
#include <map>
#include <set>

#include "data/ingestion/compare_list.h"
#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/file_source.h"
#include "data/ingestion/formula/formula_source.h"
#include "data/ingestion/gather_inputs.h"
#include "data/ingestion/inputs.h"
#include "data/ingestion/name_list.h"
#include "data/ingestion/name_meters.h"
#include "data/ingestion/place_sites.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

Error NothingToRead(const std::vector<FileUnderstanding>& others) {
  Phrase message = {"no file holds a reading", "aucun fichier ne contient de relevé"};
  constexpr std::size_t kNamed = 10;
  for (std::size_t i = 0; i < others.size() && i < kNamed; ++i) {
    const FileUnderstanding& file = others[i];
    message = FormatPhrase("{}{} {} ({})", "{} {} {} ({})", message, i == 0 ? Phrase{":", ":"} : Phrase{";", ";"}, file.path,
                           file.role == FileRole::kIgnored ? file.why : FileRoleWords(file.role));
  }
  if (others.size() > kNamed) message = FormatPhrase("{}; and {} more", "{} ; et {} de plus", message, others.size() - kNamed);
  return {
      ErrorCode::kUnreadable,
      message,
      {"Name files with a column of dates and a column of readings", "Indiquez des fichiers avec une colonne de dates et une colonne de relevés"}};
}

// Labels may name the file of a meter ("realKnownCause/nyc_taxi.csv") where the meter is named after it. Those of meters that are not there are said.
void MatchLabels(FileSourceParts& parts) {
  const auto is_meter = [&](const std::string& name) { return std::ranges::find(parts.meters, name, &Meter::name) != parts.meters.end(); };
  std::map<std::string, std::set<std::string>> unknown;
  for (FileLabel& read : parts.labels) {
    std::string& meter = read.label.meter;
    if (meter.empty() || is_meter(meter)) continue;
    if (const std::string stem = Stem(meter); is_meter(stem)) {
      meter = stem;
    } else {
      unknown[read.file].insert(meter);
    }
  }
  for (FileUnderstanding& file : parts.others) {
    const auto found = unknown.find(file.path);
    if (file.role != FileRole::kLabels || found == unknown.end()) continue;
    const Phrase names = NameList({found->second.begin(), found->second.end()});
    file.assumed.push_back(
        {"labels of meters that have no readings, not used: " + names.en, "étiquettes de compteurs sans relevés, non utilisées : " + names.fr});
  }
}

}  // namespace

Status InputOptions::Validate() const {
  if (!unit.empty() && !UnderstandUnit(unit)) {
    return Fail(ErrorCode::kUsage, FormatPhrase("unknown unit \"{}\"", "unité inconnue « {} »", unit),
                {"Use kWh, MWh, Wh, kW, W, GJ, m3 or L", "Utilisez kWh, MWh, Wh, kW, W, GJ, m3 ou L"});
  }
  if (interval && interval->count() <= 0) {
    return Fail(ErrorCode::kUsage, {"the interval must be longer than nothing", "le pas de temps doit être supérieur à zéro"});
  }
  if (kwh_per_m3 && !(*kwh_per_m3 > 0)) {
    return Fail(ErrorCode::kUsage, {"the calorific value must be above zero", "le pouvoir calorifique doit être supérieur à zéro"});
  }
  if (!zone.empty()) {
    if (const auto found = TimeZone::Find(zone); !found) return Fail(ErrorCode::kUsage, found.error().message, found.error().advice);
  }
  return {};
}

Result<std::unique_ptr<Source>> OpenInputs(const std::vector<std::string>& paths, const InputOptions& options, const std::stop_token& stop) {
  KW_RETURN_IF_ERROR(options.Validate());
  KW_ASSIGN(const Inputs inputs, ExpandInputs(paths));
  KW_ASSIGN(Gathered gathered, GatherInputs(inputs, options, stop));
  FileSourceParts parts;
  parts.options = {options.interval, options.kwh_per_m3, true};
  parts.files = std::move(gathered.files);
  parts.others = std::move(gathered.others);
  parts.understood_order = std::move(gathered.understood_order);
  const bool known = std::ranges::any_of(parts.others, [](const FileUnderstanding& file) { return file.role != FileRole::kIgnored; });
  if (parts.files.empty() && !(options.describe_only && known)) {
    if (gathered.first_error && parts.others.size() == 1) return std::unexpected(*gathered.first_error);
    return std::unexpected(NothingToRead(parts.others));
  }
  parts.labels = std::move(gathered.labels);
  NameMeters(gathered.paths, gathered.meters, parts);
  MatchLabels(parts);
  CompareWithLists(gathered.meters, parts);
  KW_RETURN_IF_ERROR(PlaceSites(gathered, options, parts));
  return WithVirtualMeters(std::make_unique<FileSource>(std::move(parts)), gathered.meters);
}

}  // namespace kilowatch
