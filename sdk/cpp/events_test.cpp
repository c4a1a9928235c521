// SPDX-License-Identifier: MIT
// Builders own what they hand over: nothing dangles when they grow, move or are laid twice.
#include <gtest/gtest.h>

#include <baton/events.hpp>
#include <baton/testing_records.hpp>

namespace baton::sdk::test {
namespace {

EventBuilder full_event() {
  EventBuilder event(BATON_EVENT_IDENTITY_CHANGED, "wamid.1");
  event.flags = BATON_EVENT_OPENS_WINDOW;
  event.message_kind = BATON_MESSAGE_IMAGE;
  event.occurred_unix_ms = 1234;
  event.message_id = "m";
  event.account = "a";
  event.author_id = "agent:1";
  event.display_name = "D";
  event.text = "t";
  event.language = "de";
  event.quoted_message_id = "q";
  event.button_payload = "b";
  event.callback_key = "k";
  event.error_code = "131047";
  event.error_text = "e";
  event.referral_json = "{}";
  event.attributes_json = "{\"x\":1}";
  event.raw = std::string("\0raw", 4);
  event.add_identity(BATON_IDENTITY_PHONE, "+49").add_identity(BATON_IDENTITY_USER_ID, "US.1");
  event.add_attachment({BATON_MESSAGE_IMAGE, "", "remote", "image/png", "a.png", "", 7});
  event.previous_identity = {BATON_IDENTITY_PHONE, "+48"};
  event.delivery_status = BATON_DELIVERY_FAILED;
  event.error_scope = BATON_SCOPE_WINDOW;
  event.error_status = BATON_REJECTED;
  event.preference = BATON_PREFERENCE_OPTED_OUT;
  event.account_state = BATON_ACCOUNT_NOTICE;
  event.call_outcome = BATON_CALL_OUTCOME_MISSED;
  event.call_duration_ms = 55;
  return event;
}

// Byte for byte as far as texts go; fails when a field of the record is forgotten by the builder.
void expect_same(const baton_event_t& left, const baton_event_t& right) {
  EXPECT_EQ(left.kind, right.kind);
  EXPECT_EQ(left.flags, right.flags);
  EXPECT_EQ(left.message_kind, right.message_kind);
  EXPECT_EQ(left.occurred_unix_ms, right.occurred_unix_ms);
  const baton_str_t baton_event_t::*texts[] = {
      &baton_event_t::source_event_id, &baton_event_t::message_id,        &baton_event_t::account,
      &baton_event_t::author_id,       &baton_event_t::display_name,      &baton_event_t::text,
      &baton_event_t::language,        &baton_event_t::quoted_message_id, &baton_event_t::button_payload,
      &baton_event_t::callback_key,    &baton_event_t::error_code,        &baton_event_t::error_text,
      &baton_event_t::referral_json,   &baton_event_t::attributes_json};
  for (const auto text : texts) {
    EXPECT_FALSE(view(left.*text).empty());
    EXPECT_EQ(view(left.*text), view(right.*text));
  }
  EXPECT_EQ(view(left.raw), view(right.raw));
  ASSERT_EQ(left.identity_count, right.identity_count);
  EXPECT_EQ(view(left.identities[1]->value), view(right.identities[1]->value));
  ASSERT_EQ(left.attachment_count, right.attachment_count);
  EXPECT_EQ(view(left.attachments[0]->remote_id), view(right.attachments[0]->remote_id));
  EXPECT_EQ(left.attachments[0]->size_bytes, right.attachments[0]->size_bytes);
  EXPECT_TRUE(absent(left.attachments[0]->blob_id));
  EXPECT_EQ(view(left.previous_identity->value), view(right.previous_identity->value));
  EXPECT_EQ(left.delivery_status, right.delivery_status);
  EXPECT_EQ(left.error_scope, right.error_scope);
  EXPECT_EQ(left.error_status, right.error_status);
  EXPECT_EQ(left.preference, right.preference);
  EXPECT_EQ(left.account_state, right.account_state);
  EXPECT_EQ(left.call_outcome, right.call_outcome);
  EXPECT_EQ(left.call_duration_ms, right.call_duration_ms);
}

TEST(EventBuilder, every_field_reaches_the_record_and_comes_back) {
  EventBuilder original = full_event();
  EventBuilder back = testing::copy_event(original.record());
  expect_same(original.record(), back.record());
}

TEST(EventBuilder, a_moved_or_copied_builder_points_into_itself) {
  auto first = std::make_unique<EventBuilder>(full_event());
  (void)first->record();
  EventBuilder copied = *first;
  EventBuilder moved = std::move(*first);
  first.reset();
  expect_same(copied.record(), moved.record());
}

TEST(EventBuilder, what_was_not_said_is_absent) {
  EventBuilder event(BATON_EVENT_CUSTOMER_MESSAGE, "id");
  const baton_event_t& record = event.record();
  EXPECT_EQ(record.struct_size, sizeof(baton_event_t));
  EXPECT_TRUE(absent(record.text));
  EXPECT_TRUE(absent(record.thread_id));
  EXPECT_EQ(record.raw.data, nullptr);
  EXPECT_EQ(record.identities, nullptr);
  EXPECT_EQ(record.previous_identity, nullptr);
}

TEST(Batch, an_event_keeps_its_place_while_more_are_added) {
  Batch batch;
  EventBuilder& first = batch.add(BATON_EVENT_CUSTOMER_MESSAGE, "1");
  for (int i = 2; i <= 1000; ++i) batch.add(BATON_EVENT_CUSTOMER_MESSAGE, std::to_string(i));
  first.text = "still here";
  const Batch moved = std::move(batch);
  Batch copied = moved;
  const baton_batch_t& record = copied.record();
  ASSERT_EQ(record.event_count, 1000u);
  EXPECT_EQ(view(record.events[0]->text), "still here");
  EXPECT_EQ(view(record.events[999]->source_event_id), "1000");
}

TEST(Batch, a_refusal_carries_no_events) {
  Batch refused = Batch::refused(401, "no signature");
  EXPECT_EQ(refused.record().http_status, 401u);
  EXPECT_EQ(refused.record().event_count, 0u);
  EXPECT_EQ(view(refused.record().refusal), "no signature");
}

TEST(BriefBuilder, every_item_keeps_its_source) {
  auto transcript = make_record<baton_transcript_t>();
  transcript.revision = 8;
  BriefBuilder brief(transcript);
  brief.intent = "refund";
  brief.add_detail("order number", "A-1", 3)
      .add_step("restarted the app", 4)
      .add_evidence("image", "screen", 5);
  BriefBuilder back = testing::copy_brief(brief.record());
  const baton_brief_t& record = back.record();
  EXPECT_EQ(record.revision, 8u);
  EXPECT_EQ(record.steps_state, BATON_STEPS_LISTED);
  EXPECT_EQ(view(record.details[0]->value), "A-1");
  EXPECT_EQ(record.details[0]->source_sequence, 3u);
  EXPECT_EQ(record.steps[0]->source_sequence, 4u);
  EXPECT_EQ(record.evidence[0]->source_sequence, 5u);
}

TEST(TemplatePage, parameters_and_buttons_survive_growth) {
  TemplatePage page;
  for (int i = 0; i < 100; ++i) {
    Template one;
    one.name = "t" + std::to_string(i);
    one.body_parameters = {"1", "2"};
    one.buttons = {{"url", "Open"}};
    page.templates.push_back(one);
  }
  const baton_template_page_t& record = page.record();
  ASSERT_EQ(record.template_count, 100u);
  const Template back = testing::copy_template(*record.templates[99]);
  EXPECT_EQ(back.name, "t99");
  EXPECT_EQ(back.body_parameters.at(1), "2");
  EXPECT_EQ(back.buttons.at(0).title, "Open");
}

}  // namespace
}  // namespace baton::sdk::test
