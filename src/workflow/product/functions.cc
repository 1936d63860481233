#include "workflow/product/functions.h"

#include "data/ingestion/describe.h"
#include "learning/evaluation/evaluate_portfolio.h"
#include "learning/evaluation/evaluation_report.h"
#include "learning/training/train.h"
#include "workflow/product/settings.h"
#include "workflow/product/values.h"
#include "workflow/reporting/detect_json.h"
#include "workflow/reporting/report_html.h"
#include "workflow/reporting/score_writer.h"

namespace kilowatch {
namespace {

MetersValue MetersOf(const NodeCall& call) { return std::any_cast<MetersValue>(call.inputs[0]); }
ModelsValue ModelsOf(const NodeCall& call) { return std::any_cast<ModelsValue>(call.inputs[1]); }
Result<ProductSettings> SettingsOf(const DataValue& value) { return ProductSettings::FromJson(std::any_cast<nlohmann::ordered_json>(value)); }

std::int64_t RowsOf(const PortfolioOutcome& outcome) {
  std::int64_t rows = 0;
  for (const MeterOutcome& meter : outcome.meters) rows += meter.rows;
  return rows;
}

// The run that detect, score and evaluate share. Kept alive by whoever runs it.
struct Judging {
  MetersValue meters;
  Scorer scorer;
  ProductSettings settings;
  int threads;
  std::stop_token stop;

  PortfolioRun Run(ScoredMeterVisitor visit = {}) const {
    return {&scorer, &settings.tariff, settings.policy, settings.period, threads, stop, std::move(visit), {}};
  }
};

Result<Judging> MakeJudging(const NodeCall& call, int threads) {
  KW_ASSIGN(ProductSettings settings, SettingsOf(call.inputs[2]));
  Scorer scorer(settings.scorer, ModelsOf(call));
  return Judging{MetersOf(call), std::move(scorer), std::move(settings), threads, call.stop};
}

Result<NodeOutput> Understand(const NodeCall& call) {
  auto json = nlohmann::json::array();
  std::int64_t rows = 0;
  for (const FileUnderstanding& file : MetersOf(call)->understood()) {
    json.push_back(UnderstandingJson(file));
    rows += file.rows;
  }
  return NodeOutput{{JsonValue(std::make_shared<const nlohmann::json>(std::move(json)))}, rows};
}

Result<NodeOutput> Train(const NodeCall& call, int threads) {
  KW_ASSIGN(const ProductSettings settings, SettingsOf(call.inputs[1]));
  const Scorer scorer(settings.scorer);
  KW_ASSIGN(Training training, TrainPortfolio(*MetersOf(call), {&scorer, settings.period, threads, call.stop, {}}));
  return NodeOutput{{ModelsValue(std::make_shared<const ModelSet>(std::move(training.models)))}, -1};
}

Result<NodeOutput> Detect(const NodeCall& call, int threads) {
  KW_ASSIGN(const Judging judging, MakeJudging(call, threads));
  KW_ASSIGN(const PortfolioOutcome outcome, ScorePortfolio(*judging.meters, judging.Run()));
  return NodeOutput{{JsonValue(std::make_shared<const nlohmann::json>(DetectJson(outcome)))}, RowsOf(outcome)};
}

Result<NodeOutput> Score(const NodeCall& call, int threads) {
  KW_ASSIGN(const Judging judging, MakeJudging(call, threads));
  ScoresValue scores{[judging](const std::filesystem::path& path) -> Status {
    KW_ASSIGN(ScoreWriter writer, ScoreWriter::Create(path, false));
    const auto write = [&writer](const MeterFrame& frame, const ScoredMeter& scored) { return writer.Write(frame, scored); };
    KW_ASSIGN(const PortfolioOutcome outcome, ScorePortfolio(*judging.meters, judging.Run(write)));
    return writer.Commit();
  }};
  return NodeOutput{{std::move(scores)}, -1};
}

Result<NodeOutput> Report(const NodeCall& call, int threads) {
  KW_ASSIGN(const Judging judging, MakeJudging(call, threads));
  ReportSeries series;
  const auto collect = [&series](const MeterFrame& frame, const ScoredMeter& scored) -> Status {
    series.Add(frame, scored);
    return {};
  };
  KW_ASSIGN(const PortfolioOutcome outcome, ScorePortfolio(*judging.meters, judging.Run(collect)));
  return NodeOutput{{TextValue(ReportHtml(outcome, series, {.language = judging.settings.language}))}, RowsOf(outcome)};
}

Result<NodeOutput> Evaluate(const NodeCall& call, int threads) {
  KW_ASSIGN(const Judging judging, MakeJudging(call, threads));
  KW_ASSIGN(const Evaluation evaluation, EvaluatePortfolio(*judging.meters, judging.Run()));
  return NodeOutput{{JsonValue(std::make_shared<const nlohmann::json>(EvaluationJson(evaluation)))}, evaluation.pooled.readings};
}

}  // namespace

NodeFunctions ProductFunctions(int threads) {
  const Port meters{"meters", kMetersKind}, models{"models", kModelsKind}, parameters{"parameters", kParametersKind};
  const auto with_threads = [threads](auto function) { return [function, threads](const NodeCall& call) { return function(call, threads); }; };
  NodeFunctions functions;
  functions["understand"] = {{meters},
                             {{"understanding", kJsonKind}},
                             {"What was understood of each file, and why", "Ce qui a été compris de chaque fichier, et pourquoi"},
                             Understand};
  functions["train"] = {
      {meters, parameters}, {models}, {"Learn what is normal for each meter", "Apprend ce qui est normal pour chaque compteur"}, with_threads(Train)};
  functions["detect"] = {{meters, models, parameters},
                         {{"findings", kJsonKind}},
                         {"What is wrong, since when, why, and what it costs", "Ce qui ne va pas, depuis quand, pourquoi et à quel coût"},
                         with_threads(Detect)};
  functions["score"] = {
      {meters, models, parameters},
      {{"scores", kScoresKind}},
      {"A row for each reading: expected, band, score, flag, event", "Une ligne par relevé : attendu, bande, score, qualité, anomalie"},
      with_threads(Score)};
  functions["report"] = {
      {meters, models, parameters},
      {{"page", kTextKind}},
      {"One page with findings, charts and portraits of the meters", "Une page avec constats, graphiques et portraits des compteurs"},
      with_threads(Report)};
  functions["evaluate"] = {{meters, models, parameters},
                           {{"evaluation", kJsonKind}},
                           {"How good the detection is, where labels are known", "La qualité de la détection, là où des étiquettes existent"},
                           with_threads(Evaluate)};
  return functions;
}

}  // namespace kilowatch
