#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spdlog {
class logger;  // NOLINT(readability-identifier-naming): its own name
}

namespace kilowatch {

enum class LogLevel { kError, kWarning, kInfo, kDebug };

// What a service writes about itself, one line an entry: "2026-03-01T08:15:00.123Z warning late readings meter=\"a b\" rows=12".
// Fields follow the message as key=value, quoted where a value holds a space, a quote, an equals sign or a line break, so that an entry stays
// one line. Copies write to the same sink. Safe to use from many threads: the sink is called by one at a time.
class Log {
 public:
  using Sink = std::function<void(std::string_view line)>;
  using Now = std::function<std::chrono::system_clock::time_point()>;
  using Fields = std::vector<std::pair<std::string_view, std::string>>;

  // Writes nowhere.
  Log();
  // Entries up to `level` go to `sink`, each with its line break.
  Log(LogLevel level, Sink sink, Now now);

  void Error(std::string_view message, const Fields& fields = {}) const;
  void Warning(std::string_view message, const Fields& fields = {}) const;
  void Info(std::string_view message, const Fields& fields = {}) const;
  void Debug(std::string_view message, const Fields& fields = {}) const;

 private:
  void Write(LogLevel level, std::string_view message, const Fields& fields) const;

  std::shared_ptr<spdlog::logger> logger_;  // shared: copies of a Log are one log
  Now now_;
};

}  // namespace kilowatch
