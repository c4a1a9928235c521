// SPDX-License-Identifier: MIT
// records_test.cpp - every field of every record travels, old and new records meet, and bytes of anybody do no harm.
#include "sdk/wire/records.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <typeinfo>
#include <vector>

namespace baton::wire {
namespace {

// Adds up what the fields of a record take in memory.
class Sizes {
 public:
  static constexpr bool kReads = true;
  std::size_t bytes = 0;

  template <class T>
  void operator()(T&) {
    bytes += sizeof(T);
  }
  template <class Record>
  void list(const Record* const*&, std::uint32_t&) {
    bytes += sizeof(void*) + sizeof(std::uint32_t);
  }
  template <class Value>
  void values(const Value*&, std::uint32_t&) {
    bytes += sizeof(void*) + sizeof(std::uint32_t);
  }
  template <class Record>
  void maybe(const Record*&) {
    bytes += sizeof(void*);
  }
};

template <class Record>
std::size_t fields_take() {
  Record record{};
  Sizes sizes;
  fields(sizes, record);
  return sizes.bytes;
}

constexpr std::size_t kStructSize = sizeof(std::uint32_t);

// `reserved`: bytes of the header's reserved fields, which stay at home.
template <class Record>
void expect_whole(std::size_t reserved = 0) {
  EXPECT_EQ(fields_take<Record>() + kStructSize + reserved, sizeof(Record)) << typeid(Record).name();
}

TEST(Records, a_field_of_a_header_stays_at_home) {
  constexpr std::size_t kOne = sizeof(std::uint32_t);
  expect_whole<baton_error_t>(kOne);
  expect_whole<baton_identity_t>();
  expect_whole<baton_attachment_t>();
  expect_whole<baton_event_t>();
  expect_whole<baton_answer_t>();
  expect_whole<baton_work_item_t>();
  expect_whole<baton_plan_t>();
  expect_whole<baton_promise_t>();
  expect_whole<baton_candidate_t>(kOne);
  expect_whole<baton_lane_t>();
  expect_whole<baton_trigger_t>(kOne);
  expect_whole<baton_case_view_t>(kOne);
  expect_whole<baton_webhook_t>();
  expect_whole<baton_batch_t>();
  expect_whole<baton_button_t>(kOne);
  expect_whole<baton_parameter_t>(kOne);
  expect_whole<baton_template_use_t>();
  expect_whole<baton_outbound_t>(kOne);
  expect_whole<baton_receipt_t>(kOne);
  expect_whole<baton_proposed_work_t>();
  expect_whole<baton_proposal_t>();
  expect_whole<baton_transcript_t>(kOne);
  expect_whole<baton_brief_item_t>(kOne);
  expect_whole<baton_brief_t>();
  expect_whole<baton_label_t>(2 * kOne);
  expect_whole<baton_template_button_t>(kOne);
  expect_whole<baton_template_t>(kOne);
  expect_whole<baton_template_page_t>();
  expect_whole<baton_media_fetched_t>(kOne);
  expect_whole<baton_channel_policy_t>();
  expect_whole<baton_http_part_t>(kOne);
  expect_whole<baton_http_request_t>();
  expect_whole<baton_http_response_t>();
  expect_whole<baton_call_t>(kOne);
  // Frozen values have no struct_size.
  EXPECT_EQ(fields_take<baton_header_t>(), sizeof(baton_header_t));
  EXPECT_EQ(fields_take<baton_media_limit_t>(), sizeof(baton_media_limit_t));
  EXPECT_EQ(fields_take<baton_kv_write_t>(), sizeof(baton_kv_write_t));
}

baton_str_t str(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view(baton_str_t text) { return {text.data, text.size}; }

class Event {
 public:
  Event() {
    phone_.struct_size = sizeof phone_;
    phone_.kind = BATON_IDENTITY_PHONE;
    phone_.value = str("+44 7700 900000");
    picture_.struct_size = sizeof picture_;
    picture_.size_bytes = 7;
    picture_.remote_id = str("media-1");
    record.struct_size = sizeof record;
    record.kind = BATON_EVENT_CUSTOMER_MESSAGE;
    record.occurred_unix_ms = -5;
    record.source_event_id = str("wamid.1");
    record.text = str("");
    record.raw = {reinterpret_cast<const std::uint8_t*>("\0\xFF"), 2};
    record.identities = identities_;
    record.identity_count = 1;
    record.attachments = attachments_;
    record.attachment_count = 2;
    record.previous_identity = &phone_;
    record.call_duration_ms = 42;
  }
  baton_event_t record{};

 private:
  baton_identity_t phone_{};
  baton_attachment_t picture_{};
  const baton_identity_t* identities_[1]{&phone_};
  const baton_attachment_t* attachments_[2]{&picture_, &picture_};
};

TEST(Records, what_is_read_differs_from_what_was_written) {
  const Event event;
  Writer out;
  out.record(event.record);
  Reader in(out.bytes());
  baton_event_t read;
  in.record(read);
  ASSERT_FALSE(in.bad());
  EXPECT_TRUE(in.at_end());
  EXPECT_EQ(read.struct_size, sizeof read);
  EXPECT_EQ(read.occurred_unix_ms, -5);
  EXPECT_EQ(view(read.source_event_id), "wamid.1");
  EXPECT_NE(read.text.data, nullptr) << "present and empty";
  EXPECT_EQ(read.text.size, 0u);
  EXPECT_EQ(read.language.data, nullptr) << "absent";
  ASSERT_EQ(read.raw.size, 2u);
  EXPECT_EQ(read.raw.data[1], 0xFF);
  ASSERT_EQ(read.identity_count, 1u);
  EXPECT_EQ(view(read.identities[0]->value), "+44 7700 900000");
  ASSERT_EQ(read.attachment_count, 2u);
  EXPECT_EQ(read.attachments[1]->size_bytes, 7u);
  EXPECT_EQ(view(read.previous_identity->value), "+44 7700 900000");
  EXPECT_EQ(read.call_duration_ms, 42);
}

// A later header has fields behind ours; an earlier one ends before ours do.
TEST(Records, a_record_of_another_minor_is_refused) {
  Writer out;
  baton_plan_t plan{};
  plan.valid = 1;
  plan.at_unix_ms = 77;
  out.record(plan);
  std::string newer(out.bytes());
  newer += "and more";
  newer[0] = static_cast<char>(newer[0] + 8);
  newer += std::string(out.bytes());
  Reader in(newer);
  baton_plan_t first, second;
  in.record(first), in.record(second);
  EXPECT_FALSE(in.bad());
  EXPECT_EQ(first.at_unix_ms, 77);
  EXPECT_EQ(second.at_unix_ms, 77) << "what is not known is skipped";

  std::string older(out.bytes());
  older.resize(older.size() - sizeof plan.at_unix_ms);
  older[0] = static_cast<char>(older[0] - 8);
  Reader short_in(older);
  short_in.record(first);
  EXPECT_FALSE(short_in.bad());
  EXPECT_EQ(first.valid, 1u);
  EXPECT_EQ(first.at_unix_ms, 0) << "what is missing is absent";
}

// Cut anywhere, any byte changed, any bytes at all: it may be nonsense, never a read outside (run under ASan).
TEST(Records, bytes_of_anybody_do_harm) {
  const Event event;
  Writer out;
  out.record(event.record);
  const std::string whole(out.bytes());
  std::mt19937_64 chance(20261130);
  const auto look = [](const std::string& bytes) {
    const std::vector<char> exact(bytes.begin(), bytes.end());
    Reader in({exact.data(), exact.size()});
    baton_event_t read;
    in.record(read);
    if (in.bad()) return;
    std::size_t sum = read.text.size + read.raw.size;
    for (std::uint32_t i = 0; i < read.identity_count; ++i)
      for (const char c : view(read.identities[i]->value)) sum += static_cast<unsigned char>(c);
    EXPECT_LT(sum, 1u << 20);
  };
  for (std::size_t cut = 0; cut < whole.size(); ++cut) look(whole.substr(0, cut));
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = whole;
    for (int i = 0; i < 1 + round % 4; ++i) changed[chance() % changed.size()] = static_cast<char>(chance());
    look(changed);
  }
}

TEST(Records, a_count_takes_memory_nobody_sent) {
  Writer out;
  out(std::uint32_t{0xFFFFFFF0});
  Reader in(out.bytes());
  const baton_event_t* const* events = nullptr;
  std::uint32_t count = 0;
  in.list(events, count);
  EXPECT_TRUE(in.bad());
  EXPECT_EQ(count, 0u);
}

}  // namespace
}  // namespace baton::wire
