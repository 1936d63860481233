#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace kilowatch {

// The last 183 days of one meter's hourly readings in twelve bits each. A reading is kept as its distance from a middle in units of a scale: within ten of them to
// 1/360 (half a step of the code), farther out to 2.4 % of the distance, up to a million. Plain bytes; filled with zeros it is empty.
class ReadingRing {
 public:
  static constexpr std::size_t kCells = 183 * 24;
  static constexpr double kStep = 1.0 / 180;
  static constexpr std::uint16_t kNone = 0;
  // Codes from here on stand for exact values that a model names.
  static constexpr std::uint16_t kFirstNamed = 4064;
  static constexpr std::size_t kMostNamed = 4096 - kFirstNamed;

  static std::uint16_t CodeOf(double distance);
  // Not for kNone and named codes.
  static float DistanceOf(std::uint16_t code);

  void Set(std::size_t place, std::uint16_t code) {
    std::uint8_t* const pair = bytes_.data() + place / 2 * 3;
    if (place % 2 == 0) {
      pair[0] = static_cast<std::uint8_t>(code);
      pair[1] = static_cast<std::uint8_t>((pair[1] & 0xF0) | (code >> 8));
    } else {
      pair[1] = static_cast<std::uint8_t>((pair[1] & 0x0F) | ((code & 0x0F) << 4));
      pair[2] = static_cast<std::uint8_t>(code >> 4);
    }
  }
  std::uint16_t At(std::size_t place) const {
    const std::uint8_t* const pair = bytes_.data() + place / 2 * 3;
    return static_cast<std::uint16_t>(place % 2 == 0 ? pair[0] | (pair[1] & 0x0F) << 8 : pair[1] >> 4 | pair[2] << 4);
  }

 private:
  std::array<std::uint8_t, kCells * 3 / 2> bytes_{};
};

// A bit for each of the last kSize cells.
template <std::size_t kSize>
class BitRing {
 public:
  bool At(std::size_t place) const { return (bytes_[place % kSize / 8] >> (place % kSize % 8) & 1) != 0; }
  void Set(std::size_t place, bool bit) {
    std::uint8_t& byte = bytes_[place % kSize / 8];
    const auto mask = static_cast<std::uint8_t>(1U << (place % kSize % 8));
    byte = static_cast<std::uint8_t>(bit ? byte | mask : byte & ~mask);
  }

 private:
  std::array<std::uint8_t, (kSize + 7) / 8> bytes_{};
};

}  // namespace kilowatch
