// SPDX-License-Identifier: MIT
#include "host/engine/polling.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"

namespace baton::engine {
namespace {

constexpr std::uint32_t kPollBudgetMs = 60000;  // two requests of the usual budget (kHttpDefaultBudgetMs)
constexpr core::Millis kSoonest = 100;          // a connector that has more asks for it at once; others want their turn
constexpr core::Millis kLatest = core::kDay;
constexpr core::Millis kFirstRetry = 5 * core::kSecond;
constexpr core::Millis kLastRetry = 5 * core::kMinute;
constexpr std::int64_t kAlarmAfter = 3;         // failures in a row

}  // namespace

Polling::Polling(PollingOptions options) : options_(std::move(options)) {}

void Polling::start() { follow(); }

void Polling::follow() {
  std::vector<ledger::Lease> left;
  const auto anew = take_over(left);
  for (const auto& lease : left) options_.ledger->release(lease);
  for (const auto& id : anew) look(id);
}

// Those that are to be asked now. A poll under way with the one before ends first: its cursor is the next one's.
std::vector<core::ConnectorId> Polling::take_over(std::vector<ledger::Lease>& left) {
  const auto setup = options_.setup->get();
  std::vector<core::ConnectorId> anew;
  const std::lock_guard lock(mutex_);
  for (auto& [id, polled] : polled_) {
    if (setup->plugins.connector(id)) continue;
    options_.timers->disarm(polled.timer);
    polled.instance = nullptr;
    if (polled.lease) left.push_back(*std::exchange(polled.lease, std::nullopt));
  }
  for (const auto& [id, instance] : setup->plugins.connectors) {
    auto& polled = polled_[id];
    const auto use = setup->config->connectors.find(id);
    const bool configured = use != setup->config->connectors.end();
    polled.every = (configured ? use->second : policy::ConnectorUse{}).poll_s * core::kSecond;
    if (polled.instance == instance) continue;
    polled.instance = instance;
    polled.turns[{}];
    for (auto& [name, turn] : polled.turns) turn = Turn{options_.clock->now()};
    anew.push_back(id);
  }
  return anew;
}

// Never taken away, so it may be kept beyond the lock.
Polling::Polled& Polling::polled(const core::ConnectorId& connector) {
  const std::lock_guard lock(mutex_);
  return polled_.at(connector);
}

void Polling::stop() {
  std::vector<std::pair<std::shared_ptr<plugin::Instance>, plugin::OpTicket>> under_way;
  std::vector<ledger::Lease> leases;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [id, polled] : polled_) {
      options_.timers->disarm(polled.timer);
      if (polled.lease) leases.push_back(*polled.lease);
      if (polled.asked) under_way.emplace_back(polled.asked, polled.ticket);
    }
  }
  for (const auto& [instance, ticket] : under_way) instance->cancel(ticket);
  for (const auto& lease : leases) options_.ledger->release(lease);
}

// Whatever ends a poll arms the timer that brings the next look; while one is under way there is none.
void Polling::look(const core::ConnectorId& connector) {
  auto& polled = this->polled(connector);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || polled.under_way || !polled.instance) return;
    if (!may_poll(connector, polled)) return;
    polled.under_way = true;
  }
  const auto cursors = options_.ledger->cursors(connector.value);
  if (!cursors)
    return failed(connector, {}, plugin::make_error(BATON_UNAVAILABLE, "the store cannot say how far it has read"));
  std::optional<std::string> name;
  {
    const std::lock_guard lock(mutex_);
    name = next_turn(polled, *cursors);
    if (!name) {
      polled.under_way = false;
      arm(connector, polled);
    }
  }
  if (!name) return;
  const auto stored = cursors->find(*name);
  poll(connector, *name, stored == cursors->end() ? std::nullopt : std::optional(stored->second));
}

// REQUIRES: mutex_ is held. Of several engines the one that holds the lease polls, as long as it lives; the others look
// again whether it still does.
bool Polling::may_poll(const core::ConnectorId& connector, Polled& polled) {
  if (options_.engine.empty()) return true;
  if (!polled.lease) polled.lease = options_.ledger->lease("poll:" + connector.value, options_.engine);
  if (!polled.lease) polled.timer = options_.timers->arm_round(polled.every, [this, connector] { look(connector); });
  return polled.lease.has_value();
}

// REQUIRES: mutex_ is held. The one that has been due longest; nothing when none is.
std::optional<std::string> Polling::next_turn(Polled& polled, const Cursors& cursors) {
  const auto now = options_.clock->now();
  for (const auto& [name, value] : cursors) polled.turns.try_emplace(name, Turn{now});
  std::optional<std::string> found;
  core::Instant due = now;
  for (const auto& [name, turn] : polled.turns) {
    if (turn.off || turn.due > now || (found && turn.due >= due)) continue;
    found = name;
    due = turn.due;
  }
  return found;
}

