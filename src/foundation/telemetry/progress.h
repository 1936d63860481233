#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "foundation/base/phrase.h"

namespace kilowatch {

// How far a long step has come, as one line that redraws itself on a terminal: "Reading 120 of 1,000 (12 %)".
// The sink takes the bytes of the line; without one (no terminal) nothing is written. At most ten lines a second are drawn.
// Advance may be called from many threads at once; Begin and End by one thread while no other advances.
class Progress {
 public:
  using Sink = std::function<void(std::string_view)>;
  using Now = std::function<std::chrono::steady_clock::time_point()>;

  Progress() = default;
  // `sink` typically writes to the terminal's stderr. `now` is a steady clock.
  Progress(Sink sink, Now now, Language language = Language::kEnglish);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Wipes the line.
  ~Progress();

  // Starts a phase, in the words of the language, ending the one before. `total` 0: unknown, only the count is shown.
  void Begin(std::string phase, std::uint64_t total);
  void Advance(std::uint64_t done = 1);
  // Ends the phase and wipes its line, so that results start in a clean column.
  void End();

  std::uint64_t done() const { return done_.load(std::memory_order_relaxed); }
  std::uint64_t total() const { return total_; }

 private:
  void Draw(std::uint64_t done);

  Sink sink_;
  Now now_;
  Language language_ = Language::kEnglish;
  std::string phase_;
  std::uint64_t total_ = 0;
  std::atomic<std::uint64_t> done_{0};
  std::mutex drawing_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace kilowatch
