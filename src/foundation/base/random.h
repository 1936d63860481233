#pragma once

#include <cstdint>
#include <string_view>

namespace kilowatch {

// A small, fast, reproducible generator (xoshiro256++, Blackman and Vigna 2019, seeded by splitmix64). Not for secrets. Not thread safe: one per task.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  // A generator of its own for a named part of a seeded whole, so that adding one part does not move the others.
  Random(std::uint64_t seed, std::string_view part);

  std::uint64_t Next();
  // In [0, 1), 53 bits.
  double Uniform() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }
  double Uniform(double low, double high) { return low + (high - low) * Uniform(); }
  // In [0, bound); bound > 0. Lemire's multiply-shift; the bias is below 2^-32 for bounds below 2^32.
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(((Next() >> 32) * bound) >> 32); }
  // Standard normal, Box-Muller.
  double Normal();
  bool Chance(double probability) { return Uniform() < probability; }

 private:
  std::uint64_t state_[4];
  double spare_ = 0;
  bool has_spare_ = false;
};

// 64-bit FNV-1a of bytes, the same on every machine: for ids and seeds, not for security.
std::uint64_t StableHash(std::string_view bytes, std::uint64_t seed = 0xcbf29ce484222325ULL);

}  // namespace kilowatch
