// SPDX-License-Identifier: MIT
// ownership_test.cpp - which model a handoff gets, that it does not go back and forth, what the desk holds, and what of
// several answers is said (O2-O5, R9, G4).
#include "host/core/ownership.h"

#include "host/core/answers.h"
#include "host/core/find.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

using Act = WorkActed::Act;

// With a desk of dot and dan (lead: lea), and two more pods.
Policy desk_policy() {
  auto policy = test_policy();
  policy.lanes[{"desk"}] = {{"desk"}, "the desk", true, false, {{"lea"}}};
  policy.lanes[{"revenue"}] = {{"revenue"}, "revenue", true, false, {{"rex"}}};
  policy.agents[{"dot"}] = {{"dot"}, "Dot", {{"desk"}}, 5000};
  policy.agents[{"rex"}] = {{"rex"}, "Rex", {{"revenue"}}, 5000};
  policy.agents[{"dan"}].skills.push_back(kDesk);
  policy.desk = {{{"dot"}, {"dan"}}, 10, {{"compliance"}, {"revenue"}, {"technical"}}};
  return policy;
}

struct Desk : World {
  Desk() : World(desk_policy()) {}

  // The desk owns it and dot holds the thread; the technical lane was asked.
  CaseId held_case() {
    const auto id = owned_case("ana");
    hands_off(id, "agent:ana", "technical", "control_tower");
    strategy_fails(id);
    brief_comes(id);
    acts(seat_of(id), Act::claim, "dot");
    return id;
  }
  void asks(const CaseId& id, const char* lane, const char* question) {
    HandoffAsked asked;
    asked.case_id = id, asked.epoch = hand(id).epoch, asked.by = "agent:dot", asked.lane = {lane}, asked.reason =
        "next_step";
    asked.question = content(question);
    decide(asked);
    strategy_fails(id);
    brief_comes(id);
  }
  WorkId work_in(const CaseId& id, const char* lane) const {
    WorkId found;
    for (const auto& [item_id, item] : state.items)
      if (item.case_id == id && item.kind == ItemKind::work && item.lane.value == lane) found = item_id;
    return found;
  }
  std::string answered(const WorkId& item, const char* agent, const char* text, const char* verdict = "",
                       std::vector<std::string> contradicts = {}) {
    acts(item, Act::claim, agent);
    decide(WorkAnswered{item, {agent}, content(text), true, verdict, std::move(contradicts)});
    return last<AnswerGiven>().answer;
  }
};

HandoffQuestion to(const char* lane, const char* trigger = "handoff", std::int64_t number = 1) {
  HandoffQuestion question;
  question.number = number, question.trigger = trigger, question.lane = {lane};
  return question;
}

TEST(Ownership, the_defaults_are_those_of_the_operating_model) {  // O4a
  Desk w;
  const auto id = w.owned_case("ana");
  const auto model = [&](const HandoffQuestion& q) { return choose_model(w.state, w.at(id), w.policy, q,
      w.now).model; };
  EXPECT_EQ(model(to("technical")), kL1Owns);
  EXPECT_EQ(model(to("compliance")), kReassign);
  EXPECT_EQ(model(to("technical", "H1")), kReassign);  // compliance
  EXPECT_EQ(model(to("technical", "H2")), kReassign);  // security
  EXPECT_EQ(model(to("technical", "H6")), kReassign);  // strong frustration
  auto dispute = to("revenue", "H5");
  dispute.signals = {"refund_dispute"};
  EXPECT_EQ(model(dispute), kReassign);
  w.state.segment = "enterprise";
  EXPECT_EQ(model(to("technical")), kReassign);  // VIP
}

TEST(Ownership, a_second_team_brings_it_to_the_desk_and_a_second_item_of_one_team_does_not) {  // O4a
  Desk w;
  const auto id = w.escalated_case("ana");
  const auto model = [&](const char* lane) { return choose_model(w.state, w.at(id), w.policy, to(lane, "handoff", 2),
      w.now).model; };
  EXPECT_EQ(model("technical"), kL1Owns);
  EXPECT_EQ(model("revenue"), kControlTower);
  w.policy.lanes[{"revenue"}].team = w.policy.lanes[{"technical"}].team = "second line";
  EXPECT_EQ(model("revenue"), kL1Owns);
}

