// SPDX-License-Identifier: MIT
#include "host/bridge/remote_services.h"

#include <algorithm>
#include <array>
#include <vector>

#include "host/plugin/str.h"

namespace baton::bridge {
namespace {

using wire::FrameKind;
using wire::KindNumber;

constexpr std::uint64_t kReadMaxBytes = 1u << 20;  // of a blob at once; a plugin asks again for what follows

class Questions {
 public:
  Questions(plugin::HostFace& face, const wire::Frame& question, Writer& out)
      : face_(face), host_(face.host()), kind_(question.kind), in_(question.body), out_(out) {}

  bool answer() {
    const bool answered = by_service();
    return answered && !in_.bad();
  }

 private:
  bool by_service() {
    switch (kind_) {
      case FrameKind::now:
      case FrameKind::monotonic: return ask_clock(table<baton_clock_t>(BATON_CLOCK));
      case FrameKind::is_cancelled: return ask_calls(table<baton_host_calls_t>(BATON_HOST_CALLS));
      case FrameKind::timer_arm: return ask_timers(table<baton_timers_t>(BATON_TIMERS));
      case FrameKind::http_send: return ask_http(table<baton_http_t>(BATON_HTTP));
      case FrameKind::secret_exists:
      case FrameKind::secret_version: return ask_secrets(table<baton_secrets_t>(BATON_SECRETS));
      case FrameKind::verify:
      case FrameKind::sign: return ask_signature(table<baton_signature_t>(BATON_SIGNATURE));
      case FrameKind::blob_size:
      case FrameKind::blob_read: return read_blob(table<baton_blob_t>(BATON_BLOB));
      case FrameKind::blob_create:
      case FrameKind::blob_append:
      case FrameKind::blob_finish: return write_blob(table<baton_blob_t>(BATON_BLOB));
      case FrameKind::kv_get: return get_value(table<baton_kv_t>(BATON_KV));
      case FrameKind::kv_commit: return commit_values(table<baton_kv_t>(BATON_KV));
      case FrameKind::emit: return emit(table<baton_emit_t>(BATON_EMIT));
      case FrameKind::metric_define: return define(table<baton_metrics_t>(BATON_METRICS));
      default: return false;
    }
  }

  template <class Table>
  const Table* table(const char* id) const {
    return granted<Table>(face_, id);
  }
  template <class... T>
  bool read(T&... values) {
    (in_(values), ...);
    return !in_.bad();
  }
  // For functions that begin something: how it went, the error where it did not, and the id of what was begun.
  bool outcome(baton_status_t status) {
    out_(status);
    out_.maybe(status == BATON_OK ? nullptr : &error_);
    out_(op_);
    return true;
  }

  bool ask_clock(const baton_clock_t* clock) {
    if (clock == nullptr) return false;
    if (kind_ == FrameKind::now) out_(clock->now_unix_ms(host_));
    else out_(clock->monotonic_ms(host_));
    return true;
  }

  bool ask_calls(const baton_host_calls_t* calls) {
    if (!read(op_)) return false;
    out_(calls->is_cancelled(host_, op_));
    return true;
  }

  bool ask_timers(const baton_timers_t* timers) {
    std::uint32_t after_ms = 0;
    std::uint64_t cookie = 0;
    return timers != nullptr && read(after_ms, cookie) && outcome(timers->arm(host_, after_ms, cookie, &op_));
  }

  bool ask_http(const baton_http_t* http) {
    const baton_http_request_t* request = nullptr;
    in_.maybe(request);
    return http != nullptr && !in_.bad() && outcome(http->send(host_, request, &op_, &error_));
  }

  bool ask_secrets(const baton_secrets_t* secrets) {
    baton_str_t name{};
    if (secrets == nullptr || !read(name)) return false;
    out_(kind_ == FrameKind::secret_exists ? secrets->exists(host_, name) : secrets->version(host_, name));
    return true;
  }

