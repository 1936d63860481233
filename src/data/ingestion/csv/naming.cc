#include "data/ingestion/csv/naming.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <string>

#include <fmt/format.h>

namespace kilowatch {
namespace {

struct FoundUnit {
  UnitText text;
  Phrase from;  // empty: the header itself
};

// The unit that stands behind the number in every cell: "12.5 MWh".
std::optional<UnitText> UnitOfCells(const ColumnProfile& column) {
  std::optional<std::string_view> unit;
  for (const std::string_view cell : column.filled) {
    const auto last = cell.find_last_of("0123456789.,");
    const std::string_view behind = last == std::string_view::npos ? std::string_view() : TrimBlanks(cell.substr(last + 1));
    if (behind.empty() || (unit && *unit != behind)) return std::nullopt;
    unit = behind;
  }
  const auto found = unit ? UnitFromCell(*unit) : std::nullopt;
  return found && found->unit.unit != Unit::kOther ? found : std::nullopt;
}

// The unit that the file states outside the column's header.
std::optional<FoundUnit> UnitBeside(std::size_t column, const Draft& draft) {
  if (column < draft.table.units.size()) {
    if (auto unit = UnitFromCell(draft.table.units[column]))
      return FoundUnit{*unit, {"the line of units below the header", "la ligne d'unités sous l'en-tête"}};
  }
  if (draft.plan.unit_column) {
    const auto& units = draft.columns[*draft.plan.unit_column];
    const auto most = std::ranges::max_element(units.distinct, {}, [](const auto& entry) { return entry.second; });
    if (auto unit = UnitFromCell(most->first)) return FoundUnit{*unit, {"the unit column", "la colonne d'unité"}};
  }
  if (auto unit = UnitOfCells(draft.columns[column])) return FoundUnit{*unit, {"its cells", "ses cellules"}};
  for (const std::size_t i : draft.plan.total_columns) {
    if (auto unit = UnitFromHeader(draft.columns[i].name))
      return FoundUnit{*unit, {"the total column " + draft.columns[i].name, "la colonne de total " + draft.columns[i].name}};
  }
  for (const auto& title : draft.table.titles) {
    for (const auto& cell : title.cells) {
      auto unit = UnitFromCell(cell);
      if (!unit) unit = UnitFromHeader(cell);
      if (unit && unit->unit.unit != Unit::kOther) return FoundUnit{*unit, {"a line above the header", "une ligne au-dessus de l'en-tête"}};
    }
  }
  if (auto unit = UnitFromHeader(FileStem(draft.context.path)); unit && unit->unit.unit != Unit::kOther)
    return FoundUnit{*unit, {"the file's name", "le nom du fichier"}};
  return std::nullopt;
}

std::optional<Commodity> CommodityOf(std::span<const std::string> words) {
  // "hot water" and "chilled water" are heat; so heat comes before water, and gas before "heat from gas".
  if (Means(words, Meaning::kGas)) return Commodity::kGas;
  if (Means(words, Meaning::kHeat)) return Commodity::kHeat;
  const bool hot = std::ranges::find(words, "hot") != words.end() || std::ranges::find(words, "chilled") != words.end();
  if (Means(words, Meaning::kWater)) return hot ? Commodity::kHeat : Commodity::kWater;
  if (Means(words, Meaning::kElectricity)) return Commodity::kElectricity;
  return std::nullopt;
}

std::string LastFolder(std::string_view path) {
  const auto slash = path.find_last_of('/');
  if (slash == std::string_view::npos) return {};
  path = path.substr(0, slash);
  return std::string(path.substr(path.find_last_of('/') + 1));
}

// What the texts around a column say of the medium, nearest first.
std::optional<Commodity> CommodityBeside(const ColumnProfile& column, const Draft& draft) {
  if (auto found = CommodityOf(column.words)) return found;
  for (const std::size_t i : draft.plan.total_columns) {
    if (auto found = CommodityOf(draft.columns[i].words)) return found;
  }
  for (const auto& title : draft.table.titles) {
    for (const auto& cell : title.cells) {
      if (auto found = CommodityOf(Words(cell))) return found;
    }
  }
  if (auto found = CommodityOf(Words(FileStem(draft.context.path)))) return found;
  return CommodityOf(Words(LastFolder(draft.context.path)));
}

// "378.541, 1.1356": whole tenths of a US gallon (0.378541 L), as a meter that counts gallons gives after conversion to litres.
bool StepsOfGallons(const ColumnProfile& column) {
  constexpr double kTenthGallonInLitres = 0.3785411784;
  std::size_t seen = 0, fit = 0;
  for (const double value : column.numbers) {
    if (!(value > 0) || value > 2000) continue;
    const double steps = value / kTenthGallonInLitres;
    ++seen;
    fit += std::abs(steps - std::round(steps)) < 0.01 ? 1 : 0;
  }
  return seen >= 20 && fit * 20 >= seen * 19;
}

// Nothing states a unit: what the words suggest, said. One suggestion holds for all columns without a unit of their own.
UnitText AssumedUnit(const ColumnProfile& column, std::optional<Commodity> commodity, NamingNotes& notes) {
  const bool named_energy = column.Says(Meaning::kEnergy) || column.Says(Meaning::kPower);
  const auto other = [&](Meaning meaning) { return column.Says(meaning) || (!named_energy && Means(notes.stem, meaning)); };
  if (other(Meaning::kWeather) || other(Meaning::kTemperature) || other(Meaning::kNotEnergy) || column.Says(Meaning::kElectrical)) {
    notes.Add(column.name, {"a quantity that is not consumption; it is judged but never priced",
                            "une grandeur qui n'est pas une consommation ; jugée, jamais chiffrée"});
    return {"other", SourceUnit{Unit::kOther, 1, false, Commodity::kOther}};
  }
  const char* unit = notes.power ? "kW" : "kWh";
  if (commodity == Commodity::kWater) {
    unit = notes.gallons ? "L" : "m3";
    notes.Add(
        column.name,
        notes.gallons
            ? Phrase{"no unit is stated; water is taken as litres, since the values are whole tenths of a US gallon in litres; --unit says otherwise",
                     "aucune unité indiquée ; eau prise en litres, car les valeurs sont des dixièmes entiers de gallon américain ; --unit pour une "
                     "autre"}
            : Phrase{"no unit is stated; water is taken as m³; --unit says otherwise",
                     "aucune unité indiquée ; eau prise en m³ ; --unit pour une autre"});
  } else {
    notes.Add(column.name, notes.power ? Phrase{"no unit is stated; taken as mean power in kW; --unit says otherwise",
                                                "aucune unité indiquée ; prise comme puissance moyenne en kW ; --unit pour une autre"}
                                       : Phrase{"no unit is stated; taken as kWh in the interval; --unit says otherwise",
                                                "aucune unité indiquée ; prise comme kWh sur l'intervalle ; --unit pour une autre"});
  }
  return {unit, *UnderstandUnit(unit)};
}

Commodity DefaultCommodity(const SourceUnit& unit, std::optional<Commodity> beside) {
  if (unit.unit == Unit::kOther) return Commodity::kOther;
  if (unit.implied) return *unit.implied;
  if (beside && !(unit.unit == Unit::kM3 && *beside == Commodity::kElectricity)) return *beside;
  return unit.unit == Unit::kM3 ? Commodity::kOther : Commodity::kElectricity;
}

// A name made of words for quantities, media and end uses alone.
bool NamesQuantity(const ColumnProfile& column) {
  const auto words = Words(WithoutUnit(column.name));
  return std::ranges::all_of(words, [](const std::string& word) {
    const std::span<const std::string> one(&word, 1);
    for (const Meaning meaning :
         {Meaning::kReading, Meaning::kPower, Meaning::kEnergy, Meaning::kRegister, Meaning::kTotal, Meaning::kProduction, Meaning::kExport,
          Meaning::kEndUse, Meaning::kElectricity, Meaning::kGas, Meaning::kWater, Meaning::kHeat, Meaning::kWeather, Meaning::kProcess,
          Meaning::kTemperature, Meaning::kElectrical, Meaning::kNotEnergy, Meaning::kUnit}) {
      if (Means(one, meaning)) return true;
    }
    return UnitFromCell(word).has_value();
  });
}

// The value of a title that names the meter: below its key ("Identifiant PRM" over "30001234567890"), beside it, or behind a colon.
std::string MeterInTitles(const SampleTable& table) {
  const auto names = [](std::string_view key) {
    return Means(key, Meaning::kMeter) && Means(key, Meaning::kIdentity) && !Means(key, Meaning::kSite);
  };
  for (std::size_t row = 0; row < table.titles.size(); ++row) {
    const auto& cells = table.titles[row].cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string_view cell = cells[i];
      const auto colon = cell.find(':');
      if (colon != std::string_view::npos && names(cell.substr(0, colon)) && !TrimBlanks(cell.substr(colon + 1)).empty()) {
        return std::string(TrimBlanks(cell.substr(colon + 1)));
      }
      if (!names(cell)) continue;
      const bool below = cells.size() > 2 && row + 1 < table.titles.size() && table.titles[row + 1].cells.size() == cells.size();
      if (below && !table.titles[row + 1].cells[i].empty()) return table.titles[row + 1].cells[i];
      const bool alone =
          std::all_of(cells.begin() + std::min<std::ptrdiff_t>(2, std::ssize(cells)), cells.end(), [](const auto& c) { return c.empty(); });
      if (cells.size() >= 2 && alone && i == 0 && !cells[1].empty()) return cells[1];
    }
  }
  return {};
}

}  // namespace

