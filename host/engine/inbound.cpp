// SPDX-License-Identifier: MIT
#include "host/engine/inbound.h"

#include "host/ledger/content_key.h"
#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"

namespace baton::engine {
namespace {

constexpr const char* kCursors = "cursors";  // the stream of commits that hold a cursor and no customer's word

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

// Counts the events of one batch down; the last one tells.
class Pending {
 public:
  Pending(std::size_t count, Inbound::Done done) : left_(count), done_(std::move(done)) {}

  void one(bool durable) {
    if (!durable) lost_ = true;
    if (--left_ == 0) done_(!lost_);
  }

 private:
  std::atomic<std::size_t> left_;
  std::atomic<bool> lost_{false};
  Inbound::Done done_;
};

}  // namespace

struct Inbound::Arrived {
  std::variant<core::Input, plugin::ChannelNews> what;
  core::CustomerId customer;  // empty: nobody known
  bool is_new = false;
  bool failed = false;        // the store could not say whose it is
  Origin origin;
};

InboundBatch inbound_batch(const baton_batch_t& batch, const core::ConnectorId& connector, core::Instant received,
                           const std::string& polled) {
  InboundBatch result;
  result.events.reserve(batch.event_count);
  for (std::uint32_t i = 0; i < batch.event_count; ++i)
    result.events.push_back(plugin::translate(*batch.events[i], connector, received));
  if (batch.next_cursor.data == nullptr) return result;
  const auto name = batch.cursor_name.size == 0 ? polled : plugin::text_of(batch.cursor_name);
  result.cursor = {connector.value, name, plugin::text_of(batch.next_cursor)};
  return result;
}

void Inbound::take(const core::ConnectorId& connector, InboundBatch batch, Done done) {
  counters_.events += batch.events.size();
  if (batch.events.empty()) return with_cursor(std::move(batch.cursor), std::move(done))(true);
  // Whose they are is found out here: what follows may run where nothing may wait for the store.
  std::vector<Arrived> arrived;
  arrived.reserve(batch.events.size());
  for (auto& event : batch.events) arrived.push_back(resolve(connector, std::move(event)));
  if (batch.cursor) {
    auto last = std::make_shared<Arrived>(std::move(arrived.back()));
    arrived.pop_back();
    // The cursor goes with the last of them, in its commit, once the others are on disk.
    done = [this, connector, last, cursor = std::move(batch.cursor), done = std::move(done)](bool durable) {
      if (!durable) return done(false);
      submit(connector, std::move(*last), cursor, done);
    };
    if (arrived.empty()) return done(true);
  }
  auto pending = std::make_shared<Pending>(arrived.size(), std::move(done));
  for (auto& one : arrived)
    submit(connector, std::move(one), {}, [pending](bool durable) { pending->one(durable); });
}

Inbound::Arrived Inbound::resolve(const core::ConnectorId& connector, plugin::InboundEvent event) {
  Arrived arrived;
  if (auto* news = std::get_if<plugin::ChannelNews>(&event.what)) {
    arrived.what = std::move(*news);
    return arrived;
  }
  auto& input = arrived.what.emplace<core::Input>(std::move(std::get<core::Input>(event.what)));
  try {
    arrived.customer = customer_for(input, &arrived.is_new);
  } catch (const std::exception& error) {
    options_.logger->error("connector {}: {}", connector.value, error.what());
    arrived.failed = true;
  }
  arrived.origin.actor =
      std::holds_alternative<core::CustomerWrote>(input) ? "customer" : "channel:" + connector.value;
  // A report changes nothing the second time by itself.
  const bool repeatable = std::holds_alternative<core::DeliveryReported>(input);
  if (!event.source_event_id.empty() && !repeatable)
    arrived.origin.duplicate_digest = ledger::duplicate_digest(connector.value, event.source_event_id);
  return arrived;
}

core::CustomerId Inbound::customer_for(core::Input& input, bool* is_new) {
  auto* place = place_of(input);
  if (place == nullptr) return {};
  auto* changed = std::get_if<core::IdentityChanged>(&input);
  if (changed != nullptr && !changed->previous.value.text.empty()) {
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

void Inbound::submit(const core::ConnectorId& connector, Arrived arrived, Cursor cursor, Done done) {
  if (arrived.failed) return done(false);
  if (const auto* news = std::get_if<plugin::ChannelNews>(&arrived.what))
    return take_news(connector, *news, with_cursor(std::move(cursor), std::move(done)));
  if (arrived.customer.empty()) {
    ++counters_.unmatched;
    options_.logger->info("connector {}: an event of nobody known was ignored", connector.value);
    return with_cursor(std::move(cursor), std::move(done))(true);
  }
  auto input = std::move(std::get<core::Input>(arrived.what));
  auto origin = std::move(arrived.origin);
  origin.cursor = std::move(cursor);
  if (arrived.is_new) return submit_newcomer(arrived.customer, std::move(input), std::move(origin), std::move(done));
  auto told = [this, origin, done = std::move(done)](const Outcome& outcome) {
    if (outcome.kind != Outcome::Kind::gone) return done(outcome.durable());
    take_anew(*outcome.returned, origin, done);
  };
  options_.customers->submit(arrived.customer, std::move(input), std::move(origin), std::move(told));
}

// Where no customer's commit takes the cursor along it gets one of its own, after what it stands for.
Inbound::Done Inbound::with_cursor(Cursor cursor, Done done) {
  if (!cursor) return done;
  return [this, cursor = std::move(*cursor), done = std::move(done)](bool durable) {
    if (!durable) return done(false);
    ledger::Commit commit;
    commit.stream = kCursors;
    commit.cursors.push_back(cursor);
    const auto stored = [done](ledger::CommitResult result) { done(result == ledger::CommitResult::stored); };
    if (!options_.ledger->submit(std::move(commit), stored)) done(false);
  };
}

// Since it was found out whose it is the customer was erased (C7): who writes now is somebody new. A report about what
// was said to the erased one ends here.
void Inbound::take_anew(core::Input input, Origin origin, Done done) {
  if (!may_make_customer(input)) return with_cursor(origin.cursor, std::move(done))(true);
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

// Another host may have met the newcomer first: then its commit holds the address, ours is refused, and the word goes
// to the customer who won.
void Inbound::submit_newcomer(const core::CustomerId& customer, core::Input input, Origin origin, Done done) {
  auto kept = std::make_shared<core::Input>(input);
  auto told = [this, customer, kept, origin, done = std::move(done)](const Outcome& outcome) {
    if (outcome.durable()) return done(true);
    auto& addresses = place_of(*kept)->addresses;
    options_.addresses->forget(addresses);
    const auto winner = options_.addresses->find(addresses);
    if (winner.empty() || winner == customer) return done(false);
    const auto second_told = [done](const Outcome& second) { done(second.durable()); };
    options_.customers->submit(winner, std::move(*kept), origin, second_told);
  };
  options_.customers->submit(customer, std::move(input), origin, std::move(told));
}

void Inbound::take_news(const core::ConnectorId& connector, const plugin::ChannelNews& news, Done done) {
  switch (news.what) {
    case plugin::ChannelNews::What::templates:
      options_.templates_changed(connector);  // the listing that follows is what counts, and is what is stored
      return done(true);
    case plugin::ChannelNews::What::account:
      return options_.office->account_changed(connector, {news.account, news.account_state, news.text},
                                              std::move(done));
    case plugin::ChannelNews::What::group:
      return options_.office->raise_alarm("group:" + news.account,
                                          "group chats are not served: a message in a group of " + connector.value,
                                          {}, 0, std::move(done));
    case plugin::ChannelNews::What::other:
      ++counters_.unmatched;
      options_.logger->info("connector {}: {} was ignored: {}", connector.value, for_log(news.text),
                            news.reason.empty() ? "nothing is known of it" : for_log(news.reason));
      return options_.office->account_changed(connector, {news.account, "notice", news.text}, std::move(done));
  }
  done(true);
}

}  // namespace baton::engine
