#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/frame/grid.h"
#include "data/frame/site.h"
#include "decision/finance/tariff.h"
#include "foundation/base/money.h"

namespace kilowatch {

// A load over consecutive cells of a grid, in the meter's unit per cell. A cell that is not finite is not billed.
struct Load {
  const Grid& grid;
  const Site& site;       // zone and holidays that the tariff is read in
  std::size_t first = 0;  // cell of amount[0]
  std::span<const double> amount;
};

struct InvoiceLine {
  std::string name;     // "base", or the window's
  double quantity = 0;  // summed in the order of cells
  double price = 0;
  Money amount;  // quantity * price, rounded half away from zero to the minor unit
};

// Rounding rule: once per line, after summing the quantity of the whole load; the total is the sum of its lines, exactly. So splitting
// a load into n parts moves the total by at most n/2 + 1/2 minor units per line.
struct Invoice {
  std::vector<InvoiceLine> lines;  // the base line first, then the tariff's windows in their order, those that were used
  Money total;
};

// What a load costs. A cell longer than a window's hours is taken as evenly spread over its time. Amounts beyond 10^15 minor units are
// clamped to that.
Invoice Price(const Load& load, const CommodityTariff& tariff, const Currency& currency);

// What an event costs: the difference of two invoices, actual minus expected; negative for less than expected.
// low = actual - high of the band, high = actual - low of the band; low <= amount <= high for prices that are not negative, up to
// rounding, and as amounts always: they are ordered.
struct EventCost {
  Money amount;
  Money low;
  Money high;
  bool assumed = false;  // the price is a default
};

// Four loads over the same cells. A cell where actual or expected is not finite is left out of all of them.
struct EventLoads {
  const Grid& grid;
  const Site& site;
  std::size_t first = 0;
  std::span<const double> actual;
  std::span<const double> expected;
  std::span<const double> low;
  std::span<const double> high;
};

EventCost CostOf(const EventLoads& loads, const CommodityTariff& tariff, const Currency& currency);

}  // namespace kilowatch
