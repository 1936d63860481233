#include "data/ingestion/understanding.h"

#include "foundation/base/check.h"

namespace kilowatch {

std::string_view ColumnRoleName(ColumnRole role) {
  switch (role) {
    case ColumnRole::kTime: return "time";
    case ColumnRole::kHour: return "hour";
    case ColumnRole::kReading: return "reading";
    case ColumnRole::kMeter: return "meter";
    case ColumnRole::kTemperature: return "temperature";
    case ColumnRole::kWeather: return "weather";
    case ColumnRole::kLabel: return "label";
    case ColumnRole::kStatus: return "status";
    case ColumnRole::kUnit: return "unit";
    case ColumnRole::kCalendar: return "calendar";
    case ColumnRole::kTotal: return "total";
    case ColumnRole::kDescription: return "description";
    case ColumnRole::kIgnored: return "ignored";
  }
  KW_CHECK(false);
}

std::string_view FileRoleName(FileRole role) {
  switch (role) {
    case FileRole::kReadings: return "readings";
    case FileRole::kWeather: return "weather";
    case FileRole::kMeterList: return "meter_list";
    case FileRole::kCalendar: return "calendar";
    case FileRole::kLabels: return "labels";
    case FileRole::kIgnored: return "ignored";
  }
  KW_CHECK(false);
}

Phrase FileRoleWords(FileRole role) {
  switch (role) {
    case FileRole::kReadings: return {"readings", "relevés"};
    case FileRole::kWeather: return {"weather", "météo"};
    case FileRole::kMeterList: return {"meter list", "liste de compteurs"};
    case FileRole::kCalendar: return {"calendar", "calendrier"};
    case FileRole::kLabels: return {"labels", "étiquettes"};
    case FileRole::kIgnored: return {"not used", "non utilisé"};
  }
  KW_CHECK(false);
}

std::string_view LayoutName(Layout layout) {
  switch (layout) {
    case Layout::kLong: return "long";
    case Layout::kOneMeter: return "one_meter";
    case Layout::kWideByMeter: return "wide_by_meter";
    case Layout::kWideByHour: return "wide_by_hour";
    case Layout::kNone: return "none";
  }
  KW_CHECK(false);
}

}  // namespace kilowatch
