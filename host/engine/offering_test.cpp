// SPDX-License-Identifier: MIT
// offering_test.cpp - who is offered what next, across customers, in a running engine (R5, R6): order, room and bound
// hold, a stale choice is refused, and a restart forgets nothing of it.
#include <gtest/gtest.h>

#include <random>

#include "host/engine/testing/house.h"

namespace baton::engine::testing {
namespace {

using Act = core::WorkActed::Act;
const std::string kHigh = "stuck, all our users";  // triage: everybody, no workaround

class OfferingTest : public ::testing::Test {
 protected:
  void live(int capacity = 1, std::int64_t max_overtaken = 20) {
    HouseOptions options;
    options.now = now;
    options.policy = core::testing::triage_policy();
    options.policy.max_overtaken = max_overtaken;
    for (auto& [id, agent] : options.policy.agents) agent.capacity_milliunits = capacity * core::Dispatch::kUnit;
    for (const char* agent : {"ben", "dan"}) options.policy.agents.at({agent}).skills.push_back({"vip"});
    house = std::make_unique<House>(*memory, std::move(options));
  }
  void die() {
    now = house->clock.now();
    house.reset();
  }
  void presence(const std::string& agent, bool present) {
    auto stored = std::make_shared<std::promise<bool>>();
    house->engine->set_presence({agent}, present, "agent:" + agent, [stored](bool good) { stored->set_value(good); });
    ASSERT_TRUE(got(stored->get_future()));
    ASSERT_TRUE(house->settle());
  }
  void comes(const std::string& agent) { presence(agent, true); }

  core::CustomerId waits(const std::string& text = "hello") {
    const auto customer = house->says("+49170" + std::to_string(++customers), text);
    house->pass(core::kSecond * 31);  // triaged, and of another moment than the next
    return customer;
  }
  const core::Item seat(const core::CustomerId& customer) {
    const auto state = house->state(customer);
    for (const auto& [id, item] : state.items)
      if (item.kind == core::ItemKind::conversation && !item.finished()) return item;
    return {};
  }
  std::string offered_to(const core::CustomerId& customer) { return seat(customer).offered_to.value; }
  void act(const core::CustomerId& customer, Act what, const std::string& agent) {
    house->decide(customer, core::WorkActed{seat(customer).id, what, {agent}, {}});
    ASSERT_TRUE(house->settle());
  }
  void is_resolved(const core::CustomerId& customer) {
    const auto state = house->state(customer);
    const auto& c = state.cases.begin()->second;
    const auto& hand = state.hands.at(c.hand);
    house->decide(customer, core::ResolveAsked{c.id, hand.epoch, core::to_string(hand.owner), {}});
    ASSERT_TRUE(house->settle());
  }

