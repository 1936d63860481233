#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Takes columns in their order: the name, and a value for each cell of the stretch.
using ColumnSink = std::function<void(std::string_view, std::span<const double>)>;

// The columns of TreeFeatures that come from the readings of one stretch alone.
void PutStretchColumns(MemberContext& context, const ColumnSink& sink);

}  // namespace kilowatch
