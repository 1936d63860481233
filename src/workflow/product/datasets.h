#pragma once

#include "workflow/catalog/catalog.h"

namespace kilowatch {

// The dataset types that the product's catalog can name (see the page).
Catalog::Types ProductDatasets();

}  // namespace kilowatch
