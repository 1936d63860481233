#include "detection/models/live/live_members.h"

#include <algorithm>
#include <cmath>

#include "detection/models/ensemble/calibration.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/live/slot_history.h"

namespace kilowatch {
namespace {

constexpr double kUnread = std::numeric_limits<double>::quiet_NaN();
constexpr double kMadToDeviation = 1.4826;
constexpr std::size_t kRarityWeeks = 26;
constexpr std::size_t kShareDays = 56;
constexpr double kLow = 0.05;  // of the middle: see LowReadings

std::size_t At(Rare rare) { return static_cast<std::size_t>(rare); }

}  // namespace

class LiveMembers::Step {
 public:
  Step(const LiveMembers& members, const LiveCell& cell, MembersState& state)
      : known_(members.known_),
        decades_(members.decades_),
        named_(members.named_),
        speaking_(members.speaking_),
        state_(state),
        steps_(known_.steps_per_day),
        slots_(7 * steps_),
        slot_(cell.slot),
        kind_(slot_ % steps_ + (slot_ / steps_ >= 5 ? steps_ : 0)),
        local_(static_cast<std::uint32_t>(cell.day * steps_ + slot_ % steps_)),
        value_(HasReading(cell.quality) && std::isfinite(cell.value) ? cell.value : kUnread),
        code_(CodeOf(value_)) {}

  LiveScore Run() {
    Enter();
    Count();
    LiveScore score;
    if (speaking_ == Speaking::kAll) SayMeasures(score);
    Say(score, Member::kFlatRun, FlatRun());
    Say(score, Member::kGapNeighbour, GapNeighbour());
    Say(score, Member::kDataRule, DataRule());
    Leave();
    if (value_ == value_) Combine(score);
    return score;
  }

 private:
  static void Say(LiveScore& score, Member member, double strangeness) { score.strangeness[static_cast<std::size_t>(member)] = strangeness; }

  void SayMeasures(LiveScore& score) {
    const SlotHistory readings = Readings();
    const double residual = ProfileResidual(readings);
    state_.profile_residual.Push(residual);
    const std::span<const double> residuals(state_.profile_residual.newest);
    Say(score, Member::kResidual, Decades(Measure::kProfile, SmallMedian(residuals.first(WindowOf(3)), 1)));
    Say(score, Member::kVariability, Variability());
    Say(score, Member::kUnusualDay, Decades(Measure::kDay, DayDistance()));
    Say(score, Member::kLevel, Level(readings, residual));
    Say(score, Member::kChange, Change(readings));
  }

  double Decades(Measure measure, double x) const { return CalibratedCell(x, decades_[static_cast<std::size_t>(measure)]); }

  std::uint16_t CodeOf(double value) const {
    if (!(value == value)) return ReadingRing::kNone;
    const auto named = std::lower_bound(named_.begin(), named_.end(), value);
    if (named != named_.end() && *named == value) return static_cast<std::uint16_t>(ReadingRing::kFirstNamed + (named - named_.begin()));
    return ReadingRing::CodeOf((value - known_.middle) / known_.scale);
  }
  double ValueOf(std::uint16_t code) const {
    if (code == ReadingRing::kNone) return kUnread;
    if (code >= ReadingRing::kFirstNamed) return named_[code - ReadingRing::kFirstNamed];
    return known_.middle + known_.scale * static_cast<double>(ReadingRing::DistanceOf(code));
  }
  float ClippedOf(std::uint16_t code) const {
    constexpr float kWidest = 8;
    if (code == ReadingRing::kNone) return std::numeric_limits<float>::quiet_NaN();
    const float distance =
        code >= ReadingRing::kFirstNamed ? static_cast<float>((ValueOf(code) - known_.middle) / known_.scale) : ReadingRing::DistanceOf(code);
    return std::clamp(distance, -kWidest, kWidest);
  }

  // Whether there was a cell so many steps ago.
  bool Was(std::size_t back) const { return local_ >= state_.first + back && back < ReadingRing::kCells; }
  std::uint16_t CodeBack(std::size_t back) const { return Was(back) ? state_.ring.At((local_ - back) % ReadingRing::kCells) : ReadingRing::kNone; }
  double Back(std::size_t back) const { return ValueOf(CodeBack(back)); }

