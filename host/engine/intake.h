// SPDX-License-Identifier: MIT
// intake.h - a connector's door for webhooks: to the plugin, its events the way of all events (inbound.h), and the
// answer once all of them are on disk (I1).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/logger.h>

#include "host/engine/activity.h"
#include "host/engine/connector_alarm.h"
#include "host/engine/inbound.h"
#include "host/engine/setup.h"

namespace baton::engine {

struct Webhook {
  std::string method, path, query, body;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
};

struct WebhookAnswer {
  int status = 200;
  std::string body;
};

struct IntakeCounters {
  std::atomic<std::uint64_t> webhooks{0}, refused{0}, failed{0};
};

struct IntakeOptions {
  Inbound* inbound = nullptr;
  ConnectorAlarm* alarm = nullptr;
  Clock* clock = nullptr;
  Activity* activity = nullptr;
  const CurrentSetup* setup = nullptr;
  std::shared_ptr<spdlog::logger> logger;
};

class Intake {
 public:
  explicit Intake(IntakeOptions options) : options_(std::move(options)) {}

  // `answer` is called once, on any thread.
  void receive(const core::ConnectorId& connector, Webhook webhook, std::function<void(WebhookAnswer)> answer);

  const IntakeCounters& counters() const { return counters_; }

 private:
  void take_batch(const core::ConnectorId& connector, const baton_batch_t& batch,
                  std::function<void(WebhookAnswer)> answer);

  IntakeOptions options_;
  IntakeCounters counters_;
};

}  // namespace baton::engine
