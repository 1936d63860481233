#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "data/frame/label.h"
#include "data/frame/meter_frame.h"
#include "data/frame/site.h"
#include "data/ingestion/understanding.h"
#include "foundation/base/result.h"

namespace kilowatch {

// A place that readings come from. Opening it has already found its meters; reading is per meter, so that only the meters in flight are held.
class Source {
 public:
  virtual ~Source() = default;

  // Sorted by name, names unique. `meters()[i]` carries what the source and the meter list say.
  virtual const std::vector<Meter>& meters() const = 0;
  // The meter's readings within `span`. Thread safe, deterministic. Errors: kIo, kUnreadable (the file changed while it was read).
  virtual Result<MeterFrame> Read(std::size_t meter, Span span) const = 0;
  // Weather, zone, holidays and opening hours of the meter's site.
  virtual const Site& site_of(std::size_t meter) const = 0;
  // What was understood, file by file. Rejects are complete once every meter has been read. Thread safe.
  virtual std::vector<FileUnderstanding> understood() const = 0;
  // Labels that the inputs carry (a label column or a label file).
  virtual std::vector<LabelSpan> labels() const { return {}; }
};

inline constexpr Span kAllTime{Instant::min(), Instant::max()};

// What the user says about the inputs; whatever is empty is found out.
struct InputOptions {
  std::string meter_column;
  std::string time_column;
  std::string value_column;
  std::string unit;                  // "kWh", "MWh", "kW", "m3", …
  std::optional<double> kwh_per_m3;  // calorific value for gas in m³
  std::string zone;                  // IANA name of stamps without an offset
  std::optional<Seconds> interval;
  std::string labels;              // a column's name or a file
  std::string weather;             // a column's name or a file
  std::string holidays = "";       // a code, a file, "none"; empty: from the zone's country, said
  std::filesystem::path calendar;  // opening hours and closed days
  std::filesystem::path meters;    // meter list, CSV or YAML
  int threads = 0;                 // to look through a long file with; 0: the machine's cores
  bool describe_only = false;      // files that hold no reading but something else known are no error

  Status Validate() const;
};

// Looks at every path (a file, a folder, a glob, "-" for standard input) and gives one source over all of them. A meter that several files
// name is read from all of them in time order. Errors: kNotFound for a missing path, kUnreadable where no file holds a reading (the message
// names each file and why), kConfiguration for a broken meter list or calendar, kInterrupted.
Result<std::unique_ptr<Source>> OpenInputs(const std::vector<std::string>& paths, const InputOptions& options, const std::stop_token& stop = {});

}  // namespace kilowatch