TEST(Ownership, without_a_desk_nothing_is_sent_to_it) {  // O4a, O6
  World w;
  const auto id = w.escalated_case("ana");
  EXPECT_EQ(choose_model(w.state, w.at(id), w.policy, to("compliance", "handoff", 2), w.now).model, kReassign);
  w.hands_off(id, "agent:ana", "technical", "control_tower");
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Ownership, a_queue_above_the_mark_brings_it_to_the_desk) {  // O4a, desk.mark = 10
  for (const int waiting : {10, 11}) {
    Desk w;
    const auto id = w.owned_case("ana");
    w.hands_off(id, "agent:ana", "technical");
    w.decide(OwnershipFailed{id, w.at(id).handoff.ownership_ask, "", "no strategy", waiting});
    EXPECT_EQ(w.at(id).model, waiting > 10 ? kControlTower : kL1Owns);
  }
}

TEST(Ownership, the_first_rule_that_matches_wins_over_the_defaults) {  // O5
  Desk w;
  w.policy.ownership_rules = {{"acme", {"trial"}, {}, {}, {}},
                              {kControlTower, {}, {{"compliance"}}, {1}, {"handoff"}},
                              {kL1Owns, {}, {{"compliance"}}, {}, {}}};
  const auto id = w.owned_case("ana");
  const auto model = [&](const HandoffQuestion& q) { return choose_model(w.state, w.at(id), w.policy, q,
      w.now).model; };
  EXPECT_EQ(model(to("compliance")), kControlTower);
  EXPECT_EQ(model(to("compliance", "H1")), kL1Owns);
  w.state.segment = "trial";
  EXPECT_EQ(model(to("compliance")), "acme");
  auto asked = to("compliance");
  asked.asked = kReassign;
  EXPECT_EQ(model(asked), kReassign);  // a person's word is above the rules
}

TEST(Ownership, it_switches_twice_with_half_an_hour_between_and_never_down_by_itself) {  // O5
  Desk w;
  const auto id = w.escalated_case("ana");  // the first handoff chose A
  const auto hands = [&](const char* lane) {
    w.hands_off(id, w.owner(id), lane);
    w.strategy_fails(id);
    w.brief_comes(id);
  };
  hands("compliance");
  EXPECT_EQ(w.at(id).model, kControlTower);  // two teams
  EXPECT_TRUE(w.last<ModelChanged>().automatic);
  hands("technical");
  EXPECT_EQ(w.at(id).model, kControlTower);  // one team would be A; not by itself
  EXPECT_EQ(w.at(id).model_switches, 1);

  World b;
  const auto other = b.escalated_case("ana");
  b.hands_off(other, "agent:ana", "compliance");
  b.strategy_fails(other);
  EXPECT_EQ(b.at(other).model, kReassign);
  b.policy.ownership_rules = {{kControlTower, {}, {}, {}, {}}};
  b.policy.lanes[{"desk"}] = {{"desk"}, "the desk", true, false, {{"lea"}}};
  const auto again = [&] { return choose_model(b.state, b.at(other), b.policy, to("technical", "handoff", 3), b.now); };
  EXPECT_EQ(again().model, kReassign);  // too soon
  b.now = b.now + 30 * kMinute;
  EXPECT_EQ(again().model, kControlTower);
  b.policy.model_switches_max = 1;
  EXPECT_EQ(again().model, kReassign);  // often enough
}

