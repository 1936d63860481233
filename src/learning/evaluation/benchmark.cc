#include "learning/evaluation/benchmark.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "decision/finance/tariff.h"
#include "learning/evaluation/evaluate_portfolio.h"
#include "learning/evaluation/figure_table.h"
#include "learning/evaluation/row_labels.h"

namespace kilowatch {
namespace {

template <class Areas>
BenchmarkRow MakeRow(std::string key, Phrase name, const std::vector<MemberEvidence>& meters, const Areas& areas) {
  BenchmarkRow row{std::move(key), std::move(name), {}, {}};
  for (std::size_t i = 0; i < meters.size(); ++i) {
    row.meters.push_back(areas(i, false));
    row.without_ones.push_back(areas(i, true));
  }
  return row;
}

MemberFactors Only(Member member) {
  MemberFactors factors{};
  factors[static_cast<std::size_t>(member)] = 1;
  return factors;
}

MemberFactors AllBut(Member member) {
  MemberFactors factors;
  factors.fill(1);
  factors[static_cast<std::size_t>(member)] = 0;
  return factors;
}

std::vector<BenchmarkRow> RowsOf(const std::vector<MemberEvidence>& meters, int threads) {
  const auto sum = [&](const MemberFactors& factors) {
    return [&meters, factors](std::size_t i, bool without_ones) { return AreasOfSum(meters[i], factors, without_ones); };
  };
  std::vector<BenchmarkRow> rows;
  rows.push_back(
      MakeRow("ensemble", {"ensemble", "ensemble"}, meters, [&](std::size_t i, bool without_ones) { return AreasOfScore(meters[i], without_ones); }));
  rows.push_back(MakeRow("equal_weights", {"equal weights", "poids égaux"}, meters, sum(EqualFactors())));
  if (const auto chosen = ChooseWithoutEach(meters, threads); !chosen.empty()) {
    rows.push_back(MakeRow("chosen_without_the_meter", {"weights chosen without the meter", "poids choisis sans le compteur"}, meters,
                           [&](std::size_t i, bool without_ones) { return AreasOfSum(meters[i], chosen[i], without_ones); }));
  }
  for (const bool alone : {true, false}) {
    for (const MemberEvidence::Column& column : meters.front().members) {
      const std::string name(MemberName(column.member));
      const Phrase words = alone ? Phrase{name + " alone", name + " seul"} : Phrase{"without " + name, "sans " + name};
      rows.push_back(MakeRow((alone ? "only_" : "without_") + name, words, meters, sum(alone ? Only(column.member) : AllBut(column.member))));
    }
  }
  return rows;
}

Result<BenchmarkTable> BenchmarkMode(const Source& source, const std::string& name, const NabWindows* nab, const BenchmarkRun& run, Mode mode) {
  ScorerOptions options = run.options;
  options.mode = mode;
  options.keep_evidence = true;
  const Scorer scorer(options);
  KW_ASSIGN(const Tariff tariff, Tariff::Default(*ParseCurrency("EUR")));
  const RowLabels labels(source, nab);
  std::vector<MemberEvidence> meters;
  PortfolioRun portfolio;
  portfolio.scorer = &scorer;
  portfolio.tariff = &tariff;
  portfolio.period = run.period;
  portfolio.threads = run.threads;
  portfolio.stop = run.stop;
  portfolio.progress = run.progress;
  portfolio.visit = [&](const MeterFrame& frame, const ScoredMeter& scored) -> Status {
    if (!labels.Has(frame) || scored.block.why_not()) return {};
    MemberEvidence evidence = MemberEvidence::Of(frame, scored, labels.Of(frame));
    if (evidence.HasBoth()) meters.push_back(std::move(evidence));
    return {};
  };
  BenchmarkTable table{name, mode, {}, {}, {}};
  KW_ASSIGN(table.evaluation, EvaluatePortfolio(source, portfolio, nab));
  for (const MemberEvidence& meter : meters) table.meters.push_back(meter.meter);
  if (!meters.empty()) table.rows = RowsOf(meters, run.threads);
  return table;
}

}  // namespace

AreaSummary Summarise(const std::vector<RankAreas>& meters) {
  std::vector<double> roc, pr;
  for (const RankAreas& areas : meters) {
    if (!std::isnan(areas.roc)) roc.push_back(areas.roc);
    if (!std::isnan(areas.pr)) pr.push_back(areas.pr);
  }
  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return values.empty() ? std::nan("") : sum / static_cast<double>(values.size());
  };
  const auto least = [](const std::vector<double>& values) { return values.empty() ? std::nan("") : std::ranges::min(values); };
  return {{mean(roc), mean(pr)}, {least(roc), least(pr)}, {MedianOf(roc), MedianOf(pr)}};
}

Result<std::vector<BenchmarkTable>> BenchmarkSet(const Source& source, const std::string& name, const NabWindows* nab, const BenchmarkRun& run) {
  std::vector<BenchmarkTable> tables;
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    KW_ASSIGN(BenchmarkTable table, BenchmarkMode(source, name, nab, run, mode));
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace kilowatch
