#include "decision/explanation/reading_story.h"

#include <algorithm>
#include <array>

#include "decision/explanation/member_words.h"
#include "detection/models/ensemble/combination.h"

namespace kilowatch {
namespace {

constexpr double kLeastDecades = 0.05;  // less is nothing that a person could see

constexpr std::array<std::string_view, 6> kCauseNames = {"time_of_week", "level", "shape", "neighbours", "value", "combination"};

// As the ensemble sums them. Trees speak apart: their word is on the scale of the sum, not a part of it.
std::vector<MemberWord> WordsOf(const ScoredMeter& scored, std::size_t cell) {
  std::vector<MemberWord> words;
  double sum = 0;
  for (const Evidence& evidence : scored.judgement.evidence) {
    const auto decades = static_cast<double>(evidence.strangeness[cell]);
    if (!(decades > 0)) continue;
    sum += decades;
    words.push_back({evidence.member, decades, 0, {}});
  }
  std::erase_if(words, [](const MemberWord& word) { return word.decades < kLeastDecades; });
  std::ranges::stable_sort(words, std::ranges::greater(), &MemberWord::decades);
  for (MemberWord& word : words) {
    word.share = word.decades / sum;
    word.words = EvidenceWords(word.member, scored.block, cell);
  }
  return words;
}

}  // namespace

std::string_view EvidenceCauseName(EvidenceCause cause) { return kCauseNames[static_cast<std::size_t>(cause)]; }

Phrase EvidenceCauseWords(EvidenceCause cause) {
  switch (cause) {
    case EvidenceCause::kTimeOfWeek: return {"time of week", "heure et jour"};
    case EvidenceCause::kLevel: return {"level", "niveau"};
    case EvidenceCause::kShape: return {"shape", "forme"};
    case EvidenceCause::kNeighbours: return {"neighbours", "voisins"};
    case EvidenceCause::kValue: return {"value", "valeur"};
    case EvidenceCause::kCombination: return {"combination", "ensemble"};
  }
  return {};
}

EvidenceCause CauseOf(Member member) {
  switch (member) {
    case Member::kResidual: return EvidenceCause::kTimeOfWeek;
    case Member::kLevel: return EvidenceCause::kLevel;
    case Member::kVariability:
    case Member::kFlatRun:
    case Member::kUnusualDay:
    case Member::kDiscord:
    case Member::kChange: return EvidenceCause::kShape;
    case Member::kGapNeighbour: return EvidenceCause::kNeighbours;
    case Member::kDataRule: return EvidenceCause::kValue;
    case Member::kForest:
    case Member::kTrees: break;
  }
  return EvidenceCause::kCombination;
}

double ReadingStory::DecadesInAll() const { return alarm_decades * score / (1 - score); }

ReadingStory TellReading(const Scorer& scorer, const ScoredMeter& scored, std::size_t cell) {
  const CleanBlock& block = scored.block;
  ReadingStory story;
  story.meter = block.meter();
  story.zone = block.site().zone;
  story.grid = block.grid();
  story.mode = block.mode();
  story.cell = cell;
  story.interval = block.grid().Cell(cell);
  story.quality = block.quality()[cell];
  story.reading = block.value()[cell];
  story.why_not = block.why_not();
  if (!block.temperature().empty() && std::isfinite(block.temperature()[cell])) story.temperature = static_cast<double>(block.temperature()[cell]);
  story.day_off = block.days()[block.day_of()[cell]].holiday;
  const MeterModel::Judgement& judgement = scored.judgement;
  story.expected = judgement.expectation.expected[cell];
  story.low = judgement.expectation.low[cell];
  story.high = judgement.expectation.high[cell];
  story.score = judgement.scores.score[cell];
  story.reference = judgement.expectation.kind;
  story.alarm_decades = AlarmDecades(block.mode());
  story.members = WordsOf(scored, cell);
  story.causes = scorer.CausesOf(block, cell);
  story.day = CourseAround(scored, cell);
  if (!block.why_not()) story.normal_day = NearestNormalDay(scored, cell);
  return story;
}

std::optional<std::size_t> CellOfMoment(const ScoredMeter& scored, Instant moment) { return scored.block.grid().Find(moment); }

std::optional<std::size_t> StrangestCellOf(const ScoredMeter& scored, LocalDay day) {
  const CleanBlock& block = scored.block;
  std::optional<std::size_t> strangest;
  double most = -1;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (block.days()[block.day_of()[i]].date != day) continue;
    const double score = std::isnan(scored.judgement.scores.score[i]) ? 0 : scored.judgement.scores.score[i];
    if (score > most) {
      most = score;
      strangest = i;
    }
  }
  if (strangest) return strangest;
  // A day inside a month.
  return block.grid().Find(block.site().zone.StartOfDay(day));
}

}  // namespace kilowatch
