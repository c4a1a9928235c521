// SPDX-License-Identifier: MIT
// approvals_test.cpp - an approval given by who may not, too much of it, too late, or by who asked (J4).
#include "host/core/approvals.h"

#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

Policy with_refunds() {
  auto policy = test_policy();
  policy.approvals["refund"] = {{{"technical"}}, 10'000, 50'000, 24 * kHour, "EUR"};
  return policy;
}

struct Asked : World {
  CaseId id;
  Asked() : World(with_refunds()) { id = owned_case("ana"); }

  void asks(std::int64_t amount, const char* to_agent = "", const char* by = "agent:ana") {
    InternalApprovalAsked asked;
    asked.case_id = id;
    asked.epoch = hand(id).epoch;
    asked.by = by;
    asked.question = content("may I refund it?");
    asked.about = "refund";
    asked.agent = {to_agent};
    asked.amount = amount;
    decide(asked);
  }
  void gives(const char* by, bool approve = true) {
    const auto number = static_cast<std::int64_t>(at(id).requests.size());
    decide(InternalApprovalGiven{id, number, by, approve, content("it is fair")});
  }
  const Request& request() const { return at(id).requests.back(); }
};

TEST(InternalApproval, who_may_gives_it_and_the_customer_hears_nothing) {  // J4
  Asked w;
  const auto sends = w.state.sends.size();
  w.asks(9'000);
  EXPECT_EQ(w.status(w.id), CaseStatus::open);  // nobody waits for the customer
  EXPECT_EQ(next_action(w.state, w.at(w.id), w.policy).verb, "decide on approval 1");
  EXPECT_EQ(next_action(w.state, w.at(w.id), w.policy).party, "lane:technical");
  w.gives("agent:tom");
  EXPECT_EQ(w.request().ended, "answered");
  EXPECT_EQ(w.request().chosen, 0);
  EXPECT_EQ(w.request().decided_by, "agent:tom");
  EXPECT_EQ(w.state.sends.size(), sends);
}

TEST(InternalApproval, somebody_without_the_skill_or_the_amount_gives_it) {  // J4: who may, how much
  Asked w;
  w.asks(20'000);
  w.gives("agent:ben");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::not_allowed);
  w.gives("agent:tom");  // holds the skill, up to 100.00
  ASSERT_EQ(w.refusals.size(), 1u);
  w.gives("agent:tess");  // leads the lane, up to 500.00
  EXPECT_TRUE(w.refusals.empty());
  EXPECT_EQ(w.request().decided_by, "agent:tess");
}

TEST(InternalApproval, more_than_anybody_may_is_asked_for) {  // J4
  Asked w;
  w.asks(60'000);
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_NE(w.refusals.front().what.find("600.00 EUR"), std::string::npos) << w.refusals.front().what;
  EXPECT_TRUE(w.at(w.id).requests.empty());
  w.asks(20'000, "tom");
  EXPECT_EQ(w.refusals.size(), 1u);
  w.asks(20'000, "tess");
  EXPECT_TRUE(w.refusals.empty());
  w.gives("agent:lea");
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(InternalApproval, who_asks_approves_it_alone) {  // J4
  Asked w;
  w.hands_off(w.id, "agent:ana", "technical");
  w.strategy_fails(w.id);
  w.brief_comes(w.id);
  w.acts(w.work_of(w.id), WorkActed::Act::claim, "tom");
  w.asks(5'000, "", "agent:tom");
  ASSERT_TRUE(w.refusals.empty());
  w.gives("agent:tom");
  ASSERT_EQ(w.refusals.size(), 1u);
  w.gives("agent:tina");
  EXPECT_TRUE(w.refusals.empty());
}

TEST(InternalApproval, a_stranger_to_the_case_asks) {  // J4
  Asked w;
  w.asks(5'000, "", "agent:ben");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::not_allowed);
}

TEST(InternalApproval, nobody_decides_and_nobody_knows) {  // J4: until when, and what is next
  Asked w;
  w.asks(5'000);
  w.pass(12 * kHour);
  EXPECT_EQ(w.total<RequestReminded>(), 1);
  w.pass(13 * kHour);
  EXPECT_EQ(w.request().ended, "expired");
  EXPECT_EQ(next_action(w.state, w.at(w.id), w.policy).verb, "ask again for approval 1, or do without it");
  w.gives("agent:tom");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::taken);
  for (const auto& [id, send] : w.state.sends) EXPECT_NE(send.canned, "request_reminder");
}

TEST(InternalApproval, it_is_decided_twice) {  // J4
  Asked w;
  w.asks(5'000);
  w.gives("agent:tom", false);
  EXPECT_EQ(w.request().chosen, 1);
  w.gives("agent:tina");
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.request().chosen, 1);
}

TEST(InternalApproval, a_kind_nobody_configured_is_approved) {  // J4
  Asked w;
  InternalApprovalAsked asked;
  asked.case_id = w.id;
  asked.epoch = w.hand(w.id).epoch;
  asked.by = "agent:ana";
  asked.question = content("?");
  asked.about = "holiday";
  w.decide(asked);
  ASSERT_EQ(w.refusals.size(), 1u);
  EXPECT_NE(w.refusals.front().mend.find("refund"), std::string::npos);
}

}  // namespace
}  // namespace baton::core::testing
