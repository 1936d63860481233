#pragma once

#include "foundation/base/phrase.h"

namespace kilowatch {

// What the operating system says of `number` (errno, the value of a std::error_code of files), in both languages for what happens to files and
// in the system's own words for what is rare. Thread safe.
Phrase SystemReason(int number);

}  // namespace kilowatch
