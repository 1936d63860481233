#include "detection/features/meter_scale.h"

#include <algorithm>
#include <cmath>

namespace kilowatch {
namespace {

double TakeMedian(std::vector<double>& values) {
  const auto middle = static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), values.begin() + middle, values.end());
  return values[static_cast<std::size_t>(middle)];
}

}  // namespace

MeterScale MeterScale::Of(const CleanBlock& block) {
  std::vector<double> values;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (Trains(block.quality()[i]) && !std::isnan(block.value()[i])) values.push_back(block.value()[i]);
  }
  return Of(std::move(values));
}

MeterScale MeterScale::Of(std::vector<double> values) {
  MeterScale scale;
  if (values.empty()) return scale;
  scale.center = TakeMedian(values);
  double sum = 0;
  for (double& value : values) {
    value = std::abs(value - scale.center);
    sum += value;
  }
  const double deviation = 1.4826 * TakeMedian(values);
  const double mean = sum / static_cast<double>(values.size());
  scale.spread = deviation > 0 ? deviation : mean > 0 ? mean : 1;
  return scale;
}

void MeterScale::Save(ByteWriter& writer) const {
  writer.Put(center);
  writer.Put(spread);
}

Result<MeterScale> MeterScale::Load(ByteReader& reader) {
  MeterScale scale;
  KW_ASSIGN(scale.center, reader.Get<double>());
  KW_ASSIGN(scale.spread, reader.Get<double>());
  if (!std::isfinite(scale.center) || !(scale.spread > 0) || !std::isfinite(scale.spread)) {
    return Fail(ErrorCode::kUnreadable, {"a stored meter scale is damaged", "une échelle de compteur enregistrée est endommagée"},
                {"Train it again", "Entraînez-le de nouveau"});
  }
  return scale;
}

}  // namespace kilowatch
