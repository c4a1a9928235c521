// SPDX-License-Identifier: MIT
// brief_text_test.cpp - B3: a briefing of at most a thousand characters, of whole fields, with nothing that was erased.
#include "host/core/brief_text.h"

#include <gtest/gtest.h>

#include <map>

namespace baton::core {
namespace {

class Words_ {
 public:
  ContentRef put(std::string text) {
    texts_[++next_] = std::move(text);
    return {next_, "h" + std::to_string(next_)};
  }
  std::string text_of(const Brief& brief) const {
    return brief_text(brief, [&](const ContentRef& ref) {
      const auto found = texts_.find(ref.id);
      return found == texts_.end() ? std::string{} : found->second;
    });
  }
  void erase() { texts_.clear(); }

 private:
  std::map<std::int64_t, std::string> texts_;
  std::int64_t next_ = 0;
};

std::size_t characters(const std::string& text) {
  std::size_t n = 0;
  for (const char c : text) n += (c & 0xC0) != 0x80 ? 1 : 0;
  return n;
}

Brief small(Words_& words) {
  Brief brief;
  brief.made_by = "brief-extractive";
  brief.segment = "enterprise";
  brief.status = "escalated";
  brief.trigger = "H8";
  brief.intent = words.put("parcel lost");
  brief.details.push_back({words.put("Order"), words.put("4711"), 2, {}});
  brief.steps_state = StepsState::listed;
  brief.steps.push_back({{}, words.put("asked the carrier"), 3, {}});
  brief.next_action = words.put("refund or send again");
  brief.decision_needed = words.put("may we refund?");
  return brief;
}

TEST(BriefText, says_the_fields_of_B1) {
  Words_ words;
  const auto text = words.text_of(small(words));
  for (const auto* part : {"Intent: parcel lost", "Segment: enterprise", "Status: escalated, escalated by H8", "Order: 4711",
                           "Attempted: asked the carrier", "Next: refund or send again", "Decision needed: may we refund?"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  EXPECT_EQ(text.find("minimal"), std::string::npos);
}

TEST(BriefText, none_attempted_is_said_and_not_left_out) {
  Words_ words;
  auto brief = small(words);
  brief.steps.clear();
  brief.steps_state = StepsState::none;
  EXPECT_NE(words.text_of(brief).find("none attempted"), std::string::npos);
}

TEST(BriefText, a_minimal_brief_says_that_it_is_one) {
  Words_ words;
  auto brief = small(words);
  brief.made_by = "host";
  EXPECT_NE(words.text_of(brief).find("minimal brief"), std::string::npos);
}

TEST(BriefText, never_more_than_a_thousand_characters_and_never_half_a_field) {
  Words_ words;
  auto brief = small(words);
  for (int i = 0; i < 60; ++i) brief.details.push_back({words.put("Größe"), words.put("Ünïcödé " + std::to_string(i)), 1, {}});
  for (int i = 0; i < 60; ++i) brief.steps.push_back({{}, words.put("said something long again and again and again"), 1, {}});
  const auto text = words.text_of(brief);
  EXPECT_LE(characters(text), kBriefTextMax);
  EXPECT_GT(characters(text), 800u);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    EXPECT_NE(text.substr(begin, end - begin).find(": "), std::string::npos);
    begin = end + 1;
  }
}

// B1 names what a specialist must not miss: long details must not push the decision and the next action out.
TEST(BriefText, many_details_do_not_push_out_next_action_and_steps) {
  Words_ words;
  auto brief = small(words);
  for (int i = 0; i < 60; ++i) brief.details.push_back({words.put("Detail"), words.put("number " + std::to_string(i)), 1, {}});
  const auto text = words.text_of(brief);
  EXPECT_NE(text.find("Next: refund or send again"), std::string::npos) << text;
  EXPECT_NE(text.find("Attempted: asked the carrier"), std::string::npos) << text;
  EXPECT_NE(text.find("Order: 4711"), std::string::npos) << text;
}

TEST(BriefText, one_endless_word_is_cut_at_a_character_and_not_inside_it) {
  Words_ words;
  auto brief = small(words);
  std::string endless;
  for (int i = 0; i < 500; ++i) endless += "ü";
  brief.intent = words.put(endless);
  const auto text = words.text_of(brief);
  const auto line = text.substr(0, text.find('\n'));
  EXPECT_LE(characters(line), 170u);
  EXPECT_EQ(line.substr(line.size() - 3), "…");
  EXPECT_EQ(line[line.size() - 4], '\xbc');  // the last byte of a whole ü
}

TEST(BriefText, erased_words_leave_no_trace) {
  Words_ words;
  const auto brief = small(words);
  words.erase();
  EXPECT_EQ(words.text_of(brief).find("4711"), std::string::npos);
}

}  // namespace
}  // namespace baton::core
