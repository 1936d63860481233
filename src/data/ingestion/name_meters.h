#pragma once

#include <filesystem>
#include <vector>

#include "data/ingestion/file_source.h"
#include "data/ingestion/side_files.h"

namespace kilowatch {

// Gives every meter of `parts.files` its name and fills meters and places, sorted by name: the key of its rows and columns; the meter of the
// file's titles or else the file's stem where the rows name nobody, with "/column" where there are several. A name that several files use is one meter, read from all of them; if their
// units cannot be added they are meters apart ("boiler (m3)"), said in the files' understanding. `paths` are those of the files. The header of a file's
// only column, or of one of several meters side by side, is the meter's name where `listed`, the meter list, has it.
void NameMeters(const std::vector<std::filesystem::path>& paths, const MeterList& listed, FileSourceParts& parts);

}  // namespace kilowatch
