#include "foundation/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace kilowatch {

void CheckFailed(const char* file, int line, const char* condition) {
  std::fprintf(stderr, "%s:%d: check failed: %s\nThis is a bug in kilowatch; please report it with the command that led here.\n", file, line,
               condition);
  std::abort();
}

}  // namespace kilowatch
