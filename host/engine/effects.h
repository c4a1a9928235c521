// SPDX-License-Identifier: MIT
// effects.h - carries out what the outbox holds: sends through connectors, questions to strategies, bots, media. Each
// outcome comes back as an input that settles its row in the same commit.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <spdlog/logger.h>

#include "host/core/effects.h"
#include "host/engine/activity.h"
#include "host/engine/addresses.h"
#include "host/engine/backoff.h"
#include "host/engine/customers.h"
#include "host/engine/offering.h"
#include "host/engine/office.h"
#include "host/engine/outbox.h"
#include "host/engine/setup.h"
#include "host/plugin/ports.h"

namespace baton::engine {

struct EffectsOptions {
  Customers* customers = nullptr;
  Addresses* addresses = nullptr;
  Office* office = nullptr;
  Offering* offering = nullptr;
  Outbox* outbox = nullptr;
  Clock* clock = nullptr;
  Activity* activity = nullptr;
  const CurrentSetup* setup = nullptr;  // an operation keeps its instance, so that nobody stops it before its end
  plugin::HttpPort* http = nullptr;
  ledger::Ledger* ledger = nullptr;
  ledger::BlobStore* blobs = nullptr;
  std::function<void(std::function<void()>)> aside;  // does it where nobody waits
  std::shared_ptr<spdlog::logger> logger;
};

class Effects {
 public:
  explicit Effects(EffectsOptions options) : options_(std::move(options)) {}

  void carry_out(const ledger::OutboxRow& row);

 private:
  using Row = ledger::OutboxRow;
  void run(const Row& row, const core::SendMessage& effect);
  void run(const Row& row, const core::LookupMessage& effect);
  void run(const Row& row, const core::AskOwnership& effect);
  void run(const Row& row, const core::AskBrief& effect);
  void run(const Row& row, const core::AskClassifier& effect);
  void run(const Row& row, const core::AskCandidates& effect);
  void run(const Row& row, const core::AskTemplates& effect);
  void run(const Row& row, const core::MarkTemplate& effect);
  void run(const Row& row, const core::PostToBot& effect);
  void run(const Row& row, const core::FetchAttachment& effect);
  void run(const Row& row, const core::RaiseAlarm& effect);
  void run(const Row& row, const core::CheckTemplates& effect);
  void run(const Row& row, const core::EraseBlobs& effect);
  void run(const Row& row, const core::ForgetContent& effect);

  void deliver(const Row& row, const core::SendMessage& effect, const CustomerView& customer);
  void post(const Row& row, const core::PostToBot& effect, const CustomerView& customer);
  void fetch(const Row& row, const core::FetchAttachment& effect, const CustomerView& customer);
  void lock_away(const Row& row, const core::AttachmentFetched& fetched, const std::string& actor);
  // The outcome as an input that settles the row.
  void answer(const Row& row, core::Input input, std::string actor);
  void nothing_to_do(const Row& row) { answer(row, core::ClockReached{}, "host"); }
  void postpone(const Row& row, core::Millis after, const std::string& why);
  void when_stored(const Row& row, bool stored);
  core::SendFailed with_backoff(core::SendFailed failure, std::int64_t attempt);

  EffectsOptions options_;
  Backoff backoff_;
};

}  // namespace baton::engine
