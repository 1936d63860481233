#include "data/ingestion/name_meters.h"

#include <algorithm>
#include <map>
#include <set>

#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/inputs.h"

namespace kilowatch {
namespace {

namespace fs = std::filesystem;

// Stems, with as much of the folder before them as it takes to tell files apart.
std::vector<std::string> FileNames(const std::vector<fs::path>& paths) {
  std::vector<std::string> names;
  std::map<std::string, int> uses;
  for (const fs::path& path : paths) ++uses[Stem(path)];
  for (const fs::path& path : paths) {
    const std::string stem = Stem(path);
    const fs::path folder = path.parent_path().filename();
    names.push_back(uses[stem] > 1 && !folder.empty() ? folder.string() + "/" + stem : stem);
  }
  return names;
}

// Whether the rows of a file are told apart by name, or by column.
std::string NameIn(const CsvFile& file, const CsvFile::Meter& meter, const std::string& stem, const MeterList& listed) {
  const std::string& file_name = file.plan().titled_meter.empty() ? stem : file.plan().titled_meter;
  const ReadingColumn& reading = file.plan().readings[meter.reading];
  const bool wide = file.plan().understanding.layout == Layout::kWideByMeter;
  // "readings / boiler" is the boiler of a list that has it.
  const std::size_t between = reading.meter.find(" / ");
  if (meter.key.empty() && wide && between != std::string::npos && listed.contains(reading.meter.substr(between + 3))) {
    return reading.meter.substr(between + 3);
  }
  if (!meter.key.empty() || (wide && !reading.meter.empty())) return MeterName(meter.key, reading.meter);
  if (listed.contains(reading.meter)) return reading.meter;
  const bool several = file.plan().readings.size() > 1 && !reading.meter.empty();
  return several ? file_name + "/" + reading.meter : file_name;
}

Unit UnitOf(const CsvFile& file, const CsvFile::Meter& meter, const std::optional<SourceUnit>& listed, std::optional<double> kwh_per_m3) {
  if (listed) return listed->unit;
  if (!file.plan().unit_column) return meter.unit.unit;
  return WithCalorificValue(meter.unit, file.plan().readings[meter.reading].commodity, kwh_per_m3).unit;
}

// The unit that the meter list says where the file says none.
std::optional<SourceUnit> ListedUnit(const CsvFile& file, const CsvFile::Meter& meter, const std::string& name, const MeterList& listed,
                                     std::optional<double> kwh_per_m3) {
  const ReadingColumn& reading = file.plan().readings[meter.reading];
  const auto entry = listed.find(name);
  if (!reading.unit_is_assumed || file.plan().unit_column || entry == listed.end() || !entry->second.unit) return std::nullopt;
  return WithCalorificValue(*entry->second.unit, entry->second.commodity.value_or(reading.commodity), kwh_per_m3);
}

struct NamedMeter {
  std::string name;
  Unit unit;
  MeterPlace place;
};

// Every meter of every file under its own name; one name in units that cannot be added becomes a name for each unit.
std::vector<NamedMeter> NamedMeters(const std::vector<fs::path>& paths, const MeterList& listed, const FileSourceParts& parts) {
  std::vector<NamedMeter> found;
  std::map<std::string, std::set<Unit>> units;
  const std::vector<std::string> names = FileNames(paths);
  for (std::size_t f = 0; f < parts.files.size(); ++f) {
    const CsvFile& file = *parts.files[f];
    for (std::size_t m = 0; m < file.meters().size(); ++m) {
      const CsvFile::Meter& meter = file.meters()[m];
      std::string name = NameIn(file, meter, names[f], listed);
      const auto unit = ListedUnit(file, meter, name, listed, parts.options.kwh_per_m3);
      found.push_back({std::move(name), UnitOf(file, meter, unit, parts.options.kwh_per_m3), {f, m, unit}});
      units[found.back().name].insert(found.back().unit);
    }
  }
  for (NamedMeter& one : found) {
    if (units[one.name].size() < 2) continue;
    const std::string apart = one.name + " (" + std::string(UnitName(one.unit)) + ")";
    parts.files[one.place.file]->Assume(
        {"the name " + one.name + " is used in units that cannot be added; read as a meter of its own: " + apart,
         "le nom " + one.name + " est employé dans des unités qui ne s’ajoutent pas ; lu comme un compteur à part : " + apart});
    one.name = apart;
  }
  return found;
}

}  // namespace

void NameMeters(const std::vector<fs::path>& paths, const MeterList& listed, FileSourceParts& parts) {
  std::map<std::string, std::size_t> numbers;
  std::vector<Meter> meters;
  std::vector<std::vector<MeterPlace>> places;
  for (const NamedMeter& one : NamedMeters(paths, listed, parts)) {
    const auto [entry, is_new] = numbers.try_emplace(one.name, meters.size());
    if (is_new) {
      const CsvFile& file = *parts.files[one.place.file];
      const ReadingColumn& reading = file.plan().readings[file.meters()[one.place.number].reading];
      Meter meter;
      meter.name = one.name;
      meter.unit = one.unit;
      meter.commodity = reading.commodity;
      meter.role = reading.role;
      meters.push_back(std::move(meter));
      places.emplace_back();
    }
    places[entry->second].push_back(one.place);
  }
  for (const auto& [name, number] : numbers) {
    parts.meters.push_back(std::move(meters[number]));
    parts.places.push_back(std::move(places[number]));
  }
}

}  // namespace kilowatch
