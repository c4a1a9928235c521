// SPDX-License-Identifier: MIT
// secure_path_test.cpp - data that does not belong in a chat (I4, I5, H2, H13).
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

Policy with_page() {
  auto policy = triage_policy();
  policy.secure_path.url = "https://id.example.com";
  policy.secure_path.key = "key";
  return policy;
}

class SecurePathTest : public ::testing::Test {
 protected:
  World w{with_page()};

  CaseId sends_card(const std::string& account = "bot") {
    auto wrote = w.words("[card ending 1111]", account);
    wrote.masked = 1;
    w.decide(wrote);
    return w.state.cases.rbegin()->first;
  }
  int pointed() const {
    int n = 0;
    for (const auto& [id, send] : w.state.sends) n += send.purpose == SendPurpose::secure_path ? 1 : 0;
    return n;
  }
  SignalReported result(const CaseId& id, std::string value) const {
    SignalReported signal;
    signal.kind = "secure_path";
    signal.value = std::move(value);
    signal.level = "high";
    signal.message = w.at(id).secure_path.message;
    signal.by = "service:id";
    return signal;
  }
};

TEST_F(SecurePathTest, the_customer_is_not_pointed_to_the_page_or_twice_H2_H13) {
  const auto id = sends_card();
  EXPECT_EQ(pointed(), 1);
  EXPECT_EQ(w.at(id).secure_path.expires, w.now + 30 * kMinute);
  sends_card();
  w.pass(6 * kSecond);
  EXPECT_EQ(pointed(), 1);
}

TEST_F(SecurePathTest, without_a_page_nothing_is_promised) {
  w.policy.secure_path.url.clear();
  sends_card();
  EXPECT_EQ(pointed(), 0);
  EXPECT_EQ(w.last<HandoffDecided>().trigger, "H2");
}

TEST_F(SecurePathTest, the_result_counts_twice_or_after_its_time_H13) {
  const auto id = sends_card();
  w.decide(result(id, "passed"));
  EXPECT_EQ(w.at(id).secure_path.result, "passed");
  EXPECT_EQ(w.at(id).secure_path.level, "high");
  w.decide(result(id, "failed"));
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_EQ(w.at(id).secure_path.result, "passed");
}

TEST_F(SecurePathTest, an_expired_path_still_brings_a_result_H13) {
  const auto id = sends_card();
  const auto late = result(id, "passed");
  w.pass(31 * kMinute);
  w.decide(late);
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_TRUE(w.at(id).secure_path.result.empty());
}

TEST_F(SecurePathTest, an_agent_asks_for_a_card_number_in_the_chat_I5) {
  const auto id = w.owned_case();
  const auto before = w.total<SendAttempted>();
  w.replies(id, "ana", "please send me your card number");
  EXPECT_EQ(w.last<GateDecided>().decision == GateDecision::refused || pointed() == 1, true);
  EXPECT_EQ(w.total<ReplyDrafted>(), 1);
  EXPECT_EQ(w.last<ReplyDrafted>().author, "agent:ana");
  EXPECT_EQ(pointed(), 1) << "the secure path is offered instead";
  EXPECT_EQ(w.total<SendAttempted>(), before + 1) << "and it alone leaves";
}

TEST_F(SecurePathTest, an_agent_repeats_a_card_number_I5) {
  w.policy.secure_path.url.clear();
  const auto id = w.owned_case();
  ReplyWritten reply;
  reply.case_id = id;
  reply.epoch = w.hand(id).epoch;
  reply.agent = {"ana"};
  reply.text = content("your card [card ending 1111]");
  reply.masked = 1;
  w.decide(reply);
  EXPECT_EQ(w.last<GateDecided>().decision, GateDecision::refused);
  EXPECT_NE(w.last<GateDecided>().why.find("does not belong in a chat"), std::string::npos);
}

TEST_F(SecurePathTest, a_bot_asks_for_a_card_number_I5) {
  const auto id = w.says("hello", "bot");
  w.bot_says(id, "please send me your card number");
  EXPECT_EQ(w.total<BotTurnTaken>(), 0);
  EXPECT_EQ(w.total<ReplyDrafted>(), 1);
  EXPECT_EQ(pointed(), 1);
}

CustomerWrote photo(const World& w, const std::string& text) {
  auto wrote = w.words(text);
  wrote.kind = MessageKind::image;
  Attachment image;
  image.kind = MessageKind::image;
  image.remote_id = content("media-" + text);
  wrote.attachments.push_back(std::move(image));
  return wrote;
}

