// SPDX-License-Identifier: MIT
// The whole brief (B1-B3): its fields, its sources, its length, its language.
#include "brief.h"

#include <gtest/gtest.h>

#include "budget.h"

namespace baton::brief {
namespace {

class Talk {
 public:
  Talk& say(Speaker speaker, std::string text) {
    texts_.push_back(std::move(text));
    speakers_.push_back(speaker);
    return *this;
  }
  Input input() const {
    Input input;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      Event event;
      event.sequence = i + 1;
      event.speaker = speakers_[i];
      event.text = texts_[i];
      input.events.push_back(event);
    }
    return input;
  }
  const std::string& text(std::uint64_t sequence) const { return texts_.at(sequence - 1); }

 private:
  std::vector<std::string> texts_;
  std::vector<Speaker> speakers_;
};

Talk washing_machine() {
  return Talk()
      .say(Speaker::customer, "Hello!")
      .say(Speaker::bot, "Hello, how can I help?")
      .say(Speaker::customer, "My washing machine has not arrived, where is it?")
      .say(Speaker::bot, "What is your order number?")
      .say(Speaker::customer, "4412, and I paid with 4111 1111 1111 1111")
      .say(Speaker::agent, "I asked the warehouse, the parcel left on 3 May.")
      .say(Speaker::customer, "Nobody came. When will it be here?");
}

TEST(Brief, has_the_fields_of_b1_with_their_messages) {
  const Talk talk = washing_machine();
  Input input = talk.input();
  input.revision = 12;
  input.facts.status = CaseFacts::Status::escalated;
  input.facts.owner = "bot:x";
  input.facts.segment = "enterprise";
  input.facts.rule = "H9";
  input.facts.question = "Where is the parcel?";
  const Brief brief = make_brief(input, {});
  EXPECT_EQ(brief.revision, 12u);
  EXPECT_EQ(brief.intent, "My washing machine has not arrived, where is it?");
  EXPECT_EQ(brief.intent_sequence, 3u);
  EXPECT_EQ(brief.segment, "enterprise");
  EXPECT_EQ(brief.status, "escalated, with the bot, the customer waits for an answer");
  EXPECT_EQ(brief.reason, "automation did not understand three times (H9)");
  EXPECT_EQ(brief.decision_needed, "Where is the parcel?");
  EXPECT_FALSE(brief.next_action.empty());
  ASSERT_FALSE(brief.details.empty());
  EXPECT_EQ(brief.details[0].value, "4412");
  EXPECT_EQ(brief.steps_state, StepsState::listed);
  EXPECT_EQ(brief.steps.back().sequence, 6u);
  EXPECT_EQ(brief.withheld_count, 1u);
}

TEST(Brief, every_detail_stands_in_the_message_it_names) {
  const Talk talk = washing_machine();
  for (const Item& item : make_brief(talk.input(), {}).details) {
    EXPECT_NE(talk.text(item.sequence).find(item.value), std::string::npos) << item.value;
  }
}

TEST(Brief, none_attempted_is_a_value_and_unknown_is_a_gap) {
  const Talk talk = Talk().say(Speaker::customer, "it is broken");
  EXPECT_EQ(make_brief(talk.input(), {}).steps_state, StepsState::none);
  EXPECT_EQ(make_brief(Input{}, {}).steps_state, StepsState::unknown);
  EXPECT_FALSE(make_brief(Input{}, {}).intent.empty());
}

TEST(Brief, the_customers_open_question_is_the_decision_when_nobody_named_one) {
  const Talk talk = washing_machine();
  EXPECT_EQ(make_brief(talk.input(), {}).decision_needed, "When will it be here?");
}

TEST(Brief, is_a_briefing_however_long_the_conversation) {
  Talk talk;
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(10'000 + i);
    talk.say(Speaker::customer, "my invoice number is " + n + " and the Grand Plaza " + n + " owes me $" + n);
    talk.say(Speaker::agent,
             "I looked into invoice " + n + " and sent it to the accounting department for a check.");
  }
  for (const std::size_t chars_max : {1000u, 700u, 400u}) {
    Input input = talk.input();
    input.chars_max = chars_max;
    input.facts.reason = std::string(500, 'r');
    const Brief brief = make_brief(input, {});
    EXPECT_LE(estimated_chars(brief), chars_max);
    EXPECT_LE(brief.details.size(), kItemsMax);
    EXPECT_FALSE(brief.steps.empty());
  }
}

TEST(Brief, secrets_of_the_handoff_itself_are_masked_too) {
  const Talk talk = washing_machine();
  Input input = talk.input();
  input.facts.rule = "handoff";
  input.facts.reason = "customer gave card 4111111111111111";
  input.facts.question = "is password: hunter2 still valid?";
  const Brief brief = make_brief(input, {});
  EXPECT_EQ(brief.reason.find("41111"), std::string::npos);
  EXPECT_EQ(brief.decision_needed.find("hunter2"), std::string::npos);
  EXPECT_EQ(brief.withheld_count, 3u);
}

TEST(Brief, our_own_words_are_in_the_teams_language_and_quotes_in_the_original) {
  const Talk talk = washing_machine();
  Input input = talk.input();
  input.language = "de-AT";
  input.facts.owner = "agent:ana";
  const Brief brief = make_brief(input, {});
  EXPECT_EQ(brief.status, "offen, bei Agent ana, der Kunde wartet auf Antwort");
  EXPECT_EQ(brief.intent, "My washing machine has not arrived, where is it?");
}

TEST(Brief, edited_words_replace_the_old_ones_and_deleted_ones_are_gone) {
  Input input;
  const auto add = [&](std::string_view id, std::string_view text, bool edits, bool deletes) {
    Event event;
    event.sequence = input.events.size() + 1;
    event.speaker = deletes ? Speaker::other : Speaker::customer;
    event.message_id = id;
    event.text = text;
    event.edits = edits;
    event.deletes = deletes;
    input.events.push_back(event);
  };
  add("m1", "my order number is 1111", false, false);
  add("m2", "my ticket number is 2222", false, false);
  add("m1", "my order number is 3333", true, false);
  add("m2", "", false, true);
  const Brief brief = make_brief(input, {});
  ASSERT_EQ(brief.details.size(), 1u);
  EXPECT_EQ(brief.details[0].value, "3333");
  EXPECT_EQ(brief.details[0].sequence, 3u);
}

TEST(Brief, evidence_is_listed_and_stands_for_missing_words) {
  Input input;
  Event event;
  event.sequence = 1;
  event.speaker = Speaker::customer;
  event.attachments = {{"image", "broken screen.jpg"}, {"voice", ""}};
  input.events.push_back(event);
  const Brief brief = make_brief(input, {});
  ASSERT_EQ(brief.evidence.size(), 2u);
  EXPECT_EQ(brief.evidence[0].value, "broken screen.jpg");
  EXPECT_EQ(brief.evidence[1].value, "voice");
  EXPECT_EQ(brief.intent, "sent without words: image");
  EXPECT_EQ(brief.intent_sequence, 1u);
}

}  // namespace
}  // namespace baton::brief
