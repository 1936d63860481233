#include "learning/simulation/portfolio_text.h"

#include <fmt/format.h>

#include "foundation/base/number.h"
#include "learning/simulation/reading_text.h"

namespace kilowatch {
namespace {

std::string CostText(const SimulatedMeter& meter, std::int64_t counts, const std::string& currency) {
  const Currency money = *ParseCurrency(currency);
  return FormatMoney(RoundToMoney(meter.Kwh(counts) * meter.unit_price, money), money);
}

}  // namespace

std::string MeterListHeader() {
  return "meter,site,parent,role,commodity,unit,m2,use,zone,tariff,region,permanent_waste,permanent_waste_kwh,permanent_waste_cost\n";
}

std::string MeterListLines(const Simulator& simulator, const SimulatedSite& site) {
  std::string out;
  for (const SimulatedMeter& made : site.meters) {
    const Meter& meter = made.meter;
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},", meter.name, meter.site, meter.parent, MeterRoleName(meter.role),
                       CommodityName(meter.commodity), UnitName(meter.unit), meter.floor_area_m2.value_or(0), meter.use, meter.zone, meter.tariff,
                       simulator.climates()[site.plan.region].region);
    if (made.permanent_waste != 0) {
      out += PermanentWasteName(site.plan.waste);
      out += ',';
      AppendCounts(made.permanent_waste, made.decimals, '.', out);
      out += ',' + CostText(made, made.permanent_waste, simulator.options().currency);
    } else {
      out += ",,";
    }
    out += '\n';
  }
  return out;
}

std::string LabelHeader() { return "meter,start,end,kind,class,truth_kwh,actual_kwh,excess_kwh,cost,event,origin\n"; }

std::string LabelLines(const Simulator& simulator, const SimulatedSite& site) {
  std::string out;
  for (const SimulatedMeter& meter : site.meters) {
    for (const SimulatedLabel& label : meter.labels) {
      out += meter.meter.name + ',';
      AppendInstant(simulator.clock().Start(label.begin), out);
      out += ',';
      AppendInstant(simulator.clock().Start(label.end), out);
      out += fmt::format(",{},{}", InjectedKindName(label.kind), InjectedClassName(label.injected_class));
      for (const std::int64_t counts : {label.truth, label.actual, label.excess()}) {
        out += ',';
        AppendCounts(counts, meter.decimals, '.', out);
      }
      const bool priced = label.injected_class != InjectedClass::kDataFault;
      out += fmt::format(",{},{},{}\n", CostText(meter, priced ? label.excess() : 0, simulator.options().currency), label.event, label.origin);
    }
  }
  return out;
}

std::string WeatherText(const Simulator& simulator) {
  const std::vector<SimulatedClimate>& climates = simulator.climates();
  std::string out = "time";
  for (const SimulatedClimate& climate : climates) out += climates.size() == 1 ? ",temperature_c" : ",temperature_c_" + climate.region;
  out += '\n';
  const SimulationClock& clock = simulator.clock();
  const auto every = static_cast<std::size_t>(Seconds(3600) / clock.step);
  for (std::size_t i = 0; i < clock.size(); i += every) {
    AppendInstant(clock.Start(i), out);
    for (const SimulatedClimate& climate : climates) out += fmt::format(",{:.1f}", climate.temperature_c[i]);
    out += '\n';
  }
  return out;
}

std::string PortfolioReadme(const Simulator& simulator, const SimulationSummary& summary) {
  const SimulationOptions& options = simulator.options();
  const SimulationFormat& format = options.format;
  std::string out = "# A simulated portfolio\n\n";
  out += fmt::format(
      "Made by `kilowatch simulate`; nobody consumed this energy. {} sites, {} meters, {} rows of readings, "
      "{} to {} in {}, a reading every {}, seed {}.\n\n",
      summary.sites, summary.meters, summary.rows, FormatInstant(simulator.clock().begin),
      FormatInstant(simulator.clock().Start(simulator.clock().size())), options.zone, FormatDuration(options.step), options.seed);
  out += fmt::format("Readings lie in the layout \"{}\", stamps \"{}\"{}{}{}; kWh.\n\n", SimulationLayoutName(format.layout),
                     SimulationStampsName(format.stamps), format.cumulative ? ", registers" : "",
                     format.end_of_interval || format.cumulative ? " at the end of the interval" : "", format.french ? ", French style" : "");
  out +=
      "- `meters.csv`: what each meter is. The last three columns name waste that goes on all the time, which no reading betrays.\n"
      "- `weather.csv`: outdoor temperature by region, °C, UTC.\n"
      "- `labels.csv`: what was injected. Start and end (exclusive) in UTC; truth is what the meter would have read without it, "
      "excess = actual - truth. Stretches of one cause share `event`. `origin` is the meter where it happened: a main meter above it sees it too, "
      "so add up costs of rows whose origin is the meter itself. A silent logger has its site as origin. Data faults cost nothing.\n\n";
  out += "| kind | labelled stretches |\n| --- | --- |\n";
  for (std::size_t k = 0; k < kInjectedKindCount; ++k) {
    if (summary.labels_by_kind[k] > 0) out += fmt::format("| {} | {} |\n", InjectedKindName(static_cast<InjectedKind>(k)), summary.labels_by_kind[k]);
  }
  out += fmt::format("\nWaste in the labels: {} {}. Permanent waste: {} {}.\n", FormatMoney(summary.waste, summary.currency), options.currency,
                     FormatMoney(summary.permanent_waste, summary.currency), options.currency);
  return out;
}

}  // namespace kilowatch
