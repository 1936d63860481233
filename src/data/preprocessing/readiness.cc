#include "data/preprocessing/readiness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

constexpr std::size_t kFewestMonths = 12;
constexpr double kSmallestShare = 0.1;

struct Tally {
  std::size_t readings = 0;  // numbers that somebody read
  std::size_t estimated = 0;
  std::size_t usable = 0;  // of them those that can train
  std::size_t days = 0;    // local days with one that can train
  bool all_zero = true;
  bool all_equal = true;
};

Tally TallyOf(std::span<const double> value, std::span<const Quality> quality, std::span<const std::uint32_t> day_of) {
  Tally tally;
  double first = std::nan("");
  std::uint32_t last_day = UINT32_MAX;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (std::isnan(value[i])) continue;
    ++tally.readings;
    tally.estimated += quality[i] == Quality::kEstimated ? 1 : 0;
    if (tally.readings == 1) first = value[i];
    tally.all_equal = tally.all_equal && value[i] == first;
    tally.all_zero = tally.all_zero && value[i] == 0;
    if (!Trains(quality[i])) continue;
    ++tally.usable;
    tally.days += day_of[i] != last_day ? 1 : 0;
    last_day = day_of[i];
  }
  return tally;
}

Phrase TooShort(const Tally& tally, double minimum_days) {
  const auto wanted = static_cast<std::size_t>(std::ceil(minimum_days));
  const Phrase days = Counted(static_cast<std::int64_t>(tally.days), {"day", "jour"}, {"days", "jours"});
  if (tally.estimated > tally.usable) {
    return FormatPhrase(
        "{} of {} readings are estimates, and measured ones are on {} only; {} days are needed. Measured readings would help.",
        "{} des {} relevés sont des estimations, et il n’y a de relevés mesurés que sur {} ; il en faut {}. Des relevés mesurés permettraient "
        "d’en juger.",
        tally.estimated, tally.readings, days, wanted);
  }
  return FormatPhrase("Readings that can be used on {} only; {} days are needed. A longer history would help.",
                      "Des relevés utilisables sur {} seulement ; il en faut {}. Un historique plus long permettrait d’en juger.", days, wanted);
}

Phrase TooFewMonths(const Tally& tally) {
  return FormatPhrase(
      "{} only; {} are needed to know the seasons. A longer history, or daily or hourly readings, would help.",
      "{} seulement ; il en faut {} pour connaître les saisons. Un historique plus long, ou des relevés journaliers ou horaires, permettraient "
      "d’en juger.",
      Counted(static_cast<std::int64_t>(tally.usable), {"monthly reading", "relevé mensuel"}, {"monthly readings", "relevés mensuels"}),
      kFewestMonths);
}

Phrase MostlyMissing(const Tally& tally, std::size_t cells) {
  const double share = 100.0 * static_cast<double>(tally.readings) / static_cast<double>(cells);
  return {fmt::format("Nearly all readings are missing: {} of {} intervals have one ({:.1f} %). Check the collection of this meter, or that its "
                      "interval was understood.",
                      tally.readings, cells, share),
          fmt::format("Presque tous les relevés manquent : {} intervalles sur {} en ont un ({:.1f} %). Vérifiez la collecte de ce compteur, ou que "
                      "son pas de temps a été bien compris.",
                      tally.readings, cells, share)};
}

}  // namespace

std::optional<Phrase> WhyNotJudged(const Grid& grid, std::span<const double> value, std::span<const Quality> quality,
                                   std::span<const std::uint32_t> day_of, double minimum_days) {
  const Tally tally = TallyOf(value, quality, day_of);
  if (tally.readings == 0) {
    return Phrase{"No reading at all. Check that the column of values is the right one and holds numbers.",
                  "Aucun relevé. Vérifiez que la colonne des valeurs est la bonne et contient des nombres."};
  }
  if (tally.all_zero) {
    return Phrase{"Every reading is zero. Check that the meter is connected and that this is its consumption.",
                  "Tous les relevés valent zéro. Vérifiez que le compteur est raccordé et qu’il s’agit bien de sa consommation."};
  }
  if (tally.all_equal && tally.readings > 1) {
    return Phrase{"Every reading has the same value. Check the meter's connection; readings that vary are needed.",
                  "Tous les relevés ont la même valeur. Vérifiez le raccordement du compteur ; il faut des relevés qui varient."};
  }
  if (static_cast<double>(tally.readings) < kSmallestShare * static_cast<double>(value.size())) return MostlyMissing(tally, value.size());
  if (grid.spacing() == Spacing::kLocalMonth) return tally.usable < kFewestMonths ? std::optional(TooFewMonths(tally)) : std::nullopt;
  if (static_cast<double>(tally.days) < minimum_days) return TooShort(tally, minimum_days);
  return std::nullopt;
}

}  // namespace kilowatch
