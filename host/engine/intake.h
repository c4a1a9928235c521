// SPDX-License-Identifier: MIT
// intake.h - a connector's door: a webhook goes to the plugin, its events to the customers they concern, and the answer
// goes out once all of them are on disk (I1).
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/logger.h>

#include "host/engine/addresses.h"
#include "host/engine/customers.h"
#include "host/engine/office.h"
#include "host/engine/plugins.h"
#include "host/plugin/translate_inbound.h"

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
  std::atomic<std::uint64_t> webhooks{0}, events{0}, refused{0}, unmatched{0}, failed{0};
};

struct IntakeOptions {
  Customers* customers = nullptr;
  Office* office = nullptr;
  Addresses* addresses = nullptr;
  Clock* clock = nullptr;
  Activity* activity = nullptr;
  std::shared_ptr<const Plugins> plugins;
  std::shared_ptr<spdlog::logger> logger;
  std::function<void(const core::ConnectorId&)> templates_changed;
};

class Intake {
 public:
  explicit Intake(IntakeOptions options) : options_(std::move(options)) {}

  // `answer` is called once, on any thread.
  void receive(const core::ConnectorId& connector, Webhook webhook, std::function<void(WebhookAnswer)> answer);
  // One customer's word that reached the organisation another way, or a test's. Same promise.
  void take(const core::ConnectorId& connector, plugin::InboundEvent event, std::function<void(bool durable)> done);

  const IntakeCounters& counters() const { return counters_; }

 private:
  class Pending;
  void take_batch(const core::ConnectorId& connector, const baton_batch_t& batch, std::function<void(WebhookAnswer)> answer);
  void take_news(const core::ConnectorId& connector, const plugin::ChannelNews& news, std::function<void(bool)> done);
  void alarm_about(const core::ConnectorId& connector, const std::string& reason);
  core::CustomerId customer_for(core::Input& input, bool* is_new);
  void take_anew(core::Input input, Origin origin, std::function<void(bool)> done);
  void submit_newcomer(const core::CustomerId& customer, core::Input input, Origin origin, std::function<void(bool)> done);

  IntakeOptions options_;
  IntakeCounters counters_;
  std::mutex alarms_mutex_;
  std::map<core::ConnectorId, core::Instant> alarmed_;  // when last
};

}  // namespace baton::engine
