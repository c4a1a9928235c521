// SPDX-License-Identifier: MIT
// requests_test.cpp - evidence and decisions asked of the customer: what counts as an answer, one reminder, an end,
// and old buttons that change nothing (J2, J4, C6).
#include "host/core/testing/world.h"
#include "host/core/yes_no.h"

namespace baton::core::testing {
namespace {

struct Asked : World {
  CaseId id;
  MessageId question;
  Asked() {
    policy.connectors[{"wa"}].channel.buttons_max = 3;
    id = owned_case("ana");
  }
  void asks(std::vector<std::string> options = {"Yes", "No"}, bool tap_only = false, Millis span = 4 * kHour) {
    ApprovalAsked asked{id, hand(id).epoch, "agent:ana", content("may we send it again?"), {}, tap_only, now + span,
        {}};
    for (auto& option : options) asked.options.push_back(content(option));
    decide(asked);
    question = last_send().id;
    if (send(question).state == SendState::dispatched) taken(question);
  }
  void asks_for_evidence() {
    decide(EvidenceAsked{id, hand(id).epoch, "agent:ana", content("please send a photo"), now + 4 * kHour, {}});
    question = last_send().id;
    taken(question);
  }
  CustomerWrote tap(const MessageId& on, int option) {
    auto wrote = words("Yes");
    wrote.kind = MessageKind::button;
    wrote.button_payload = content("baton:" + on.value + ":" + std::to_string(option));
    wrote.quoted.ref = send(on).remote_id;
    return wrote;
  }
  const Request& request() const { return at(id).requests.back(); }
};

TEST(Approval, a_tap_is_the_answer_and_ends_the_wait) {  // J4, C6
  Asked w;
  w.asks();
  EXPECT_EQ(w.last_send().buttons.size(), 2u);
  EXPECT_EQ(w.status(w.id), CaseStatus::waiting_customer);
  w.decide(w.tap(w.question, 1));
  EXPECT_EQ(w.request().ended, "answered");
  EXPECT_EQ(w.request().chosen, 1);
  EXPECT_EQ(w.status(w.id), CaseStatus::open);
}

TEST(Approval, a_word_of_the_closed_list_is_an_answer_only_as_the_whole_message) {  // J4
  for (const auto& [text, chosen] : std::map<std::string, int>{{"Yes.", 0}, {"NO", 1}, {"yes but later", -1}, {"ok",
      -1}}) {
    Asked w;
    w.asks();
    w.says(text);
    EXPECT_EQ(w.request().chosen, chosen) << text;
    EXPECT_EQ(w.request().open(), chosen < 0) << text;
  }
}

TEST(Approval, money_consent_and_identity_are_never_inferred_from_words) {  // J4
  Asked w;
  w.asks({"Yes", "No"}, true);
  w.says("yes");
  EXPECT_TRUE(w.request().open());
  w.decide(w.tap(w.question, 0));
  EXPECT_EQ(w.request().chosen, 0);
}

TEST(Approval, yes_answers_no_question_of_other_options) {  // J4
  Asked w;
  w.asks({"Refund", "Voucher"});
  w.says("yes");
  EXPECT_TRUE(w.request().open());
}

TEST(Approval, an_old_button_changes_nothing_and_says_so) {  // J4
  Asked w;
  w.asks();
  w.decide(w.tap(w.question, 0));
  w.decide(w.tap(w.question, 1));
  EXPECT_EQ(w.request().chosen, 0);
  EXPECT_EQ(w.count<RequestStale>(), 1);
  EXPECT_EQ(w.last_send().canned, "request_over");
  EXPECT_EQ(w.last_send().state, SendState::dispatched);
}

TEST(Approval, it_is_reminded_of_once_and_ends) {  // J4
  Asked w;
  w.asks();
  w.pass(2 * kHour - 1);
  EXPECT_EQ(w.total<RequestReminded>(), 0);
  w.pass(1);
  EXPECT_EQ(w.total<RequestReminded>(), 1);
  EXPECT_EQ(w.last_send().canned, "request_reminder");
  w.taken(w.last_send().id);
  w.pass(2 * kHour);
  EXPECT_EQ(w.total<RequestReminded>(), 1);
  EXPECT_EQ(w.request().ended, "expired");
  EXPECT_EQ(w.status(w.id), CaseStatus::open);
  w.decide(w.tap(w.question, 0));
  EXPECT_EQ(w.request().chosen, -1);
}

TEST(Approval, where_there_are_no_buttons_the_number_is_the_answer) {  // J4
  Asked w;
  w.policy.connectors[{"wa"}].channel.buttons_max = 0;
  w.asks({"Refund", "Voucher"});
  w.says("2");
  EXPECT_EQ(w.request().chosen, 1);
  Asked with_buttons;
  with_buttons.asks({"Refund", "Voucher"});
  with_buttons.says("2");
  EXPECT_TRUE(with_buttons.request().open());
}

TEST(Approval, the_tap_that_opens_a_closed_window_is_no_answer_yet) {  // J4, W5
  Asked w;
  w.pass(25 * kHour);
  w.asks({"Yes", "No"}, false, 48 * kHour);
  w.templates(w.question, {usable("status_a")});
  w.taken(w.question);
  w.decide(w.tap(w.question, 0));
  EXPECT_TRUE(w.request().open());
  const auto again = w.last_send();  // the question itself, with its buttons
  EXPECT_EQ(again.buttons.size(), 2u);
  EXPECT_EQ(again.request, 1);
  w.taken(again.id);
  w.decide(w.tap(again.id, 0));
  EXPECT_EQ(w.request().chosen, 0);
}

TEST(Approval, only_the_owner_asks_and_only_for_a_time_to_come) {  // J4, C2
  Asked w;
  const auto epoch = w.hand(w.id).epoch;
  const auto asks = [&](const char* by, std::uint64_t under, Instant expires, std::size_t options) {
    ApprovalAsked asked{w.id, under, by, content("?"), {}, false, expires, {}};
    for (std::size_t i = 0; i < options; ++i) asked.options.push_back(content("o" + std::to_string(i)));
    w.decide(asked);
    return w.refusals.size();
  };
  EXPECT_EQ(asks("agent:tom", epoch, w.now + kHour, 2), 1u);
  EXPECT_EQ(asks("agent:ana", epoch - 1, w.now + kHour, 2), 1u);
  EXPECT_EQ(asks("agent:ana", epoch, w.now, 2), 1u);
  EXPECT_EQ(asks("agent:ana", epoch, w.now + kHour, 1), 1u);
  EXPECT_EQ(asks("agent:ana", epoch, w.now + kHour, 4), 1u);
  EXPECT_TRUE(w.at(w.id).requests.empty());
}

TEST(Approval, a_question_that_does_not_go_out_is_not_waited_for) {  // J4, C11
  Asked w;
  ApprovalAsked asked{w.id, w.hand(w.id).epoch, "agent:ana", content("may we?"), {}, false, w.now + kHour, {}};
  asked.options = {content("Yes"), content("No")};
  w.decide(asked);
  EXPECT_EQ(w.status(w.id), CaseStatus::waiting_customer);
  w.fails(w.last_send().id, FailureScope::message);
  EXPECT_EQ(w.request().ended, "not sent");
  EXPECT_EQ(w.status(w.id), CaseStatus::open);
}

TEST(Approval, a_resolved_case_asks_nothing_any_more) {  // J4, J6
  Asked w;
  w.asks();
  w.resolves(w.id, "agent:ana");
  EXPECT_EQ(w.request().ended, "withdrawn");
  w.decide(w.tap(w.question, 0));
  EXPECT_EQ(w.request().chosen, -1);
  EXPECT_EQ(w.status(w.id), CaseStatus::resolved);  // an old button changes nothing
}

TEST(Evidence, what_arrives_is_tied_to_the_request) {  // J2
  Asked w;
  w.asks_for_evidence();
  EXPECT_EQ(w.status(w.id), CaseStatus::waiting_customer);
  w.says("I will look for it");
  EXPECT_TRUE(w.request().evidence.empty());
  auto photo = w.words("");
  photo.kind = MessageKind::image;
  photo.attachments.push_back({MessageKind::image, content("media-1"), {}, "image/jpeg", "", 10});
  w.decide(photo);
  ASSERT_EQ(w.request().evidence.size(), 1u);
  EXPECT_EQ(w.request().evidence[0], w.at(w.id).entries.back().message);
  EXPECT_EQ(w.request().ended, "answered");
  auto second = photo;
  second.remote_id = content("wamid.second");
  w.decide(second);  // more of the same
  EXPECT_EQ(w.request().evidence.size(), 2u);
}

TEST(Evidence, a_quoted_answer_in_words_is_tied_as_well) {  // J2
  Asked w;
  w.asks_for_evidence();
  auto serial = w.words("SN 12345");
  serial.quoted.ref = w.send(w.question).remote_id;
  w.decide(serial);
  EXPECT_EQ(w.request().evidence.size(), 1u);
}

TEST(Call, a_missed_call_leaves_a_follow_up_and_ends_a_wait) {  // J5, C6
  Asked w;
  w.waits(w.id, "agent:ana");
  w.decide(CallReported{w.place(), content("call-1"), CallOutcome::missed, true, 0, w.now, w.now});
  EXPECT_EQ(w.status(w.id), CaseStatus::open);
  EXPECT_EQ(next_action(w.state, w.at(w.id), w.policy).verb, "call the customer back");
}

TEST(YesNo, is_a_closed_list) {  // J4
  for (const char* yes : {"yes", "Yes!", " ja ", "S\u00ed", "oui", "sim",
      "\u0939\u093e\u0901"}) EXPECT_EQ(yes_or_no(yes), true) << yes;
  for (const char* no : {"no", "Nein.", "non", "n\u00e3o"}) EXPECT_EQ(yes_or_no(no), false) << no;
  for (const char* neither : {"", "yes and no", "no idea", "maybe", "1", "yes?"}) EXPECT_FALSE(yes_or_no(neither))
      << neither;
}

}  // namespace
}  // namespace baton::core::testing
