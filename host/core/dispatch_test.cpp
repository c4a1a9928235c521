// SPDX-License-Identifier: MIT
// R5 and R6: who is offered what next. Given what waits and who is free, when somebody or something comes, then these
// offers.
#include "host/core/dispatch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace baton::core {
namespace {

constexpr Instant kNow{1'000'000'000};
const LaneId kTechnical{"technical"};
const LaneId kRevenue{"revenue"};

FreeAgent agent(const std::string& id, std::int64_t room, Millis idle_since = 1,
                std::vector<LaneId> skills = {kTechnical}, std::vector<std::string> languages = {}) {
  return {AgentId{id}, std::move(skills), std::move(languages), room * Dispatch::kUnit, Instant{idle_since}};
}

WaitingItem item(const std::string& id, std::int64_t arrival, Priority priority = Priority::medium,
                 Instant deadline = {}) {
  return {WorkId{id}, arrival, priority, deadline, {}};
}

Dispatch::Wanted in(const LaneId& lane, std::string language = {}) { return {lane, std::move(language), false, {}, 0}; }

std::vector<std::string> items(const std::vector<Offer>& offers) {
  std::vector<std::string> result;
  for (const auto& offer : offers) result.push_back(offer.item.value);
  return result;
}

using Words = std::vector<std::string>;

TEST(Dispatch, R5_the_longest_idle_is_offered_the_item) {
  Dispatch dispatch(20);
  dispatch.set_agent(agent("eva", 1, 50));
  dispatch.set_agent(agent("tom", 1, 40));
  dispatch.add(item("w1", 1), in(kTechnical));
  EXPECT_EQ(dispatch.offers_for(WorkId{"w1"}, kNow), (std::vector<Offer>{{WorkId{"w1"}, AgentId{"tom"}}}));
}

TEST(Dispatch, R5_nobody_is_offered_more_than_they_can_hold) {
  Dispatch dispatch(20);
  for (int i = 1; i <= 5; ++i) dispatch.add(item("w" + std::to_string(i), i), in(kTechnical));
  dispatch.set_agent(agent("tom", 2));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"w1", "w2"}));
  EXPECT_TRUE(dispatch.offers_for(AgentId{"tom"}, kNow).empty());
  EXPECT_TRUE(dispatch.offers_for(WorkId{"w3"}, kNow).empty());
}

TEST(Dispatch, R5_what_is_small_goes_to_who_has_no_room_for_more) {
  Dispatch dispatch(20, {Dispatch::kUnit / 2, Dispatch::kUnit});
  const auto mail = [](const LaneId& lane) {
    return Dispatch::Wanted{lane, {}, false, {}, 0, false, Dispatch::kUnit / 2};
  };
  dispatch.add(item("chat 1", 1), in(kTechnical));
  dispatch.add(item("chat 2", 2), in(kTechnical));
  dispatch.add(item("mail 1", 3), mail(kTechnical));
  dispatch.add(item("mail 2", 4), mail(kTechnical));
  auto tom = agent("tom", 1);
  tom.room_milliunits += Dispatch::kUnit / 2;
  dispatch.set_agent(tom);
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"chat 1", "mail 1"}));
  EXPECT_EQ(dispatch.overtaken(WorkId{"chat 2"}), 0) << "R6: he could not have taken it";
  dispatch.set_agent(agent("eva", 1));
  EXPECT_EQ(items(dispatch.offers_for(WorkId{"mail 2"}, kNow)), (Words{"chat 2"})) << "she could, and it is older";
}

TEST(Dispatch, R5_skill_and_language_must_fit) {
  Dispatch dispatch(20);
  dispatch.set_agent(agent("tom", 9, 1, {kTechnical}, {"en", "de"}));
  dispatch.add(item("french", 1), in(kTechnical, "fr"));
  dispatch.add(item("money", 2), in(kRevenue));
  dispatch.add(item("german", 3), in(kTechnical, "de"));
  dispatch.add(item("any", 4), in(kTechnical));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"german", "any"}));
  dispatch.set_agent(agent("ana", 9, 1, {kTechnical, kRevenue}));  // says no language: any will do
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"ana"}, kNow)), (Words{"french", "money"}));
}

