// SPDX-License-Identifier: MIT
// host.hpp - typed access to what the host offers. One Host per instance, made in init, gone at destroy.
//
// Every service may be used from any thread. A service that the host does not offer (absent or not granted,
// which a plugin cannot tell apart) answers NOT_SUPPORTED; log and metrics are then silent. Texts and bytes
// passed in are copied by the host before the call returns. Callbacks run once, on the strand, and are
// dropped unrun at stop.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "callbacks.hpp"
#include "http.hpp"
#include "log.hpp"
#include "storage.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

class Clock {
 public:
  Clock(const baton_host_t* host, const baton_clock_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }
  // Wall clock, may jump; 0 when the host offers no clock.
  std::int64_t now_unix_ms() const noexcept { return table_ == nullptr ? 0 : table_->now_unix_ms(host_); }
  // For durations; 0 when the host offers no clock.
  std::uint64_t monotonic_ms() const noexcept { return table_ == nullptr ? 0 : table_->monotonic_ms(host_); }

 private:
  const baton_host_t* host_;
  const baton_clock_t* table_;
};

// One-shot wake-ups, not durable.
class Timers {
 public:
  using Callback = std::function<void()>;

  Timers(const baton_host_t* host, const baton_timers_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }

  Result<baton_op_id_t> arm(std::uint32_t after_ms, Callback callback) {
    if (table_ == nullptr) return detail::not_offered(BATON_TIMERS);
    baton_op_id_t op_id = 0;
    const baton_status_t status = waiting_.start(&op_id, std::move(callback), [&](baton_op_id_t* out) {
      return table_->arm(host_, after_ms, 0, out);
    });
    if (status != BATON_OK && status != BATON_PENDING)
      return detail::error_of(status, "the timer was not armed");
    return op_id;
  }
  // On the strand: the callback surely does not run after this returned.
  void disarm(baton_op_id_t op_id) {
    if (table_ == nullptr) return;
    table_->disarm(host_, op_id);
    (void)waiting_.take(op_id);
  }

  // Called by the SDK. [strand & started]
  void finish(baton_op_id_t op_id) { waiting_.finish(op_id); }
  void forget() { waiting_.clear(); }

 private:
  const baton_host_t* host_;
  const baton_timers_t* table_;
  detail::Callbacks<> waiting_;
};

// Secrets by name; their values never reach the plugin.
class Secrets {
 public:
  Secrets(const baton_host_t* host, const baton_secrets_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }
  bool exists(std::string_view name) const noexcept {
    return table_ != nullptr && table_->exists(host_, str(name)) != 0;
  }
  // Grows whenever the value changes; 0 when there is no such secret.
  std::uint64_t version(std::string_view name) const noexcept {
    return table_ == nullptr ? 0 : table_->version(host_, str(name));
  }

 private:
  const baton_host_t* host_;
  const baton_secrets_t* table_;
};

class Signature {
 public:
  Signature(const baton_host_t* host, const baton_signature_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }

  // BATON_OK when `expected` (bytes, not hex) is the HMAC-SHA256 of `data`; PERMISSION_DENIED when it is not.
  baton_status_t verify_hmac_sha256(std::string_view secret, std::string_view data,
                                    std::string_view expected) const {
    if (table_ == nullptr) return BATON_NOT_SUPPORTED;
    return table_->verify(host_, BATON_SIGNATURE_HMAC_SHA256, str(secret), bytes(data), bytes(expected));
  }
  // BATON_OK when `candidate` is the secret itself, compared in constant time.
  baton_status_t verify_equal(std::string_view secret, std::string_view candidate) const {
    if (table_ == nullptr) return BATON_NOT_SUPPORTED;
    return table_->verify(host_, BATON_SIGNATURE_EQUAL, str(secret), bytes({}), bytes(candidate));
  }
  // The 32 bytes of the HMAC-SHA256.
  Result<std::string> sign_hmac_sha256(std::string_view secret, std::string_view data) const {
    if (table_ == nullptr) return detail::not_offered(BATON_SIGNATURE);
    std::string out(BATON_SIGNATURE_BYTES, '\0');
    const baton_status_t status = table_->sign(host_, BATON_SIGNATURE_HMAC_SHA256, str(secret), bytes(data),
                                               reinterpret_cast<std::uint8_t*>(out.data()));
    if (status != BATON_OK) return detail::error_of(status, "signing failed");
    return out;
  }

 private:
  const baton_host_t* host_;
  const baton_signature_t* table_;
};

class Metrics {
 public:
  Metrics(const baton_host_t* host, const baton_metrics_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }
  // Only inside init(). Without the extension the id is good for record(), which then does nothing.
  Result<std::uint32_t> define(baton_metric_kind_t kind, std::string_view name, std::string_view help,
                               std::string_view unit) const {
    std::uint32_t id = 0;
    if (table_ == nullptr) return id;
    const baton_status_t status = table_->define(host_, kind, str(name), str(help), str_or_absent(unit), &id);
    if (status != BATON_OK) return detail::error_of(status, "the metric was not defined");
    return id;
  }
  void record(std::uint32_t id, double value) const noexcept {
    if (table_ != nullptr) table_->record(host_, id, value);
  }

 private:
  const baton_host_t* host_;
  const baton_metrics_t* table_;
};

class Host {
 public:
  // Asks for every extension once. [strand & created]
  explicit Host(const baton_host_t* host)
      : host_(host),
        log_(host, ask<baton_log_t>(BATON_LOG)),
        clock_(host, ask<baton_clock_t>(BATON_CLOCK)),
        timers_(host, ask<baton_timers_t>(BATON_TIMERS)),
        http_(host, ask<baton_http_t>(BATON_HTTP)),
        secrets_(host, ask<baton_secrets_t>(BATON_SECRETS)),
        signature_(host, ask<baton_signature_t>(BATON_SIGNATURE)),
        blobs_(host, ask<baton_blob_t>(BATON_BLOB)),
        kv_(host, ask<baton_kv_t>(BATON_KV)),
        emit_(host, ask<baton_emit_t>(BATON_EMIT)),
        metrics_(host, ask<baton_metrics_t>(BATON_METRICS)) {}

  const Log& log() const noexcept { return log_; }
  const Clock& clock() const noexcept { return clock_; }
  Timers& timers() noexcept { return timers_; }
  Http& http() noexcept { return http_; }
  const Secrets& secrets() const noexcept { return secrets_; }
  const Signature& signature() const noexcept { return signature_; }
  const Blobs& blobs() const noexcept { return blobs_; }
  Kv& kv() noexcept { return kv_; }
  Emit& emit() noexcept { return emit_; }
  const Metrics& metrics() const noexcept { return metrics_; }

  // Any other extension, by id; NULL when it is not offered. The type must be the one behind the id.
  template <class Table>
  const Table* ask(const char* id) const noexcept {
    return static_cast<const Table*>(host_->get_extension(host_, id));
  }
  const baton_host_t* raw() const noexcept { return host_; }

  // Drops every callback that still waits. Called by the SDK at stop.
  void forget() {
    timers_.forget();
    http_.forget();
    kv_.forget();
    emit_.forget();
  }

 private:
  const baton_host_t* host_;
  Log log_;
  Clock clock_;
  Timers timers_;
  Http http_;
  Secrets secrets_;
  Signature signature_;
  Blobs blobs_;
  Kv kv_;
  Emit emit_;
  Metrics metrics_;
};

}  // namespace v0
}  // namespace baton::sdk