NamingNotes::NamingNotes(const Draft& draft) : stem(Words(FileStem(draft.context.path))) {
  const auto says = [&](std::size_t i) { return draft.columns[i].Says(Meaning::kPower); };
  const auto energy = [&](std::size_t i) { return draft.columns[i].Says(Meaning::kEnergy); };
  power = std::ranges::any_of(draft.values, says) || (Means(stem, Meaning::kPower) && std::ranges::none_of(draft.values, energy));
  gallons = std::ranges::any_of(draft.values, [&](std::size_t i) { return StepsOfGallons(draft.columns[i]); });
}

void NamingNotes::Add(const std::string& column, Phrase what) {
  const auto known = std::ranges::find(said, what.en, [](const Said& s) { return s.what.en; });
  if (known != said.end()) {
    known->columns.push_back(column);
  } else {
    said.push_back({std::move(what), {column}});
  }
}

void NamingNotes::Say(Draft& draft) const {
  for (const auto& [what, columns] : said) {
    Phrase names{columns.front(), columns.front()};
    for (std::size_t i = 1; i < std::min<std::size_t>(columns.size(), 3); ++i) names.en += ", " + columns[i], names.fr += ", " + columns[i];
    if (columns.size() > 3) {
      names.en += fmt::format(" and {} more", columns.size() - 3);
      names.fr += fmt::format(" et {} autres", columns.size() - 3);
    }
    draft.Assume({names.en + ": " + what.en, names.fr + " : " + what.fr});
  }
}

