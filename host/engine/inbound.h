// SPDX-License-Identifier: MIT
// inbound.h - the one road of what connectors bring in, whichever way it came: by webhook, by poll, or unasked. Each
// event goes to the customer it concerns; a batch is durable when all of it is on disk, and its cursor is never ahead
// of its events (I1).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/logger.h>

#include "host/engine/addresses.h"
#include "host/engine/customers.h"
#include "host/engine/office.h"
#include "host/plugin/translate_inbound.h"

namespace baton::engine {

struct InboundBatch {
  std::vector<plugin::InboundEvent> events;
  std::optional<ledger::Commit::Cursor> cursor;
};

// A copy of what a plugin handed over, checked before (check_records.h). A cursor without a name is the one of
// `polled`, or the only one.
InboundBatch inbound_batch(const baton_batch_t& batch, const core::ConnectorId& connector, core::Instant received,
                           const std::string& polled = {});

struct InboundCounters {
  std::atomic<std::uint64_t> events{0}, unmatched{0};
};

struct InboundOptions {
  ledger::Ledger* ledger = nullptr;
  Customers* customers = nullptr;
  Office* office = nullptr;
  Addresses* addresses = nullptr;
  std::shared_ptr<spdlog::logger> logger;
  std::function<void(const core::ConnectorId&)> templates_changed;
};

class Inbound {
 public:
  explicit Inbound(InboundOptions options) : options_(std::move(options)) {}

  // `done` is called once, on any thread, like those of outcome.h: true when everything is on disk; false when
  // something is not, and the sender should send all of it again - what is on disk is known by its event id.
  using Done = std::function<void(bool durable)>;
  void take(const core::ConnectorId& connector, InboundBatch batch, Done done);

  const InboundCounters& counters() const { return counters_; }

 private:
  using Cursor = std::optional<ledger::Commit::Cursor>;
  struct Arrived;  // an event, and whose it is

  Arrived resolve(const core::ConnectorId& connector, plugin::InboundEvent event);
  core::CustomerId customer_for(core::Input& input, bool* is_new);
  void submit(const core::ConnectorId& connector, Arrived arrived, Cursor cursor, Done done);
  void take_news(const core::ConnectorId& connector, const plugin::ChannelNews& news, Done done);
  void take_anew(core::Input input, Origin origin, Done done);
  void submit_newcomer(const core::CustomerId& customer, core::Input input, Origin origin, Done done);
  Done with_cursor(Cursor cursor, Done done);

  InboundOptions options_;
  InboundCounters counters_;
};

}  // namespace baton::engine
