// SPDX-License-Identifier: MIT
// brief_fallback_test.cpp - a second summarizer, asked beside the first: its brief stands where the first
// one's fails, is refused or is late, and never stands in the way of a better one (B2, M10).
#include "host/core/testing/figures.h"

namespace baton::core::testing {
namespace {

Policy with_fallback() {
  auto policy = test_policy();
  policy.brief_fallback = true;
  return policy;
}

// Handed over; both are asked, and tom is there for the work.
struct BothAsked : World {
  CaseId id;
  BothAsked() : World(with_fallback()) {
    id = owned_case();
    hands_off(id, "agent:ana", "technical");
    strategy_fails(id);
    present(work_of(id), {"tom"});
  }
  const Brief& brief() const { return at(id).brief; }
  std::string offered_to() const { return item(work_of(id)).offered_to.value; }
};

TEST(BriefFallback, nobody_is_asked_twice_where_none_is_configured) {
  World w;
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  EXPECT_EQ(w.count<BriefAsked>(), 1);
  EXPECT_EQ(w.at(id).handoff.fallback_ask, 0u);
}

TEST(BriefFallback, both_are_asked_at_once) {
  World w(with_fallback());
  const auto id = w.owned_case();
  w.hands_off(id, "agent:ana", "technical");
  EXPECT_EQ(w.count<BriefAsked>(), 2);
  EXPECT_TRUE(w.last<BriefAsked>().fallback);
  EXPECT_NE(w.at(id).handoff.brief_ask, w.at(id).handoff.fallback_ask);
}

TEST(BriefFallback, its_brief_goes_out_before_the_better_one_had_its_time) {
  BothAsked w;
  w.brief_comes(w.id, true);
  EXPECT_EQ(w.brief().made_by, "plain");
  EXPECT_EQ(w.offered_to(), "");
  w.brief_comes(w.id);
  EXPECT_EQ(w.brief().made_by, "brief");
  EXPECT_EQ(w.offered_to(), "tom");
  EXPECT_EQ(w.total<BriefStands>(), 0);
}

TEST(BriefFallback, a_failing_summarizer_leaves_the_minimal_brief_although_there_is_a_better_one) {
  BothAsked w;
  w.brief_comes(w.id, true);
  w.brief_fails(w.id);
  EXPECT_EQ(w.brief().made_by, "plain");
  EXPECT_EQ(w.offered_to(), "tom");
  EXPECT_EQ(w.last<BriefStands>().brief, w.brief().number);
}

TEST(BriefFallback, one_that_invents_a_source_is_believed_because_another_is_there) {  // B3
  BothAsked w;
  w.brief_comes(w.id, true);
  BriefMade made;
  made.case_id = w.id, made.ask = w.at(w.id).handoff.brief_ask, made.plugin = "brief";
  made.steps_state = StepsState::none;
  made.intent = content("parcel lost"), made.status = content("open");
  made.details.push_back({content("Order"), content("4711"), 99, {}});
  w.decide(made);
  EXPECT_FALSE(w.last<BriefRefused>().fallback);
  EXPECT_EQ(w.brief().made_by, "plain");
  EXPECT_EQ(w.offered_to(), "tom");
}

TEST(BriefFallback, a_summarizer_that_is_late_costs_more_than_its_three_seconds) {
  BothAsked w;
  w.brief_comes(w.id, true);
  w.pass(w.policy.brief_wait_ms - 1);
  EXPECT_EQ(w.offered_to(), "");
  w.pass(1);
  EXPECT_EQ(w.brief().made_by, "plain");
  EXPECT_EQ(w.offered_to(), "tom");
  w.brief_comes(w.id);  // and the better one still replaces it
  EXPECT_EQ(w.brief().made_by, "brief");
}

TEST(BriefFallback, one_that_comes_after_the_better_one_replaces_it) {
  BothAsked w;
  const auto ask = w.at(w.id).handoff.fallback_ask;
  w.brief_comes(w.id);
  w.decide(BriefFailed{w.id, ask, "plain", "timeout"});
  EXPECT_TRUE(w.facts.empty());
  EXPECT_EQ(w.brief().made_by, "brief");
}

TEST(BriefFallback, the_host_does_not_wait_for_it_where_the_first_failed_at_once) {
  BothAsked w;
  w.brief_fails(w.id);
  EXPECT_EQ(w.offered_to(), "") << "it has its time as well";
  w.brief_comes(w.id, true);
  EXPECT_EQ(w.brief().made_by, "plain");
  EXPECT_EQ(w.offered_to(), "tom");
}

TEST(BriefFallback, two_that_fail_keep_the_case_from_everybody) {
  for (const bool fallback_first : {true, false}) {
    BothAsked w;
    w.brief_fails(w.id, fallback_first);
    EXPECT_TRUE(w.at(w.id).handoff.brief_waits);
    w.brief_fails(w.id, !fallback_first);
    EXPECT_TRUE(w.brief().minimal());
    EXPECT_EQ(w.offered_to(), "tom");
  }
}

TEST(BriefFallback, two_that_are_silent_keep_the_case_from_everybody) {
  BothAsked w;
  w.pass(w.policy.brief_wait_ms);
  EXPECT_TRUE(w.brief().minimal());
  EXPECT_EQ(w.offered_to(), "tom");
  w.brief_comes(w.id, true);
  EXPECT_EQ(w.brief().made_by, "plain") << "better than the host's own, if late";
}

TEST(BriefFallback, who_takes_it_early_gets_less_than_there_is) {
  BothAsked w;
  w.brief_comes(w.id, true);
  w.acts(w.work_of(w.id), WorkActed::Act::claim, "tom");
  EXPECT_EQ(w.brief().made_by, "plain");
  EXPECT_EQ(w.last<ItemTaken>().brief, w.brief().number);
  EXPECT_EQ(w.total<BriefStands>(), 1);
}

TEST(BriefFallback, the_questions_of_an_earlier_handoff_are_still_open) {
  BothAsked w;
  const auto ask = w.at(w.id).handoff.fallback_ask;
  w.brief_comes(w.id, true);
  w.brief_fails(w.id);
  w.hands_off(w.id, "agent:ana", "general");
  EXPECT_FALSE(w.at(w.id).handoff.fallback_ready);
  EXPECT_NE(w.at(w.id).handoff.fallback_ask, ask);
  w.decide(BriefFailed{w.id, ask, "plain", "timeout"});
  EXPECT_TRUE(w.facts.empty());
}

TEST(BriefFallback, its_brief_counts_as_the_hosts_minimal_one_M10) {
  BothAsked w;
  w.brief_comes(w.id, true);
  w.brief_fails(w.id);
  const auto minimal = figure(w, "M10m").all.numerator;
  w.acts(w.work_of(w.id), WorkActed::Act::accept, "tom");
  EXPECT_EQ(figure(w, "M10m").all.numerator, minimal);
  EXPECT_EQ(figure(w, "M10").splits["strategy"].numerator, 1);
}

}  // namespace
}  // namespace baton::core::testing
