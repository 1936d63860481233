#include "decision/scorer/scorer.h"

#include <algorithm>
#include <utility>

#include "detection/models/conformal/conformal.h"
#include "foundation/base/bytes.h"

namespace kilowatch {
namespace {

constexpr std::string_view kMeterSection = "meter/";
constexpr double kNoChance = 1e-4;
constexpr std::string_view kTreesSection = "trees";

Error InSection(const std::string& name, Error error) {
  error.At(Phrase{"section " + name + " of the model bundle", "section " + name + " du fichier de modèles"});
  return error;
}

// Cells that say nothing about ordinary days: faults of the data; in Review events that no chance makes; in Live, which does not know how they end, strange
// stretches from their twelfth hour on.
std::vector<bool> LeftOut(const CleanBlock& block, const Scores& scores, const std::vector<Event>& events) {
  std::vector<bool> left_out(block.size(), false);
  for (std::size_t i = 0; i < block.size(); ++i) left_out[i] = block.quality()[i] != Quality::kMeasured;
  if (block.mode() == Mode::kReview) {
    for (const Event& event : events) {
      if (event.chance <= kNoChance) std::fill(left_out.begin() + event.first_cell, left_out.begin() + event.last_cell + 1, true);
    }
    return left_out;
  }
  const std::size_t half_day = std::max<std::size_t>(1, block.grid().StepsPerDay() / 2);
  std::size_t strange = 0;
  for (std::size_t i = 0; i < scores.score.size(); ++i) {
    strange = scores.score[i] >= kContinueScore ? strange + 1 : 0;
    if (strange >= half_day) left_out[i] = true;
  }
  return left_out;
}

}  // namespace

const MeterModel* ModelSet::Find(const std::string& meter) const {
  const auto found = models_.find(meter);
  return found == models_.end() ? nullptr : &found->second;
}

const LabelTrees* ModelSet::TreesFor(const std::string& meter) const {
  const auto own = trees_of_.find(meter);
  return own == trees_of_.end() ? trees_.get() : own->second.get();
}

Bundle ModelSet::ToBundle() const {
  Bundle bundle;
  for (const auto& [meter, model] : models_) {
    ByteWriter writer;
    model.Save(writer);
    bundle.Put(std::string(kMeterSection) + meter, std::move(writer).Take());
  }
  if (trees_ != nullptr) {
    ByteWriter writer;
    trees_->Save(writer);
    bundle.Put(std::string(kTreesSection), std::move(writer).Take());
  }
  return bundle;
}

Result<ModelSet> ModelSet::FromBundle(const Bundle& bundle) {
  ModelSet models;
  for (const std::string& name : bundle.Names(kMeterSection)) {
    KW_ASSIGN(const std::string_view bytes, bundle.Section(name));
    ByteReader reader(bytes);
    auto model = MeterModel::Load(reader);
    if (!model) return std::unexpected(InSection(name, std::move(model).error()));
    models.Add(name.substr(kMeterSection.size()), *std::move(model));
  }
  if (bundle.Has(kTreesSection)) {
    KW_ASSIGN(const std::string_view bytes, bundle.Section(kTreesSection));
    ByteReader reader(bytes);
    auto trees = LabelTrees::Load(reader);
    if (!trees) return std::unexpected(InSection(std::string(kTreesSection), std::move(trees).error()));
    models.SetTrees(std::make_shared<const LabelTrees>(*std::move(trees)));
  }
  return models;
}

Scorer::Scorer(ScorerOptions options, std::shared_ptr<const ModelSet> models) : options_(options), models_(std::move(models)) {}

// A model that judges only what it was fitted on need not learn what other stretches would want.
MeterModel Scorer::FitFor(const CleanBlock& block) const {
  ModelOptions options = options_.model;
  options.other_stretches = false;
  return MeterModel::Fit(block, options);
}

ScoredMeter Scorer::Run(const MeterFrame& frame, const Site& site) const {
  CleanBlock block = Clean(frame, site, options_.mode, options_.clean);
  const MeterModel* known = models_ == nullptr ? nullptr : models_->Find(frame.meter.name);
  const bool learns_as_it_goes = options_.mode == Mode::kLive;
  const LabelTrees* trees = models_ == nullptr ? nullptr : models_->TreesFor(frame.meter.name);
  const bool keep_evidence = options_.keep_evidence || trees != nullptr;
  auto judgement = known != nullptr    ? known->Judge(block, keep_evidence)
                   : learns_as_it_goes ? MeterModel::Untrained(options_.model).Judge(block, keep_evidence)
                                       : FitFor(block).Judge(block, keep_evidence);
  if (trees != nullptr) trees->JoinIn(block, judgement);
  std::vector<Event> events = Join(block, judgement.expectation, judgement.scores, options_.join);
  std::vector<double> p_value;
  if (options_.p_values || options_.alarm_rate) p_value = ConformalPValues(block, judgement.scores, LeftOut(block, judgement.scores, events));
  if (options_.alarm_rate) {
    judgement.scores = AtAlarmRate(std::move(judgement.scores), p_value, *options_.alarm_rate);
    events = Join(block, judgement.expectation, judgement.scores, options_.join);
  }
  DayReference reference = block.meter().unit == Unit::kOther ? DayReference{} : FitDayReference(block);
  Portrait portrait = MakePortrait(block, judgement.expectation, reference);
  std::vector<SlowEvent> slow = FindSlowEvents(block, judgement.expectation, judgement.scores, reference);
  return {std::move(block), std::move(judgement), std::move(events), std::move(slow), std::move(portrait), std::move(reference), std::move(p_value)};
}

std::optional<ExpectationCauses> Scorer::CausesOf(const CleanBlock& block, std::size_t cell) const {
  const MeterModel* known = models_ == nullptr ? nullptr : models_->Find(block.meter().name);
  return known != nullptr ? known->CausesOf(block, cell) : MeterModel::Untrained(options_.model).CausesOf(block, cell);
}

}  // namespace kilowatch