TEST(Dispatch, R5_who_declined_is_not_asked_again_and_the_item_keeps_its_age) {
  Dispatch dispatch(20);
  dispatch.add(item("old", 1), in(kTechnical));
  dispatch.add(item("new", 2), in(kTechnical));
  dispatch.set_agent(agent("tom", 1));
  ASSERT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"old"}));
  auto back = item("old", 1);
  back.declined_by.push_back(AgentId{"tom"});
  dispatch.add(back, in(kTechnical));
  dispatch.set_agent(agent("tom", 1));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"new"}));
  EXPECT_EQ(dispatch.overtaken(WorkId{"old"}), 0) << "nobody could have given it to the one who declined it";
  dispatch.set_agent(agent("eva", 1));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"eva"}, kNow)), (Words{"old"}));
}

TEST(Dispatch, R6_priority_then_due_within_the_hour_then_arrival) {
  Dispatch dispatch(20);
  dispatch.add(item("first", 1), in(kTechnical));
  dispatch.add(item("due later", 2, Priority::medium, kNow + 2 * kHour), in(kTechnical));
  dispatch.add(item("due at 50", 3, Priority::medium, kNow + 50 * kMinute), in(kTechnical));
  dispatch.add(item("due at 40", 4, Priority::medium, kNow + 40 * kMinute), in(kTechnical));
  dispatch.add(item("high", 5, Priority::high), in(kTechnical));
  dispatch.add(item("low", 6, Priority::low, kNow + kMinute), in(kTechnical));
  dispatch.set_agent(agent("tom", 9));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)),
            (Words{"high", "due at 40", "due at 50", "first", "due later", "low"}));
}

TEST(Dispatch, R6_what_was_overtaken_enough_comes_first) {
  Dispatch dispatch(2);
  dispatch.add(item("low", 1, Priority::low), in(kTechnical));
  for (int i = 2; i <= 5; ++i) dispatch.add(item("high" + std::to_string(i), i, Priority::high), in(kTechnical));
  dispatch.set_agent(agent("tom", 4));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"high2", "high3", "low", "high4"}));
}

TEST(Dispatch, R6_mission_critical_work_is_outside_queue_and_count) {
  Dispatch dispatch(2);
  dispatch.add(item("waits", 1, Priority::low), in(kTechnical));
  for (int i = 2; i <= 5; ++i)
    dispatch.add(item("outage" + std::to_string(i), i, Priority::immediate), {kTechnical, "", true, {}, 0});
  dispatch.set_agent(agent("tom", 4));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"outage2", "outage3", "outage4", "outage5"}));
  EXPECT_EQ(dispatch.overtaken(WorkId{"waits"}), 0);
}

TEST(Dispatch, C2_who_is_asked_for_by_name_gets_it_but_not_before_what_was_overtaken_enough) {
  Dispatch dispatch(1);
  dispatch.set_agent(agent("eva", 3, 1));
  dispatch.set_agent(agent("tom", 3, 2));
  dispatch.add(item("returns", 1), {kTechnical, "", false, AgentId{"tom"}, 0});
  EXPECT_EQ(dispatch.offers_for(WorkId{"returns"}, kNow), (std::vector<Offer>{{WorkId{"returns"}, AgentId{"tom"}}}));
  dispatch.remove_agent(AgentId{"eva"});
  dispatch.add(item("waits long", 2), {kTechnical, "", false, {}, 1});
  dispatch.add(item("returns too", 3), {kTechnical, "", false, AgentId{"tom"}, 0});
  EXPECT_EQ(items(dispatch.offers_for(WorkId{"returns too"}, kNow)), (Words{"waits long", "returns too"}));
}

