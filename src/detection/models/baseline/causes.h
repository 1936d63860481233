#pragma once

namespace kilowatch {

// Where an expectation comes from, as amounts in the meter's unit that add up to it. `mean` is the load of an average hour (or day, or month) of the week over
// all the weather of a usual year; the others say what changes it.
struct ExpectationCauses {
  double expected = 0;
  double mean = 0;
  double time_of_day = 0;
  double weekday = 0;
  double day_off = 0;  // a public holiday, a bridge day or a day that the calendar closes
  double weather = 0;  // temperature and season; where the temperature is unknown, what is usual then
  double level = 0;    // how the weeks around differ from the model's time
  bool temperature_known = false;
};

}  // namespace kilowatch