void Polling::poll(const core::ConnectorId& connector, const std::string& name, std::optional<std::string> cursor) {
  auto& polled = this->polled(connector);
  plugin::CallInfo call;
  call.budget_ms = kPollBudgetMs;
  std::shared_ptr<plugin::Instance> instance;
  {
    const std::lock_guard lock(mutex_);
    call.attempt = static_cast<std::uint32_t>(polled.turns.at(name).failures + 1);
    instance = polled.instance;
    if (!instance) polled.under_way = false;  // it left while its cursors were read
    polled.asked = instance;
  }
  if (!instance) return;
  auto token = options_.activity->begin_shared();
  // `instance` stays with its callback: one whose place is taken meanwhile is not stopped before that.
  const auto done = [this, connector, name, token, instance](const plugin::Outcome<baton_batch_t>& outcome) {
    answered(connector, name, outcome);
  };
  const auto ticket = instance->poll(name, std::move(cursor), call, done);
  const std::lock_guard lock(mutex_);
  polled.ticket = ticket;
}

void Polling::answered(const core::ConnectorId& connector, const std::string& name,
                       const plugin::Outcome<baton_batch_t>& outcome) {
  if (outcome.status != BATON_OK) return failed(connector, name, *outcome.error);
  const core::Millis again = outcome.value->poll_again_ms;
  auto batch = inbound_batch(*outcome.value, connector, options_.clock->now(), name);
  const auto left = batch.cursor ? batch.cursor->name : name;
  const auto taken = [this, connector, name, left, again, token = options_.activity->begin_shared()](bool durable) {
    if (durable) return succeeded(connector, name, left, again);
    failed(connector, name, plugin::make_error(BATON_UNAVAILABLE, "not all of it was stored"));
  };
  options_.inbound->take(connector, std::move(batch), taken);
}

void Polling::succeeded(const core::ConnectorId& connector, const std::string& name, const std::string& left,
                        core::Millis again) {
  auto& polled = this->polled(connector);
  const std::lock_guard lock(mutex_);
  polled.turns.try_emplace(left, Turn{options_.clock->now()});
  auto& turn = polled.turns.at(name);
  turn.failures = 0;
  turn.due = options_.clock->now() + (again == 0 ? polled.every : std::clamp(again, kSoonest, kLatest));
  polled.under_way = false;
  polled.asked = nullptr;
  arm(connector, polled);
}

void Polling::failed(const core::ConnectorId& connector, const std::string& name, const baton_error_t& error) {
  auto& polled = this->polled(connector);
  std::int64_t failures = 0;
  {
    const std::lock_guard lock(mutex_);
    auto& turn = polled.turns.at(name);
    const bool of_the_one_before = polled.asked && polled.asked != polled.instance;
    polled.under_way = false;
    polled.asked = nullptr;
    if (of_the_one_before) return arm(connector, polled);
    turn.off = error.status == BATON_NOT_SUPPORTED;
    failures = turn.off ? 0 : ++turn.failures;
    const auto first = error.status == BATON_RATE_LIMITED ? polled.every : std::min(polled.every, kFirstRetry);
    auto wait = backoff_.after(failures, first, 2.0, std::max(polled.every, kLastRetry));
    if (error.retry_after_ms != 0) {
      const auto asked = std::min<std::uint64_t>(error.retry_after_ms, kLatest);
      wait = std::max(wait, backoff_.not_before(static_cast<core::Millis>(asked)));
    }
    turn.due = options_.clock->now() + wait;
    arm(connector, polled);
    if (stopping_) return;
  }
  if (failures == 0) return;
  const auto why = plugin::one_line(plugin::message_of(error));
  options_.logger->warn("connector {}: a poll failed (status {}): {}", connector.value, error.status, why);
  if (failures >= kAlarmAfter)
    options_.alarm->raise(connector, "polls of " + connector.value + " fail: " + why);
}

// REQUIRES: mutex_ is held, and nothing of the connector is under way.
void Polling::arm(const core::ConnectorId& connector, Polled& polled) {
  if (stopping_ || !polled.instance || polled.turns.at({}).off) return;
  auto due = polled.turns.at({}).due;
  for (const auto& [name, turn] : polled.turns)
    if (!turn.off) due = std::min(due, turn.due);
  options_.timers->disarm(polled.timer);
  const auto after = std::max<core::Millis>(due - options_.clock->now(), 0);
  polled.timer = options_.timers->arm_round(after, [this, connector] { look(connector); });
}

}  // namespace baton::engine
