#include "detection/events/event.h"

#include <array>

namespace kilowatch {
namespace {

struct KindText {
  std::string_view name, en, fr;
};

constexpr std::array<KindText, 8> kKinds = {{{"spike", "spike", "pic"},
                                             {"dip", "dip", "creux"},
                                             {"outage", "outage", "interruption"},
                                             {"frozen", "frozen value", "valeur figée"},
                                             {"missing", "missing readings", "relevés manquants"},
                                             {"level_shift", "level shift", "changement de niveau"},
                                             {"off_hours_excess", "off-hours excess", "excès hors horaires"},
                                             {"unexplained", "unexplained difference", "écart inexpliqué"}}};
constexpr std::array<KindText, 3> kClasses = {
    {{"waste", "waste", "gaspillage"}, {"shortfall", "shortfall", "manque"}, {"data_fault", "data fault", "défaut de données"}}};
constexpr std::array<std::string_view, 4> kPatterns = {"all_hours", "night", "weekend", "daytime"};

Phrase WordsOf(const KindText& text) { return {std::string(text.en), std::string(text.fr)}; }

}  // namespace

std::string_view HoursPatternName(HoursPattern pattern) { return kPatterns[static_cast<std::size_t>(pattern)]; }
std::string_view EventKindName(EventKind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }
std::string_view EventClassName(EventClass event_class) { return kClasses[static_cast<std::size_t>(event_class)].name; }
Phrase EventKindWords(EventKind kind) { return WordsOf(kKinds[static_cast<std::size_t>(kind)]); }
Phrase EventClassWords(EventClass event_class) { return WordsOf(kClasses[static_cast<std::size_t>(event_class)]); }

}  // namespace kilowatch
