// SPDX-License-Identifier: MIT
#include "host/app/ports.h"

#include <chrono>
#include <cstring>

namespace baton::app {
namespace {

baton_status_t status_of(ledger::ValuesResult result) {
  switch (result) {
    case ledger::ValuesResult::stored: return BATON_OK;
    case ledger::ValuesResult::conflict: return BATON_CONFLICT;
    case ledger::ValuesResult::over_limit: return BATON_REJECTED;
    case ledger::ValuesResult::failed: return BATON_UNAVAILABLE;
  }
  return BATON_UNAVAILABLE;
}

}  // namespace

std::optional<plugin::BlobPort::WriteId> LedgerBlobPort::create() {
  const auto id = blobs_.create();
  return id == 0 ? std::nullopt : std::optional<WriteId>(id);
}

bool LedgerBlobPort::append(WriteId id, std::string_view bytes) { return blobs_.append(id, bytes); }

std::optional<std::string> LedgerBlobPort::finish(WriteId id) {
  const auto finished = blobs_.finish(id);
  return finished ? std::optional(finished->blob_id) : std::nullopt;
}

void LedgerBlobPort::discard(WriteId id) { blobs_.abandon(id); }

std::optional<std::uint64_t> LedgerBlobPort::size_bytes(std::string_view blob_id) {
  const auto size = blobs_.size(std::string(blob_id));
  return size ? std::optional(static_cast<std::uint64_t>(*size)) : std::nullopt;
}

std::optional<std::size_t> LedgerBlobPort::read(std::string_view blob_id, std::uint64_t offset, char* buffer,
                                                std::size_t capacity) {
  const auto bytes =
      blobs_.read(std::string(blob_id), static_cast<std::int64_t>(offset), static_cast<std::int64_t>(capacity));
  if (!bytes) return std::nullopt;
  std::memcpy(buffer, bytes->data(), bytes->size());
  return bytes->size();
}

plugin::KvRead LedgerKvPort::get(const std::string& instance_id, const std::string& key) {
  auto read = ledger_.value(instance_id, key);
  if (read.failed) return {BATON_UNAVAILABLE, {}};
  if (!read.found) return {};
  return {BATON_OK, {std::move(read.found->value), read.found->revision}};
}

baton_status_t LedgerKvPort::commit(const std::string& instance_id, std::vector<plugin::KvWrite> writes,
                                    std::function<void(baton_status_t)> done) {
  ledger::ValuesCommit commit{instance_id, {}, {BATON_KV_MAX_BYTES, BATON_KV_ENTRY_BYTES}};
  for (auto& write : writes)
    commit.writes.push_back({std::move(write.key), std::move(write.value), write.expected_revision});
  const bool taken = ledger_.submit_values(
      std::move(commit), [done = std::move(done)](ledger::ValuesResult result) { done(status_of(result)); });
  return taken ? BATON_OK : BATON_RATE_LIMITED;
}

std::uint64_t EngineClockPort::monotonic_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace baton::app
