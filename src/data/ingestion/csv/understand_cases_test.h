#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/stamp.h"

namespace kilowatch {

// Understands `text` as a whole file; a failure fails the test.
inline CsvPlan Understood(std::string_view text, std::string path = "export.csv", const InputOptions& options = {}) {
  CsvContext context;
  context.path = std::move(path);
  context.head_is_whole = true;
  context.options = &options;
  auto plan = UnderstandCsv(text, context);
  EXPECT_TRUE(plan.has_value()) << (plan ? "" : plan.error().Text());
  return plan ? *std::move(plan) : CsvPlan{};
}

// The error that understanding `text` gives; success fails the test.
inline Error Misunderstood(std::string_view text, std::string path = "export.csv", const InputOptions& options = {}) {
  CsvContext context;
  context.path = std::move(path);
  context.head_is_whole = true;
  context.options = &options;
  auto plan = UnderstandCsv(text, context);
  EXPECT_FALSE(plan.has_value());
  return plan ? Error{} : plan.error();
}

inline ColumnRole RoleOf(const CsvPlan& plan, std::string_view name) {
  for (const auto& column : plan.understanding.columns) {
    if (column.name == name) return column.role;
  }
  ADD_FAILURE() << "no column " << name;
  return ColumnRole::kIgnored;
}

// What a text of the time columns says by the plan: "2024-01-31T14:30:00", "" where it cannot be read.
inline std::string StampIn(const CsvPlan& plan, std::string_view text) {
  const auto stamp = ReadStamp(text, plan.time_format);
  return stamp ? FormatLocal(stamp->time + stamp->elapsed) : "";
}

inline bool Assumed(const CsvPlan& plan, std::string_view words) {
  for (const auto& phrase : plan.understanding.assumed) {
    if (phrase.en.contains(words)) return true;
  }
  return false;
}

}  // namespace kilowatch