  std::unique_ptr<ledger::Ledger> memory = ledger::make_memory_ledger();
  core::Instant now = kStart;
  std::unique_ptr<House> house;
  int customers = 0;
};

TEST_F(OfferingTest, R5_nobody_is_offered_more_than_they_can_hold_whoever_waits) {
  live(2);
  const auto first = waits(), second = waits(), third = waits();
  comes("ana");
  EXPECT_EQ(offered_to(first), "ana");
  EXPECT_EQ(offered_to(second), "ana");
  EXPECT_EQ(offered_to(third), "");
  act(first, Act::accept, "ana");  // an open case holds as much as the offer did
  EXPECT_EQ(offered_to(third), "");
  is_resolved(first);
  EXPECT_EQ(offered_to(third), "ana") << "what became free goes to what waits, at once";
}

TEST_F(OfferingTest, R5_an_answered_conversation_leaves_room_until_the_customer_writes_again) {
  live(1);
  comes("ana");
  const auto first = waits();
  act(first, Act::accept, "ana");
  const auto second = waits();
  EXPECT_EQ(offered_to(second), "") << "she owes the first customer a word";
  const auto answer = [&](const core::CustomerId& customer) {
    const auto state = house->state(customer);
    const auto& c = state.cases.begin()->second;
    const auto until = house->clock.now() + core::kHour;
    house->decide(customer, core::WaitAsked{c.id, state.hands.at(c.hand).epoch, "agent:ana", until});
    ASSERT_TRUE(house->settle());
  };
  answer(first);
  EXPECT_EQ(offered_to(second), "ana");
  act(second, Act::accept, "ana");
  house->says("+491701", "and another thing");  // over her capacity, and hers all the same
  answer(second);
  const auto third = waits();
  EXPECT_EQ(offered_to(third), "");
  die();
  live(1);
  comes("ana");
  EXPECT_EQ(offered_to(third), "") << "a restart forgets nothing of it";
  answer(first);
  EXPECT_EQ(offered_to(third), "ana");
}

TEST_F(OfferingTest, R5_a_decline_goes_on_to_the_longest_idle_and_never_comes_back) {
  live(1);
  for (const char* agent : {"lea", "ana", "ben"}) {
    comes(agent);
    house->pass(core::kSecond);
  }
  const auto one = waits();
  EXPECT_EQ(offered_to(one), "lea");
  for (const auto& [agent, next] : {std::pair("lea", "ana"), std::pair("ana", "ben"), std::pair("ben", "")}) {
    act(one, Act::decline, agent);
    EXPECT_EQ(offered_to(one), next);
  }
  const auto other = waits();
  EXPECT_NE(offered_to(other), "") << "who declined one is there for another";
  comes("dan");
  EXPECT_EQ(offered_to(one), "dan");
}

TEST_F(OfferingTest, R5_an_offer_that_runs_out_goes_on_to_another_and_the_item_keeps_its_age) {
  live(1);
  comes("ana");
  const auto old = waits();
  const auto young = waits();
  ASSERT_EQ(offered_to(old), "ana");
  EXPECT_EQ(offered_to(young), "");
  house->pass(2 * core::kMinute);
  EXPECT_EQ(offered_to(young), "ana") << "she let the other one pass";
  comes("ben");
  EXPECT_EQ(offered_to(old), "ben");
}

TEST_F(OfferingTest, R6_priority_goes_before_arrival_across_customers) {
  live(1);
  const auto old = waits();
  const auto urgent = waits(kHigh);
  ASSERT_LT(house->state(urgent).cases.begin()->second.priority, house->state(old).cases.begin()->second.priority);
  comes("ana");
  EXPECT_EQ(offered_to(urgent), "ana");
  EXPECT_EQ(offered_to(old), "");
}

TEST_F(OfferingTest, R6_what_was_overtaken_enough_is_offered_first_and_the_count_is_seen) {
  live(1, 2);
  const auto old = waits();
  std::vector<core::CustomerId> urgent;
  for (int i = 0; i < 4; ++i) urgent.push_back(waits(kHigh));
  comes("ana");
  for (int i = 0; i < 2; ++i) {
    const auto& one = urgent[static_cast<std::size_t>(i)];
    ASSERT_EQ(offered_to(one), "ana") << i;
    EXPECT_EQ(house->engine->offering().overtaken(seat(old).id), i + 1);
    act(one, Act::accept, "ana");
    is_resolved(one);
  }
  EXPECT_EQ(offered_to(old), "ana");
  EXPECT_EQ(seat(old).overtaken, 2) << "the offer says so on record";
  EXPECT_EQ(offered_to(urgent[2]), "");
}

TEST_F(OfferingTest, R5_R6_a_restart_forgets_no_offer_no_room_and_no_count) {
  live(1);
  const auto old = waits();
  const auto urgent = waits(kHigh);
  comes("ana");
  ASSERT_EQ(offered_to(urgent), "ana");
  const auto until = seat(urgent).offered_until;
  die();
  live(1);
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(house->engine->offering().overtaken(seat(old).id), 1);
  EXPECT_EQ(offered_to(old), "") << "the open offer still fills her room";
  EXPECT_EQ(seat(urgent).offered_until, until);
  house->clock.set(until, false);
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(offered_to(urgent), "");
  EXPECT_EQ(offered_to(old), "ana") << "the offer ran out, and she has room again";
}

TEST_F(OfferingTest, R5_what_waits_is_offered_when_the_host_comes_up) {
  live(1);
  comes("ana");
  const auto first = waits(), second = waits();
  act(first, Act::accept, "ana");
  EXPECT_EQ(offered_to(second), "");
  die();
  live(2);
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(offered_to(second), "ana");
}

TEST_F(OfferingTest, R5_who_leaves_has_no_offer_before_them) {
  live(1);
  comes("ana");
  const auto one = waits();
  ASSERT_EQ(offered_to(one), "ana");
  comes("ben");
  presence("ana", false);
  EXPECT_EQ(offered_to(one), "ben");
}

TEST_F(OfferingTest, O7_somebody_of_whom_nothing_is_heard_is_away_until_the_next_sign) {
  HouseOptions options;
  options.policy = core::testing::triage_policy();
  options.policy.away_after_ms = 10 * core::kMinute;
  house = std::make_unique<House>(*memory, std::move(options));
  comes("ana");
  house->pass(9 * core::kMinute);
  house->engine->seen({"ana"});
  house->pass(9 * core::kMinute);
  EXPECT_TRUE(house->engine->office().roster().present({"ana"}));
  house->pass(core::kMinute);
  EXPECT_FALSE(house->engine->office().roster().present({"ana"}));
  const auto one = waits();
  EXPECT_EQ(offered_to(one), "");
  house->engine->seen({"ana"});
  ASSERT_TRUE(house->settle());
  EXPECT_TRUE(house->engine->office().roster().present({"ana"}));
  EXPECT_EQ(offered_to(one), "ana");
  presence("ana", false);  // her own word is no silence
  house->engine->seen({"ana"});
  ASSERT_TRUE(house->settle());
  EXPECT_FALSE(house->engine->office().roster().present({"ana"}));
}

TEST_F(OfferingTest, R2_R7_G2_the_pod_of_a_vip_is_asked_at_once_and_the_first_accept_wins) {
  live(1);
  const auto customer = waits();
  house->decide(customer, core::SignalReported{"tier_changed", "enterprise", {}, {}, house->clock.now(), "service"});
  ASSERT_EQ(house->state(customer).segment, "enterprise");
  act(customer, Act::claim, "ana");
  is_resolved(customer);
  house->pass(49 * core::kHour);
  comes("ben");
  comes("dan");
  house->says("+491701", "hello again");
  ASSERT_TRUE(house->settle());
  const auto asked = seat(customer);
  ASSERT_EQ(asked.lane.value, "vip");
  EXPECT_TRUE(asked.offered({"ben"}) && asked.offered({"dan"}));
  EXPECT_EQ(asked.offered_until, house->clock.now() + 30 * core::kSecond);
  const auto other = house->says("+49179", "hello");
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(offered_to(other), "") << "each of them has something before them";
  act(customer, Act::accept, "dan");
  EXPECT_EQ(core::to_string(house->state(customer).hands.rbegin()->second.owner), "agent:dan");
  const auto late = house->decide(customer, core::WorkActed{asked.id, Act::accept, {"ben"}, {}});
  ASSERT_TRUE(late.refusal);
  EXPECT_EQ(late.refusal->kind, core::Refusal::Kind::taken);
  EXPECT_EQ(late.refusal->owner, "agent:dan");
  ASSERT_TRUE(house->settle());
  EXPECT_EQ(offered_to(other), "ben") << "who lost the race has room again";
}

// What the histories of all customers say, counted one by one: nothing is overtaken beyond the bound.
struct Waiting {
  core::LaneId lane;
  core::Instant opened;
  std::set<core::AgentId> declined, passed;
  std::int64_t overtaken = 0;
  bool waits = false;
};

void follow(const core::Fact& fact, core::Instant at, std::map<core::WorkId, Waiting>& all, std::int64_t bound) {
  if (const auto* opened = std::get_if<core::SeatOpened>(&fact))
    all[opened->item] = {opened->lane, at, {}, {}, 0, false};
  if (const auto* asked = std::get_if<core::CandidatesAsked>(&fact)) {
    all[asked->item].waits = true;
    all[asked->item].passed.clear();
  }
  if (const auto* ended = std::get_if<core::OfferEnded>(&fact)) {
    all[ended->item].waits = true;
    (ended->how == "declined" ? all[ended->item].declined : all[ended->item].passed).insert(ended->agent);
  }
  if (const auto* taken = std::get_if<core::ItemTaken>(&fact)) all[taken->item].waits = false;
  if (const auto* over = std::get_if<core::ItemEnded>(&fact)) all[over->item].waits = false;
  const auto* made = std::get_if<core::OfferMade>(&fact);
  if (made == nullptr) return;
  all[made->item].waits = false;
  for (auto& [id, other] : all) {
    if (!other.waits || other.lane != all[made->item].lane || other.opened >= all[made->item].opened) continue;
    if (!other.declined.contains(made->agent) && !other.passed.contains(made->agent)) ++other.overtaken;
    ASSERT_LE(other.overtaken, bound) << id.value << " was overtaken by " << made->item.value;
  }
}

TEST_F(OfferingTest, R6_the_bound_holds_in_the_running_engine_whatever_comes) {
  constexpr std::int64_t kMax = 3;
  const std::vector<std::string> agents{"ana", "ben", "lea"};
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    house.reset();  // the one of the seed before still stands on its ledger
    memory = ledger::make_memory_ledger();
    now = kStart;
    customers = 0;
    live(2, kMax);
    std::mt19937_64 chance(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(chance() % n); };
    std::vector<core::CustomerId> known;
    for (const auto& agent : agents) comes(agent);
    for (int step = 0; step < 60; ++step) {
      const auto what = below(10);
      if (what < 5) {
        known.push_back(waits(below(2) == 0 ? kHigh : "hello"));
        continue;
      }
      if (step == 30) {
        die();
        live(2, kMax);
      }
      const auto customer = known.empty() ? waits() : known[below(known.size())];
      const auto agent = offered_to(customer);
      if (agent.empty()) {
        const auto state = house->state(customer);
        if (std::holds_alternative<core::AgentOwner>(state.hands.begin()->second.owner) &&
            !state.cases.begin()->second.settled())
          is_resolved(customer);
      } else if (what < 8) {
        act(customer, Act::accept, agent);
      } else {
        act(customer, Act::decline, agent);
      }
    }
    ASSERT_TRUE(house->settle());
    std::map<std::int64_t, std::pair<core::Instant, core::Fact>> history;
    for (const auto& customer : known)
      for (const auto& row : memory->history(customer.value, 0, 100000))
        history.emplace(row.position, std::pair(row.at, *ledger::fact_from_json(row.name, row.version, row.json)));
    std::map<core::WorkId, Waiting> all;
    const auto in_flight = static_cast<std::int64_t>(2 * agents.size());
    for (const auto& [position, fact] : history) {
      follow(fact.second, fact.first, all, kMax + in_flight);
      if (HasFatalFailure()) return;
    }
    EXPECT_GT(all.size(), 5u);
  }
}

}  // namespace
}  // namespace baton::engine::testing
