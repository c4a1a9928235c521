// SPDX-License-Identifier: MIT
// host_face.cpp - see host_face.h.
#include "host/plugin/host_face.h"

#include "host/plugin/clean_error.h"

namespace baton::plugin {
namespace {

const void* BATON_CALL get_extension(const baton_host_t* host, const char* id) {
  if (id == nullptr) return nullptr;
  return guarded<const void*>(host, nullptr, [id](HostFace& face) -> const void* {
    if (face.is_open()) return face.extension(id);
    face.misbehaved("create: it called the host");
    return nullptr;
  });
}

}  // namespace

HostFace::HostFace(FaceOptions options, const Manifest& manifest, const nlohmann::json& settings,
                   std::shared_ptr<SecretStore> secrets, Counters& counters, Operations& operations,
                   std::weak_ptr<PluginCaller> caller)
    : log({options.instance_id, options.plugin_id, options.logger, secrets}, counters),
      timers(options.ports.timers, caller),
      http(HttpServiceOptions{options.ports.http, options.ports.blobs, secrets, manifest.http_hosts, settings}, caller),
      signature(secrets),
      blobs(options.ports.blobs),
      kv(options.instance_id, options.ports.kv, caller),
      emit(options.instance_id, options.ports.emit, caller),
      options_(std::move(options)),
      secrets_(std::move(secrets)),
      counters_(counters),
      operations_(operations) {
  host_.abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH};
  host_.host_data = this;
  host_.name = str_of("baton-host");
  host_.version = str_of(options_.host_version);
  host_.get_extension = &get_extension;
  grant(manifest);
}

void HostFace::grant(const Manifest& manifest) {
  const auto always = [this](const char* id, const void* table) { granted_[id] = table; };
  always(BATON_LOG, &kLogTable);
  always(BATON_HOST_CALLS, &kHostCallsTable);
  if (options_.ports.clock != nullptr) always(BATON_CLOCK, &kClockTable);
  for (Kind kind : manifest.kinds) {
    switch (kind) {
      case Kind::kConnector:
        always(BATON_HOST_CONNECTOR, &kHostConnectorTable);
        always(BATON_HOST_TEMPLATES, &kHostTemplatesTable);
        always(BATON_HOST_MEDIA, &kHostMediaTable);
        always(BATON_HOST_DELIVERY_LOOKUP, &kHostDeliveryLookupTable);
        break;
      case Kind::kOwnership: always(BATON_HOST_OWNERSHIP, &kHostOwnershipTable); break;
      case Kind::kSummarizer: always(BATON_HOST_SUMMARIZER, &kHostSummarizerTable); break;
      case Kind::kClassifier: always(BATON_HOST_CLASSIFIER, &kHostClassifierTable); break;
    }
  }
  const auto asked = [&](const char* id, const void* table, const void* port) {
    if (port != nullptr && manifest.grants(id)) granted_[id] = table;
  };
  asked(BATON_TIMERS, &kTimersTable, options_.ports.timers);
  asked(BATON_HTTP, &kHttpTable, options_.ports.http);
  asked(BATON_SECRETS, &kSecretsTable, secrets_.get());
  asked(BATON_SIGNATURE, &kSignatureTable, secrets_.get());
  asked(BATON_BLOB, &kBlobTable, options_.ports.blobs);
  asked(BATON_KV, &kKvTable, options_.ports.kv);
  if (options_.kind == Kind::kConnector) asked(BATON_EMIT, &kEmitTable, options_.ports.emit);
  asked(BATON_METRICS, &kMetricsTable, this);
}

const void* HostFace::extension(std::string_view id) const {
  const auto found = granted_.find(id);
  return found == granted_.end() ? nullptr : found->second;
}

void HostFace::set_clients(const Clients& clients) {
  timers.set_client(clients.timers);
  http.set_client(clients.http);
  kv.set_client(clients.kv);
  emit.set_client(clients.emit);
}

void HostFace::misbehaved(std::string_view what) {
  counters_.contract_violations.add();
  log.host_line(spdlog::level::err, std::string("plugin misbehaves: ") + std::string(what));
}

void HostFace::cut_off() {
  timers.cut_off();
  http.cut_off();
  blobs.cut_off();
  kv.cut_off();
  emit.cut_off();
}

baton_error_t HostFace::without_secrets(const baton_error_t& error) const {
  baton_error_t clean = cleaned(error);
  const auto hide = [this](char* text, std::uint32_t& size, std::size_t capacity) {
    std::string shown = secrets_->hide(std::string(text, size));
    if (shown.size() > capacity) shown = "(held a secret)";
    shown.copy(text, capacity);
    size = static_cast<std::uint32_t>(shown.size());
  };
  hide(clean.message, clean.message_size, sizeof clean.message);
  hide(clean.code, clean.code_size, sizeof clean.code);
  return clean;
}

}  // namespace baton::plugin