TEST(Ownership, the_last_item_takes_it_back_down_where_its_lane_says_so) {  // O5
  for (const bool says_so : {false, true}) {
    Desk w;
    w.policy.lanes[{"technical"}].back_down = says_so;
    const auto id = w.held_case();
    w.answered(w.work_in(id, "technical"), "tom", "restart it");
    EXPECT_EQ(w.status(id), CaseStatus::open);
    EXPECT_EQ(w.at(id).handoff.trigger == "switch", says_so);
    if (!says_so) continue;
    w.strategy_fails(id);
    EXPECT_EQ(w.at(id).model, kL1Owns);
    EXPECT_EQ(w.owner(id), "lead:desk");  // until somebody of first line accepts (C4)
    w.brief_comes(id);
    w.acts(w.seat_of(id), Act::claim, "ben");
    EXPECT_EQ(w.owner(id), "agent:ben");
  }
}

TEST(Ownership, a_handoff_that_comes_before_the_strategy_answered_loses_no_question) {  // O6
  Desk w;
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:ana", "technical", "l1_owns");
  w.hands_off(id, "agent:ana", "revenue", "l1_owns");
  w.strategy_fails(id);
  EXPECT_FALSE(w.work_in(id, "technical").empty());
  EXPECT_FALSE(w.work_in(id, "revenue").empty());
}

TEST(Ownership, a_conversation_does_not_go_back_and_forth_for_ever) {  // R9
  World w;
  const auto id = w.owned_case("ana");
  const auto moves = [&](const char* from, const char* lane, const char* to_whom, const char* reason = "next_step") {
    HandoffAsked asked;
    asked.case_id = id, asked.epoch = w.hand(id).epoch, asked.by = from, asked.lane = {lane}, asked.model =
        "reassign", asked.reason = reason;
    w.decide(asked);
    if (!w.refusals.empty()) return false;
    w.strategy_fails(id);
    w.brief_comes(id);
    w.acts(w.seat_of(id), Act::claim, to_whom);
    return true;
  };
  EXPECT_TRUE(moves("agent:ana", "technical", "tom"));
  EXPECT_TRUE(moves("agent:tom", "general", "ana"));
  EXPECT_TRUE(moves("agent:ana", "technical", "tom"));
  EXPECT_TRUE(moves("agent:tom", "general", "ana"));
  EXPECT_FALSE(moves("agent:ana", "technical", "tom"));
  EXPECT_EQ(w.last<AlarmRaised>().key, "ping_pong:" + id.value);
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_TRUE(moves("agent:ana", "technical", "tom", "new_information"));
}

TEST(Ownership, a_reason_is_one_of_the_closed_set) {  // R9
  World w;
  const auto id = w.owned_case("ana");
  HandoffAsked asked;
  asked.case_id = id, asked.epoch = w.hand(id).epoch, asked.by = "agent:ana", asked.lane = {"technical"},
      asked.reason = "because";
  w.decide(asked);
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(AssignAsked{id, w.hand(id).epoch, "agent:lea", {"ben"}, "because"});
  EXPECT_EQ(w.refusals.size(), 1u);
}

TEST(Desk, one_member_at_a_time_holds_the_thread_and_the_owner_is_the_desk) {  // O4, C2
  Desk w;
  const auto id = w.held_case();
  EXPECT_EQ(w.owner(id), "lead:desk");
  EXPECT_EQ(w.hand(id).holder.value, "dot");
  const auto epoch = w.hand(id).epoch;
  w.replies(id, "dot", "we are on it");
  EXPECT_EQ(w.last_send().person.value, "dot");
  w.replies(id, "dan", "me too");  // a member, but not the one who holds it
  EXPECT_EQ(w.count<SendQueued>(), 0);
  w.assigns(id, "dan");
  EXPECT_EQ(w.owner(id), "lead:desk");
  EXPECT_EQ(w.hand(id).holder.value, "dan");
  EXPECT_EQ(w.hand(id).epoch, epoch);
  w.replies(id, "dan", "now me");
  EXPECT_EQ(w.count<SendQueued>(), 1);
}

