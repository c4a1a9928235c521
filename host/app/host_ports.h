// SPDX-License-Identifier: MIT
// host_ports.h - everything plugins are given by the rest of the host: made before them, gone after them.
#pragma once

#include "host/app/http_port.h"
#include "host/app/ports.h"
#include "host/engine/clock_timers.h"
#include "host/engine/emissions.h"
#include "host/ledger/sqlite_ledger.h"

namespace baton::app {

struct HostPorts {
  HostPorts(ledger::OpenedStore& store, engine::Clock& time, engine::ClockTimers& wake_ups)
      : timers(wake_ups), clock(time), blobs(*store.blobs), kv(*store.ledger), emissions(time) {}

  plugin::Ports all() { return {&clock, &timers, &http, &blobs, &kv, &emissions}; }

  engine::ClockTimers& timers;
  EngineClockPort clock;
  NetHttpPort http;
  LedgerBlobPort blobs;
  LedgerKvPort kv;
  engine::Emissions emissions;
};

}  // namespace baton::app