  // Makes room for the cell. Where a clock goes back the first of two readings stays, as everywhere.
  void Enter() {
    if (state_.cells == 0) {
      state_.first = local_;
      state_.value.Clear();
      state_.profile_residual.Clear();
      state_.ratio.Clear();
      state_.weeks_around.Clear();
      state_.days_around.Clear();
    } else {
      const std::uint32_t begin =
          std::max(state_.local + 1, local_ > ReadingRing::kCells ? static_cast<std::uint32_t>(local_ - ReadingRing::kCells) : 0);
      for (std::uint32_t l = begin; l < local_; ++l) state_.ring.Set(l % ReadingRing::kCells, ReadingRing::kNone);
    }
    repeats_ = state_.cells > 0 && local_ <= state_.local;
    if (!repeats_) state_.ring.Set(local_ % ReadingRing::kCells, code_);
  }

  void Leave() {
    state_.value.Push(value_);
    state_.local = std::max(state_.local, local_);
    ++state_.cells;
  }

  bool IsLow(std::uint16_t code) const { return ValueOf(code) < kLow * known_.middle; }
  bool IsNamed(std::uint16_t code) const { return code >= ReadingRing::kFirstNamed; }

  // Keeps the number of runs of a state that began in the last 26 weeks. `is` asks it of a code that is a reading.
  template <class Is>
  void CountRuns(Rare rare, Is is) {
    const std::size_t r = At(rare);
    const std::size_t window = kRarityWeeks * slots_;
    if (code_ != ReadingRing::kNone) {
      const bool now = is(code_);
      state_.runs[r] = static_cast<std::uint16_t>(state_.runs[r] + (now && state_.in_run[r] == 0));
      state_.in_run[r] = now ? 1 : 0;
    }
    const std::uint16_t gone = CodeBack(window);
    if (gone == ReadingRing::kNone || !is(gone)) return;
    std::size_t back = window + 1;
    while (Was(back) && CodeBack(back) == ReadingRing::kNone) ++back;
    const bool began = !Was(back) || !is(CodeBack(back));
    state_.runs[r] = static_cast<std::uint16_t>(state_.runs[r] - (began && state_.runs[r] > 0));
  }

  void Count() {
    CountRuns(Rare::kLow, [&](std::uint16_t code) { return IsLow(code); });
    CountRuns(Rare::kPlaceholder, [&](std::uint16_t code) { return IsNamed(code); });
    const std::size_t r = At(Rare::kMissing);
    const bool now = code_ == ReadingRing::kNone;
    state_.runs[r] = static_cast<std::uint16_t>(state_.runs[r] + (now && state_.in_run[r] == 0));
    state_.in_run[r] = now ? 1 : 0;
    const std::size_t window = kRarityWeeks * slots_;
    const bool gone = Was(window) && CodeBack(window) == ReadingRing::kNone && !(Was(window + 1) && CodeBack(window + 1) == ReadingRing::kNone);
    state_.runs[r] = static_cast<std::uint16_t>(state_.runs[r] - (gone && state_.runs[r] > 0));
  }

  // 1 / (1 + (runs a week / h)²), the time that is not there yet as the model knows it: see Rarity.
  double RarityOf(Rare rare) const {
    const double weeks = static_cast<double>(state_.cells + 1) / static_cast<double>(slots_);
    const double unseen = std::max(0.0, static_cast<double>(kRarityWeeks) - weeks);
    const double filled = static_cast<double>(state_.runs[At(rare)]) + known_.runs_per_week[At(rare)] * unseen;
    const double relative = filled / static_cast<double>(kRarityWeeks) / (rare == Rare::kMissing ? 0.5 : 2);
    return 1 / (1 + relative * relative);
  }

  // The share of a state at this time of the day over the last 56 days: see Share. `is` and `could` ask it of the cell so many steps ago.
  template <class Is, class Could>
  double ShareOf(Repeated repeated, Is is, Could could) const {
    const auto& table = known_.share[static_cast<std::size_t>(repeated)];
    double states = 0, cells = 0, there = 0;
    for (std::size_t day = 1; day <= kShareDays && Was(day * steps_); ++day) {
      ++there;
      states += is(day * steps_) ? 1 : 0;
      cells += could(day * steps_) ? 1 : 0;
    }
    const double unseen = table.empty() ? 0 : static_cast<double>(kShareDays) - there;
    const double known_share = table.empty() ? 0 : static_cast<double>(table[kind_]);
    return (states + unseen * known_share + 0.5) / (cells + unseen + 4);
  }

  SlotHistory Readings() const {
    SlotHistory history;
    for (std::size_t week = 1; week <= SlotHistory::kWeeks; ++week) history.past[week] = Back(week * slots_);
    return history;
  }
  double KnownUsual(Habit habit) const {
    const auto& table = known_.usual[static_cast<std::size_t>(habit)];
    return slot_ < table.size() ? static_cast<double>(table[slot_]) : kUnread;
  }