TEST(Desk, a_human_owner_keeps_it_until_a_member_accepts) {  // C4
  Desk w;
  const auto id = w.owned_case("ana");
  w.hands_off(id, "agent:ana", "technical", "control_tower");
  w.strategy_fails(id);
  w.brief_comes(id);
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.status(id), CaseStatus::escalated);  // the pod works already
  const auto epoch = w.hand(id).epoch;
  w.acts(w.seat_of(id), Act::claim, "dot");
  EXPECT_EQ(w.hand(id).epoch, epoch + 1);
}

TEST(Desk, a_bot_gives_it_to_the_office_of_the_desk_at_the_decision) {  // C4
  Desk w;
  const auto id = w.says("hello", "bot");
  w.hands_off(id, "bot:helper", "technical", "control_tower");
  EXPECT_EQ(w.owner(id), "lead:desk");
  w.strategy_fails(id);
  EXPECT_EQ(w.item(w.seat_of(id)).lane, kDesk);
  EXPECT_FALSE(w.work_in(id, "technical").empty());
}

TEST(Desk, a_pod_never_writes_to_the_customer_and_its_word_is_a_note) {  // O4
  Desk w;
  const auto id = w.held_case();
  const auto drafts = w.state.drafts.size();
  w.replies(id, "tom", "dear customer");
  EXPECT_EQ(w.count<SendQueued>(), 0);
  EXPECT_EQ(w.state.drafts.size(), drafts);
  EXPECT_EQ(w.at(id).entries.back().what, Entry::What::note);
  EXPECT_EQ(w.last<GateDecided>().decision, GateDecision::refused);
}

TEST(Desk, several_pods_work_at_once_and_their_answers_come_together) {  // O4
  Desk w;
  const auto id = w.held_case();
  w.asks(id, "revenue", "may we refund?");
  EXPECT_EQ(unfinished_work(w.state, id), 2);
  w.answered(w.work_in(id, "revenue"), "rex", "yes, all of it");
  w.answered(w.work_in(id, "technical"), "tom", "it was our fault");
  ASSERT_EQ(answers_of(w.state, id).size(), 2u);
  EXPECT_EQ(w.owner(id), "lead:desk");
}

TEST(Desk, a_resolution_cites_the_answers_it_rests_on) {  // O4, G4
  Desk w;
  const auto id = w.held_case();
  const auto answer = w.answered(w.work_in(id, "technical"), "tom", "restart it");
  w.resolves(id, "agent:dot", "restart it");
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.status(id), CaseStatus::open);
  w.decide(ReplyWritten{id, {}, w.hand(id).epoch, {"dot"}, content("restart it"), "resolution", "", {}});
  EXPECT_EQ(w.count<SendQueued>(), 0);
  w.decide(ResolveAsked{id, w.hand(id).epoch, "agent:dot", content("restart it"), {answer}});
  EXPECT_EQ(w.status(id), CaseStatus::resolved);
  EXPECT_EQ(w.last_send().cites, std::vector<std::string>{answer});
}

struct Conflicting : Desk {
  CaseId id;
  std::string technical, revenue;
  Conflicting() {
    id = held_case();
    asks(id, "revenue", "please look into technical");  // the question the other pod was asked
    technical = answered(work_in(id, "technical"), "tom", "refund it", "yes");
    revenue = answered(work_in(id, "revenue"), "rex", "do not", "no");
  }
};

TEST(Desk, what_rests_on_answers_that_contradict_each_other_is_held) {  // O4, W3
  Conflicting w;
  EXPECT_EQ(w.last<AlarmRaised>().key, "conflict:" + w.id.value);
  EXPECT_TRUE(next_action(w.state, w.at(w.id), w.policy).verb.starts_with("decide which answer stands"));
  EXPECT_EQ(next_action(w.state, w.at(w.id), w.policy).party, "lead:revenue");  // the higher authority
  w.decide(ResolveAsked{w.id, w.hand(w.id).epoch, "agent:dot", content("we refund it"), {w.technical}});
  EXPECT_EQ(w.status(w.id), CaseStatus::open);
  EXPECT_TRUE(w.at(w.id).solve_pending);
  const auto held = w.last_send().id;
  EXPECT_EQ(w.send(held).hold, HoldReason::conflict);
  EXPECT_EQ(w.send(held).state, SendState::held);
  w.replies(w.id, "dot", "we are still looking into it");  // what rests on neither goes out
  EXPECT_EQ(w.last_send().state, SendState::dispatched);
}

