// SPDX-License-Identifier: MIT
#include "steps.h"

#include <gtest/gtest.h>

namespace baton::brief {
namespace {

std::vector<Step> steps(std::initializer_list<std::pair<Speaker, std::string_view>> lines) {
  std::vector<Event> events;
  for (const auto& [speaker, text] : lines) {
    Event event;
    event.sequence = events.size() + 1;
    event.speaker = speaker;
    event.text = text;
    events.push_back(event);
  }
  return find_steps(read_conversation(events));
}

TEST(Steps, greetings_and_sympathy_are_nothing_attempted) {
  EXPECT_TRUE(steps({{Speaker::bot, "Hello! How can I help you?"},
                     {Speaker::customer, "it is broken"},
                     {Speaker::bot, "I am sorry to hear that."},
                     {Speaker::agent, "Thank you for your patience."}})
                  .empty());
}

TEST(Steps, what_was_done_is_quoted_and_what_was_asked_is_named) {
  const auto found = steps({{Speaker::agent, "Great, I have restarted the router. Can I do more for you?"},
                            {Speaker::bot, "What is your order number?"},
                            {Speaker::note, "checked with the warehouse"},
                            {Speaker::work_answer, "refund approved"}});
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].text, "I have restarted the router");
  EXPECT_EQ(found[0].sequence, 1u);
  EXPECT_EQ(found[1].kind, StepKind::asked);
  EXPECT_EQ(found[1].text, "order number");
  EXPECT_EQ(found[2].kind, StepKind::noted);
  EXPECT_EQ(found[3].kind, StepKind::answered);
}

TEST(Steps, the_same_words_again_are_one_step) {
  EXPECT_EQ(steps({{Speaker::agent, "I restarted the router."}, {Speaker::agent, "I restarted the router!"}})
                .size(),
            1u);
}

}  // namespace
}  // namespace baton::brief
