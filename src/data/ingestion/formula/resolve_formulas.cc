#include "data/ingestion/formula/resolve_formulas.h"

#include <algorithm>
#include <map>

#include "data/ingestion/formula/formula.h"
#include "data/ingestion/name_list.h"
#include "foundation/base/edit_distance.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::unexpected<Error> WrongFormula(const MeterDescription& listed, const Phrase& what, const Phrase& advice = {}) {
  return Fail(ErrorCode::kConfiguration, FormatPhrase("{}: {}", "{} : {}", listed.formula_at, what), advice);
}

class FormulaResolver {
 public:
  FormulaResolver(const Source& source, const MeterList& list) : source_(source), list_(list) {}

  Result<ResolvedFormulas> Resolve() {
    known_ = source_.meters();
    KW_RETURN_IF_ERROR(AddVirtualMeters());
    for (std::size_t v = 0; v < listed_.size(); ++v) {
      KW_RETURN_IF_ERROR(FindParts(v));
    }
    state_.assign(listed_.size(), State::kNew);
    for (std::size_t v = 0; v < listed_.size(); ++v) {
      KW_RETURN_IF_ERROR(Settle(v, {}));
    }
    return std::move(out_);
  }

 private:
  enum class State { kNew, kOpen, kDone };

  std::size_t own() const { return source_.meters().size(); }

  Status AddVirtualMeters() {
    for (const auto& [name, listed] : list_) {
      if (!listed.formula) continue;
      if (std::ranges::find(source_.meters(), name, &Meter::name) != source_.meters().end()) {
        return WrongFormula(
            listed, FormatPhrase("{} has a formula, and readings in a file too", "{} a une formule, et aussi des relevés dans un fichier", name),
            {"Give one of them another name", "Donnez à l’un des deux un autre nom"});
      }
      if (listed.role && *listed.role != MeterRole::kVirtual) {
        return WrongFormula(listed, FormatPhrase("{} has a formula, so its role is virtual", "{} a une formule, son rôle est donc virtual", name));
      }
      VirtualMeter made;
      made.meter.name = name;
      listed.ApplyTo(made.meter);
      made.meter.role = MeterRole::kVirtual;
      listed_.push_back(&listed);
      known_.push_back(made.meter);
      out_.meters.push_back(std::move(made));
    }
    return {};
  }

