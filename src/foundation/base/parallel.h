#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace kilowatch {

// How many threads to use: `requested` if positive, else the machine's cores.
int ThreadCount(int requested);

// Calls body(i) for each i in [0, count) on `threads` threads, in any order; returns when all are done.
// With one thread it runs on the caller's thread in order. A body must not throw.
// After `stop` is requested no further index is started.
void ParallelFor(std::size_t count, int threads, std::stop_token stop, const std::function<void(std::size_t)>& body);

}  // namespace kilowatch
