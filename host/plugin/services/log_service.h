// SPDX-License-Identifier: MIT
// log_service.h - log lines of one plugin instance: rate limited, checked, one line each. What is dropped is counted
// and told when lines pass again.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <spdlog/logger.h>

#include <baton/ext/log.h>

#include "host/plugin/counters.h"
#include "host/plugin/manifest/secret_store.h"

namespace baton::plugin {

inline constexpr double kLogLinesPerSecond = 100;
inline constexpr double kLogBurstLines = 200;
inline constexpr std::size_t kLogMessageMaxBytes = 4096;
inline constexpr std::size_t kLogFieldsMaxBytes = 8192;

struct LogServiceOptions {
  std::string instance_id;
  std::string plugin_id;
  std::shared_ptr<spdlog::logger> logger;  // null: nothing is logged
  std::shared_ptr<SecretStore> secrets;    // none of them gets into a line, whatever the plugin was told by others
};

class LogService {
 public:
  LogService(LogServiceOptions options, Counters& counters) : options_(std::move(options)), counters_(counters) {}

  bool enabled(baton_log_level_t level) const;
  // False when the line breaks the contract (text or fields); it is then not written.
  bool write(baton_log_level_t level, std::string_view message, std::string_view fields_json);
  // A line of the host about this instance, under the same limit.
  void host_line(spdlog::level::level_enum level, std::string_view message);

 private:
  bool may_write(std::uint64_t& dropped_before);

  const LogServiceOptions options_;
  Counters& counters_;
  std::mutex mutex_;
  double tokens_ = kLogBurstLines;
  std::chrono::steady_clock::time_point filled_ = std::chrono::steady_clock::now();
  std::uint64_t dropped_ = 0;
};

}  // namespace baton::plugin
