// SPDX-License-Identifier: MIT
// fill.cpp - fills a store with open cases without a server in between: every customer's word goes through the
// connector plugin, the core and the ledger as in the host, then a lead assigns the case, what is due by then is done,
// and the agent waits for the customer. Nothing is made up: the store is one that a host could have written over the
// last hours, and `baton replay` agrees with it. Nothing is left to do in it for hours: it would count as the cost of
// the words that are measured.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <stdexcept>

#include <spdlog/sinks/stdout_sinks.h>

#include "host/app/commands.h"
#include "host/app/load_plugins.h"
#include "host/app/http_port.h"
#include "host/app/ports.h"
#include "host/core/effects.h"
#include "host/core/find.h"
#include "host/engine/addresses.h"
#include "host/engine/clock_timers.h"
#include "host/engine/customer_entry.h"
#include "host/ledger/sqlite_ledger.h"
#include "host/plugin/str.h"
#include "host/plugin/translate_inbound.h"
#include "host/policy/check.h"
#include "tests/bench/webhook.h"

namespace {

using namespace baton;

constexpr std::size_t kCommitsUnderWayMax = 3000;    // the ledger's queue holds 4096
constexpr std::size_t kWebhooksUnderWayMax = 256;
constexpr core::Millis kSpread = 3 * core::kHour;    // the cases are as old as this, evenly
constexpr core::Millis kAssigned = core::kMinute;     // after the customer's word
constexpr core::Millis kWait = 20 * core::kHour;      // for the customer; longer than a store is young
constexpr const char* kConnector = "whatsapp-eu";

// As many at a time as `most`, however fast they come.
class Limit {
 public:
  explicit Limit(std::size_t most) : most_(most) {}
  void enter() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return inside_ < most_; });
    ++inside_;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    if (--inside_ < most_ / 2 || inside_ == 0) free_.notify_all();
  }
  void wait_empty() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return inside_ == 0; });
  }

 private:
  const std::size_t most_;
  std::size_t inside_ = 0;
  std::mutex mutex_;
  std::condition_variable free_;
};

// A webhook and the record that points into it.
struct Webhook {
  std::string body, path = "/", method = "POST", header = "x-hub-signature-256", signature;
  baton_header_t headers[1]{};
  baton_webhook_t record{};

  const baton_webhook_t& build() {
    headers[0] = {plugin::str_of(header), plugin::str_of(signature)};
    record.struct_size = sizeof record;
    record.method = plugin::str_of(method);
    record.path = plugin::str_of(path);
    record.query = plugin::str_or_absent("");
    record.headers = headers;
    record.header_count = 1;
    record.body = plugin::bytes_of(body);
    return record;
  }
};

class Filler {
 public:
  Filler(ledger::Ledger& store, engine::MovedClock& clock, const core::Policy& policy)
      : store_(store), clock_(clock), policy_(policy), ids_(store), addresses_(store, ids_) {
    for (const auto& [id, agent] : policy.agents) agents_.push_back(id);
    if (agents_.empty()) throw std::runtime_error("the configuration names no agent to own the cases");
  }

  // On the plugin's strand, one webhook at a time.
  void take(const baton_batch_t& batch) {
    for (std::uint32_t i = 0; i < batch.event_count; ++i) {
      auto event = plugin::translate(*batch.events[i], core::ConnectorId{kConnector}, clock_.now());
      auto input = std::move(std::get<core::Input>(event.what));
      auto* wrote = std::get_if<core::CustomerWrote>(&input);
      if (wrote == nullptr) throw std::runtime_error("the connector made no customer's word of a webhook");
      const auto customer = addresses_.find_or_make(wrote->place.addresses);
      open_case(customer, std::move(input), ledger::duplicate_digest(kConnector, event.source_event_id));
    }
  }

  void finish() { commits_.wait_empty(); }
  std::int64_t failed() const { return failed_; }

 private:
  void open_case(const core::CustomerId& customer, core::Input wrote, std::string digest) {
    engine::CustomerEntry entry(customer, store_, ids_);
    if (!entry.load(policy_)) throw std::runtime_error("the store cannot be read: " + store_.health());
    engine::Origin origin;
    origin.actor = "customer";
    origin.duplicate_digest = std::move(digest);
    const auto heard = clock_.now();
    const auto effects = decide(entry, std::move(wrote), origin, heard);
    for (const auto& row : effects) {
      // Nobody is present, as the roster would answer.
      if (row.kind != core::AskCandidates::kName) throw std::runtime_error("an effect nobody expected: " + row.kind);
      engine::Origin answer;
      answer.actor = "host";
      answer.settles = row.id;
      decide(entry, core::CandidatesFound{entry.state().items.begin()->first, {}}, answer, heard);
    }
    assign(entry, heard + kAssigned);
    store_.put_due(customer.value, entry.next_due(policy_));
  }

  void assign(engine::CustomerEntry& entry, core::Instant at) {
    const auto& opened = entry.state().cases.begin()->second;
    core::AssignAsked assign;
    assign.case_id = opened.id;
    assign.epoch = epoch_of(entry);
    assign.by = "agent:" + agents_.front().value;
    assign.agent = agents_[++assigned_ % agents_.size()];
    assign.reason = "other";
    const auto owner = assign.agent;
    decide(entry, std::move(assign), person(agents_.front(), opened.id, "assign"), at);
    if (const auto due = entry.next_due(policy_); due && due <= at) {
      engine::Origin clock;
      clock.actor = "host";
      decide(entry, core::ClockReached{}, clock, at);
    }
    core::WaitAsked wait{opened.id, epoch_of(entry), "agent:" + owner.value, at + kWait};
    decide(entry, std::move(wait), person(owner, opened.id, "wait"), at);
  }

