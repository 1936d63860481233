#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/instant.h"
#include "foundation/base/result.h"

namespace kilowatch {

// Public holidays of one region, from a generated table (source in holidays_table's header) or a user's file. Immutable, cheap to copy.
class Holidays {
 public:
  // None at all.
  Holidays() = default;
  // "FR", "FR-ALSACE-MOSELLE", "BE", "CH", "DE", "GB", "GB-SCT", "US", "CA", "AU", "KR", "CN" and what the table further has.
  // Error kNotFound listing the codes.
  static Result<Holidays> ForCode(std::string_view code);
  // Days as given by a user's file.
  static Holidays FromDays(std::vector<LocalDay> days, std::string code);
  static std::vector<std::string> Codes();

  bool Contains(LocalDay day) const;
  std::string_view code() const { return code_; }
  // Sorted.
  const std::vector<LocalDay>& days() const { return days_; }

 private:
  std::string code_;
  std::vector<LocalDay> days_;
};

}  // namespace kilowatch