TEST_F(SecurePathTest, a_photo_of_a_passport_is_fetched_like_any_other_I4) {
  w.decide(photo(w, "my passport"));
  const auto withheld = [&] { return w.state.cases.begin()->second.entries.back().attachments[0].withheld; };
  EXPECT_TRUE(withheld());
  w.pass(6 * kSecond);
  w.decide(photo(w, "and this one"));
  EXPECT_TRUE(withheld()) << "soon after such words";
  w.pass(20 * kMinute);
  w.decide(photo(w, "the broken lid"));
  EXPECT_FALSE(withheld());
}

TEST_F(SecurePathTest, the_brief_is_silent_about_what_was_withheld_I4) {
  w.decide(photo(w, "my passport"));
  const auto id = w.state.cases.begin()->first;
  w.pass(6 * kSecond);
  const auto seat = w.seat_of(id);
  ASSERT_FALSE(seat.empty());
  w.present(seat, {"ana"});
  EXPECT_EQ(w.at(id).brief.withheld, 1);
  EXPECT_TRUE(w.at(id).brief.evidence.empty());
}

TEST_F(SecurePathTest, data_are_asked_for_by_another_door_I5) {
  const auto id = w.owned_case();
  const auto epoch = w.hand(id).epoch;
  const std::string asks = "send me your card number";
  const std::vector<Input> doors{EvidenceAsked{id, epoch, "agent:ana", content(asks), w.now + kHour, {}},
                                 PlanAsked{id, epoch, "agent:ana", w.now + kHour, "", content(asks)},
                                 ResolveAsked{id, epoch, "agent:ana", content(asks)}};
  for (const auto& door : doors) {
    w.decide(door);
    ASSERT_EQ(w.refusals.size(), 1u) << dump(door);
    EXPECT_EQ(w.refusals.front().kind, Refusal::Kind::not_allowed);
    EXPECT_TRUE(w.facts.empty());
  }
  EvidenceAsked holds{id, epoch, "agent:ana", content("is [card ending 1111] yours?"), w.now + kHour, {}};
  holds.classes = {"card"};
  w.decide(holds);
  EXPECT_EQ(w.refusals.size(), 1u);
}

// H13: the table.
class ChannelTableTest : public SecurePathTest {
 protected:
  void SetUp() override {
    w.policy.channels["whatsapp"].classes = {{"iban", Way::stay}, {"card", Way::form}, {"password", Way::call}};
    w.policy.channels["*"].classes = {{"one_time_code", Way::email}};
    w.policy.channels["whatsapp"].intents = {{"gdpr", Way::email}};
  }
  CaseId sends(std::vector<std::string> classes, const std::string& account = "bot") {
    auto wrote = w.words("here it is: [masked]", account);
    wrote.masked = static_cast<std::int64_t>(classes.size());
    wrote.classes = std::move(classes);
    w.decide(wrote);
    return w.state.cases.rbegin()->first;
  }
};

TEST_F(ChannelTableTest, a_class_goes_its_way_where_the_table_says_another_H13) {
  const auto& policy = w.policy;
  EXPECT_EQ(policy.way_of_class("whatsapp", "iban"), Way::stay);
  EXPECT_EQ(policy.way_of_class("whatsapp", "password"), Way::call);
  EXPECT_EQ(policy.way_of_class("whatsapp", "one_time_code"), Way::email) << "as on every channel";
  EXPECT_EQ(policy.way_of_class("email", "one_time_code"), Way::stay) << "there already";
  EXPECT_EQ(policy.way_of_class("whatsapp", "national_id"), Way::form) << "what nobody speaks of";
  EXPECT_EQ(policy.way_of_intent("whatsapp", "gdpr"), Way::email);
  EXPECT_EQ(policy.way_of_intent("whatsapp", "refund"), Way::stay);
}

TEST_F(ChannelTableTest, data_that_may_stay_end_the_bots_turn_or_send_the_customer_away_H13) {
  sends({"iban"});
  w.pass(6 * kSecond);
  EXPECT_EQ(w.total<HandoffDecided>(), 0);
  EXPECT_EQ(pointed(), 0);
}

TEST_F(ChannelTableTest, the_customer_is_told_another_way_than_the_table_says_or_twice_H13) {
  const auto id = sends({"password"});
  w.pass(6 * kSecond);
  ASSERT_EQ(w.total<OtherWayNamed>(), 1);
  EXPECT_EQ(w.last<OtherWayNamed>().way, "call");
  EXPECT_EQ(w.last<OtherWayNamed>().about, "password");
  EXPECT_EQ(w.send(w.last<OtherWayNamed>().message).canned, "belongs_in_call");
  sends({"password"});
  w.pass(6 * kSecond);
  EXPECT_EQ(w.total<OtherWayNamed>(), 1) << "once";
  EXPECT_EQ(w.at(id).ways, std::vector<std::string>{"call"});
}

