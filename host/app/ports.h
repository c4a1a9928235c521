// SPDX-License-Identifier: MIT
// ports.h - what plugins need of the host, on top of the network room, the store and the clock.
#pragma once

#include <atomic>
#include <memory>

#include "host/engine/clock.h"
#include "host/ledger/ledger.h"
#include "host/net/client.h"
#include "host/net/pool.h"
#include "host/plugin/ports.h"

namespace baton::app {

class NetHttpPort final : public plugin::HttpPort {
 public:
  explicit NetHttpPort(net::ClientOptions options = {});
  ~NetHttpPort() override;
  Ticket send(plugin::HttpRequest&& request, std::function<void(plugin::HttpResult&&)> done) override;
  void stop();

 private:
  net::Client client_;
  std::unique_ptr<net::Pool> pool_;
  std::atomic<Ticket> last_{0};
};

class LedgerBlobPort final : public plugin::BlobPort {
 public:
  explicit LedgerBlobPort(ledger::BlobStore& blobs) : blobs_(blobs) {}
  std::optional<WriteId> create() override;
  bool append(WriteId id, std::string_view bytes) override;
  std::optional<std::string> finish(WriteId id) override;
  void discard(WriteId id) override;
  std::optional<std::uint64_t> size_bytes(std::string_view blob_id) override;
  std::optional<std::size_t> read(std::string_view blob_id, std::uint64_t offset, char* buffer, std::size_t capacity) override;

 private:
  ledger::BlobStore& blobs_;
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
