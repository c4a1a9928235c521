// SPDX-License-Identifier: MIT
// The plugin through its C tables, as a host drives it: one request for each brief, one completion whatever
// comes back.
#include <gtest/gtest.h>

#include <baton/testing_plugin.hpp>
#include <cstddef>

#include "fixture.h"
#include "limits.h"
#include "translate.h"

extern "C" const baton_entry_t* BATON_CALL baton_entry_v0(void);

namespace baton::brief_llm {
namespace {

using namespace sdk::testing;
using fixture::envelope;
using fixture::good;
using fixture::json;

constexpr const char* kConfig =
    R"({"url": "https://m.example/v1/chat/completions", "model": "small", "api_key": "${secret:key}"})";

// The conversation of the fixture as a host hands it over.
struct Records {
  std::vector<baton_event_t> events;
  std::vector<const baton_event_t*> pointers;
  baton_attachment_t attachment = sdk::make_record<baton_attachment_t>();
  const baton_attachment_t* attachments[1] = {&attachment};
  baton_trigger_t trigger = sdk::make_record<baton_trigger_t>();
  baton_case_view_t view = sdk::make_record<baton_case_view_t>();
  baton_transcript_t transcript = sdk::make_record<baton_transcript_t>();

  Records() {
    add(BATON_EVENT_CUSTOMER_MESSAGE, "My order ORD-123456 has not arrived. I paid 49.90 EUR.");
    add(BATON_EVENT_BOT_MESSAGE, "Your parcel is on its way. Is there anything else?");
    add(BATON_EVENT_CUSTOMER_MESSAGE, "No! My card is [card ending 1111], I want a person.");
    add(BATON_EVENT_AGENT_MESSAGE, "I have asked the warehouse in Leeds to look for it.");
    add(4711, "a kind from the future");
    events[2].attachments = attachments;
    events[2].attachment_count = 1;
    attachment.kind = BATON_MESSAGE_IMAGE;
    attachment.file_name = sdk::str("label.jpg");
  }
  baton_event_t& add(baton_event_kind_t kind, const char* text) {
    auto event = sdk::make_record<baton_event_t>();
    event.kind = kind;
    event.sequence = 11 + events.size();
    event.message_kind = BATON_MESSAGE_TEXT;
    event.text = sdk::str(text);
    events.push_back(event);
    return events.back();
  }
  const baton_transcript_t& finish() {
    pointers.clear();
    for (const baton_event_t& event : events) pointers.push_back(&event);
    pointers.push_back(nullptr);  // a careless host
    trigger.rule = sdk::str("H8");
    trigger.question = sdk::str("Where is the parcel?");
    view.owner = sdk::str("agent:ana");
    view.segment = sdk::str("standard");
    view.trigger = &trigger;
    transcript.view = &view;
    transcript.revision = 5;
    transcript.language = sdk::str("en");
    transcript.events = pointers.data();
    transcript.event_count = static_cast<std::uint32_t>(pointers.size());
    transcript.max_chars = 1000;
    return transcript;
  }
};

class BriefLlmPlugin : public ::testing::Test {
 protected:
  BriefLlmPlugin() { host.secrets["key"] = "very-secret"; }
  void load(const char* config = kConfig) {
    plugin.emplace(host, baton_entry_v0(), BATON_SUMMARIZER_FACTORY, config);
    plugin->start();
  }
  // Asks and answers; the one failure or brief is in `host`.
  void answered(std::uint32_t status, std::string_view body, std::string_view headers = "{}") {
    load();
    ASSERT_EQ(plugin->summarize(records.finish(), 3), BATON_PENDING);
    plugin->answer_http(0, status, body, headers);
    ASSERT_EQ(host.completions(), 1u);
  }
  std::string failure() const { return host.failures.empty() ? "" : host.failures[0].answer.message; }

