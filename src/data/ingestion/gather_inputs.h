#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "data/ingestion/csv/csv_file.h"
#include "data/ingestion/inputs.h"
#include "data/ingestion/side_files.h"
#include "data/ingestion/source.h"

namespace kilowatch {

// Temperatures of one place, and where they were found.
struct FoundWeather {
  std::string site;  // as the file says; may be empty
  std::string stem;  // of the file
  std::string file;  // FileUnderstanding::path
  std::filesystem::path folder;
  Weather weather;
  bool as_it_stands = false;  // no zone was stated: its times are wall clocks, to be read on the clock of the meters' stamps
};

// All that the inputs and the files of the options hold.
struct Gathered {
  std::vector<std::unique_ptr<CsvFile>> files;  // of readings
  std::vector<std::filesystem::path> paths;     // of `files`
  std::vector<FileUnderstanding> others;
  std::vector<std::size_t> understood_order;  // see FileSourceParts
  MeterList meters;
  std::vector<FoundWeather> weather;
  std::vector<FileLabel> labels;
  std::vector<LocalDay> holidays;    // of calendar files
  std::optional<Error> first_error;  // of a file that the user named
};

// Looks at each file, decides what it is and opens it. A file that cannot be used is said in `others` with the reason. Errors: kNotFound, kIo and kUsage
// of a file that the user named, kConfiguration of a file that an option names, kInterrupted.
Result<Gathered> GatherInputs(const Inputs& inputs, const InputOptions& options, std::stop_token stop);

}  // namespace kilowatch