TEST(Desk, the_higher_authority_decides_and_the_word_goes_out_or_becomes_a_draft) {  // O4
  for (const bool stands : {true, false}) {
    Conflicting w;
    w.decide(ReplyWritten{w.id, {}, w.hand(w.id).epoch, {"dot"}, content("no refund"), "", "", {w.revenue}});
    const auto held = w.last_send().id;
    w.decide(AnswersDecided{w.id, "agent:tom", w.technical, {}});  // outranked
    EXPECT_EQ(w.refusals.size(), 1u);
    w.decide(AnswersDecided{w.id, stands ? "agent:rex" : "agent:lea", stands ? w.revenue : w.technical,
        content("policy")});
    EXPECT_TRUE(conflicts_of(w.state, w.id).empty());
    EXPECT_EQ(w.send(held).state, stands ? SendState::dispatched : SendState::refused);
    EXPECT_EQ(w.count<ReplyDrafted>(), stands ? 0 : 1);
    w.decide(ReplyWritten{w.id, {}, w.hand(w.id).epoch, {"dot"}, content("x"), "", "", {stands ? w.technical
        : w.revenue}});
    EXPECT_EQ(w.count<SendQueued>(), 0);  // an overruled answer carries no authority
  }
}

TEST(Desk, a_conflict_that_nobody_decides_does_not_hold_a_word_for_ever) {  // W3: every hold has an end
  Conflicting w;
  w.decide(ReplyWritten{w.id, {}, w.hand(w.id).epoch, {"dot"}, content("no refund"), "", "", {w.revenue}});
  const auto held = w.last_send().id;
  w.pass(72 * kHour);
  EXPECT_EQ(w.send(held).state, SendState::refused);
}

TEST(Desk, an_answer_can_say_which_one_it_contradicts) {  // O4
  Desk w;
  const auto id = w.held_case();
  w.asks(id, "revenue", "may we refund?");
  const auto first = w.answered(w.work_in(id, "technical"), "tom", "it was the customer");
  const auto item = w.work_in(id, "revenue");
  w.acts(item, Act::claim, "rex");
  w.decide(WorkAnswered{item, {"rex"}, content("it was us"), true, "", {"k7-w9.1"}});
  EXPECT_EQ(w.refusals.size(), 1u);
  w.decide(WorkAnswered{item, {"rex"}, content("it was us"), true, "", {first}});
  EXPECT_EQ(conflicts_of(w.state, id).size(), 1u);
}

TEST(Relay, the_owner_says_a_specialists_words_with_one_click) {  // O2, G4
  World w;
  const auto id = w.escalated_case("ana");
  w.acts(w.work_of(id), Act::claim, "tom");
  const auto draft = w.replies(id, "tom", "please restart the router");
  const auto text = w.state.drafts.at(draft).text.id;
  ReplyWritten relay;
  relay.case_id = id, relay.epoch = w.hand(id).epoch, relay.agent = {"ana"}, relay.draft = draft;
  w.decide(relay);
  EXPECT_EQ(w.last_send().text.id, text);
  EXPECT_EQ(w.last_send().author, "agent:ana");
  EXPECT_FALSE(w.state.drafts.contains(draft));
  w.decide(relay);
  EXPECT_EQ(w.refusals.size(), 1u);  // once
}

TEST(Relay, nobody_but_the_owner_relays) {  // O2
  World w;
  const auto id = w.escalated_case("ana");
  const auto draft = w.replies(id, "tom", "please restart the router");
  ReplyWritten relay;
  relay.case_id = id, relay.epoch = w.hand(id).epoch, relay.agent = {"ben"}, relay.draft = draft;
  w.decide(relay);
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_TRUE(w.facts.empty());
}

