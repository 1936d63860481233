#include "learning/evaluation/row_labels.h"

#include <algorithm>
#include <utility>

namespace kilowatch {

RowLabels::RowLabels(const Source& source, const NabWindows* nab) : windows_only_(nab != nullptr) {
  if (nab == nullptr) {
    for (LabelSpan& label : source.labels()) spans_[label.meter].push_back(std::move(label));
    return;
  }
  for (const auto& [meter, windows] : *nab) {
    for (const Span& window : windows) spans_[meter].push_back({meter, window, true, "window"});
  }
}

bool RowLabels::Has(const MeterFrame& frame) const {
  if (windows_only_) return spans_.contains(frame.meter.name);
  return !frame.label.empty() || !spans_.empty();
}

std::vector<std::uint8_t> RowLabels::Of(const MeterFrame& frame) const {
  if (!frame.label.empty() && !windows_only_) return frame.label;
  std::vector<std::uint8_t> rows(frame.size());
  const auto found = spans_.find(frame.meter.name);
  if (found == spans_.end()) return rows;
  for (const LabelSpan& label : found->second) {
    if (!label.is_anomaly) continue;
    const auto first = std::ranges::lower_bound(frame.time, label.span.begin) - frame.time.begin();
    const auto last = std::ranges::lower_bound(frame.time, label.span.end) - frame.time.begin();
    std::fill(rows.begin() + first, rows.begin() + last, std::uint8_t{1});
  }
  return rows;
}

bool HasLabels(const Source& source) {
  if (!source.labels().empty()) return true;
  return std::ranges::any_of(source.understood(), [](const FileUnderstanding& file) {
    return std::ranges::any_of(file.columns, [](const ColumnUnderstanding& column) { return column.role == ColumnRole::kLabel; });
  });
}

}  // namespace kilowatch
