// SPDX-License-Identifier: MIT
#include "host/engine/intake.h"

#include <deque>

#include "host/ledger/content_key.h"
#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"

namespace baton::engine {
namespace {

constexpr std::uint32_t kReceiveBudgetMs = 5000;

// Owns what a baton_webhook_t points to.
class WebhookStorage {
 public:
  explicit WebhookStorage(Webhook webhook) : webhook_(std::move(webhook)) {}

  const baton_webhook_t& build() {
    record_.struct_size = sizeof record_;
    record_.method = plugin::str_of(webhook_.method);
    record_.path = plugin::str_of(webhook_.path);
    record_.query = plugin::str_or_absent(webhook_.query);
    for (const auto& [name, value] : webhook_.headers) headers_.push_back({plugin::str_of(name), plugin::str_of(value)});
    record_.headers = headers_.data();
    record_.header_count = static_cast<std::uint32_t>(headers_.size());
    record_.body = plugin::bytes_of(webhook_.body);
    return record_;
  }

 private:
  Webhook webhook_;
  baton_webhook_t record_{};
  std::vector<baton_header_t> headers_;
};

// Names and reasons come from a plugin, and names from outside.
std::string for_log(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  return plugin::one_line(text.substr(0, kLongest));
}

core::Place* place_of(core::Input& input) {
  return std::visit(
      [](auto& known) -> core::Place* {
        if constexpr (requires { known.place; }) return &known.place;
        else return nullptr;
      },
      input);
}

// A status or a notice about nobody known is no reason to make somebody up.
bool may_make_customer(const core::Input& input) {
  return std::holds_alternative<core::CustomerWrote>(input) || std::holds_alternative<core::CallReported>(input) ||
         std::holds_alternative<core::OutsideWordSeen>(input) || std::holds_alternative<core::PreferenceChanged>(input);
}

}  // namespace

// Counts the events of one webhook down; the last one answers.
class Intake::Pending {
 public:
  Pending(std::size_t count, WebhookAnswer good, std::function<void(WebhookAnswer)> answer)
      : left_(count), good_(std::move(good)), answer_(std::move(answer)) {}

  void one(bool durable) {
    if (!durable) lost_ = true;
    if (--left_ > 0) return;
    answer_(lost_ ? WebhookAnswer{503, "not stored; send it again"} : std::move(good_));
  }

