#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace kilowatch {

// How many threads to use: `requested` if positive, else the machine's cores.
int ThreadCount(int requested);

// Calls body(i) for each i in [0, count) on `threads` threads, in any order; returns when all are done.
// With one thread it runs on the caller's thread in order. A body must not throw.
// After `stop` is requested no further index is started.
void ParallelFor(std::size_t count, int threads, std::stop_token stop, const std::function<void(std::size_t)>& body);

// make(i) runs on `threads` threads; take(i, made) runs once at a time and in the order of i, so that output does not depend on threads.
// At most about 4 * threads results wait at any time: memory grows with what is in flight, not with count. Neither may throw.
// After `stop` is requested no further index is made or taken.
template <class Make, class Take>
void ParallelInOrder(std::size_t count, int threads, std::stop_token stop, Make make, Take take) {
  using Made = decltype(make(std::size_t{}));
  const std::size_t window = 4 * static_cast<std::size_t>(ThreadCount(threads));
  std::vector<std::optional<Made>> ring(window);
  std::size_t taken = 0;
  bool taking = false;
  std::mutex mutex;
  std::condition_variable room;
  ParallelFor(count, threads, stop, [&](std::size_t i) {
    {
      std::unique_lock lock(mutex);
      room.wait(lock, [&] { return i < taken + window || stop.stop_requested(); });
    }
    if (stop.stop_requested()) {
      room.notify_all();
      return;
    }
    Made made = make(i);
    std::unique_lock lock(mutex);
    ring[i % window].emplace(std::move(made));
    if (taking) return;
    taking = true;
    while (taken < count && ring[taken % window] && !stop.stop_requested()) {
      Made next = *std::move(ring[taken % window]);
      ring[taken % window].reset();
      const std::size_t index = taken;
      lock.unlock();
      take(index, std::move(next));
      lock.lock();
      ++taken;
      room.notify_all();
    }
    taking = false;
    room.notify_all();
  });
}

}  // namespace kilowatch
