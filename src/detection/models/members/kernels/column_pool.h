#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace kilowatch {

// Columns of numbers to work in, used again and again so that judging thousands of meters does not allocate. One per thread.
class ColumnPool {
 public:
  std::vector<double> Take() {
    if (free_.empty()) return {};
    std::vector<double> column = std::move(free_.back());
    free_.pop_back();
    return column;
  }
  void Give(std::vector<double> column) { free_.push_back(std::move(column)); }

 private:
  std::vector<std::vector<double>> free_;
};

// A column of `size` numbers, whatever they are, that goes back to the pool at the end of its scope.
class Scratch {
 public:
  Scratch(ColumnPool& pool, std::size_t size) : pool_(&pool), column_(pool.Take()) {
    if (column_.size() < size) column_.resize(size);
    size_ = size;
  }
  Scratch(ColumnPool& pool, std::size_t size, double value) : Scratch(pool, size) { std::fill_n(column_.data(), size, value); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { pool_->Give(std::move(column_)); }

  std::span<double> span() { return {column_.data(), size_}; }
  operator std::span<double>() { return span(); }
  operator std::span<const double>() const { return {column_.data(), size_}; }
  double& operator[](std::size_t i) { return column_[i]; }
  double operator[](std::size_t i) const { return column_[i]; }
  double* data() { return column_.data(); }
  const double* data() const { return column_.data(); }
  std::size_t size() const { return size_; }

 private:
  ColumnPool* pool_;
  std::vector<double> column_;
  std::size_t size_ = 0;
};

}  // namespace kilowatch
