#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "foundation/base/result.h"

namespace kilowatch {

static_assert(std::endian::native == std::endian::little, "ByteWriter copies numbers as they lie in memory");

// A number or enum whose bytes can be stored: little endian, as wide as its type.
template <class T>
concept StoredNumber = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// Puts numbers, text and columns one after another, without names or padding. What was written in one order is read in the same order.
class ByteWriter {
 public:
  template <StoredNumber T>
  void Put(T value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  // Length (32 bits), then the bytes.
  void PutText(std::string_view text) {
    Put(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
  }
  // Count (64 bits), then the numbers.
  template <StoredNumber T>
  void PutColumn(const std::vector<T>& column) {
    Put(static_cast<std::uint64_t>(column.size()));
    bytes_.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T));
  }

  const std::string& bytes() const { return bytes_; }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads what a ByteWriter wrote. Bytes that end early or lengths that cannot be are Error kUnreadable, never a read outside.
// Values are not judged: who reads an enum or a number checks that it is one that can be. Views `bytes`, which must outlive it.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <StoredNumber T>
    requires(!std::same_as<T, bool>)
  Result<T> Get() {
    if (bytes_.size() < sizeof(T)) return Short();
    T value;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  // A byte that is 0 or 1.
  Result<bool> GetBool();
  Result<std::string> GetText();
  // A column of at most `limit` numbers.
  template <StoredNumber T>
    requires(!std::same_as<T, bool>)
  Result<std::vector<T>> GetColumn(std::uint64_t limit) {
    KW_ASSIGN(const std::uint64_t count, Get<std::uint64_t>());
    if (count > limit || count > bytes_.size() / sizeof(T)) return Short();
    std::vector<T> column(static_cast<std::size_t>(count));
    if (count > 0) std::memcpy(column.data(), bytes_.data(), column.size() * sizeof(T));
    bytes_.remove_prefix(column.size() * sizeof(T));
    return column;
  }

  std::size_t left() const { return bytes_.size(); }
  // Error kUnreadable if bytes are left over.
  Status ExpectEnd() const;

 private:
  static std::unexpected<Error> Short();

  std::string_view bytes_;
};

}  // namespace kilowatch
