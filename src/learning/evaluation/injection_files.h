#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "foundation/base/file.h"
#include "learning/evaluation/injection.h"

namespace kilowatch {

// The rows of one meter's copy: readings, and what was injected.
struct InjectedText {
  std::string readings;
  std::string injections;
};

// "meter,time,value": a line for each reading.
std::string ReadingRows(const MeterFrame& frame);
// "meter,size,copy,kind,start,end": a line for each stretch; an anomaly of several stretches has several lines.
std::string InjectionRows(const InjectedCopy& copy, std::size_t size, int number);

// The folder that other methods read: untouched.csv, size_S_copy_C.csv (S from 0, obvious, to 4, subtle) and injections.csv. Whole or not at all,
// file by file.
class InjectionFiles {
 public:
  static Result<InjectionFiles> Create(const std::filesystem::path& folder, int copies);
  // `injected` by size, then copy. Errors: kIo.
  Status Add(const std::string& untouched, const std::vector<InjectedText>& injected);
  Status Commit();

 private:
  std::vector<AtomicFile> readings_;  // untouched, then the copies
  std::vector<AtomicFile> injections_;
};

}  // namespace kilowatch
