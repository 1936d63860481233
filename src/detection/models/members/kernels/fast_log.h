#pragma once

#include <bit>
#include <cstdint>

namespace kilowatch {

// Natural logarithm of a positive, normal, finite number, to about 1e-15. Only additions, multiplications and one division, in a fixed order: the same bits
// on every machine, and loops over it vectorise. Series of atanh after reduction to [sqrt(1/2), sqrt(2)).
inline double FastLog(double x) {
  constexpr std::uint64_t kRootHalf = 0x3fe6a09e667f3bcdULL;  // bits of sqrt(1/2)
  constexpr std::uint64_t kShift = 1024ULL << 52;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t shifted = bits - kRootHalf + kShift;  // exponent + 1024 above the mantissa, never negative
  // An integer below 2^52 put into the mantissa of 2^52 is that number: a conversion that every SIMD level has.
  const double exponent = std::bit_cast<double>((shifted >> 52) | 0x4330000000000000ULL) - (0x1p52 + 1024);
  const double m = std::bit_cast<double>(bits - ((shifted & 0xfff0000000000000ULL) - kShift));
  const double s = (m - 1) / (m + 1);
  const double z = s * s;
  double series = 1.0 / 19;
  series = series * z + 1.0 / 17;
  series = series * z + 1.0 / 15;
  series = series * z + 1.0 / 13;
  series = series * z + 1.0 / 11;
  series = series * z + 1.0 / 9;
  series = series * z + 1.0 / 7;
  series = series * z + 1.0 / 5;
  series = series * z + 1.0 / 3;
  return exponent * 0.693147180559945309417 + 2 * (s + s * z * series);
}

}  // namespace kilowatch
