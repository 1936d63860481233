#include "detection/models/baseline/curve.h"

#include <algorithm>

namespace kilowatch {

CurveNodes CurveNodes::Over(std::vector<float>& temperatures, std::size_t count) {
  const std::size_t cut = temperatures.size() / 500;
  const auto at = [&](std::size_t rank) {
    std::nth_element(temperatures.begin(), temperatures.begin() + static_cast<std::ptrdiff_t>(rank), temperatures.end());
    return static_cast<double>(temperatures[rank]);
  };
  CurveNodes nodes;
  nodes.count = static_cast<std::uint32_t>(count);
  nodes.first = at(cut);
  nodes.step = std::max(at(temperatures.size() - 1 - cut) - nodes.first, 1.0) / static_cast<double>(count - 1);
  return nodes;
}

void CurveNodes::Save(ByteWriter& writer) const {
  writer.Put(first);
  writer.Put(step);
  writer.Put(count);
}

Result<CurveNodes> CurveNodes::Load(ByteReader& reader) {
  CurveNodes nodes;
  KW_ASSIGN(nodes.first, reader.Get<double>());
  KW_ASSIGN(nodes.step, reader.Get<double>());
  KW_ASSIGN(nodes.count, reader.Get<std::uint32_t>());
  if (!std::isfinite(nodes.first) || !(nodes.step > 0) || !std::isfinite(nodes.step) || nodes.count < 2 || nodes.count > 64) {
    return Fail(ErrorCode::kUnreadable,
                {"a stored baseline has an impossible temperature curve", "une référence enregistrée a une courbe de température impossible"},
                {"Train it again", "Entraînez-le de nouveau"});
  }
  return nodes;
}

}  // namespace kilowatch