TEST_F(ChannelTableTest, the_milder_of_two_ways_is_named_H13) {
  sends({"password", "card"});
  w.pass(6 * kSecond);
  EXPECT_EQ(pointed(), 1) << "a card belongs into the form, whatever else was said";
}

TEST_F(ChannelTableTest, a_word_that_holds_a_password_is_refused_without_the_other_channel_I5_H13) {
  const auto id = w.owned_case();
  ReplyWritten reply;
  reply.case_id = id;
  reply.epoch = w.hand(id).epoch;
  reply.agent = {"ana"};
  reply.text = content("your password is [password]");
  reply.masked = 1;
  reply.classes = {"password"};
  w.decide(reply);
  EXPECT_EQ(w.last<GateDecided>().decision == GateDecision::other_channel || w.total<OtherWayNamed>() == 1, true);
  EXPECT_EQ(w.total<OtherWayNamed>(), 1);
  EXPECT_EQ(w.total<ReplyDrafted>(), 1);
  reply.text = content("your account is [IBAN]");
  reply.classes = {"iban"};
  w.decide(reply);
  EXPECT_EQ(w.last<GateDecided>().decision, GateDecision::refused) << "it would go out masked";
}

TEST_F(ChannelTableTest, a_bot_goes_on_with_what_does_not_stay_H13) {
  const auto id = w.says("hello", "bot");
  w.state.cases.at(id).triage.intent = "gdpr";
  w.bot_says(id, "let us talk about your data");
  EXPECT_EQ(w.total<ReplyDrafted>(), 1);
  const auto gates = std::count_if(w.facts.begin(), w.facts.end(), [](const Ruled& ruled) {
    const auto* gate = std::get_if<GateDecided>(&ruled.fact);
    return gate != nullptr && gate->decision == GateDecision::other_channel && ruled.rule == "H13";
  });
  EXPECT_EQ(gates, 1);
  EXPECT_EQ(w.last<OtherWayNamed>().way, "email");
}

TEST_F(ChannelTableTest, people_cannot_finish_what_does_not_stay_H13) {
  const auto id = w.says("under gdpr, delete my data", "bot");
  w.pass(6 * kSecond);
  ASSERT_EQ(w.total<OtherWayNamed>(), 1) << "at triage, at once";
  EXPECT_EQ(w.last<OtherWayNamed>().about, "gdpr");
  EXPECT_EQ(w.last<OtherWayNamed>().channel, "whatsapp");
  w.strategy_fails(id);
  const std::string who = w.at(id).lane.value == "compliance" ? "cleo" : "ana";
  w.assigns(id, who);
  w.replies(id, who, "we have your mail, thank you");
  EXPECT_EQ(w.last<GateDecided>().decision, GateDecision::free);
}

TEST_F(ChannelTableTest, a_draft_is_relayed_before_the_customer_was_told_of_the_other_way_H13) {
  const auto id = w.owned_case();
  w.replies(id, "ben", "we have it here");
  const auto draft = w.last<ReplyDrafted>().message;
  w.state.cases.at(id).triage.intent = "gdpr";
  ReplyWritten relay{id, {}, w.hand(id).epoch, {"ana"}, {}, "", "", {}};
  relay.draft = draft;
  w.decide(relay);
  EXPECT_EQ(w.refusals.size(), 1u) << "the draft stays as it is";
  EXPECT_EQ(w.total<OtherWayNamed>(), 1) << "and the customer knows";
  ASSERT_TRUE(w.state.drafts.contains(draft));
  w.decide(relay);
  EXPECT_TRUE(w.refusals.empty());
  EXPECT_FALSE(w.state.drafts.contains(draft));
}

TEST_F(ChannelTableTest, a_lane_that_only_observes_sends_the_customer_away_or_stops_people_G14_H13) {
  w.policy.lanes.at({"general"}).modes.rules["H13"] = RuleMode::observe;
  const auto id = w.owned_case();
  w.state.cases.at(id).triage.intent = "gdpr";
  w.replies(id, "ana", "we look into it");
  EXPECT_EQ(w.last<GateDecided>().decision, GateDecision::free);
  ReplyWritten reply;
  reply.case_id = id;
  reply.epoch = w.hand(id).epoch;
  reply.agent = {"ana"};
  reply.text = content("your password is [password]");
  reply.masked = 1;
  reply.classes = {"password"};
  w.decide(reply);
  EXPECT_EQ(w.last<GateDecided>().decision, GateDecision::other_channel) << "I5 is not switchable";
  EXPECT_EQ(w.total<OtherWayNamed>(), 0) << "but Baton says nothing by itself";
}

}  // namespace
}  // namespace baton::core::testing
