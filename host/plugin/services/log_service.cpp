// SPDX-License-Identifier: MIT
// log_service.cpp - see log_service.h.
#include "host/plugin/services/log_service.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "host/plugin/host_face.h"
#include "host/plugin/manifest/text.h"

namespace baton::plugin {
namespace {

spdlog::level::level_enum level_of(baton_log_level_t level) {
  if (level <= BATON_LOG_DEBUG) return spdlog::level::debug;
  if (level == BATON_LOG_INFO) return spdlog::level::info;
  if (level == BATON_LOG_WARNING) return spdlog::level::warn;
  return spdlog::level::err;
}

// In names and values, however deep.
void hide_in(nlohmann::json& value, const SecretStore& secrets) {
  if (value.is_string()) value = secrets.hide(value.get<std::string>());
  if (value.is_array())
    for (auto& item : value) hide_in(item, secrets);
  if (!value.is_object()) return;
  auto hidden = nlohmann::json::object();
  for (auto& [name, member] : value.items()) {
    hide_in(member, secrets);
    hidden[secrets.hide(name)] = std::move(member);
  }
  value = std::move(hidden);
}

uint32_t BATON_CALL enabled(const baton_host_t* host, baton_log_level_t level) {
  return guarded<uint32_t>(host, 0, [&](HostFace& face) { return face.log.enabled(level) ? 1u : 0u; });
}

void BATON_CALL write(const baton_host_t* host, baton_log_level_t level, baton_str_t message, baton_str_t fields_json) {
  guarded(host, 0, [&](HostFace& face) {
    if (!face.log.write(level, view_of(message), view_of(fields_json))) face.misbehaved("log: a line is malformed");
    return 0;
  });
}

}  // namespace

const baton_log_t kLogTable = {&enabled, &write};

bool LogService::enabled(baton_log_level_t level) const {
  return options_.logger != nullptr && options_.logger->should_log(level_of(level));
}

bool LogService::write(baton_log_level_t level, std::string_view message, std::string_view fields_json) {
  if (message.size() > kLogMessageMaxBytes || fields_json.size() > kLogFieldsMaxBytes || !is_utf8(message)) return false;
  std::string fields;
  if (!fields_json.empty()) {
    auto document = nlohmann::json::parse(fields_json, nullptr, false);
    if (!document.is_object()) return false;
    hide_in(document, *options_.secrets);
    fields = document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  if (level == BATON_LOG_PLUGIN_MISBEHAVING) counters_.contract_violations.add();
  if (!enabled(level)) return true;
  std::uint64_t dropped = 0;
  if (!may_write(dropped)) return true;
  const auto& [instance, plugin, logger, secrets] = options_;
  if (dropped != 0) logger->warn("plugin={} instance={} dropped_lines={}", plugin, instance, dropped);
  logger->log(level_of(level), "plugin={} instance={} {} {}", plugin, instance,
              one_line(secrets->hide(std::string(message))), fields);
  return true;
}

void LogService::host_line(spdlog::level::level_enum level, std::string_view message) {
  std::uint64_t dropped = 0;
  const auto& [instance, plugin, logger, secrets] = options_;
  if (logger == nullptr || !logger->should_log(level) || !may_write(dropped)) return;
  logger->log(level, "plugin={} instance={} {}", plugin, instance, one_line(secrets->hide(std::string(message))));
}

bool LogService::may_write(std::uint64_t& dropped_before) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const std::chrono::duration<double> passed = now - filled_;
  filled_ = now;
  tokens_ = std::min(kLogBurstLines, tokens_ + passed.count() * kLogLinesPerSecond);
  if (tokens_ < 1) {
    ++dropped_;
    counters_.dropped_log_lines.add();
    return false;
  }
  tokens_ -= 1;
  dropped_before = dropped_;
  dropped_ = 0;
  return true;
}

}  // namespace baton::plugin
