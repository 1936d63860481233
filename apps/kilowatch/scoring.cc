#include "scoring.h"

#include <chrono>
#include <cstdio>

#include "decision/policy/policy_file.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/telemetry/progress.h"
#include "foundation/text/yaml.h"
#include "usage.h"

namespace kilowatch {

void AddModelFlags(CLI::App& command, const Say& say, ScoringFlags& flags) {
  command.add_flag(
      "--forest", flags.forest,
      say("Let the isolation forest speak beside the other members", "Fait parler aussi la forêt d’isolement, à côté des autres détecteurs"));
  command.add_flag("--discords", flags.discords,
                   say("Let days whose course is like no other speak too (matrix profile)",
                       "Fait parler aussi les journées au déroulement unique (matrix profile)"));
}

void AddScoringFlags(CLI::App& command, const Say& say, ScoringFlags& flags) {
  AddInputFlags(command, say, flags.input);
  AddModelFlags(command, say, flags);
  command.add_option("--model", flags.model,
                     say("Model bundle (.kwb) from kilowatch train; without one each meter is fitted on what is read",
                         "Fichier de modèles (.kwb) de kilowatch train ; sans lui, chaque compteur est ajusté sur ce qui est lu"));
  command.add_flag("--causal", flags.causal,
                   say("Judge each reading by its past alone, as live data would be", "Juge chaque relevé d’après son seul passé, comme en direct"));
  const char* told = say("What is told", "Ce qui est signalé");
  command
      .add_option("--policy", flags.policy,
                  say("Policy file (YAML or JSON): budgets, floors, direction, mutes, see docs/files.md",
                      "Fichier de règles (YAML ou JSON) : quotas, seuils, sens, sourdines, voir docs/files.md"))
      ->group(told);
  command
      .add_option("--verdicts", flags.verdicts,
                  say("What people said of events (YAML or JSON): real or false, see docs/files.md",
                      "Ce que l’on a dit des anomalies (YAML ou JSON) : vraie ou fausse, voir docs/files.md"))
      ->group(told);
  command
      .add_option("--findings-per-week", flags.findings_per_week,
                  say("Findings that may be told in a week over all meters, 10 unless said",
                      "Constats par semaine sur tous les compteurs, 10 sauf indication"))
      ->group(told);
  command
      .add_option("--alarm-rate", flags.alarm_rate,
                  say("Share of a meter's ordinary readings that may be alarms: 1e-3; without it alarms are where the score is 0.5",
                      "Part des relevés ordinaires d’un compteur qui peuvent être des alarmes : 1e-3 ; sans cela, dès que le score vaut 0,5"))
      ->group(told);
  const char* money = say("Money", "Argent");
  command.add_option("--price", flags.price, say("Price of one kWh (or m3) of whatever is metered", "Prix d’un kWh (ou m3) de ce qui est compté"))
      ->group(money);
  command.add_option("--currency", flags.currency, say("ISO 4217 code", "Code ISO 4217"))->group(money)->capture_default_str();
  command
      .add_option("--tariff", flags.tariff,
                  say("Tariff file (YAML or JSON), see docs/files.md", "Fichier de tarif (YAML ou JSON), voir docs/files.md"))
      ->group(money);
}

Result<Scorer> ScoringFlags::MakeScorer(bool keep_evidence) const {
  ScorerOptions options;
  options.keep_evidence = keep_evidence;
  options.mode = causal ? Mode::kLive : Mode::kReview;
  options.model.forest = forest;
  options.model.discords = discords;
  options.p_values = p_values;
  KW_ASSIGN(const Policy told, MakePolicy());
  options.alarm_rate = told.alarm_rate;
  if (model.empty()) return Scorer(options);
  KW_ASSIGN(const Bundle bundle, Bundle::Read(model));
  auto models = ModelSet::FromBundle(bundle);
  if (!models) {
    Error error = std::move(models).error();
    error.At(model);
    return std::unexpected(std::move(error));
  }
  return Scorer(options, std::make_shared<const ModelSet>(*std::move(models)));
}

Result<Tariff> ScoringFlags::MakeTariff() const {
  if (!tariff.empty()) {
    KW_ASSIGN(const std::string text, ReadFile(tariff));
    KW_ASSIGN(const YamlDocument document, ParseYaml(text, tariff));
    auto parsed = Tariff::FromJson(nlohmann::json(document.value));
    if (!parsed) parsed.error().At(tariff);
    return parsed;
  }
  const auto known = ParseCurrency(currency);
  if (!known) {
    return Fail(ErrorCode::kUsage, NoSuchValue("--currency", currency, {"an ISO 4217 code", "un code ISO 4217"}),
                {"Write EUR, GBP, USD, CHF …", "Écrivez EUR, GBP, USD, CHF…"});
  }
  if (price) return Tariff::Flat(*price, *known);
  return Tariff::Default(*known);
}

Result<Policy> ScoringFlags::MakePolicy() const {
  Policy made;
  if (!policy.empty()) {
    KW_ASSIGN(const std::string text, ReadFile(policy));
    KW_ASSIGN(made, ReadPolicy(text, policy));
  }
  if (!verdicts.empty()) {
    KW_ASSIGN(const std::string text, ReadFile(verdicts));
    KW_ASSIGN(made.verdicts, ReadVerdicts(text, verdicts));
  }
  if (alarm_rate) made.alarm_rate = alarm_rate;
  if (findings_per_week) made.findings_per_week = *findings_per_week;
  made.as_of = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  KW_RETURN_IF_ERROR(made.Validate());
  return made;
}

Result<PortfolioOutcome> ScoringFlags::Run(const Console& console, const ScoredMeterVisitor& visit) const {
  KW_ASSIGN(const auto source, input.Open(console));
  return Run(console, *source, visit);
}

Result<PortfolioOutcome> ScoringFlags::Run(const Console& console, const Source& source, const ScoredMeterVisitor& visit) const {
  KW_ASSIGN(const Scorer scorer, MakeScorer());
  KW_ASSIGN(const Tariff prices, MakeTariff());
  PortfolioRun run;
  run.scorer = &scorer;
  run.tariff = &prices;
  KW_ASSIGN(run.policy, MakePolicy());
  KW_ASSIGN(run.period, input.Period());
  run.threads = console.threads;
  run.stop = console.stop;
  run.visit = visit;
  run.progress = MeterProgress(console, {"Judging meters", "Évaluation des compteurs"});
  return ScorePortfolio(source, run);
}

Phrase MetersCounted(std::size_t count) { return Counted(static_cast<std::int64_t>(count), {"meter", "compteur"}, {"meters", "compteurs"}); }

std::function<void(std::size_t, std::size_t)> MeterProgress(const Console& console, const Phrase& what) {
  if (!console.progress) return {};
  // Shared: a std::function is copied, the line on the terminal is one.
  auto line = std::make_shared<Progress>([](std::string_view bytes) { std::fwrite(bytes.data(), 1, bytes.size(), stderr); },
                                         [] { return std::chrono::steady_clock::now(); }, console.language);
  return [line, words = what.In(console.language)](std::size_t done, std::size_t all) {
    if (line->total() != all) line->Begin(words, all);
    if (done > line->done()) line->Advance(done - line->done());
    if (done == all) line->End();
  };
}

}  // namespace kilowatch