 private:
  std::atomic<std::size_t> left_;
  std::atomic<bool> lost_{false};
  WebhookAnswer good_;
  std::function<void(WebhookAnswer)> answer_;
};

void Intake::receive(const core::ConnectorId& connector, Webhook webhook, std::function<void(WebhookAnswer)> answer) {
  ++counters_.webhooks;
  const auto instance = options_.plugins->connector(connector);
  if (!instance) return answer({404, "no connector " + connector.value + " is enabled"});
  plugin::CallInfo call;
  call.budget_ms = kReceiveBudgetMs;
  auto token = options_.activity->begin_shared();
  auto storage = std::make_shared<WebhookStorage>(std::move(webhook));
  auto argument = plugin::argument<baton_webhook_t>([storage]() -> const baton_webhook_t& { return storage->build(); });
  instance->receive(std::move(argument), call, [this, connector, answer = std::move(answer), token](const plugin::Outcome<baton_batch_t>& outcome) {
    if (outcome.status == BATON_OK) return take_batch(connector, *outcome.value, answer);
    ++counters_.failed;
    const auto reason = outcome.error == nullptr ? std::string{} : std::string(plugin::message_of(*outcome.error));
    options_.logger->warn("connector {}: a webhook could not be translated (status {}): {}", connector.value, outcome.status, reason);
    const bool malformed = outcome.status == BATON_INVALID_ARGUMENT;
    // The channel keeps it and sends it again, for days; somebody should look before it gives up.
    if (!malformed) alarm_about(connector, reason);
    answer(malformed ? WebhookAnswer{400, reason} : WebhookAnswer{503, "not taken; send it again"});
  });
}

// Once a minute: a channel that repeats a thousand webhooks is one thing to look at.
void Intake::alarm_about(const core::ConnectorId& connector, const std::string& reason) {
  const auto now = options_.clock->now();
  {
    const std::lock_guard lock(alarms_mutex_);
    const auto [last, first] = alarmed_.try_emplace(connector, now);
    if (!first && now - last->second < core::kMinute) return;
    last->second = now;
  }
  const auto what = "webhooks of " + connector.value + " cannot be taken now: " + reason;
  options_.office->raise_alarm("connector:" + connector.value, what, {}, 0, {});
}

void Intake::take_batch(const core::ConnectorId& connector, const baton_batch_t& batch, std::function<void(WebhookAnswer)> answer) {
  WebhookAnswer good{batch.http_status == 0 ? 200 : static_cast<int>(batch.http_status), plugin::text_of(batch.http_body)};
  if (good.status >= 300) {
    ++counters_.refused;
    options_.logger->warn("connector {}: refused a webhook with {}: {}", connector.value, good.status, plugin::view_of(batch.refusal));
    return answer(std::move(good));
  }
  if (batch.event_count == 0) return answer(std::move(good));
  counters_.events += batch.event_count;
  const auto now = options_.clock->now();
  auto pending = std::make_shared<Pending>(batch.event_count, std::move(good), std::move(answer));
  for (std::uint32_t i = 0; i < batch.event_count; ++i)
    take(connector, plugin::translate(*batch.events[i], connector, now), [pending](bool durable) { pending->one(durable); });
}

core::CustomerId Intake::customer_for(core::Input& input, bool* is_new) {
  auto* place = place_of(input);
  if (place == nullptr) return {};
  if (auto* changed = std::get_if<core::IdentityChanged>(&input); changed != nullptr && !changed->previous.value.text.empty()) {
    std::vector<core::Address> previous{changed->previous};
    const auto found = options_.addresses->find(previous);
    if (!found.empty()) {
      changed->previous = previous.front();
      const auto other = options_.addresses->find(place->addresses);
      if (!other.empty() && other != found) place->addresses.clear();  // the new address is somebody's already (C8)
      return found;
    }
  }
  if (may_make_customer(input)) return options_.addresses->find_or_make(place->addresses, is_new);
  auto found = options_.addresses->find(place->addresses);
  const auto* report = std::get_if<core::DeliveryReported>(&input);
  if (found.empty() && report != nullptr) found = core::customer_of(report->message.value);
  return found;
}

void Intake::take(const core::ConnectorId& connector, plugin::InboundEvent event, std::function<void(bool)> done) {
  if (const auto* news = std::get_if<plugin::ChannelNews>(&event.what)) return take_news(connector, *news, std::move(done));
  auto input = std::move(std::get<core::Input>(event.what));
  core::CustomerId customer;
  bool is_new = false;
  try {
    customer = customer_for(input, &is_new);
  } catch (const std::exception& error) {
    options_.logger->error("connector {}: {}", connector.value, error.what());
    return done(false);
  }
  if (customer.empty()) {
    ++counters_.unmatched;
    options_.logger->info("connector {}: an event of nobody known was ignored", connector.value);
    return done(true);
  }
  Origin origin;
  origin.actor = std::holds_alternative<core::CustomerWrote>(input) ? "customer" : "channel:" + connector.value;
  const bool repeatable = std::holds_alternative<core::DeliveryReported>(input);  // changes nothing the second time by itself
  if (!event.source_event_id.empty() && !repeatable)
    origin.duplicate_digest = ledger::duplicate_digest(connector.value, event.source_event_id);
  if (is_new) return submit_newcomer(customer, std::move(input), std::move(origin), std::move(done));
  auto told = [this, origin, done = std::move(done)](const Outcome& outcome) {
    if (outcome.kind != Outcome::Kind::gone) return done(outcome.durable());
    take_anew(*outcome.returned, origin, done);
  };
  options_.customers->submit(customer, std::move(input), std::move(origin), std::move(told));
}

// Since it was found out whose it is the customer was erased (C7): who writes now is somebody new. A report about what
// was said to the erased one ends here.
void Intake::take_anew(core::Input input, Origin origin, std::function<void(bool)> done) {
  if (!may_make_customer(input)) return done(true);
  auto& addresses = place_of(input)->addresses;
  options_.addresses->forget(addresses);
  core::CustomerId customer;
  bool is_new = false;
  try {
    customer = options_.addresses->find_or_make(addresses, &is_new);
  } catch (const std::exception& error) {
    options_.logger->error("an input of a customer who was erased meanwhile: {}", error.what());
    return done(false);
  }
  if (is_new) return submit_newcomer(customer, std::move(input), std::move(origin), std::move(done));
  const auto told = [done = std::move(done)](const Outcome& outcome) {
    done(outcome.durable() && outcome.kind != Outcome::Kind::gone);
  };
  options_.customers->submit(customer, std::move(input), std::move(origin), told);
}

// Another host may have met the newcomer first: then its commit holds the address, ours is refused, and the word goes to
// the customer who won.
void Intake::submit_newcomer(const core::CustomerId& customer, core::Input input, Origin origin, std::function<void(bool)> done) {
  auto kept = std::make_shared<core::Input>(input);
  options_.customers->submit(customer, std::move(input), origin, [this, customer, kept, origin, done = std::move(done)](const Outcome& outcome) {
    if (outcome.durable()) return done(true);
    auto& addresses = place_of(*kept)->addresses;
    options_.addresses->forget(addresses);
    const auto winner = options_.addresses->find(addresses);
    if (winner.empty() || winner == customer) return done(false);
    options_.customers->submit(winner, std::move(*kept), origin, [done](const Outcome& second) { done(second.durable()); });
  });
}

void Intake::take_news(const core::ConnectorId& connector, const plugin::ChannelNews& news, std::function<void(bool)> done) {
  switch (news.what) {
    case plugin::ChannelNews::What::templates:
      options_.templates_changed(connector);  // the listing that follows is what counts, and is what is stored
      return done(true);
    case plugin::ChannelNews::What::account:
      return options_.office->account_changed(connector, {news.account, news.account_state, news.text}, std::move(done));
    case plugin::ChannelNews::What::group:
      options_.office->raise_alarm("group:" + news.account, "group chats are not served: a message in a group of " + connector.value, {}, 0, std::move(done));
      return;
    case plugin::ChannelNews::What::other:
      ++counters_.unmatched;
      options_.logger->info("connector {}: {} was ignored: {}", connector.value, for_log(news.text),
                            news.reason.empty() ? "nothing is known of it" : for_log(news.reason));
      return options_.office->account_changed(connector, {news.account, "notice", news.text}, std::move(done));
  }
  done(true);
}

}  // namespace baton::engine