void DescribeReading(ReadingColumn& reading, NamingNotes& notes, Draft& draft) {
  const auto& column = draft.columns[reading.column];
  const auto beside = CommodityBeside(column, draft);
  UnitText unit;
  if (!draft.options().unit.empty()) {
    const auto given = UnitFromCell(draft.options().unit);
    unit = given ? *given : UnitText{draft.options().unit, SourceUnit{}};
  } else if (const auto own = UnitFromHeader(column.name); own && draft.table.has_header) {
    unit = *own;
  } else if (const auto found = UnitBeside(reading.column, draft)) {
    unit = found->text;
    notes.Add(column.name,
              {fmt::format("unit {}, from {}", unit.name, found->from.en), fmt::format("unité {}, d'après {}", unit.name, found->from.fr)});
  } else {
    unit = AssumedUnit(column, beside, notes);
    reading.unit_is_assumed = true;
  }
  reading.commodity = DefaultCommodity(unit.unit, beside);
  reading.unit = WithCalorificValue(unit.unit, reading.commodity, draft.options().kwh_per_m3);
  draft.column(reading.column).unit = unit.name;
  if (column.Says(Meaning::kExport)) {
    reading.role = MeterRole::kExport;
  } else if (unit.unit.unit == Unit::kKwh && (column.Says(Meaning::kProduction) || Means(notes.stem, Meaning::kProduction))) {
    reading.role = MeterRole::kGeneration;
  }
}

void NameReadings(Draft& draft) {
  const bool several = draft.plan.readings.size() > 1;
  const std::string titled = MeterInTitles(draft.table);
  const std::string stem = titled.empty() ? FileStem(draft.context.path) : titled;
  draft.plan.titled_meter = titled;
  for (auto& reading : draft.plan.readings) {
    const auto& column = draft.columns[reading.column];
    const bool quantity = !draft.table.has_header || NamesQuantity(column);
    std::string own = draft.table.has_header ? WithoutUnit(column.name) : column.name;
    if (own.empty()) own = column.name;
    if (!draft.plan.meter_columns.empty()) {
      reading.meter = several ? own : "";
    } else if (!quantity) {
      reading.meter = own;
    } else {
      reading.meter = several ? fmt::format("{} / {}", stem, own) : stem;
    }
  }
  // Columns of one name are meters of their own.
  std::map<std::string, int> uses;
  for (auto& reading : draft.plan.readings) {
    if (const int use = ++uses[reading.meter]; use > 1) reading.meter += " " + std::to_string(use);
  }
}

}  // namespace kilowatch
