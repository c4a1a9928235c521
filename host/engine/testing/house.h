// SPDX-License-Identifier: MIT
// house.h - for tests: an engine with a fake connector "wa" on a ledger in memory, a clock that only the test moves, and
// verbs for what customers and agents do. Two houses may share one ledger.
#pragma once

#include <gtest/gtest.h>

#include <future>

#include <spdlog/sinks/null_sink.h>

#include "host/core/testing/world.h"
#include "host/engine/engine.h"
#include "host/engine/testing/fake_plugins.h"
#include "host/engine/testing/spy_ledger.h"
#include "host/ledger/codec.h"
#include "host/ledger/memory_ledger.h"

namespace baton::engine::testing {

inline constexpr std::chrono::seconds kPatience{20};  // reached only when a test fails
inline constexpr core::Instant kStart = core::testing::kMonday;

inline std::shared_ptr<spdlog::logger> silent() { return std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>()); }

template <class T>
T got(std::future<T> future) {
  if (future.wait_for(kPatience) != std::future_status::ready) throw std::runtime_error("nothing came within the patience of the test");
  return future.get();
}

// Takes requests and answers with `status`, from a thread of its own as the port promises.
class FakeHttp final : public plugin::HttpPort {
 public:
  Ticket send(plugin::HttpRequest&& request, std::function<void(plugin::HttpResult&&)> done) override {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back({request.method, request.url, request.headers, request.body, {}, {}, 0, 0});
    }
    thread_.post([this, done = std::move(done)] {
      plugin::HttpResult result;
      result.status = status;
      done(std::move(result));
    });
    return 1;
  }
  std::vector<plugin::HttpRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::atomic<int> status{200};

 private:
  mutable std::mutex mutex_;
  std::vector<plugin::HttpRequest> requests_;
  Activity activity_;
  TaskThread thread_{activity_};
};

struct HouseOptions {
  core::Policy policy = core::testing::test_policy();
  std::shared_ptr<FakeConnector> connector = std::make_shared<FakeConnector>();
  std::shared_ptr<FakeInstance> ownership{}, brief{}, brief_fallback{}, classifier{};
  std::map<core::BotId, policy::BotConfig> bots{};
  unsigned workers = 2;
  core::Instant now = kStart;
  std::size_t cached_customers_max = 20000;
  std::string name{};  // of the engine, where several share a ledger
  std::shared_ptr<spdlog::logger> logger = silent();
  std::int64_t poll_s = 0;  // 0: as configurations have it
};

class House {
 public:
  explicit House(ledger::Ledger& below, HouseOptions options = {}) : spy(below), clock(options.now), connector(options.connector) {
    auto config = std::make_shared<policy::CompiledConfig>();
    config->policy = std::move(options.policy);
    config->bots = std::move(options.bots);
    if (options.poll_s != 0) config->connectors[{"wa"}].poll_s = options.poll_s;
    auto setup = std::make_shared<Setup>();
    setup->config = std::move(config);
    setup->plugins.connectors[{"wa"}] = options.connector;
    if (options.ownership) setup->plugins.ownership["default"] = options.ownership;
    setup->plugins.brief = options.brief;
    setup->plugins.brief_fallback = options.brief_fallback;
    if (options.classifier) setup->plugins.classifiers["classifiers.0"] = options.classifier;
    EngineOptions engine_options;
    engine_options.ledger = &spy;
    engine_options.clock = &clock;
    engine_options.timers = &timers;
    engine_options.http = &http;
    engine_options.emissions = &emissions;
    engine_options.setup = std::move(setup);
    engine_options.logger = options.logger;
    engine_options.name = options.name;
    engine_options.workers = options.workers;
    engine_options.cached_customers_max = options.cached_customers_max;
    engine = std::make_unique<Engine>(std::move(engine_options));
    const auto why = engine->start();
    if (!why.empty()) throw std::runtime_error(why);
  }
  ~House() {
    spy.let_go();
    connector->answer_late();
    engine->stop();
  }

  SpyLedger spy;
  MovedClock clock;
  ClockTimers timers{clock};
  FakeHttp http;
  Emissions emissions{clock};
  std::shared_ptr<FakeConnector> connector;
  std::unique_ptr<Engine> engine;