  double ProfileResidual(const SlotHistory& readings) const {
    const auto [usual, size] = readings.UsualAndSize(KnownUsual(Habit::kReading), KnownUsual(Habit::kResidual));
    return std::fabs(value_ - usual) / (kMadToDeviation * size + 0.1 * known_.scale);
  }

  double Variability() {
    const std::size_t width = std::max<std::size_t>(3, WindowOf(6));
    const std::size_t least = std::max<std::size_t>(2, width / 3);
    std::array<double, 6> window;
    window.fill(kUnread);
    window[0] = value_;
    for (std::size_t k = 1; k < width; ++k) window[k] = state_.value.newest[k - 1];
    double ratio = DeviationOf({window.data(), width}, least);
    std::array<double, 12> past;
    for (std::size_t week = 1; week <= past.size(); ++week) {
      for (std::size_t k = 0; k < width; ++k) window[k] = Back(week * slots_ + k);
      past[week - 1] = Was(week * slots_) ? DeviationOf({window.data(), width}, least) : kUnread;
    }
    double usual = SmallMedian(past, 3);
    if (!(usual == usual)) usual = KnownUsual(Habit::kDeviation);
    constexpr double kFloor = 0.02;
    TakeLogRatio(&ratio, &usual, &known_.scale, kFloor, 1);
    state_.ratio.Push(ratio);
    double most = kUnread;
    for (std::size_t k = 0; k < WindowOf(4); ++k) most = std::fmax(most, state_.ratio.newest[k]);
    return Decades(Measure::kVariability, most);
  }

  double FlatRun() {
    const double step = std::fabs(value_ - state_.value.newest[0]);
    const bool equal = step <= 1e-9 * std::max(1.0, std::fabs(value_));
    if (equal) {
      const auto could = [&](std::size_t back) { return CodeBack(back) != ReadingRing::kNone && CodeBack(back + 1) != ReadingRing::kNone; };
      const auto is = [&](std::size_t back) { return could(back) && state_.equal.At(local_ - back); };
      constexpr double kFree = 0.1;
      state_.surprise += std::max(0.0, -std::log10(ShareOf(Repeated::kEqual, is, could)) - kFree);
    } else {
      state_.surprise = 0;
    }
    if (!repeats_) state_.equal.Set(local_, equal);
    constexpr double kStriking = 3;
    const std::size_t r = At(Rare::kFlat);
    const std::size_t window = kRarityWeeks * slots_;
    if (state_.cells >= window && state_.flat_begins.At(state_.cells - window)) --state_.runs[r];
    const bool striking = state_.surprise >= kStriking;
    const bool begins = value_ == value_ && striking && state_.in_run[r] == 0;
    if (value_ == value_) state_.in_run[r] = striking ? 1 : 0;
    state_.runs[r] = static_cast<std::uint16_t>(state_.runs[r] + (begins ? 1 : 0));
    state_.flat_begins.Set(state_.cells, begins);
    const double surprise = state_.surprise * (value_ < kLow * known_.middle ? RarityOf(Rare::kLow) : 1) * RarityOf(Rare::kFlat);
    return 5 * surprise * surprise / (16 + surprise * surprise);
  }

  // The last day against the same hours one to 26 weeks before: the mean of the five smallest distances.
  double DayDistance() const {
    const std::size_t fewest = std::max<std::size_t>(1, steps_ * 3 / 4);
    std::array<float, 24> today;
    for (std::size_t j = 0; j < steps_; ++j) today[j] = ClippedOf(CodeBack(j));
    std::array<float, kRarityWeeks> mean;
    std::size_t known = 0;
    for (std::size_t week = 1; week <= kRarityWeeks && Was(week * slots_); ++week) {
      float sum = 0;
      std::size_t count = 0;
      for (std::size_t j = 0; j < steps_; ++j) {
        const float difference = today[j] - ClippedOf(CodeBack(week * slots_ + j));
        const bool is_known = difference == difference;
        sum += is_known ? difference * difference : 0.0F;
        count += is_known ? 1 : 0;
      }
      if (count >= fewest) mean[known++] = sum / static_cast<float>(count);
    }
    if (known == 0) return kUnread;
    const std::size_t nearest = std::min<std::size_t>(5, known);
    std::partial_sort(mean.begin(), mean.begin() + static_cast<std::ptrdiff_t>(nearest), mean.begin() + static_cast<std::ptrdiff_t>(known));
    double sum = 0;
    for (std::size_t k = 0; k < nearest; ++k) sum += std::sqrt(static_cast<double>(mean[k]));
    return sum / static_cast<double>(nearest);
  }

