#include "decision/scorer/live_state.h"

namespace kilowatch {

Result<LiveModel> LiveModel::Of(MeterModel model, LiveMembers::Speaking speaking) {
  if (model.baseline() == nullptr || !LiveBaseline::Fits(*model.baseline()) || !LiveMembers::Fits(model.live_habits())) {
    return Fail(ErrorCode::kUnsupported,
                {"this model cannot judge one reading at a time: it learned nothing, or its steps are months or shorter than an hour",
                 "ce modèle ne peut pas juger relevé par relevé : il n’a rien appris, ou son pas est le mois ou moins d’une heure"},
                {"Train it on hourly or daily readings", "Entraînez-le sur des relevés horaires ou quotidiens"});
  }
  return LiveModel(std::move(model), speaking);
}

LiveAnswer LiveModel::Push(const LiveCell& cell, LiveBaseline& room, LiveState& state) const {
  return {room.Push(*model_.baseline(), cell, state.baseline), members_.Push(cell, state.members)};
}

std::vector<LiveCell> LiveCellsOf(const CleanBlock& block) {
  const LoadView view = LoadView::Of(block);
  std::vector<LiveCell> cells(block.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].value = block.value()[i];
    cells[i].quality = block.quality()[i];
    if (!view.temperature.empty()) cells[i].temperature = view.temperature[i];
    cells[i].day = view.day[i];
    cells[i].slot = view.slot[i];
    cells[i].day_of_year = view.day_of_year[i];
    cells[i].day_off = view.holiday[i];
  }
  return cells;
}

}  // namespace kilowatch
