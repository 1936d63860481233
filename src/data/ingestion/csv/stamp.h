#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "data/ingestion/csv/plan.h"
#include "foundation/base/instant.h"

namespace kilowatch {

// One stamp as its text says it.
struct Stamp {
  LocalTime time;                 // on the clock of the text; for epochs UTC
  std::optional<Seconds> offset;  // from UTC, where the text says so; 0 for epochs
  Seconds elapsed{0};             // to add in elapsed time after going to UTC (TimeFormat::elapsed)
};

// Reads one stamp. Nothing for text that the format does not fit and for dates that do not exist.
std::optional<Stamp> ReadStamp(std::string_view text, const TimeFormat& format);

struct StampGuess {
  TimeFormat format;
  std::string words;  // "%d/%m/%Y %H:%M", "epoch seconds"
  bool has_date = false;
  bool has_time = false;
  double read = 0;         // share of the texts that it reads
  bool order_told = true;  // false: day and month could be exchanged, see `assumed`
  Phrase assumed;          // what was taken for granted; empty where the data left no doubt
  Phrase why;              // how day and month were told apart; empty where that was no question
};

// The format that reads most of the texts (sampled, in file order), or nothing where none reads nine in ten (in a short column: all but one). `header_names_time` lets plain
// numbers be epochs, compact dates or spreadsheet days that a column of values could also hold.
std::optional<StampGuess> GuessTimeFormat(std::span<const std::string_view> texts, bool header_names_time);

// Whether a text alone looks like a date with or without a time: what tells data from titles and headers.
bool LooksLikeDate(std::string_view text);
// "13:00", "1:00 PM", "13h00", "00:15:00".
bool LooksLikeClock(std::string_view text);

// 1–12 for a month's name, whole or cut to three letters or more, in the languages that are known; 0 for anything else.
int MonthOfName(std::string_view word);

}  // namespace kilowatch
