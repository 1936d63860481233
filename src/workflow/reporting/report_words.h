#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "decision/policy/findings.h"
#include "decision/scorer/portfolio.h"
#include "detection/models/evidence.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// Text as HTML shows it: & < > " ' escaped, control characters left out.
std::string EscapeHtml(std::string_view text);

// Why an event stands out, as the member that spoke loudest sees it.
Phrase MemberWords(Member member);

// "from 1 January to 31 December 2016", in each meter's own days; empty where nothing was read.
Phrase CoveredWords(const std::vector<MeterOutcome>& meters);

// Whether some meter measures what can be paid for: energy or a volume.
bool MeasuresConsumption(const std::vector<MeterOutcome>& meters);

// How many meters could not be judged.
std::int64_t CountNotJudged(const std::vector<MeterOutcome>& meters);

// What is said in place of findings where there are none: nothing strange, or nothing that could be judged.
Phrase NoFindingsWords(const std::vector<MeterOutcome>& meters);

// "850 kg", from 10,000 kg on "12.3 t" and so on.
Phrase Co2Words(double kg);

// Words of a page in its language. Nothing here is escaped.
struct ReportWords {
  Language language = Language::kEnglish;
  Currency currency;

  std::string Word(const char* en, const char* fr) const { return language == Language::kFrench ? fr : en; }
  const std::string& Say(const Phrase& phrase) const { return phrase.In(language); }
  std::string Count(std::int64_t count) const;
  std::string Amount(Money amount) const;  // its size; the sign is said in words
  // "between €20 and €30" of the sizes, the smaller first; with signs where they differ.
  std::string Range(Money low, Money high) const;
};

}  // namespace kilowatch
