#include "foundation/telemetry/progress.h"

#include <algorithm>
#include <utility>

#include "foundation/base/check.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

constexpr auto kBetweenLines = std::chrono::milliseconds(100);
constexpr std::string_view kWipe = "\r\x1b[2K";

}  // namespace

Progress::Progress(Sink sink, Now now, Language language) : sink_(std::move(sink)), now_(std::move(now)), language_(language) {
  KW_CHECK(!sink_ || now_);
}

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
  const auto count = [&](std::uint64_t number) { return CountWords(static_cast<std::int64_t>(number)); };
  Phrase line = FormatPhrase("{}{} {}", "{}{} {}", kWipe, phase_, count(done));
  if (total_ > 0) {
    line = FormatPhrase("{} of {} ({} %)", "{} sur {} ({} %)", line, count(total_), std::min(done, total_) * 100 / total_);
  }
  sink_(line.In(language_));
  drawn_ = true;
  next_ = now_() + kBetweenLines;
}

}  // namespace kilowatch