TEST(Takeover, a_specialist_is_offered_the_conversation_of_an_absent_owner) {  // O2: A to B
  World w;
  const auto id = w.escalated_case("ana");
  ReplyWritten wrote{id, {}, w.hand(id).epoch, {"tom"}, content("please restart it"), "", "", {}};
  wrote.owner_absent = true;
  w.decide(wrote);
  ASSERT_EQ(w.count<OfferMade>(), 1);
  const auto seat = w.seat_of(id);
  EXPECT_EQ(w.item(seat).offered_to.value, "tom");
  EXPECT_EQ(w.owner(id), "agent:ana");  // an offer moves nothing
  w.acts(seat, Act::claim, "tina");
  EXPECT_EQ(w.refusals.size(), 1u);  // offered to tom alone
  w.acts(seat, Act::accept, "tom");
  EXPECT_EQ(w.owner(id), "agent:tom");
  EXPECT_EQ(w.at(id).model, kReassign);
  EXPECT_EQ(w.at(id).lane.value, "technical");
}

TEST(Takeover, nobody_takes_it_from_an_owner_who_is_there_and_in_time) {  // O2
  World w;
  const auto id = w.escalated_case("ana");
  w.replies(id, "tom", "please restart it");
  EXPECT_TRUE(w.seat_of(id).empty());
  ReplyWritten stranger{id, {}, w.hand(id).epoch, {"cleo"}, content("hm"), "", "", {}};
  stranger.owner_absent = true;
  w.decide(stranger);
  EXPECT_TRUE(w.seat_of(id).empty());  // cleo holds no skill that this case asks for
}

TEST(Takeover, an_offer_that_is_not_taken_is_over) {  // O2
  World w;
  const auto id = w.escalated_case("ana");
  ReplyWritten wrote{id, {}, w.hand(id).epoch, {"tom"}, content("please restart it"), "", "", {}};
  wrote.owner_absent = true;
  w.decide(wrote);
  w.pass(120 * kSecond);
  EXPECT_TRUE(w.seat_of(id).empty());
  EXPECT_EQ(w.owner(id), "agent:ana");
  EXPECT_EQ(w.at(id).model, kL1Owns);
}

// Ana owns a conversation whose decision belongs to the technical lane.
struct Unskilled : World {
  CaseId id;
  Unskilled() {
    id = owned_case("ana");
    hands_off(id, "agent:ana", "technical", "reassign");
    strategy_fails(id);
    brief_comes(id);
    acts(seat_of(id), Act::claim, "tom");
    assigns(id, "ana");
  }
  void breaks_glass(const char* reason, std::vector<AgentId> present) {
    ReplyWritten reply{id, {}, hand(id).epoch, {"ana"}, content("switch it off, now"), "", "", {}};
    reply.break_glass = content(reason);
    reply.skilled_present = std::move(present);
    decide(reply);
  }
};

TEST(BreakGlass, with_a_reason_and_nobody_else_there_it_is_said_and_told) {  // G4
  Unskilled w;
  w.breaks_glass("smoke, and nobody is on shift", {});
  EXPECT_EQ(w.count<SendQueued>(), 1);
  EXPECT_EQ(w.last<GlassBroken>().lane.value, "technical");
  EXPECT_EQ(w.last<AlarmRaised>().key, "break_glass:" + w.id.value);
}

TEST(BreakGlass, not_while_somebody_with_the_skill_is_there_nor_without_a_reason) {  // G4
  Unskilled w;
  w.breaks_glass("smoke", {{"tom"}});
  EXPECT_EQ(w.count<SendQueued>(), 0);
  w.breaks_glass("", {});
  EXPECT_EQ(w.count<SendQueued>(), 0);
  EXPECT_EQ(w.total<GlassBroken>(), 0);
}

TEST(BreakGlass, never_for_compliance) {  // G4
  Unskilled w;
  w.policy.lanes[{"technical"}].break_glass = false;  // as compliance always is
  w.breaks_glass("smoke", {});
  EXPECT_EQ(w.count<SendQueued>(), 0);
}

}  // namespace
}  // namespace baton::core::testing
