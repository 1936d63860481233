#include "data/ingestion/csv/stamp.h"

#include <array>

#include "data/ingestion/csv/stamp_parts.h"
#include "data/ingestion/csv/words.h"

namespace kilowatch {
namespace {

// By month: English, French, German, Dutch, Spanish, folded.
constexpr std::array<std::array<std::string_view, 6>, 12> kMonthNames = {{
    {"january", "janvier", "januar", "januari", "enero", "janner"},
    {"february", "fevrier", "februar", "februari", "febrero", "feber"},
    {"march", "mars", "marz", "maart", "marzo", "mrt"},
    {"april", "avril", "april", "april", "abril", "apr"},
    {"may", "mai", "mai", "mei", "mayo", "may"},
    {"june", "juin", "juni", "juni", "junio", "jun"},
    {"july", "juillet", "juli", "juli", "julio", "jul"},
    {"august", "aout", "august", "augustus", "agosto", "aug"},
    {"september", "septembre", "september", "september", "septiembre", "sept"},
    {"october", "octobre", "oktober", "oktober", "octubre", "okt"},
    {"november", "novembre", "november", "november", "noviembre", "nov"},
    {"december", "decembre", "dezember", "december", "diciembre", "dec"},
}};

}  // namespace

bool TimeFormat::HasOffset() const {
  if (kind != Kind::kCivil) return kind != Kind::kSpreadsheetDays;
  for (const StampPart part : parts) {
    if (part == StampPart::kOffset) return true;
  }
  return false;
}

int MonthOfName(std::string_view word) {
  const std::string folded = Fold(word);
  if (folded.size() < 3) return 0;
  for (std::size_t month = 0; month < kMonthNames.size(); ++month) {
    for (const std::string_view name : kMonthNames[month]) {
      if (name.starts_with(folded) || folded == name) return static_cast<int>(month) + 1;
    }
  }
  return folded == "maerz" ? 3 : 0;
}

std::optional<Stamp> ReadStamp(std::string_view text, const TimeFormat& format) {
  if (format.kind != TimeFormat::Kind::kCivil) {
    const auto seconds = NumericSeconds(text, format.kind);
    if (!seconds) return std::nullopt;
    Stamp stamp{LocalTime(Seconds(*seconds)), std::nullopt, Seconds(0)};
    if (format.HasOffset()) stamp.offset = Seconds(0);
    return stamp;
  }
  const auto parts = TakeApart(text, format);
  const auto civil = parts ? CivilOf(*parts, format) : std::nullopt;
  if (!civil) return std::nullopt;
  Stamp stamp{LocalTime(civil->day) + civil->clock, std::nullopt, civil->elapsed};
  if (parts->offset) stamp.offset = Seconds(*parts->offset);
  return stamp;
}

}  // namespace kilowatch
