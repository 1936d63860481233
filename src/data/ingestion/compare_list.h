#pragma once

#include "data/ingestion/file_source.h"
#include "data/ingestion/side_files.h"

namespace kilowatch {

// Says on each meter list which of its meters have no readings, and on the first which meters with readings no list has. Virtual meters are made, not
// read, and so not missed.
void CompareWithLists(const MeterList& listed, FileSourceParts& parts);

}  // namespace kilowatch
