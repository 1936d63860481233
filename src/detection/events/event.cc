#include "detection/events/event.h"

#include <fmt/format.h>

#include <array>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

struct KindText {
  std::string_view name, en, fr;
};

constexpr std::array<KindText, 11> kKinds = {{{"spike", "spike", "pic"},
                                              {"dip", "dip", "creux"},
                                              {"outage", "outage", "interruption"},
                                              {"frozen", "frozen value", "valeur figée"},
                                              {"missing", "missing readings", "relevés manquants"},
                                              {"level_shift", "level shift", "changement de niveau"},
                                              {"off_hours_excess", "off-hours excess", "excès hors horaires"},
                                              {"unexplained", "unexplained difference", "écart inexpliqué"},
                                              {"high_base_load", "high base load", "talon élevé"},
                                              {"busy_weekends", "weekends like weekdays", "week-ends comme en semaine"},
                                              {"over_main", "sub-meters above their main", "sous-compteurs au-dessus du principal"}}};
constexpr std::array<KindText, 3> kClasses = {
    {{"waste", "waste", "gaspillage"}, {"shortfall", "shortfall", "manque"}, {"data_fault", "data fault", "défaut de données"}}};
constexpr std::array<std::string_view, 4> kPatterns = {"all_hours", "night", "weekend", "daytime"};

Phrase WordsOf(const KindText& text) { return {std::string(text.en), std::string(text.fr)}; }

}  // namespace

bool IsPermanent(EventKind kind) { return kind == EventKind::kHighBaseLoad || kind == EventKind::kBusyWeekends; }

std::string EventIdOf(const Event& event) {
  std::string key = fmt::format("{}\n{}\n{}", event.meter, EpochSeconds(event.span.begin), EventClassName(event.event_class));
  if (event.slow) key += "\nslow";
  if (IsPermanent(event.kind) || event.kind == EventKind::kOverMain) key += fmt::format("\n{}", EventKindName(event.kind));
  // FNV spreads its last bytes poorly over the high bits; one round of mixing (splitmix64) does.
  std::uint64_t hash = StableHash(key);
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  hash ^= hash >> 31;
  return fmt::format("{:012x}", hash >> 16);
}

std::string_view HoursPatternName(HoursPattern pattern) { return kPatterns[static_cast<std::size_t>(pattern)]; }
std::string_view EventKindName(EventKind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }
std::string_view EventClassName(EventClass event_class) { return kClasses[static_cast<std::size_t>(event_class)].name; }
Phrase EventKindWords(EventKind kind) { return WordsOf(kKinds[static_cast<std::size_t>(kind)]); }
Phrase EventClassWords(EventClass event_class) { return WordsOf(kClasses[static_cast<std::size_t>(event_class)]); }

}  // namespace kilowatch
