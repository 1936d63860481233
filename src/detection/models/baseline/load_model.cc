#include "detection/models/baseline/load_model.h"

#include <algorithm>
#include <cmath>

#include "detection/models/baseline/load_model_fit.h"

namespace kilowatch {
namespace {

constexpr std::uint64_t kMostSlots = 7 * 24 * 60;

std::unexpected<Error> DamagedLoadModel() {
  return Fail(ErrorCode::kUnreadable, {"a stored baseline is damaged", "une référence enregistrée est endommagée"},
              {"Train it again", "Entraînez-le de nouveau"});
}

bool AllFinite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

double OnCurve(const double* curve, const CurveNodes::Place& place) { return place.low * curve[place.node] + place.high * curve[place.node + 1]; }

}  // namespace

LoadModel LoadModel::Fit(const LoadView& view, bool with_temperature) { return LoadModelFit(view, with_temperature).Run(); }

std::size_t LoadModel::SlotOf(const LoadView& view, std::size_t i) const {
  return slots() > 1 && sunday_share_[view.holiday[i]] >= 0.5 ? OnSunday(view.slot[i], steps_per_day_) : view.slot[i];
}

double LoadModel::LoadOf(const LoadView& view, std::size_t i, const Weather& weather) const {
  const double load = At(view.slot[i], weather, view.day_of_year[i]);
  const double share = sunday_share_[view.holiday[i]];
  if (share == 0 || slots() == 1) return load;
  return load + share * (At(OnSunday(view.slot[i], steps_per_day_), weather, view.day_of_year[i]) - load);
}

double LoadModel::At(std::size_t slot, const Weather& weather, std::size_t day_of_year) const {
  double load = slot_effect_[slot];
  if (!has_temperature_) return load;
  const std::size_t mode = occupied_[slot] ? 2 : 0;
  load += OnCurve(curve_[mode].data(), nodes_[0].At(weather.celsius));
  load += OnCurve(curve_[mode + 1].data(), nodes_[1].At(weather.mean_celsius));
  if (!season_.empty()) {
    const SeasonNodes::Place place = SeasonNodes::At(day_of_year);
    const double* const season = season_.data() + (occupied_[slot] ? SeasonNodes::kCount : 0);
    load += place.low * season[place.node] + place.high * season[place.next];
  }
  if (hour_curve_.empty()) return load;
  const std::size_t row = HourClass(slot, steps_per_day_) * mixed_nodes_.count;
  return load + OnCurve(hour_curve_.data() + row, mixed_nodes_.At(0.5 * (weather.celsius + weather.mean_celsius)));
}

void LoadModel::Save(ByteWriter& writer) const {
  writer.Put(static_cast<std::uint32_t>(steps_per_day_));
  for (const double share : sunday_share_) writer.Put(share);
  writer.Put(has_temperature_);
  writer.PutColumn(slot_effect_);
  writer.PutColumn(occupied_);
  writer.PutColumn(leverage_);
  if (!has_temperature_) return;
  for (const CurveNodes& nodes : nodes_) nodes.Save(writer);
  for (const auto& curve : curve_) writer.PutColumn(curve);
  writer.PutColumn(season_);
  writer.Put(!hour_curve_.empty());
  if (hour_curve_.empty()) return;
  mixed_nodes_.Save(writer);
  writer.PutColumn(hour_curve_);
}

Result<LoadModel> LoadModel::Load(ByteReader& reader) {
  LoadModel model;
  KW_ASSIGN(model.steps_per_day_, reader.Get<std::uint32_t>());
  for (double& share : model.sunday_share_) {
    KW_ASSIGN(share, reader.Get<double>());
    if (!std::isfinite(share)) return DamagedLoadModel();
  }
  KW_ASSIGN(model.has_temperature_, reader.GetBool());
  KW_ASSIGN(model.slot_effect_, reader.GetColumn<double>(kMostSlots));
  KW_ASSIGN(model.occupied_, reader.GetColumn<std::uint8_t>(kMostSlots));
  KW_ASSIGN(model.leverage_, reader.GetColumn<float>(kMostSlots));
  const std::size_t slots = model.slots();
  const bool sized = model.steps_per_day_ > 0 && (slots == 1 || slots == 7 * model.steps_per_day_) && (slots > 1 || model.steps_per_day_ == 1);
  if (!sized || model.occupied_.size() != slots || model.leverage_.size() != slots || !AllFinite(model.slot_effect_)) return DamagedLoadModel();
  if (!model.has_temperature_) return model;
  for (CurveNodes& nodes : model.nodes_) {
    KW_ASSIGN(nodes, CurveNodes::Load(reader));
  }
  for (std::size_t c = 0; c < model.curve_.size(); ++c) {
    KW_ASSIGN(model.curve_[c], reader.GetColumn<double>(64));
    if (model.curve_[c].size() != model.nodes_[c % 2].count || !AllFinite(model.curve_[c])) return DamagedLoadModel();
  }
  KW_ASSIGN(model.season_, reader.GetColumn<double>(2 * SeasonNodes::kCount));
  const bool whole_season = model.season_.empty() || model.season_.size() == 2 * SeasonNodes::kCount;
  if (!whole_season || !AllFinite(model.season_)) return DamagedLoadModel();
  KW_ASSIGN(const bool has_hours, reader.GetBool());
  if (!has_hours) return model;
  KW_ASSIGN(model.mixed_nodes_, CurveNodes::Load(reader));
  KW_ASSIGN(model.hour_curve_, reader.GetColumn<double>(64 * kHourClasses));
  if (model.hour_curve_.size() != kHourClasses * model.mixed_nodes_.count || !AllFinite(model.hour_curve_)) return DamagedLoadModel();
  return model;
}

}  // namespace kilowatch
