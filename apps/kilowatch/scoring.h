#pragma once

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>

#include "console.h"
#include "decision/scorer/portfolio.h"
#include "inputs.h"

namespace kilowatch {

// The flags that detect, score, evaluate and report share beside the inputs: which model, which mode, which prices.
struct ScoringFlags {
  InputFlags input;
  std::string model;
  bool causal = false;
  bool forest = false;
  bool discords = false;
  std::optional<double> price;
  std::string currency = "EUR";
  std::string tariff;
  std::string policy;
  std::string verdicts;
  std::optional<int> findings_per_week;
  std::optional<double> alarm_rate;
  bool p_values = false;

  // Opens the inputs and runs the portfolio, with progress on a terminal. `visit` sees each meter in order; it may be empty.
  Result<PortfolioOutcome> Run(const Console& console, const ScoredMeterVisitor& visit = {}) const;
  // The same over inputs that are open already.
  Result<PortfolioOutcome> Run(const Console& console, const Source& source, const ScoredMeterVisitor& visit = {}) const;
  Result<Scorer> MakeScorer(bool keep_evidence = false) const;
  Result<Tariff> MakeTariff() const;
  // With the verdicts, as of the system's clock.
  Result<Policy> MakePolicy() const;
};

void AddScoringFlags(CLI::App& command, const Say& say, ScoringFlags& flags);
// Only what train needs of them.
void AddModelFlags(CLI::App& command, const Say& say, ScoringFlags& flags);

// "1 meter", "3 meters".
Phrase MetersCounted(std::size_t count);

// A line on stderr that counts meters while something long runs; empty where stderr is no terminal.
std::function<void(std::size_t, std::size_t)> MeterProgress(const Console& console, const Phrase& what);

}  // namespace kilowatch
