// SPDX-License-Identifier: MIT
// storage.hpp - what outlives a call: blobs (attachment content), the key-value store, emitted events.
// Any thread; callbacks run once, on the strand, and are dropped unrun at stop.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callbacks.hpp"
#include "error.hpp"
#include "events.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

// Attachment content in chunks, never larger than BATON_BLOB_MAX_BYTES.
class Blobs {
 public:
  Blobs(const baton_host_t* host, const baton_blob_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }

  Result<std::uint64_t> size_bytes(std::string_view blob_id) const {
    if (table_ == nullptr) return detail::not_offered(BATON_BLOB);
    std::uint64_t size = 0;
    const baton_status_t status = table_->size(host_, str(blob_id), &size);
    if (status != BATON_OK) return detail::error_of(status, "the blob has no size");
    return size;
  }

  // At most `capacity` bytes from `offset`; empty at the end.
  Result<std::string> read(std::string_view blob_id, std::uint64_t offset, std::uint64_t capacity) const {
    if (table_ == nullptr) return detail::not_offered(BATON_BLOB);
    std::string out(static_cast<std::size_t>(capacity), '\0');
    std::uint64_t got = 0;
    const baton_status_t status = table_->read(host_, str(blob_id), offset,
                                               reinterpret_cast<std::uint8_t*>(out.data()), capacity, &got);
    if (status != BATON_OK) return detail::error_of(status, "the blob could not be read");
    out.resize(static_cast<std::size_t>(std::min(got, capacity)));
    return out;
  }

  // Stores `content` as a new blob and answers its id.
  Result<std::string> write(std::string_view content) const {
    if (table_ == nullptr) return detail::not_offered(BATON_BLOB);
    constexpr std::size_t kChunkBytes = 1u << 20;
    auto error = make_record<baton_error_t>();
    baton_op_id_t write_id = 0;
    baton_status_t status = table_->create(host_, &write_id, &error);
    for (std::size_t at = 0; status == BATON_OK && at < content.size(); at += kChunkBytes) {
      status = table_->append(host_, write_id, bytes(content.substr(at, kChunkBytes)), &error);
    }
    std::string id(BATON_ID_MAX_BYTES, '\0');
    std::uint64_t id_size = 0;
    if (status == BATON_OK) status = table_->finish(host_, write_id, id.data(), id.size(), &id_size, &error);
    if (status != BATON_OK) return detail::error_of(status, error);
    id.resize(static_cast<std::size_t>(std::min<std::uint64_t>(id_size, id.size())));
    return id;
  }

 private:
  const baton_host_t* host_;
  const baton_blob_t* table_;
};

struct KvValue {
  std::string value;
  std::uint64_t revision = 0;
};

inline constexpr std::uint64_t kNewKey = 0;
inline constexpr std::uint64_t kAnyRevision = UINT64_MAX;

struct KvWrite {
  std::string key;
  std::optional<std::string> value;  // nothing deletes
  std::uint64_t expected_revision = kAnyRevision;
};

// A small durable store per instance.
class Kv {
 public:
  using Callback = std::function<void(baton_status_t)>;

  Kv(const baton_host_t* host, const baton_kv_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }

  // Nothing when there is no such key.
  Result<std::optional<KvValue>> get(std::string_view key) const {
    if (table_ == nullptr) return detail::not_offered(BATON_KV);
    KvValue found;
    found.value.resize(256);
    for (;;) {  // grows until the value fits; another writer may have enlarged it meanwhile
      std::uint64_t size = 0;
      const baton_status_t status =
          table_->get(host_, str(key), reinterpret_cast<std::uint8_t*>(found.value.data()),
                      found.value.size(), &size, &found.revision);
      if (status == BATON_NOT_FOUND) return std::optional<KvValue>();
      if (status != BATON_OK) return detail::error_of(status, "the key could not be read");
      const bool fits = size <= found.value.size();
      found.value.resize(static_cast<std::size_t>(size));
      if (fits) return std::optional<KvValue>(std::move(found));
    }
  }

  // All or nothing. `callback` gets OK once it is on disk; with CONFLICT, REJECTED (the instance keeps too much) or
  // UNAVAILABLE nothing was written.
  Result<baton_op_id_t> commit(const std::vector<KvWrite>& writes, Callback callback) {
    if (table_ == nullptr) return detail::not_offered(BATON_KV);
    std::vector<baton_kv_write_t> records;
    records.reserve(writes.size());
    for (const KvWrite& write : writes) {
      const baton_str_t value = write.value ? str(*write.value) : kAbsent;
      records.push_back({str(write.key),
                         {reinterpret_cast<const std::uint8_t*>(value.data), value.size},
                         write.expected_revision});
    }
    auto error = make_record<baton_error_t>();
    baton_op_id_t op_id = 0;
    const baton_status_t status = waiting_.start(&op_id, std::move(callback), [&](baton_op_id_t* out) {
      return table_->commit(host_, records.data(), static_cast<std::uint32_t>(records.size()), out, &error);
    });
    if (status != BATON_OK && status != BATON_PENDING) return detail::error_of(status, error);
    return op_id;
  }

  // Called by the SDK. [strand & started]
  void finish(baton_op_id_t op_id, baton_status_t status) { waiting_.finish(op_id, status); }
  void forget() { waiting_.clear(); }

 private:
  const baton_host_t* host_;
  const baton_kv_t* table_;
  detail::Callbacks<baton_status_t> waiting_;
};

struct Cursor {
  std::string name;
  std::string value;
};

// Events that nobody asked for. Tell the remote side "received" only after the callback said OK.
class Emit {
 public:
  using Callback = std::function<void(baton_status_t)>;

  Emit(const baton_host_t* host, const baton_emit_t* table) noexcept : host_(host), table_(table) {}
  explicit operator bool() const noexcept { return table_ != nullptr; }

  // RATE_LIMITED means the queue is full: wait for a callback. The cursor is stored with the last event. `callback`
  // gets OK, or UNAVAILABLE when the host stops before.
  Result<baton_op_id_t> emit(std::deque<EventBuilder>& events, const Cursor& cursor, Callback callback) {
    if (table_ == nullptr) return detail::not_offered(BATON_EMIT);
    std::vector<const baton_event_t*> records;
    records.reserve(events.size());
    for (EventBuilder& event : events) records.push_back(&event.record());
    auto error = make_record<baton_error_t>();
    baton_op_id_t op_id = 0;
    const baton_status_t status = waiting_.start(&op_id, std::move(callback), [&](baton_op_id_t* out) {
      return table_->emit(host_, records.data(), static_cast<std::uint32_t>(records.size()),
                          str_or_absent(cursor.name), str_or_absent(cursor.value), out, &error);
    });
    if (status != BATON_OK && status != BATON_PENDING) return detail::error_of(status, error);
    return op_id;
  }

  // Called by the SDK. [strand & started]
  void finish(baton_op_id_t op_id, baton_status_t status) { waiting_.finish(op_id, status); }
  void forget() { waiting_.clear(); }

 private:
  const baton_host_t* host_;
  const baton_emit_t* table_;
  detail::Callbacks<baton_status_t> waiting_;
};

}  // namespace v0
}  // namespace baton::sdk
