// SPDX-License-Identifier: MIT
// host_face.h - the baton_host_t of one instance and the services behind it. Which extensions it hands out is decided
// once: what every instance needs (log, clock, calls, the completions of its operations), and of the rest what its
// manifest names and a port exists for. Any other id is NULL.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include <spdlog/logger.h>

#include "host/plugin/manifest/manifest.h"
#include "host/plugin/manifest/secret_store.h"
#include "host/plugin/operations.h"
#include "host/plugin/ports.h"
#include "host/plugin/services/blob_service.h"
#include "host/plugin/services/emit_service.h"
#include "host/plugin/services/http_service.h"
#include "host/plugin/services/kv_service.h"
#include "host/plugin/services/log_service.h"
#include "host/plugin/services/metrics_service.h"
#include "host/plugin/services/plugin_caller.h"
#include "host/plugin/services/signature_service.h"
#include "host/plugin/services/timer_service.h"

namespace baton::plugin {

struct FaceOptions {
  std::string instance_id;
  std::string plugin_id;
  Kind kind = Kind::kConnector;  // the place it fills: events come from connectors only
  Ports ports;
  std::shared_ptr<spdlog::logger> logger;  // null: nothing is logged
  std::string host_version;
};

// Interfaces of the instance that services call back into; filled once, before it is started.
struct Clients {
  const baton_http_client_t* http = nullptr;
  const baton_timer_client_t* timers = nullptr;
  const baton_kv_client_t* kv = nullptr;
  const baton_emit_client_t* emit = nullptr;
};

class HostFace {
 public:
  HostFace(FaceOptions options, const Manifest& manifest, const nlohmann::json& settings,
           std::shared_ptr<SecretStore> secrets, Counters& counters, Operations& operations,
           std::weak_ptr<PluginCaller> caller);

  HostFace(const HostFace&) = delete;
  HostFace& operator=(const HostFace&) = delete;

  const baton_host_t* host() const { return &host_; }
  const void* extension(std::string_view id) const;  // null: absent or not granted
  void open() { open_ = true; }                      // init begins: from now on the plugin may ask
  void init_is_over() { metrics.close(); }
  bool is_open() const { return open_; }
  void set_clients(const Clients& clients);

  // The plugin broke the contract: counted and logged.
  void misbehaved(std::string_view what);
  // The same error in order (clean_error.h), without any secret of the instance that its texts may hold.
  baton_error_t without_secrets(const baton_error_t& error) const;
  // Nothing that belongs to the instance goes on: timers, requests, open blobs, writes, events.
  void cut_off();

  Operations& operations() { return operations_; }
  SecretStore& secrets() { return *secrets_; }
  const Ports& ports() const { return options_.ports; }

  LogService log;
  TimerService timers;
  HttpService http;
  SignatureService signature;
  BlobService blobs;
  KvService kv;
  EmitService emit;
  MetricsService metrics;

 private:
  void grant(const Manifest& manifest);

  FaceOptions options_;
  std::shared_ptr<SecretStore> secrets_;
  Counters& counters_;
  Operations& operations_;
  std::map<std::string, const void*, std::less<>> granted_;
  std::atomic<bool> open_{false};
  baton_host_t host_{};
};

// Null for NULL; a plugin that passes another pointer than its own can not be told apart.
inline HostFace* face_of(const baton_host_t* host) {
  return host == nullptr ? nullptr : static_cast<HostFace*>(host->host_data);
}

// Every host function goes through here: nothing a service throws may cross into the plugin's frames.
template <class Result, class Function>
Result guarded(const baton_host_t* host, Result otherwise, Function function) noexcept {
  HostFace* face = face_of(host);
  if (face == nullptr) return otherwise;
  try {
    return function(*face);
  } catch (...) {
    return otherwise;
  }
}

// The host side of each extension, one file each under services/.
extern const baton_log_t kLogTable;
extern const baton_clock_t kClockTable;
extern const baton_timers_t kTimersTable;
extern const baton_http_t kHttpTable;
extern const baton_signature_t kSignatureTable;
extern const baton_secrets_t kSecretsTable;
extern const baton_blob_t kBlobTable;
extern const baton_kv_t kKvTable;
extern const baton_emit_t kEmitTable;
extern const baton_metrics_t kMetricsTable;
extern const baton_host_calls_t kHostCallsTable;
extern const baton_host_connector_t kHostConnectorTable;
extern const baton_host_ownership_t kHostOwnershipTable;
extern const baton_host_summarizer_t kHostSummarizerTable;
extern const baton_host_classifier_t kHostClassifierTable;
extern const baton_host_templates_t kHostTemplatesTable;
extern const baton_host_media_t kHostMediaTable;
extern const baton_host_delivery_lookup_t kHostDeliveryLookupTable;

}  // namespace baton::plugin