TEST(Dispatch, R2_what_goes_to_everybody_at_once_takes_room_of_each) {
  Dispatch dispatch(20);
  dispatch.set_agent(agent("eva", 1, 2));
  dispatch.set_agent(agent("tom", 2, 1));
  dispatch.set_agent(agent("ana", 1, 3, {kRevenue}));
  dispatch.add(item("vip", 1), {kTechnical, "", false, {}, 0, true});
  dispatch.add(item("next", 2), in(kTechnical));
  EXPECT_EQ(dispatch.offers_for(WorkId{"vip"}, kNow),
            (std::vector<Offer>{{WorkId{"vip"}, AgentId{"tom"}}, {WorkId{"vip"}, AgentId{"eva"}}}));
  EXPECT_EQ(dispatch.offers_for(WorkId{"next"}, kNow), (std::vector<Offer>{{WorkId{"next"}, AgentId{"tom"}}}));
}

TEST(Dispatch, R6_what_was_offered_before_a_restart_is_counted_of_what_waited_then) {
  Dispatch dispatch(2);
  dispatch.set_agent(agent("tom", 0, 1, {kTechnical, kRevenue}, {"en"}));
  dispatch.add(item("old", 1), in(kTechnical));
  dispatch.add(item("french", 2), in(kTechnical, "fr"));
  dispatch.was_offered(kTechnical, 5, AgentId{"tom"});
  dispatch.was_offered(kRevenue, 6, AgentId{"tom"});
  dispatch.add(item("later", 7), in(kTechnical));
  EXPECT_EQ(dispatch.overtaken(WorkId{"old"}), 1);
  EXPECT_EQ(dispatch.overtaken(WorkId{"french"}), 0) << "he could not have taken it";
  EXPECT_EQ(dispatch.overtaken(WorkId{"later"}), 0);
}

TEST(Dispatch, R6_a_later_arrival_in_another_language_overtakes_who_could_have_been_served) {
  Dispatch dispatch(2);
  dispatch.add(item("any", 1, Priority::low), in(kTechnical));
  for (int i = 2; i <= 4; ++i)
    dispatch.add(item("german" + std::to_string(i), i, Priority::high), in(kTechnical, "de"));
  dispatch.set_agent(agent("tom", 3, 1, {kTechnical}, {"de"}));
  EXPECT_EQ(items(dispatch.offers_for(AgentId{"tom"}, kNow)), (Words{"german2", "german3", "any"}));
}

// The same rules by looking through everything and counting one by one.
class Plainly {
 public:
  struct Row {
    WaitingItem item;
    LaneId lane;
    std::string language;
    std::int64_t units = Dispatch::kUnit;
    std::int64_t overtaken = 0;
    bool waits = true;
  };

  explicit Plainly(std::int64_t max_overtaken) : max_overtaken_(max_overtaken) {}

  bool could_take(const FreeAgent& agent, const Row& row) const {
    const auto has = [](const auto& list, const auto& one) {
      return std::find(list.begin(), list.end(), one) != list.end();
    };
    return agent.room_milliunits >= row.units && has(agent.skills, row.lane) &&
           !has(row.item.declined_by, agent.agent) &&
           (row.language.empty() || agent.languages.empty() || has(agent.languages, row.language));
  }

  QueuePlace place(const Row& row) const {
    const auto arrival = row.item.arrival;
    if (row.overtaken >= max_overtaken_) return {0, arrival, arrival};
    const auto rank = 2 * static_cast<int>(row.item.priority);
    if (row.item.deadline && row.item.deadline - kNow < kHour) return {rank, row.item.deadline.ms, arrival};
    return {rank + 1, arrival, arrival};
  }

  void see(const Offer& offer) {
    auto& agent = agents.at(offer.agent);
    auto& offered = rows.at(offer.item);
    ASSERT_TRUE(offered.waits && could_take(agent, offered)) << offer.item.value << " to " << offer.agent.value;
    for (auto& [id, row] : rows) {
      if (!row.waits || id == offer.item || !could_take(agent, row)) continue;
      ASSERT_LT(place(offered), place(row)) << offer.item.value << " before " << id.value;
      if (row.lane == offered.lane && row.item.arrival < offered.item.arrival) ++row.overtaken;
      ASSERT_LE(row.overtaken, max_overtaken_) << id.value << " is overtaken beyond the bound";
    }
    offered.waits = false;
    agent.room_milliunits -= offered.units;
  }

