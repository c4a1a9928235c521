// SPDX-License-Identifier: MIT
// ports.h - what host services need from other rooms, as small as it can be. The network, the store and the clock
// implement these; this room knows none of them. Ports outlive every instance. All functions are thread-safe, none
// blocks, and callbacks may come on any thread, but never from inside the function that was given them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/baton.h>

namespace baton::plugin {

class ClockPort {
 public:
  virtual ~ClockPort() = default;
  virtual std::int64_t now_unix_ms() = 0;
  virtual std::uint64_t monotonic_ms() = 0;
};

// One-shot wake-ups on the clock that tests move. Budgets of operations do not use it: they are real time.
class TimerPort {
 public:
  using Ticket = std::uint64_t;
  virtual ~TimerPort() = default;
  virtual Ticket arm(std::uint32_t after_ms, std::function<void()> due) = 0;
  virtual void disarm(Ticket ticket) = 0;  // `due` may still run once
};

// A request body that is produced while it is sent, so that a large attachment is never in memory as a whole.
class HttpBody {
 public:
  virtual ~HttpBody() = default;
  virtual std::uint64_t size_bytes() const = 0;
  // Copies at most `capacity` bytes from `offset`; 0 before the end means the content is gone. Called in order.
  virtual std::size_t read(std::uint64_t offset, char* buffer, std::size_t capacity) = 0;
};

struct HttpRequest {
  std::string method;
  std::string url;  // on the allow list, without user info
  std::vector<std::pair<std::string, std::string>> headers;  // may hold secrets: never log values
  std::string body;                    // unless `streamed`
  std::shared_ptr<HttpBody> streamed;  // then Content-Type is among the headers
  // For 2xx answers: gets the body in pieces instead of HttpResult::body; false stops the transfer.
  std::function<bool(std::string_view)> sink;
  std::uint64_t max_response_bytes = 0;
  std::uint32_t budget_ms = 0;
};

// What is known when no answer came.
enum class HttpFailure {
  kNone,            // an answer came, whatever its status
  kNotSent,         // surely never left: connection refused, name unknown
  kOutcomeUnknown,  // sent, or partly; no answer within the budget
  kTooLarge,        // the answer is larger than allowed, or the sink stopped it
  kCancelled,
};

struct HttpResult {
  HttpFailure failure = HttpFailure::kNone;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string message;  // for operators, with a failure; no headers, no query
};

class HttpPort {
 public:
  using Ticket = std::uint64_t;
  virtual ~HttpPort() = default;
  virtual Ticket send(HttpRequest&& request, std::function<void(HttpResult&&)> done) = 0;
  virtual void cancel(Ticket) {}  // best effort; `done` still runs
};

class BlobPort {
 public:
  using WriteId = std::uint64_t;
  virtual ~BlobPort() = default;
  virtual std::optional<WriteId> create() = 0;
  virtual bool append(WriteId id, std::string_view bytes) = 0;
  virtual std::optional<std::string> finish(WriteId id) = 0;  // the blob's id
  virtual void discard(WriteId id) = 0;
  virtual std::optional<std::uint64_t> size_bytes(std::string_view blob_id) = 0;
  virtual std::optional<std::size_t> read(std::string_view blob_id, std::uint64_t offset, char* buffer,
                                          std::size_t capacity) = 0;
};

// A small durable store; each instance has a name space of its own.
struct KvWrite {
  std::string key;
  std::optional<std::string> value;  // nothing deletes
  std::uint64_t expected_revision = 0;
};

struct KvValue {
  std::string value;
  std::uint64_t revision = 0;
};

struct KvRead {
  baton_status_t status = BATON_NOT_FOUND;  // BATON_OK, BATON_NOT_FOUND, or BATON_UNAVAILABLE: nobody knows
  KvValue value;                            // with BATON_OK
};

class KvPort {
 public:
  virtual ~KvPort() = default;
  virtual KvRead get(const std::string& instance_id, const std::string& key) = 0;
  // BATON_OK: taken, `done` follows with BATON_OK, or with BATON_CONFLICT, BATON_REJECTED (over BATON_KV_MAX_BYTES) or
  // BATON_UNAVAILABLE and nothing written. BATON_RATE_LIMITED: the queue is full, nothing follows.
  virtual baton_status_t commit(const std::string& instance_id, std::vector<KvWrite> writes,
                                std::function<void(baton_status_t)> done) = 0;
};

// Events a plugin has without being asked. The port copies what it keeps before it returns.
class EmitPort {
 public:
  virtual ~EmitPort() = default;
  // BATON_OK: taken, `stored` follows. BATON_RATE_LIMITED: the queue is full, BATON_UNAVAILABLE: the host is stopping;
  // then nothing follows.
  virtual baton_status_t emit(const std::string& instance_id, const baton_batch_t& batch,
                              std::function<void(baton_status_t)> stored) = 0;
};

// An absent port means: the extensions that need it are absent.
struct Ports {
  ClockPort* clock = nullptr;
  TimerPort* timers = nullptr;
  HttpPort* http = nullptr;
  BlobPort* blobs = nullptr;
  KvPort* kv = nullptr;
  EmitPort* emit = nullptr;
};

}  // namespace baton::plugin