  FakeHost host;
  Records records;
  std::optional<Loaded> plugin;
};

TEST_F(BriefLlmPlugin, one_conversation_is_one_request_and_one_brief) {
  answered(200, envelope(good()));
  ASSERT_EQ(host.http_sent.size(), 1u);
  const SentHttp& sent = host.http_sent[0];
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.url, "https://m.example/v1/chat/completions");
  EXPECT_EQ(json::parse(sent.headers_json)["Authorization"], "Bearer ${secret:key}");
  EXPECT_EQ(sent.max_response_bytes, kAnswerMaxBytes);
  EXPECT_EQ(sent.budget_ms, 5000 - kBudgetMarginMs) << "the host hears why before its own patience ends";
  ASSERT_EQ(host.briefs.size(), 1u) << failure();
  auto brief = host.briefs[0].answer;
  EXPECT_EQ(brief.record().revision, 5u);
  EXPECT_EQ(brief.intent, "wants to know where order ORD-123456 is");
  EXPECT_EQ(brief.intent_source_sequence, 11u);
  EXPECT_EQ(brief.segment, "standard");
  ASSERT_EQ(brief.details.size(), 2u);
  EXPECT_EQ(brief.details[0].value, "ORD-123456");
  EXPECT_EQ(brief.steps_state, BATON_STEPS_LISTED);
  ASSERT_EQ(brief.evidence.size(), 1u);
  EXPECT_EQ(brief.evidence[0].value, "label.jpg");
  EXPECT_EQ(brief.evidence[0].source_sequence, 13u);
  EXPECT_EQ(brief.withheld_count, 1u);
}

TEST_F(BriefLlmPlugin, no_step_is_none_attempted_B2) {
  json answer = good();
  answer["steps"] = json::array();
  answered(200, envelope(answer));
  ASSERT_EQ(host.briefs.size(), 1u) << failure();
  EXPECT_EQ(host.briefs[0].answer.steps_state, BATON_STEPS_NONE);
}

TEST_F(BriefLlmPlugin, a_mark_is_handed_on_as_a_detail_I4) {
  json answer = good();
  answer["details"].push_back({{"label", "card"}, {"value", "[card ending 1111]"}, {"source", 13}});
  answered(200, envelope(answer));
  ASSERT_EQ(host.briefs.size(), 1u) << failure();
  EXPECT_EQ(host.briefs[0].answer.details.size(), 2u);
}

TEST_F(BriefLlmPlugin, a_lie_reaches_the_host) {
  json answer = good();
  answer["next_action"] = "look for order ORD-999999";
  answered(200, envelope(answer));
  ASSERT_EQ(host.failures.size(), 1u);
  EXPECT_EQ(host.failures[0].answer.status, BATON_REJECTED);
  EXPECT_EQ(failure(), "next_action holds a code that is not in the conversation");
}

TEST_F(BriefLlmPlugin, an_answer_cut_in_the_middle_is_taken) {
  answered(200, envelope(good().dump().substr(0, 200), "length"));
  EXPECT_EQ(failure(), "the answer was cut at max_tokens");
}

TEST_F(BriefLlmPlugin, a_busy_endpoint_is_told_as_a_lie) {
  answered(429, R"({"error": {"code": "rate_limit_exceeded"}})", R"({"retry-after": "20"})");
  ASSERT_EQ(host.failures.size(), 1u);
  EXPECT_EQ(host.failures[0].answer.status, BATON_RATE_LIMITED);
  EXPECT_EQ(host.failures[0].answer.retry_after_ms, 20'000u);
  EXPECT_EQ(host.failures[0].answer.code, "rate_limit_exceeded");
}

TEST_F(BriefLlmPlugin, a_refused_key_is_told_to_nobody) {
  answered(401, "{}");
  EXPECT_EQ(host.failures.at(0).answer.status, BATON_UNAUTHENTICATED);
  EXPECT_TRUE(host.logged(BATON_LOG_ERROR));
}

TEST_F(BriefLlmPlugin, an_endpoint_that_hangs_is_waited_for_by_the_host_alone) {
  load();
  ASSERT_EQ(plugin->summarize(records.finish(), 3), BATON_PENDING);
  plugin->fail_http(0, BATON_DEADLINE_EXCEEDED);
  ASSERT_EQ(host.failures.size(), 1u);
  EXPECT_EQ(host.failures[0].answer.status, BATON_DEADLINE_EXCEEDED);
  EXPECT_NE(failure().find("4850 ms"), std::string::npos) << failure();
}

TEST_F(BriefLlmPlugin, a_cancelled_brief_goes_on_at_the_endpoint) {
  load();
  ASSERT_EQ(plugin->summarize(records.finish(), 3), BATON_PENDING);
  const auto* cancellation = plugin->table<baton_cancellation_t>(BATON_CANCELLATION);
  ASSERT_NE(cancellation, nullptr);
  cancellation->cancel(plugin->instance(), 99);  // not ours
  EXPECT_TRUE(host.http_cancelled.empty());
  cancellation->cancel(plugin->instance(), 3);
  ASSERT_EQ(host.http_cancelled.size(), 1u);
  plugin->fail_http(0, BATON_CANCELLED);
  ASSERT_EQ(host.completions(), 1u);
  EXPECT_EQ(host.failures[0].answer.status, BATON_CANCELLED);
  cancellation->cancel(plugin->instance(), 3);
  EXPECT_EQ(host.http_cancelled.size(), 1u) << "it is no longer under way";
}

TEST_F(BriefLlmPlugin, two_briefs_at_once_get_each_others_answers) {
  load();
  ASSERT_EQ(plugin->summarize(records.finish(), 3), BATON_PENDING);
  ASSERT_EQ(plugin->summarize(records.finish(), 4), BATON_PENDING);
  plugin->answer_http(1, 500, "");
  plugin->answer_http(0, 200, envelope(good()));
  EXPECT_EQ(host.failures.at(0).op_id, 4u);
  EXPECT_EQ(host.briefs.at(0).op_id, 3u);
}

TEST_F(BriefLlmPlugin, a_host_that_takes_no_request_gets_no_answer) {
  load();
  host.http_send_status = BATON_RATE_LIMITED;
  EXPECT_EQ(plugin->summarize(records.finish(), 3), BATON_RATE_LIMITED);
  EXPECT_EQ(host.completions(), 0u);
}

TEST_F(BriefLlmPlugin, a_conversation_without_a_word_is_sent) {
  load();
  records.events.clear();
  EXPECT_EQ(plugin->summarize(records.finish(), 3), BATON_REJECTED);
  EXPECT_TRUE(host.http_sent.empty());
}

TEST_F(BriefLlmPlugin, an_answer_after_stop_finds_somebody) {
  load();
  ASSERT_EQ(plugin->summarize(records.finish(), 3), BATON_PENDING);
  plugin->stop();
  plugin->answer_http(0, 200, envelope(good()));
  EXPECT_EQ(host.completions(), 0u);
}

TEST_F(BriefLlmPlugin, a_key_that_does_not_exist_is_noticed_at_the_first_handoff) {
  host.secrets.clear();
  Loaded without(host, baton_entry_v0(), BATON_SUMMARIZER_FACTORY, kConfig);
  EXPECT_EQ(without.init(), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(without.error().code, "/api_key");
}

TEST_F(BriefLlmPlugin, an_endpoint_without_a_key_gets_a_header) {
  load(R"({"url": "http://127.0.0.1:8081/v1/chat/completions", "model": "small"})");
  ASSERT_EQ(plugin->summarize(records.finish(), 3), BATON_PENDING);
  EXPECT_FALSE(json::parse(host.http_sent[0].headers_json).contains("Authorization"));
}

TEST(BriefLlmTranslate, notes_of_colleagues_leave_the_house_unasked) {
  Records records;
  records.add(BATON_EVENT_INTERNAL_NOTE, "the customer is known to be difficult");
  records.add(BATON_EVENT_WORK_ANSWER, "it is lost");
  EXPECT_EQ(asked_of(records.finish(), false).turns.size(), 4u);
  const Asked asked = asked_of(records.finish(), true);
  ASSERT_EQ(asked.turns.size(), 6u);
  EXPECT_EQ(asked.turns[4].speaker, Speaker::note);
  EXPECT_EQ(asked.turns[5].speaker, Speaker::answer);
}

TEST(BriefLlmTranslate, words_of_the_host_and_what_was_taken_back_are_sent) {
  Records records;
  records.events[1].author_id = sdk::str("host");
  records.events[0].message_id = sdk::str("m-1");
  auto& edit = records.add(BATON_EVENT_CUSTOMER_EDITED, "My order ORD-777777 has not arrived.");
  edit.message_id = sdk::str("m-1");
  records.events[2].message_id = sdk::str("m-3");
  records.add(BATON_EVENT_CUSTOMER_DELETED, "").message_id = sdk::str("m-3");
  const Asked asked = asked_of(records.finish(), false);
  ASSERT_EQ(asked.turns.size(), 3u);
  EXPECT_EQ(asked.turns[0].text, "My order ORD-777777 has not arrived.");
  EXPECT_EQ(asked.turns[0].source, 16u);
  EXPECT_EQ(asked.turns[1].text, "");
  EXPECT_TRUE(asked.turns[1].attachments.empty());
}

TEST(BriefLlmTranslate, what_an_older_host_did_not_fill_in_is_read) {
  Records records;
  records.finish();
  for (auto& event : records.events) event.struct_size = offsetof(baton_event_t, text);
  records.view.struct_size = offsetof(baton_case_view_t, owner);
  Asked asked = asked_of(records.transcript, false);
  EXPECT_TRUE(asked.turns.at(0).text.empty());
  EXPECT_TRUE(asked.facts.owner.empty());
  records.transcript.struct_size = offsetof(baton_transcript_t, view);
  asked = asked_of(records.transcript, false);
  EXPECT_TRUE(asked.turns.empty());
  EXPECT_EQ(asked.revision, 5u);
}

}  // namespace
}  // namespace baton::brief_llm