  static std::uint64_t epoch_of(const engine::CustomerEntry& entry) {
    return entry.state().hands.at(entry.state().cases.begin()->second.hand).epoch;
  }

  static engine::Origin person(const core::AgentId& agent, const core::CaseId& id, const std::string& act) {
    engine::Origin origin;
    origin.actor = "agent:" + agent.value;
    origin.cause = "POST /v1/cases/" + id.value + "/" + act;
    return origin;
  }

  std::vector<ledger::OutboxRow> decide(engine::CustomerEntry& entry, core::Input input, const engine::Origin& origin,
                                        core::Instant at) {
    auto prepared = entry.decide(std::move(input), origin, policy_, at);
    if (prepared.outcome.kind != engine::Outcome::Kind::stored) {
      const auto& refusal = prepared.outcome.refusal;
      const auto why = refusal ? refusal->what : "nothing changed";
      throw std::runtime_error("the input of " + origin.actor + " " + origin.cause + " was not decided: " + why);
    }
    auto effects = prepared.commit.outbox;
    commits_.enter();
    const bool taken = store_.submit(std::move(prepared.commit), [this](ledger::CommitResult result) {
      if (result != ledger::CommitResult::stored) ++failed_;
      commits_.leave();
    });
    if (!taken) throw std::runtime_error("the ledger's queue is full");
    return effects;
  }

  ledger::Ledger& store_;
  engine::MovedClock& clock_;
  const core::Policy& policy_;
  engine::IdSource ids_;
  engine::Addresses addresses_;
  std::vector<core::AgentId> agents_;
  std::size_t assigned_ = 0;
  Limit commits_{kCommitsUnderWayMax};
  std::atomic<std::int64_t> failed_{0};
};

core::Instant wall_clock() { return engine::SystemClock().now(); }

void fill(policy::CompiledConfig config, std::int64_t count) {
  auto store = ledger::open_sqlite_store({config.store.path.string(), 4, 4096, 512, 30, 0, 100 * 1000 * 1000});
  if (!store.error.empty()) throw std::runtime_error(store.error);
  const auto start = wall_clock() - kSpread;
  engine::MovedClock clock(start);
  engine::ClockTimers timers(clock);
  app::NetHttpPort http;
  app::LedgerBlobPort blobs(*store.blobs);
  app::EngineClockPort clock_port(clock);
  plugin::LoaderOptions options;
  options.policy.trusted = config.plugins.trusted;
  options.policy.built_in = config.plugins.paths;
  options.ports.clock = &clock_port;
  options.ports.timers = &timers;
  options.ports.http = &http;
  options.ports.blobs = &blobs;
  options.logger = std::make_shared<spdlog::logger>("fill", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  plugin::Loader loader(std::move(options));
  auto loaded = app::load_plugins(loader, config);
  const auto connector = loaded.plugins.connector(core::ConnectorId{kConnector});
  if (!connector) throw std::runtime_error("connector " + std::string(kConnector) + " does not run");

  Filler filler(*store.ledger, clock, config.policy);
  bench::Random random(0x5EEDED);  // no seed of a load: the same message id twice is one message
  bench::Signer signer(bench::kSecret);
  Limit webhooks(kWebhooksUnderWayMax);
  std::string problem;
  std::mutex problem_mutex;
  for (std::int64_t i = 0; i < count; ++i) {
    if (i % 256 == 0) {
      webhooks.wait_empty();  // the clock moves between two words, never in the middle of one
      if (!problem.empty()) break;
      clock.set(start + kSpread * i / count, false);
    }
    auto webhook = std::make_shared<Webhook>();
    webhook->body = bench::webhook_body({i, bench::message_id(random), bench::customer_text(random.next()), clock.now().ms / 1000});
    webhook->signature = "sha256=" + signer.hex(webhook->body);
    webhooks.enter();
    auto argument = plugin::argument<baton_webhook_t>([webhook]() -> const baton_webhook_t& { return webhook->build(); });
    connector->receive(std::move(argument), {}, [&](const plugin::Outcome<baton_batch_t>& outcome) {
      try {
        if (outcome.status != BATON_OK || outcome.value->event_count != 1) throw std::runtime_error("the connector refused a webhook");
        filler.take(*outcome.value);
      } catch (const std::exception& error) {
        const std::lock_guard lock(problem_mutex);
        problem = error.what();
      }
      webhooks.leave();
    });
    if (i % 100'000 == 99'999) std::cerr << "filled " << i + 1 << " of " << count << "\n";
  }
  webhooks.wait_empty();
  filler.finish();
  connector->stop(plugin::kStopBudgetMs);
  http.stop();
  if (filler.failed() != 0) problem = std::to_string(filler.failed()) + " commits were not stored";
  if (!problem.empty()) throw std::runtime_error(problem);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "bench_fill: bench_fill CONFIG COUNT\n";
    return 2;
  }
  try {
    auto loaded = policy::load(argv[1], policy::DiskPluginFinder(app::install_prefix()));
    for (const auto& problem : loaded.problems) std::cerr << policy::to_string(problem) << "\n";
    if (!loaded.config) return 1;
    fill(std::move(*loaded.config), std::atoll(argv[2]));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_fill: " << error.what() << "\n";
    return 1;
  }
}