  double Level(const SlotHistory& readings, double residual) {
    std::array<double, 4> weeks;
    std::copy_n(readings.past.begin() + 1, weeks.size(), weeks.begin());
    const double middle = SmallMedian(weeks, 1);
    for (double& x : weeks) x = std::fabs(x - middle);
    const double z = std::fabs(value_ - middle) / (kMadToDeviation * SmallMedian(weeks, 1) + 0.15 * known_.scale);
    state_.weeks_around.Push(std::fmin(residual, z));
    constexpr std::array<std::size_t, 4> kDaysBefore = {1, 2, 7, 14};
    std::array<double, 4> days;
    for (std::size_t k = 0; k < days.size(); ++k) days[k] = std::fabs(value_ - Back(kDaysBefore[k] * steps_));
    state_.days_around.Push(SmallMedian(days, 1) / known_.scale);
    double sum = 0, count = 0;
    for (std::size_t k = 0; k < WindowOf(3); ++k) {
      const double x = state_.weeks_around.newest[k];
      sum += x == x ? x : 0;
      count += x == x ? 1 : 0;
    }
    return Decades(Measure::kLevel, sum / count) +
           Decades(Measure::kLags, SmallMedian(std::span<const double>(state_.days_around.newest).first(WindowOf(4)), 1));
  }

  double Change(const SlotHistory& readings) const {
    SlotHistory steps;
    for (std::size_t week = 1; week <= SlotHistory::kWeeks; ++week) steps.past[week] = readings.past[week] - Back(week * slots_ + 1);
    const auto [usual, size] = steps.UsualAndSize(KnownUsual(Habit::kStep), KnownUsual(Habit::kStepResidual));
    const double v1 = state_.value.newest[0], v2 = state_.value.newest[1];
    const double jump = std::fabs(value_ - v1 - usual) / (0.1 * known_.scale + size);
    const double bend = std::fabs(value_ - 2 * v1 + v2) / (2 * known_.scale);
    return Decades(Measure::kJump, jump) + Decades(Measure::kCurvature, bend);
  }

  double GapNeighbour() const {
    if (!(value_ == value_)) return 0;
    const auto missing = [&](std::size_t back) { return state_.cells >= back && std::isnan(state_.value.newest[back - 1]); };
    return 6 * (missing(1) ? 1 : missing(2) ? 0.35 : 0) * RarityOf(Rare::kMissing);
  }

  double DataRule() const {
    double strangeness = 0;
    if (value_ < kLow * known_.middle) {
      const auto is = [&](std::size_t back) { return IsLow(CodeBack(back)); };
      const auto could = [&](std::size_t back) { return CodeBack(back) != ReadingRing::kNone; };
      strangeness += 2 * std::max(0.0, -std::log10(ShareOf(Repeated::kLow, is, could))) * RarityOf(Rare::kLow);
    }
    if (IsNamed(code_)) strangeness += 3 * RarityOf(Rare::kPlaceholder);
    return strangeness;
  }

  void Combine(LiveScore& score) const {
    double total = 0, most = 0;
    for (std::size_t m = 0; m < score.strangeness.size(); ++m) {
      total += score.strangeness[m];
      if (score.strangeness[m] > most) most = score.strangeness[m], score.strongest = static_cast<Member>(m);
    }
    score.score = total / (total + AlarmDecades(Mode::kLive));
  }

  // As MeterView::Steps.
  std::size_t WindowOf(double hours) const {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::nearbyint(hours * static_cast<double>(steps_) / 24)));
  }

  const Habits& known_;
  const std::array<DecadeScale, kMeasures>& decades_;
  const std::vector<double>& named_;
  Speaking speaking_;
  MembersState& state_;
  std::size_t steps_;
  std::size_t slots_;
  std::size_t slot_;
  std::size_t kind_;
  std::uint32_t local_;
  double value_;
  std::uint16_t code_;
  bool repeats_ = false;
};

LiveMembers::LiveMembers(const Habits& known, Speaking speaking) : known_(known), speaking_(speaking) {
  const std::size_t slots = 7 * known.steps_per_day;
  for (std::size_t m = 0; m < kMeasures; ++m) {
    const auto measure = static_cast<Measure>(m);
    decades_[m] = LiveDecades(known.quantiles[m], measure, measure == Measure::kVariability ? kVariabilityWeight : kContinuousWeight, slots);
  }
  named_.assign(known.placeholders.begin(),
                known.placeholders.begin() + static_cast<std::ptrdiff_t>(std::min(known.placeholders.size(), ReadingRing::kMostNamed)));
}

bool LiveMembers::Fits(const Habits& known) { return known.readings > 0 && known.steps_per_day >= 1 && known.steps_per_day <= 24; }

LiveScore LiveMembers::Push(const LiveCell& cell, MembersState& state) const { return Step(*this, cell, state).Run(); }

}  // namespace kilowatch
