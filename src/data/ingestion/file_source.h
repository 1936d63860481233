#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "data/ingestion/csv/csv_file.h"
#include "data/ingestion/csv/frame_part.h"
#include "data/ingestion/side_files.h"
#include "data/ingestion/source.h"

namespace kilowatch {

// Where a meter's readings are: the meter `number` of a file.
struct MeterPlace {
  std::size_t file = 0;
  std::size_t number = 0;
  std::optional<SourceUnit> unit;  // of the meter list, where the file says none
};

// What OpenInputs found, put together into a FileSource.
struct FileSourceParts {
  std::vector<std::unique_ptr<CsvFile>> files;
  std::vector<FileUnderstanding> others;        // files of other roles and ignored ones, in the order of their paths
  std::vector<std::size_t> understood_order;    // for each file of `files`, how many of `others` come before it
  std::vector<Meter> meters;                    // sorted by name
  std::vector<std::vector<MeterPlace>> places;  // by meter
  std::vector<TimeZone> stamp_zone;             // by meter: of stamps without an offset
  std::vector<Site> sites;
  std::vector<std::size_t> site_of;  // by meter
  std::vector<FileLabel> labels;     // of label files
  PartOptions options;
};

// Meters over delimited files.
class FileSource final : public Source {
 public:
  explicit FileSource(FileSourceParts parts) : parts_(std::move(parts)) {}

  const std::vector<Meter>& meters() const override { return parts_.meters; }
  Result<MeterFrame> Read(std::size_t meter, Span span) const override;
  const Site& site_of(std::size_t meter) const override { return parts_.sites[parts_.site_of[meter]]; }
  std::vector<FileUnderstanding> understood() const override;
  std::vector<LabelSpan> labels() const override;

 private:
  // What reading a meter came to, kept so that understood() can tell it.
  struct Notes {
    Seconds interval{0};
    Spacing spacing = Spacing::kFixed;
    std::int64_t doubled = 0, skipped = 0, resets = 0, rollovers = 0, other_unit = 0, no_clock_changes = 0, listed_unit = 0;
    std::int64_t outside = 0;  // readings before or after the meter was valid
    RepeatedRows repeated;
  };

  Result<FramePart> ReadPart(std::size_t meter, const MeterPlace& place) const;
  void NoteRepeats(std::size_t meter, const MeterFrame& frame, const std::vector<std::size_t>& part_begin) const;
  void CutToValidity(std::size_t meter, MeterFrame& frame) const;

  void ApplyLabelFiles(std::size_t meter, MeterFrame& frame) const;
  void KeepLabels(std::size_t meter, const MeterFrame& frame) const;
  static void SayNotes(const Notes& sum, std::int64_t totals, FileUnderstanding& understood);
  FileUnderstanding Understood(std::size_t file) const;

  FileSourceParts parts_;
  mutable std::mutex mutex_;
  mutable std::map<std::pair<std::size_t, std::size_t>, Notes> notes_;  // by file and meter
  mutable std::map<std::size_t, std::vector<LabelSpan>> read_labels_;   // of label columns, by meter
};

}  // namespace kilowatch