  void expect_nothing_left_undone() const {
    for (const auto& [id, row] : rows)
      for (const auto& [name, agent] : agents)
        ASSERT_FALSE(row.waits && could_take(agent, row)) << id.value << " could go to " << name.value;
  }

  std::map<WorkId, Row> rows;
  std::map<AgentId, FreeAgent> agents;

 private:
  std::int64_t max_overtaken_;
};

class Office {
 public:
  explicit Office(std::uint64_t seed) : chance_(seed) {
    for (int i = 0; i < 6; ++i) {
      const auto id = AgentId{"a" + std::to_string(i)};
      auto skills = i % 3 == 0 ? std::vector{kTechnical, kRevenue} : std::vector{i % 3 == 1 ? kTechnical : kRevenue};
      auto languages = i % 2 == 0 ? std::vector<std::string>{} : std::vector<std::string>{"en", i == 1 ? "de" : "es"};
      plainly_.agents[id] = {id, std::move(skills), std::move(languages), 0, Instant{i + 1}};
      dispatch_.set_agent(plainly_.agents[id]);
    }
  }

  void step() {
    switch (below(4)) {
      case 0: case 1: return arrives();
      case 2: return somebody_gets_room();
      default: return somebody_declines();
    }
  }

  void check() {
    plainly_.expect_nothing_left_undone();
    for (const auto& [id, row] : plainly_.rows) {
      ASSERT_EQ(dispatch_.waits(id), row.waits) << id.value;
      ASSERT_EQ(dispatch_.overtaken(id), row.waits ? row.overtaken : 0) << id.value;
    }
  }

 private:
  int below(int n) { return static_cast<int>(chance_() % static_cast<std::uint64_t>(n)); }

  void arrives() {
    const auto number = ++arrivals_;
    const char* languages[] = {"", "en", "de", "es"};
    Plainly::Row row;
    row.item = item("w" + std::to_string(number), number, static_cast<Priority>(1 + below(4)));
    row.lane = below(2) == 0 ? kTechnical : kRevenue;
    row.language = languages[below(4)];
    if (below(3) == 0) row.units = Dispatch::kUnit / 2;
    if (below(3) == 0) row.item.deadline = kNow + below(120) * kMinute;
    plainly_.rows.emplace(row.item.item, row);
    wait(row);
  }

  void wait(const Plainly::Row& row) {
    dispatch_.add(row.item, {row.lane, row.language, false, {}, 0, false, row.units});
    for (const auto& offer : dispatch_.offers_for(row.item.item, kNow)) see(offer);
  }

  void somebody_gets_room() {
    auto& agent = std::next(plainly_.agents.begin(), below(6))->second;
    agent.room_milliunits += (1 + below(6)) * Dispatch::kUnit / 2;
    agent.idle_since = kNow + ++arrivals_;
    dispatch_.set_agent(agent);
    for (const auto& offer : dispatch_.offers_for(agent.agent, kNow)) see(offer);
  }

  void somebody_declines() {
    if (offers_.empty()) return;
    const auto which = below(static_cast<int>(offers_.size()));
    const auto offer = offers_[static_cast<std::size_t>(which)];
    offers_.erase(offers_.begin() + which);
    auto& row = plainly_.rows.at(offer.item);
    row.item.declined_by.push_back(offer.agent);
    row.waits = true;
    wait(row);
  }

  void see(const Offer& offer) {
    plainly_.see(offer);
    offers_.push_back(offer);
  }

  std::mt19937_64 chance_;
  Dispatch dispatch_{3, {Dispatch::kUnit / 2, Dispatch::kUnit}};
  Plainly plainly_{3};
  std::vector<Offer> offers_;
  std::int64_t arrivals_ = 0;
};

TEST(Dispatch, R6_nobody_is_overtaken_beyond_the_bound_whatever_comes) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Office office(seed);
    for (int i = 0; i < 120; ++i) office.step();
    office.check();
    if (::testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace baton::core
