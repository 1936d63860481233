#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/frame/label.h"
#include "data/frame/meter_frame.h"
#include "data/ingestion/source.h"
#include "learning/evaluation/nab_windows.h"

namespace kilowatch {

// What a source says of its rows: a label column beside the readings, spans by meter, or, where `nab` is not null, the windows of the benchmark's
// files, which then are the only labels.
class RowLabels {
 public:
  explicit RowLabels(const Source& source, const NabWindows* nab = nullptr);

  // Whether anything says that readings of this meter are anomalous or ordinary.
  bool Has(const MeterFrame& frame) const;
  // 1 for each row that is labelled as anomalous: a row of spans is where its start lies in one.
  std::vector<std::uint8_t> Of(const MeterFrame& frame) const;

 private:
  bool windows_only_ = false;
  std::map<std::string, std::vector<LabelSpan>> spans_;
};

// Whether the source has labels, as far as can be known before its rows are read.
bool HasLabels(const Source& source);

}  // namespace kilowatch
