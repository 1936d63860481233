#include "data/ingestion/csv/reject_tally.h"

#include <algorithm>
#include <iterator>

#include "data/ingestion/csv/encoding.h"

namespace kilowatch {

void AddReject(RejectTally& tally, Reject reject) {
  ++tally.count;
  if (tally.first.size() < RejectTally::kKept) tally.first.push_back(std::move(reject));
}

void JoinTallies(RejectTally& into, const RejectTally& other) {
  into.count += other.count;
  std::vector<Reject> joined;
  joined.reserve(into.first.size() + other.first.size());
  std::ranges::merge(into.first, other.first, std::back_inserter(joined), {}, &Reject::line, &Reject::line);
  if (joined.size() > RejectTally::kKept) joined.resize(RejectTally::kKept);
  into.first = std::move(joined);
}

std::string CutText(std::string_view text) {
  constexpr std::size_t kBytes = 60;
  std::size_t size = std::min(text.size(), 4 * kBytes);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  std::string out = EnsureUtf8(text.substr(0, size));
  if (out.size() > kBytes) {
    std::size_t end = kBytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
    out.resize(end);
  }
  std::ranges::replace_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return out;
}

}  // namespace kilowatch
