#pragma once

#include "data/ingestion/source.h"
#include "workflow/catalog/catalog.h"

namespace kilowatch {

// The `load_args` of a meters dataset: the program's input flags with underscores. Error kConfiguration naming an argument that is not known or has the wrong type.
Result<InputOptions> InputArguments(const CatalogEntry& entry);

}  // namespace kilowatch
