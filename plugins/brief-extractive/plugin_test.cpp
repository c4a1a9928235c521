// SPDX-License-Identifier: MIT
// The plugin through its C tables, as a host drives it, also with records smaller than ours.
#include <gtest/gtest.h>

#include <baton/testing_plugin.hpp>
#include <cstddef>

#include "translate.h"

extern "C" const baton_entry_t* BATON_CALL baton_entry_v0(void);

namespace baton::brief {
namespace {

using namespace sdk::testing;

struct Records {
  std::vector<baton_event_t> events;
  std::vector<const baton_event_t*> pointers;
  baton_attachment_t attachment = sdk::make_record<baton_attachment_t>();
  const baton_attachment_t* attachments[1] = {&attachment};
  baton_trigger_t trigger = sdk::make_record<baton_trigger_t>();
  baton_case_view_t view = sdk::make_record<baton_case_view_t>();
  baton_transcript_t transcript = sdk::make_record<baton_transcript_t>();

  void add(baton_event_kind_t kind, const char* text) {
    auto event = sdk::make_record<baton_event_t>();
    event.kind = kind;
    event.sequence = 10 + events.size();
    event.message_kind = BATON_MESSAGE_TEXT;
    event.text = sdk::str(text);
    events.push_back(event);
  }
  const baton_transcript_t& finish() {
    pointers.clear();
    for (const baton_event_t& event : events) pointers.push_back(&event);
    pointers.push_back(nullptr);  // a careless host
    trigger.rule = sdk::str("H8");
    view.owner = sdk::str("lead:general");
    view.trigger = &trigger;
    transcript.view = &view;
    transcript.revision = 5;
    transcript.events = pointers.data();
    transcript.event_count = static_cast<std::uint32_t>(pointers.size());
    transcript.max_chars = 1000;
    return transcript;
  }
};

TEST(BriefExtractivePlugin, one_transcript_gets_one_brief_for_its_revision) {
  FakeHost host;
  Loaded plugin(host, baton_entry_v0(), BATON_SUMMARIZER_FACTORY, R"({"intent_max_chars": 80})");
  plugin.start();
  Records records;
  records.add(BATON_EVENT_CUSTOMER_MESSAGE, "My order has not arrived");
  records.add(BATON_EVENT_BOT_MESSAGE, "What is your order number?");
  records.add(BATON_EVENT_CUSTOMER_MESSAGE, "4412");
  records.add(4711, "a kind from the future");
  records.add(BATON_EVENT_AGENT_MESSAGE, "I asked the warehouse.");
  records.events[2].attachments = records.attachments;
  records.events[2].attachment_count = 1;
  records.attachment.kind = BATON_MESSAGE_IMAGE;
  records.attachment.file_name = sdk::str("label.jpg");

  EXPECT_EQ(plugin.summarize(records.finish(), 3), BATON_OK);
  EXPECT_EQ(host.completions(), 1u);
  ASSERT_EQ(host.briefs.size(), 1u);
  auto brief = host.briefs[0].answer;
  EXPECT_EQ(brief.record().revision, 5u);
  EXPECT_EQ(brief.intent, "My order has not arrived");
  EXPECT_EQ(brief.intent_source_sequence, 10u);
  ASSERT_EQ(brief.details.size(), 1u);
  EXPECT_EQ(brief.details[0].label, "order number");
  EXPECT_EQ(brief.details[0].source_sequence, 12u);
  ASSERT_EQ(brief.evidence.size(), 1u);
  EXPECT_EQ(brief.evidence[0].value, "label.jpg");
  EXPECT_EQ(brief.steps_state, BATON_STEPS_LISTED);
  EXPECT_EQ(brief.status, "open, with the lead of general");
}

TEST(BriefExtractivePlugin, courtesy_words_of_the_host_are_no_attempted_step) {
  Records records;
  records.add(BATON_EVENT_CUSTOMER_MESSAGE, "My order 4412 has not arrived");
  records.add(BATON_EVENT_BOT_MESSAGE, "A person is taking over and will write to you here.");
  records.events[1].author_id = sdk::str("host");
  const Input input = input_of(records.finish());
  EXPECT_EQ(make_brief(input, {}).steps.size(), 0u);
}

TEST(BriefExtractivePlugin, what_an_older_host_did_not_fill_in_is_not_read) {
  Records records;
  records.add(BATON_EVENT_CUSTOMER_MESSAGE, "My order 4412 has not arrived");
  records.events[0].struct_size = offsetof(baton_event_t, text);
  records.finish();
  records.view.struct_size = offsetof(baton_case_view_t, owner);
  Input input = input_of(records.transcript);
  EXPECT_TRUE(input.events.at(0).text.empty());
  EXPECT_TRUE(input.facts.owner.empty());
  records.transcript.struct_size = offsetof(baton_transcript_t, view);
  input = input_of(records.transcript);
  EXPECT_TRUE(input.events.empty());
  EXPECT_EQ(input.revision, 5u);
}

TEST(BriefExtractivePlugin, wrong_settings_are_refused) {
  EXPECT_EQ(settings_of("").intent_chars_max, 160u);
  EXPECT_EQ(settings_of(R"({"withhold": ["maiden name"]})").withheld_labels.size(), 1u);
  for (const char* wrong :
       {"[]", "{", R"({"intent_max_chars": 1})", R"({"intent_max_chars": "x"})", R"({"withhold": 3})"}) {
    EXPECT_THROW(settings_of(wrong), sdk::Failure) << wrong;
  }
}

}  // namespace
}  // namespace baton::brief