  template <class Fits>
  std::vector<std::size_t> Those(Fits fits) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < own(); ++i) {
      if (fits(known_[i])) found.push_back(i);
    }
    return found;
  }

  // The parent, else the only main meter of the site; "" for neither.
  std::string MainOf(const Meter& meter) const {
    if (!meter.parent.empty()) return meter.parent;
    const auto mains = Those([&](const Meter& other) { return other.role == MeterRole::kMain && other.site == meter.site; });
    return mains.size() == 1 ? known_[mains.front()].name : "";
  }

  std::vector<std::size_t> MeantBy(const FormulaTerm& term, const Meter& meter) const {
    const auto named = std::ranges::find(known_, term.name, &Meter::name);
    if (named != known_.end()) return {static_cast<std::size_t>(named - known_.begin())};
    if (term.quoted) return {};
    const std::string main = MainOf(meter);
    if (term.name == "main" || term.name == "import") return Those([&](const Meter& other) { return other.name == main; });
    if (term.name == "subs") return Those([&](const Meter& other) { return !main.empty() && other.parent == main && other.role == MeterRole::kSub; });
    const bool produced = term.name == "pv" || term.name == "generation";
    if (!produced && term.name != "export") return {};
    const MeterRole role = produced ? MeterRole::kGeneration : MeterRole::kExport;
    return Those([&](const Meter& other) { return other.role == role && other.site == meter.site; });
  }

  std::unexpected<Error> Unknown(const MeterDescription& listed, const FormulaTerm& term) const {
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const Meter& meter : known_) {
      if (meter.name != listed.name) near.emplace_back(EditDistance(term.name.substr(0, 64), meter.name), meter.name);
    }
    std::ranges::sort(near);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, near.size()); ++i) names.push_back(near[i].second);
    return WrongFormula(listed,
                        FormatPhrase("the formula of {} speaks of \"{}\", which is no meter",
                                     "la formule de {} parle de « {} », qui n’est pas un compteur", listed.name, term.name),
                        FormatPhrase("The nearest names are {}", "Les noms les plus proches sont {}", NameList(names)));
  }

  Status FindParts(std::size_t v) {
    const MeterDescription& listed = *listed_[v];
    auto terms = ParseFormula(*listed.formula);
    if (!terms) return WrongFormula(listed, terms.error().message, terms.error().advice);
    std::map<std::size_t, std::size_t> place;
    std::vector<VirtualMeter::Part>& parts = out_.meters[v].parts;
    for (const FormulaTerm& term : *terms) {
      const std::vector<std::size_t> meant = MeantBy(term, out_.meters[v].meter);
      if (meant.empty()) return Unknown(listed, term);
      for (const std::size_t meter : meant) {
        const auto [at, is_new] = place.try_emplace(meter, parts.size());
        if (is_new) parts.push_back({meter, 0});
        parts[at->second].factor += term.factor;
      }
    }
    return {};
  }

  // Parts first; then what a meter takes from them.
  Status Settle(std::size_t v, std::vector<std::string> path) {
    if (state_[v] == State::kDone) return {};
    path.push_back(listed_[v]->name);
    if (state_[v] == State::kOpen) {
      std::string circle;
      for (const std::string& name : path) circle += (circle.empty() ? "" : " → ") + name;
      return WrongFormula(*listed_[v], FormatPhrase("the formulas run in a circle: {}", "les formules tournent en rond : {}", circle));
    }
    state_[v] = State::kOpen;
    for (const VirtualMeter::Part& part : out_.meters[v].parts) {
      if (part.meter >= own()) KW_RETURN_IF_ERROR(Settle(part.meter - own(), path));
    }
    KW_RETURN_IF_ERROR(TakeFromParts(v));
    state_[v] = State::kDone;
    return {};
  }

  Status TakeFromParts(std::size_t v) {
    VirtualMeter& made = out_.meters[v];
    const MeterDescription& listed = *listed_[v];
    const Meter& first = known_[made.parts.front().meter];
    for (const VirtualMeter::Part& part : made.parts) {
      const Meter& other = known_[part.meter];
      if (other.unit == first.unit) continue;
      return WrongFormula(listed,
                          FormatPhrase("the formula of {} adds {} (in {}) and {} (in {})", "la formule de {} additionne {} (en {}) et {} (en {})",
                                       listed.name, first.name, std::string(UnitName(first.unit)), other.name, std::string(UnitName(other.unit))),
                          {"Give gas in m³ its calorific value (--kwh-per-m3), or take meters of one unit",
                           "Donnez au gaz en m³ son pouvoir calorifique (--kwh-per-m3), ou prenez des compteurs de même unité"});
    }
    made.of_source = made.parts.front().meter < own() ? made.parts.front().meter : out_.meters[made.parts.front().meter - own()].of_source;
    made.meter.unit = first.unit;
    made.meter.zone = first.zone;
    if (made.meter.site.empty()) made.meter.site = first.site;
    if (!listed.commodity) made.meter.commodity = first.commodity;
    if (made.meter.tariff.empty()) made.meter.tariff = first.tariff;
    for (const VirtualMeter::Part& part : made.parts) {
      if (!made.meter.parent.empty() || part.factor <= 0 || known_[part.meter].role != MeterRole::kMain) continue;
      made.meter.parent = known_[part.meter].name;
    }
    known_[own() + v] = made.meter;
    return {};
  }

  const Source& source_;
  const MeterList& list_;
  std::vector<Meter> known_;  // of the source, then the virtual ones
  std::vector<const MeterDescription*> listed_;
  std::vector<State> state_;
  ResolvedFormulas out_;
};

}  // namespace

Result<ResolvedFormulas> ResolveFormulas(const Source& source, const MeterList& list) { return FormulaResolver(source, list).Resolve(); }

}  // namespace kilowatch
