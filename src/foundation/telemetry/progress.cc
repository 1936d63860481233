#include "foundation/telemetry/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr auto kBetweenLines = std::chrono::milliseconds(100);
constexpr std::string_view kWipe = "\r\x1b[2K";

// "1,234,567".
std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

}  // namespace

Progress::Progress(Sink sink, Now now) : sink_(std::move(sink)), now_(std::move(now)) { KW_CHECK(!sink_ || now_); }

Progress::~Progress() { End(); }

void Progress::Begin(std::string phase, std::uint64_t total) {
  End();
  phase_ = std::move(phase);
  total_ = total;
  done_.store(0, std::memory_order_relaxed);
  if (!sink_) return;
  const std::lock_guard lock(drawing_);
  Draw(0);
}

void Progress::Advance(std::uint64_t done) {
  const std::uint64_t reached = done_.fetch_add(done, std::memory_order_relaxed) + done;
  if (!sink_) return;
  // A thread that finds another drawing goes on with its work: the line is never worth a wait.
  const std::unique_lock lock(drawing_, std::try_to_lock);
  if (lock.owns_lock() && now_() >= next_) Draw(reached);
}

void Progress::End() {
  if (!sink_) return;
  const std::lock_guard lock(drawing_);
  if (drawn_) sink_(kWipe);
  drawn_ = false;
}

void Progress::Draw(std::uint64_t done) {
  std::string line = fmt::format("{}{} {}", kWipe, phase_, Grouped(done));
  if (total_ > 0) line += fmt::format(" of {} ({} %)", Grouped(total_), std::min(done, total_) * 100 / total_);
  sink_(line);
  drawn_ = true;
  next_ = now_() + kBetweenLines;
}

}  // namespace kilowatch
