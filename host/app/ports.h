// SPDX-License-Identifier: MIT
// ports.h - what plugins need of the store and the clock. The network is in http_port.h, events in engine/emissions.h.
#pragma once

#include "host/engine/clock.h"
#include "host/ledger/ledger.h"
#include "host/plugin/ports.h"

namespace baton::app {

class LedgerBlobPort final : public plugin::BlobPort {
 public:
  explicit LedgerBlobPort(ledger::BlobStore& blobs) : blobs_(blobs) {}
  std::optional<WriteId> create() override;
  bool append(WriteId id, std::string_view bytes) override;
  std::optional<std::string> finish(WriteId id) override;
  void discard(WriteId id) override;
  std::optional<std::uint64_t> size_bytes(std::string_view blob_id) override;
  std::optional<std::size_t> read(std::string_view blob_id, std::uint64_t offset, char* buffer,
                                  std::size_t capacity) override;

 private:
  ledger::BlobStore& blobs_;
};

// Each instance has a space of its own, by its id, and at most BATON_KV_MAX_BYTES in it.
class LedgerKvPort final : public plugin::KvPort {
 public:
  explicit LedgerKvPort(ledger::Ledger& ledger) : ledger_(ledger) {}
  plugin::KvRead get(const std::string& instance_id, const std::string& key) override;
  baton_status_t commit(const std::string& instance_id, std::vector<plugin::KvWrite> writes,
                        std::function<void(baton_status_t)> done) override;

 private:
  ledger::Ledger& ledger_;
};

class EngineClockPort final : public plugin::ClockPort {
 public:
  explicit EngineClockPort(engine::Clock& clock) : clock_(clock) {}
  std::int64_t now_unix_ms() override { return clock_.now().ms; }
  std::uint64_t monotonic_ms() override;

 private:
  engine::Clock& clock_;
};

}  // namespace baton::app
