#pragma once

#include <vector>

#include "decision/policy/decide.h"
#include "decision/policy/meter_tree.h"

namespace kilowatch {

// Joins kept events (sorted by meter and time) to findings, those worth most first; data faults after all others.
std::vector<Finding> MakeFindings(const std::vector<const PricedEvent*>& kept, const MeterTree& tree, const Policy& policy, const Currency& currency);

// The finding in one sentence, with what to check first. `last` is its last event.
Phrase FindingSentence(const Finding& finding, const PricedEvent& last, const TimeZone& zone, const Currency& currency);

// The same in parts, for a table or a card: "2 × off-hours excess at night", "from 3 to 20 May 2016", "6,500 kWh more than expected", "the timers of …".
struct FindingParts {
  Phrase what;
  Phrase when;
  Phrase how_much;
  Phrase check_first;
};
FindingParts PartsOf(const Finding& finding, const PricedEvent& last, const TimeZone& zone);

// "€24.60" and "24,60 €"; whole units from 100 on. The size of the amount: its sign is said in words.
Phrase MoneyWords(Money amount, const Currency& currency);

PortfolioTotals SumTotals(const std::vector<const PricedEvent*>& kept, const std::vector<Finding>& findings, const MeterTree& tree);

}  // namespace kilowatch
