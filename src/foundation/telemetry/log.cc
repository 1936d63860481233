#include "foundation/telemetry/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>

#include <mutex>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

class LogCallSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit LogCallSink(Log::Sink call) : call_(std::move(call)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    call_(std::string_view(line.data(), line.size()));
  }
  void flush_() override {}

 private:
  Log::Sink call_;
};

spdlog::level::level_enum AsSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kError: return spdlog::level::err;
    case LogLevel::kWarning: return spdlog::level::warn;
    case LogLevel::kInfo: return spdlog::level::info;
    case LogLevel::kDebug: break;
  }
  return spdlog::level::debug;
}

void AppendValue(std::string_view value, std::string& out) {
  if (!value.empty() && value.find_first_of(" \"=\n\r\t\\") == std::string_view::npos) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else
      out += c;
  }
  out += '"';
}

// An entry is one line whatever the message holds.
void AppendMessage(std::string_view message, std::string& out) {
  for (const char c : message) out += c == '\n' || c == '\r' ? ' ' : c;
}

}  // namespace

Log::Log() = default;

Log::Log(LogLevel level, Sink sink, Now now) : now_(std::move(now)) {
  KW_CHECK(sink && now_);
  logger_ = std::make_shared<spdlog::logger>("kilowatch", std::make_shared<LogCallSink>(std::move(sink)));
  logger_->set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc, "\n"));
  logger_->set_level(AsSpdlog(level));
}

void Log::Error(std::string_view message, const Fields& fields) const { Write(LogLevel::kError, message, fields); }
void Log::Warning(std::string_view message, const Fields& fields) const { Write(LogLevel::kWarning, message, fields); }
void Log::Info(std::string_view message, const Fields& fields) const { Write(LogLevel::kInfo, message, fields); }
void Log::Debug(std::string_view message, const Fields& fields) const { Write(LogLevel::kDebug, message, fields); }

void Log::Write(LogLevel level, std::string_view message, const Fields& fields) const {
  if (!logger_ || !logger_->should_log(AsSpdlog(level))) return;
  std::string text;
  AppendMessage(message, text);
  for (const auto& [key, value] : fields) {
    (text += ' ') += key;
    text += '=';
    AppendValue(value, text);
  }
  logger_->log(now_(), spdlog::source_loc{}, AsSpdlog(level), spdlog::string_view_t(text));
}

}  // namespace kilowatch