  bool ask_signature(const baton_signature_t* signature) {
    baton_signature_algorithm_t algorithm = 0;
    baton_str_t name{};
    baton_bytes_t data{}, expected{};
    if (signature == nullptr || !read(algorithm, name, data)) return false;
    if (kind_ == FrameKind::verify) {
      if (!read(expected)) return false;
      out_(signature->verify(host_, algorithm, name, data, expected));
      return true;
    }
    std::array<std::uint8_t, BATON_SIGNATURE_BYTES> made{};
    out_(signature->sign(host_, algorithm, name, data, made.data()));
    out_(baton_bytes_t{made.data(), made.size()});
    return true;
  }

  bool read_blob(const baton_blob_t* blobs) {
    baton_str_t id{};
    std::uint64_t size = 0, offset = 0, capacity = 0;
    if (blobs == nullptr || !read(id)) return false;
    if (kind_ == FrameKind::blob_size) {
      out_(blobs->size(host_, id, &size));
      out_(size);
      return true;
    }
    if (!read(offset, capacity)) return false;
    std::vector<std::uint8_t> buffer(std::min(capacity, kReadMaxBytes));
    out_(blobs->read(host_, id, offset, buffer.data(), buffer.size(), &size));
    out_(baton_bytes_t{buffer.data(), std::min<std::uint64_t>(size, buffer.size())});
    return true;
  }

  bool write_blob(const baton_blob_t* blobs) {
    if (blobs == nullptr) return false;
    if (kind_ == FrameKind::blob_create) return outcome(blobs->create(host_, &op_, &error_));
    baton_op_id_t write_id = 0;
    if (!read(write_id)) return false;
    if (kind_ == FrameKind::blob_append) {
      baton_bytes_t data{};
      return read(data) && outcome(blobs->append(host_, write_id, data, &error_));
    }
    std::array<char, BATON_ID_MAX_BYTES> id{};
    std::uint64_t size = 0;
    outcome(blobs->finish(host_, write_id, id.data(), id.size(), &size, &error_));
    out_(baton_str_t{id.data(), std::min<std::uint64_t>(size, id.size())});
    return true;
  }

  bool get_value(const baton_kv_t* kv) {
    baton_str_t key{};
    if (kv == nullptr || !read(key)) return false;
    std::vector<std::uint8_t> buffer(BATON_KV_VALUE_MAX_BYTES);
    std::uint64_t size = 0, revision = 0;
    out_(kv->get(host_, key, buffer.data(), buffer.size(), &size, &revision));
    out_(baton_bytes_t{buffer.data(), std::min<std::uint64_t>(size, buffer.size())});
    out_(revision);
    return true;
  }

  bool commit_values(const baton_kv_t* kv) {
    const baton_kv_write_t* writes = nullptr;
    std::uint32_t count = 0;
    in_.values(writes, count);
    return kv != nullptr && !in_.bad() && outcome(kv->commit(host_, writes, count, &op_, &error_));
  }

  bool emit(const baton_emit_t* emitter) {
    const baton_event_t* const* events = nullptr;
    std::uint32_t count = 0;
    baton_str_t cursor_name{}, next_cursor{};
    in_.list(events, count);
    return emitter != nullptr && read(cursor_name, next_cursor) &&
           outcome(emitter->emit(host_, events, count, cursor_name, next_cursor, &op_, &error_));
  }

  bool define(const baton_metrics_t* metrics) {
    baton_metric_kind_t kind = 0;
    baton_str_t name{}, help{}, unit{};
    if (metrics == nullptr || !read(kind, name, help, unit)) return false;
    std::uint32_t metric_id = 0;
    out_(metrics->define(host_, kind, name, help, unit, &metric_id));
    out_(metric_id);
    return true;
  }

  plugin::HostFace& face_;
  const baton_host_t* const host_;
  const wire::KindNumber kind_;
  Reader in_;
  Writer& out_;
  baton_op_id_t op_ = 0;
  baton_error_t error_ = plugin::empty_error();
};

}  // namespace

bool answer_question(plugin::HostFace& face, const wire::Frame& question, Writer& out) {
  return Questions(face, question, out).answer();
}

}  // namespace baton::bridge
