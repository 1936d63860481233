#include <cmath>

#include "data/ingestion/csv/cell_number.h"
#include "data/ingestion/csv/encoding.h"
#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/side_files.h"
#include "data/ingestion/side_rows.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/text/yaml.h"

namespace kilowatch {
namespace {

constexpr double kSquareMetresPerSquareFoot = 0.09290304;  // exact

std::optional<MeterRole> RoleOf(const std::string& text) { return ParseMeterRole(LowerCell(text)); }

// Sets what `target` names; false where the text makes no sense for it.
bool Describe(MeterDescription& meter, DescriptionTarget target, const std::string& text, const CellStyle& style) {
  switch (target) {
    case DescriptionTarget::kMeter: meter.name = text; return true;
    case DescriptionTarget::kSite: meter.site = text; return true;
    case DescriptionTarget::kParent: meter.parent = text; return true;
    case DescriptionTarget::kUse: meter.use = text; return true;
    case DescriptionTarget::kTariff: meter.tariff = text; return true;
    case DescriptionTarget::kFormula:
      meter.formula = text;
      if (!meter.role) meter.role = MeterRole::kVirtual;
      return true;
    case DescriptionTarget::kZone: meter.zone = text; return TimeZone::Find(text).has_value();
    case DescriptionTarget::kMeterRole: meter.role = RoleOf(text); return meter.role.has_value();
    case DescriptionTarget::kCommodity: meter.commodity = ParseCommodity(LowerCell(text)); return true;
    case DescriptionTarget::kSquareMetres:
    case DescriptionTarget::kSquareFeet: {
      const auto area = ParseCell(text, style);
      if (!area || *area <= 0) return true;
      meter.floor_area_m2 = target == DescriptionTarget::kSquareFeet ? *area * kSquareMetresPerSquareFoot : *area;
      return true;
    }
    case DescriptionTarget::kValidFrom: meter.valid_from = text; return MomentOn(text, {}).has_value();
    case DescriptionTarget::kValidTo: meter.valid_to = text; return MomentOn(text, {}).has_value();
    case DescriptionTarget::kUnit: meter.unit = UnderstandUnit(text); return true;
    case DescriptionTarget::kRegion: meter.region = text; return true;
    case DescriptionTarget::kOther: break;
  }
  return true;
}

std::optional<DescriptionTarget> TargetOf(std::string_view key) {
  using enum DescriptionTarget;
  static const std::map<std::string_view, DescriptionTarget> keys = {
      {"meter", kMeter},     {"name", kMeter},           {"site", kSite},        {"parent", kParent},
      {"role", kMeterRole},  {"commodity", kCommodity},  {"unit", kUnit},        {"m2", kSquareMetres},
      {"m²", kSquareMetres}, {"area", kSquareMetres},    {"use", kUse},          {"zone", kZone},
      {"tariff", kTariff},   {"valid_from", kValidFrom}, {"valid_to", kValidTo}, {"region", kRegion},
      {"formula", kFormula}};
  const auto found = keys.find(key);
  return found == keys.end() ? std::nullopt : std::optional(found->second);
}

std::string TextOf(const nlohmann::ordered_json& value) { return value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump(); }

std::unexpected<Error> WrongEntry(const std::string& where, const Phrase& what) {
  return Fail(ErrorCode::kConfiguration, FormatPhrase("{}: {}", "{} : {}", where, what));
}

Result<MeterDescription> DescribeFrom(const YamlDocument& document, const std::string& pointer, std::string name) {
  const auto& entry = document.value.at(nlohmann::ordered_json::json_pointer(pointer));
  MeterDescription meter;
  meter.name = std::move(name);
  if (!entry.is_object()) {
    return WrongEntry(document.Where(pointer), {"a meter must be a mapping of keys", "un compteur doit être une liste de clés"});
  }
  for (const auto& [key, value] : entry.items()) {
    const auto target = TargetOf(key);
    if (!target) {
      return WrongEntry(document.Where(pointer), FormatPhrase("unknown key \"{}\" of a meter", "clé inconnue « {} » pour un compteur", key));
    }
    if (!Describe(meter, *target, TextOf(value), {})) {
      return WrongEntry(document.Where(pointer), FormatPhrase("\"{}\" is no {}", "« {} » ne convient pas pour {}", TextOf(value), key));
    }
  }
  if (meter.name.empty()) {
    return WrongEntry(document.Where(pointer), {"a meter needs a name under \"meter\"", "il manque à un compteur son nom sous « meter »"});
  }
  return meter;
}

}  // namespace

void MeterDescription::ApplyTo(Meter& meter) const {
  if (site) meter.site = *site;
  if (parent) meter.parent = *parent;
  if (role) meter.role = *role;
  if (!role && parent && !parent->empty()) meter.role = MeterRole::kSub;
  if (commodity) meter.commodity = *commodity;
  if (floor_area_m2) meter.floor_area_m2 = floor_area_m2;
  if (use) meter.use = *use;
  if (tariff) meter.tariff = *tariff;
}

std::optional<Instant> MomentOn(std::string_view text, const TimeZone& zone) {
  const auto moment = ParseInstant(text);
  const bool has_offset = text.size() > 10 && text.find_first_of("Zz+-", 10) != std::string_view::npos;
  if (!moment || has_offset) return moment;
  return zone.ToInstants(LocalTime(moment->time_since_epoch())).first;
}

Result<MeterList> ReadMeterList(const TextFile& file, const CsvPlan& plan) {
  MeterList list;
  Status status;
  const CellStyle style{plan.understanding.decimal, plan.thousands, false};
  const auto row = [&](std::span<const std::string_view> fields, std::int64_t line) {
    MeterDescription meter;
    for (const auto& [column, target] : plan.descriptions) {
      const std::string text = column < fields.size() ? EnsureUtf8(TrimCell(fields[column])) : "";
      if (text.empty() || target == DescriptionTarget::kOther || Describe(meter, target, text, style)) continue;
      if (status) {
        status = WrongEntry(fmt::format("{}:{}", file.name(), line),
                            FormatPhrase("\"{}\" cannot stand in the column {}", "« {} » ne convient pas dans la colonne {}", text,
                                         plan.understanding.columns[column].name));
      }
    }
    meter.list = plan.understanding.path;
    meter.formula_at = fmt::format("{}:{}", file.name(), line);
    if (!meter.name.empty()) list.insert_or_assign(meter.name, meter);
  };
  KW_RETURN_IF_ERROR(ForEachRow(file, plan, row));
  KW_RETURN_IF_ERROR(status);
  return list;
}

Result<MeterList> ReadMeterListYaml(const std::filesystem::path& path) {
  KW_ASSIGN(const std::string text, ReadFile(path));
  KW_ASSIGN(const YamlDocument document, ParseYaml(text, path.string()));
  MeterList list;
  std::string base;
  const nlohmann::ordered_json* entries = &document.value;
  if (entries->is_object() && entries->size() == 1 && entries->contains("meters")) {
    base = "/meters";
    entries = &entries->at("meters");
  }
  if (!entries->is_array() && !entries->is_object()) {
    return WrongEntry(document.Where(""), {"a list of meters is expected", "une liste de compteurs est attendue"});
  }
  for (const auto& [key, value] : entries->items()) {
    nlohmann::ordered_json::json_pointer pointer(base);
    pointer /= key;
    KW_ASSIGN(MeterDescription meter, DescribeFrom(document, pointer.to_string(), entries->is_object() ? key : ""));
    meter.list = path.string();
    pointer /= "formula";
    meter.formula_at = document.Where(pointer.to_string());
    list.insert_or_assign(meter.name, std::move(meter));
  }
  return list;
}

}  // namespace kilowatch
