// SPDX-License-Identifier: MIT
// emissions.h - events that connectors have without being asked (baton.emit/1), on their way in: copied and queued at
// once, so that no plugin waits, and brought in one batch after the other of each connector, so that order and cursors
// stay as they were emitted. What the store does not take is tried again and nothing overtakes it: a later cursor would
// lose it. Meanwhile the queue fills; it has a limit, and who reaches it is told to wait (RATE_LIMITED).
//
// It is made before the plugins are and outlives them: what they emit before the engine runs waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "host/engine/clock.h"
#include "host/engine/inbound.h"
#include "host/plugin/ports.h"

namespace baton::engine {

struct EmissionLimits {
  // Of one connector, queued and under way. A batch that finds nothing before it is always taken, however large.
  std::size_t batches_max = 64;
  std::size_t bytes_max = std::size_t{16} << 20;  // of their texts: what a webhook's batch may have, four times
  std::chrono::milliseconds again_after{1000};    // what was not stored; in real time, as it is a matter of the disk
};

class Emissions final : public plugin::EmitPort {
 public:
  using BringIn = std::function<void(const core::ConnectorId&, InboundBatch, Inbound::Done)>;

  explicit Emissions(Clock& clock, EmissionLimits limits = {}) : clock_(clock), limits_(limits) {}
  ~Emissions() override { close(); }

  // plugin::EmitPort. The instance is a connector (host_face.h).
  baton_status_t emit(const std::string& instance_id, const baton_batch_t& batch,
                      std::function<void(baton_status_t)> stored) override;

  void open(BringIn bring_in);  // the engine runs; once
  void close();                 // it stops: what still waits is told UNAVAILABLE, and so is who comes

 private:
  struct Emission {
    InboundBatch batch;
    std::function<void(baton_status_t)> stored;
    std::size_t bytes = 0;
  };
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Queue {
    std::deque<Emission> waiting;  // the one under way is the first of them
    std::size_t bytes = 0;
    bool under_way = false;
    TimePoint not_before{};        // the first of them was not stored
  };

  void work();
  void brought_in(const std::string& connector, bool durable);
  std::map<std::string, Queue>::iterator next(TimePoint now, TimePoint& wait_until);

  Clock& clock_;
  const EmissionLimits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Queue> queues_;  // by connector
  std::string last_;                     // whose turn it was
  bool closed_ = false;
  BringIn bring_in_;
  std::thread thread_;
};

}  // namespace baton::engine
