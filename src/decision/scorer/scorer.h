#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "decision/policy/priced_event.h"
#include "decision/scorer/bundle.h"
#include "detection/events/day_reference.h"
#include "detection/events/join.h"
#include "detection/events/portrait.h"
#include "detection/events/slow_stretches.h"
#include "detection/models/boosted/label_trees.h"
#include "detection/models/meter_model.h"
#include "detection/models/model_options.h"

namespace kilowatch {

struct ScorerOptions {
  Mode mode = Mode::kReview;
  CleanOptions clean;
  ModelOptions model;
  JoinOptions join;
  bool keep_evidence = false;  // what each member said, by cell: memory for each member, for those who compare them
  bool p_values = false;       // ScoredMeter::p_value
  std::optional<double>
      alarm_rate;  // of a meter's ordinary readings, in (0, 0.1]: scores are 0.5 where p falls to it (AtAlarmRate); nothing: as the ensemble says
};

// The fitted models of a portfolio by meter. Immutable once shared; thread safe.
class ModelSet {
 public:
  void Add(const std::string& meter, MeterModel model) { models_.insert_or_assign(meter, std::move(model)); }
  // Null for a meter that was not trained.
  const MeterModel* Find(const std::string& meter) const;
  std::size_t size() const { return models_.size(); }

  // Trees that labels taught speak beside the members of every meter. Shared: immutable, and a scorer of another set may hold the same ones.
  void SetTrees(std::shared_ptr<const LabelTrees> trees) { trees_ = std::move(trees); }
  // For one meter instead of those: an evaluation judges each meter by trees that have not seen it. Not kept in a bundle.
  void SetTrees(const std::string& meter, std::shared_ptr<const LabelTrees> trees) { trees_of_.insert_or_assign(meter, std::move(trees)); }
  // Null where none speak.
  const LabelTrees* TreesFor(const std::string& meter) const;

  Bundle ToBundle() const;
  // Errors: kUnreadable naming the section.
  static Result<ModelSet> FromBundle(const Bundle& bundle);

 private:
  std::map<std::string, MeterModel> models_;
  std::shared_ptr<const LabelTrees> trees_;
  std::map<std::string, std::shared_ptr<const LabelTrees>> trees_of_;
};

// All that is known of one meter after the whole path. Held only while the meter is in flight.
struct ScoredMeter {
  CleanBlock block;
  MeterModel::Judgement judgement;
  std::vector<Event> events;    // candidates
  std::vector<SlowEvent> slow;  // candidates over days; they may hold some of `events`
  Portrait portrait;
  DayReference reference;
  std::vector<double> p_value;  // by cell (ConformalPValues); empty unless asked for
};

// The one path of batch, server, stream and Python: clean, expect, judge, join. Thread safe.
class Scorer {
 public:
  // Without models each meter is fitted on its own readings first (Review) or learns as it goes (Live). A meter that `models` does not know is
  // treated so too. `models` is shared with a bundle's owner.
  explicit Scorer(ScorerOptions options, std::shared_ptr<const ModelSet> models = nullptr);

  ScoredMeter Run(const MeterFrame& frame, const Site& site) const;
  // What makes the expectation of one cell of a block that Run made; nothing where there is none.
  std::optional<ExpectationCauses> CausesOf(const CleanBlock& block, std::size_t cell) const;
  const ScorerOptions& options() const { return options_; }

 private:
  MeterModel FitFor(const CleanBlock& block) const;

  ScorerOptions options_;
  std::shared_ptr<const ModelSet> models_;
};

}  // namespace kilowatch
