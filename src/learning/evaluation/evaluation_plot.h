#pragma once

#include <cstddef>
#include <string>

#include "foundation/base/phrase.h"
#include "learning/evaluation/evaluation.h"

namespace kilowatch {

// Stand-alone SVG documents of the pooled curve; lines and text take the colour of the text around them.
std::string RocCurveSvg(const Evaluation& evaluation, Language language);
std::string PrecisionRecallSvg(const Evaluation& evaluation, Language language);
// A band for each meter: labels above, alarms below; the first `most` meters that have a label or an alarm.
std::string TimelineSvg(const Evaluation& evaluation, Language language, std::size_t most = 24);

}  // namespace kilowatch
