#include "data/ingestion/compare_list.h"

#include <map>
#include <set>

#include "data/ingestion/name_list.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

void Say(FileUnderstanding& file, const std::vector<std::string>& names, const Phrase& one, const Phrase& several) {
  if (names.empty()) return;
  file.assumed.push_back(FormatPhrase("{}: {}", "{} : {}", Counted(static_cast<std::int64_t>(names.size()), one, several), NameList(names)));
}

}  // namespace

void CompareWithLists(const MeterList& listed, FileSourceParts& parts) {
  std::set<std::string> read;
  std::vector<std::string> unlisted;
  for (const Meter& meter : parts.meters) {
    read.insert(meter.name);
    if (!listed.contains(meter.name)) unlisted.push_back(meter.name);
  }
  std::map<std::string, std::vector<std::string>> without_readings;
  for (const auto& [name, meter] : listed) {
    if (!read.contains(name) && meter.role != MeterRole::kVirtual) without_readings[meter.list].push_back(name);
  }
  bool is_first = true;
  for (FileUnderstanding& file : parts.others) {
    if (file.role != FileRole::kMeterList) continue;
    Say(file, without_readings[file.path], {"meter of the list has no readings", "compteur de la liste n'a pas de relevés"},
        {"meters of the list have no readings", "compteurs de la liste n'ont pas de relevés"});
    if (is_first) {
      Say(file, unlisted, {"meter with readings is not in the list", "compteur avec relevés n'est pas dans la liste"},
          {"meters with readings are not in the list", "compteurs avec relevés ne sont pas dans la liste"});
    }
    is_first = false;
  }
}

}  // namespace kilowatch
