#include "detection/models/members/habits.h"

#include <algorithm>
#include <cmath>

namespace kilowatch {
namespace {

constexpr std::uint32_t kMostSteps = 8640;
constexpr std::uint64_t kMostPlaceholders = 1 << 20;

std::unexpected<Error> NotHabits() {
  return Fail(
      ErrorCode::kUnreadable,
      {"the usual values of a meter hold numbers that cannot be", "les valeurs habituelles d’un compteur contiennent des nombres impossibles"},
      {"Train the model again", "Entraînez le modèle de nouveau"});
}

Result<std::vector<float>> LoadTable(ByteReader& reader, std::size_t size) {
  KW_ASSIGN(auto table, reader.GetColumn<float>(size));
  if (table.size() != size && !table.empty()) return NotHabits();
  if (std::any_of(table.begin(), table.end(), [](float x) { return std::isinf(x); })) return NotHabits();
  return table;
}

Result<OwnQuantiles> LoadQuantiles(ByteReader& reader) {
  OwnQuantiles q;
  KW_ASSIGN(q.middle, reader.Get<double>());
  KW_ASSIGN(q.spread, reader.Get<double>());
  KW_ASSIGN(q.count, reader.Get<std::uint32_t>());
  if (!std::isfinite(q.middle) || !std::isfinite(q.spread) || q.spread < 0) return NotHabits();
  return q;
}

}  // namespace

void Habits::Save(ByteWriter& writer) const {
  writer.Put(steps_per_day);
  writer.Put(readings);
  writer.Put(middle);
  writer.Put(scale);
  for (const auto& table : usual) writer.PutColumn(table);
  for (const OwnQuantiles& q : quantiles) {
    writer.Put(q.middle);
    writer.Put(q.spread);
    writer.Put(q.count);
  }
  for (const auto& table : share) writer.PutColumn(table);
  for (const double runs : runs_per_week) writer.Put(runs);
  writer.PutColumn(placeholders);
}

Result<Habits> Habits::Load(ByteReader& reader) {
  Habits habits;
  KW_ASSIGN(habits.steps_per_day, reader.Get<std::uint32_t>());
  KW_ASSIGN(habits.readings, reader.Get<std::uint32_t>());
  KW_ASSIGN(habits.middle, reader.Get<double>());
  KW_ASSIGN(habits.scale, reader.Get<double>());
  if (habits.steps_per_day < 1 || habits.steps_per_day > kMostSteps) return NotHabits();
  if (!std::isfinite(habits.middle) || !std::isfinite(habits.scale) || habits.scale <= 0) return NotHabits();
  const std::size_t steps = habits.steps_per_day;
  for (auto& table : habits.usual) {
    KW_ASSIGN(table, LoadTable(reader, 7 * steps));
  }
  for (auto& q : habits.quantiles) {
    KW_ASSIGN(q, LoadQuantiles(reader));
  }
  for (auto& table : habits.share) {
    KW_ASSIGN(table, LoadTable(reader, 2 * steps));
    if (std::any_of(table.begin(), table.end(), [](float x) { return !(x >= 0 && x <= 1); })) return NotHabits();
  }
  for (double& runs : habits.runs_per_week) {
    KW_ASSIGN(runs, reader.Get<double>());
    if (!(runs >= 0 && std::isfinite(runs))) return NotHabits();
  }
  KW_ASSIGN(habits.placeholders, reader.GetColumn<double>(kMostPlaceholders));
  if (std::any_of(habits.placeholders.begin(), habits.placeholders.end(), [](double x) { return !std::isfinite(x); })) return NotHabits();
  if (!std::is_sorted(habits.placeholders.begin(), habits.placeholders.end())) return NotHabits();
  return habits;
}

}  // namespace kilowatch
