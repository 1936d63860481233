#pragma once

namespace kilowatch {

// Prints file, line and the failed condition, then aborts.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);

}  // namespace kilowatch

// A bug in this program, never an input: always on. No input may reach a failing check.
#define KW_CHECK(condition) (static_cast<bool>(condition) ? void() : ::kilowatch::CheckFailed(__FILE__, __LINE__, #condition))
