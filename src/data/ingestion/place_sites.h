#pragma once

#include "data/ingestion/file_source.h"
#include "data/ingestion/gather_inputs.h"

namespace kilowatch {

// Applies the meter list and fills stamp_zone, sites and site_of: each meter's zone, weather, holidays and opening hours.
// Weather goes to its meters as WeatherMap says. Errors: kConfiguration for an unknown zone, holiday code or a broken calendar.
Status PlaceSites(Gathered& gathered, const InputOptions& options, FileSourceParts& parts);

}  // namespace kilowatch