  std::future<WebhookAnswer> webhook(const std::string& body) {
    auto answered = std::make_shared<std::promise<WebhookAnswer>>();
    Webhook webhook;
    webhook.method = "POST";
    webhook.path = "/";
    webhook.body = body;
    engine->intake().receive(core::ConnectorId{"wa"}, std::move(webhook), [answered](WebhookAnswer answer) { answered->set_value(std::move(answer)); });
    return answered->get_future();
  }
  int post(const std::string& body) { return got(webhook(body)).status; }

  // Unasked, by the connector; what it is told once all of it is stored, or at once when it is not taken.
  std::future<baton_status_t> emits(const std::string& lines, const std::string& cursor = {}) {
    auto told = std::make_shared<std::promise<baton_status_t>>();
    FakeBatch batch(lines, cursor.empty() ? "" : "stream", cursor);
    const auto taken = emissions.emit("wa", batch.record(), [told](baton_status_t status) { told->set_value(status); });
    if (taken != BATON_OK) told->set_value(taken);
    return told->get_future();
  }
  using Cursors = std::map<std::string, std::string>;
  Cursors cursors() { return spy.cursors("wa").value_or(Cursors{{"unreadable", ""}}); }

  // A customer's word; whose it is.
  core::CustomerId says(const std::string& phone, const std::string& text) {
    EXPECT_EQ(post("wamid." + std::to_string(++said_) + name_ + "|" + phone + "|" + text), 200);
    return customer(phone);
  }
  core::CustomerId customer(const std::string& phone) {
    Addresses addresses(spy, ids_);
    std::vector<core::Address> wanted{{core::AddressKind::phone, {}, {{}, phone}}};
    return addresses.find(wanted);
  }

  std::future<Outcome> submit(const core::CustomerId& id, core::Input input) {
    Origin origin;
    origin.actor = "test";
    auto told = std::make_shared<std::promise<Outcome>>();
    engine->customers().submit(id, std::move(input), std::move(origin), [told](const Outcome& outcome) { told->set_value(outcome); });
    return told->get_future();
  }
  Outcome decide(const core::CustomerId& id, core::Input input) { return got(submit(id, std::move(input))); }

  core::CustomerState state(const core::CustomerId& id) {
    auto seen = std::make_shared<std::promise<core::CustomerState>>();
    engine->customers().read(id, [seen](const CustomerView& view) { seen->set_value(view.state()); });
    return got(seen->get_future());
  }

  // The customer's first case, taken by agent ana.
  core::CaseId taken_by_ana(const core::CustomerId& id) {
    const auto seen = state(id);
    for (const auto& [item, seat] : seen.items)
      if (seat.kind == core::ItemKind::conversation && !seat.finished()) decide(id, core::WorkActed{item, core::WorkActed::Act::claim, {"ana"}, {}});
    return seen.cases.begin()->first;
  }
  core::Input reply(const core::CaseId& id, const std::string& text) {
    core::ReplyWritten written;
    written.case_id = id;
    written.epoch = state(core::customer_of(id.value)).hands.begin()->second.epoch;
    written.agent = {"ana"};
    written.text.text = text;
    return written;
  }
  core::MessageId replies(const core::CaseId& id, const std::string& text) {
    const auto outcome = decide(core::customer_of(id.value), reply(id, text));
    for (const auto& ruled : outcome.facts)
      if (const auto* queued = std::get_if<core::SendQueued>(&ruled.fact)) return queued->message;
    return {};
  }
  core::SendState fate(const core::MessageId& message) { return state(core::customer_of(message.value)).sends.at(message).state; }

  bool settle() { return engine->settle(kPatience); }
  void pass(core::Millis span) {
    clock.set(clock.now() + span, false);
    EXPECT_TRUE(settle());
  }

  // As they stand in the ledger.
  std::vector<core::Fact> facts(const std::string& stream) {
    std::vector<core::Fact> all;
    for (const auto& row : spy.history(stream, 0, 100000)) all.push_back(*ledger::fact_from_json(row.name, row.version, row.json));
    return all;
  }
  template <class T>
  int count(const core::CustomerId& id) {
    int n = 0;
    for (const auto& fact : facts(id.value)) n += std::holds_alternative<T>(fact) ? 1 : 0;
    return n;
  }
  bool alarm(const std::string& key) { return engine->office().alarms().alarms.contains(key); }

 private:
  IdSource ids_{spy};
  int said_ = 0;
  std::string name_ = "-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
};

}  // namespace baton::engine::testing
