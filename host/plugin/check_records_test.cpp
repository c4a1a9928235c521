// SPDX-License-Identifier: MIT
#include "host/plugin/check_records.h"

#include <gtest/gtest.h>

#include "host/plugin/str.h"

namespace baton::plugin {
namespace {

struct Batch {
  baton_event_t event{};
  const baton_event_t* events[1] = {&event};
  baton_batch_t batch{};

  Batch() {
    event.struct_size = sizeof event;
    event.source_event_id = str_of("e1");
    batch.struct_size = sizeof batch;
    batch.events = events;
    batch.event_count = 1;
  }
  std::string fault() const { return check_batch(&batch).value_or(""); }
};

TEST(CheckRecords, a_good_batch_passes_and_so_does_one_of_a_newer_header) {
  Batch good;
  EXPECT_EQ(good.fault(), "");
  good.event.struct_size += 64;
  EXPECT_EQ(good.fault(), "");
  good.event.kind = 9999;
  EXPECT_EQ(good.fault(), "") << "unknown kinds are ignored later, not refused";
}

TEST(CheckRecords, what_would_crash_a_reader_is_refused) {
  EXPECT_EQ(check_batch(nullptr), "batch: is NULL");
  Batch small;
  small.event.struct_size = 16;
  EXPECT_EQ(small.fault(), "events[0]->event: has a struct_size smaller than the contract's");
  Batch hole;
  hole.events[0] = nullptr;
  EXPECT_EQ(hole.fault(), "events[0]->event: is NULL");
  Batch no_list;
  no_list.batch.events = nullptr;
  EXPECT_EQ(no_list.fault(), "events: is NULL but has a count");
  Batch wild;
  wild.event.text = {nullptr, 12};
  EXPECT_EQ(wild.fault(), "events[0]->text: has a size but no data");
  Batch identities;
  identities.event.identity_count = 3;
  EXPECT_EQ(identities.fault(), "events[0]->identities: is NULL but has a count");
}

TEST(CheckRecords, limits_are_refused_and_never_cut) {
  const std::string long_text(BATON_TEXT_MAX_BYTES + 1, 'x');
  Batch text;
  text.event.text = str_of(long_text);
  EXPECT_EQ(text.fault(), "events[0]->text: is larger than its limit");
  text.event.text.size -= 1;
  EXPECT_EQ(text.fault(), "");
  Batch count;
  count.batch.event_count = BATON_BATCH_MAX_EVENTS + 1;
  EXPECT_EQ(count.fault(), "events: has too many entries");
  Batch id;
  id.event.message_id = {long_text.data(), BATON_ID_MAX_BYTES + 1};
  EXPECT_EQ(id.fault(), "events[0]->message_id: is larger than its limit");
}

TEST(CheckRecords, text_is_text_and_json_is_json) {
  Batch text;
  text.event.text = str_of("caf\xE9");
  EXPECT_EQ(text.fault(), "events[0]->text: is not valid UTF-8");
  Batch json;
  json.event.attributes_json = str_of("[1]");
  EXPECT_EQ(json.fault(), "events[0]->attributes_json: is not a JSON object");
  json.event.attributes_json = str_of("{\"a\": }");
  EXPECT_EQ(json.fault(), "events[0]->attributes_json: is not a JSON object");
  json.event.attributes_json = str_of(" {\"a\": 1}");
  EXPECT_EQ(json.fault(), "");
}

TEST(CheckRecords, an_inbound_event_without_its_key_for_duplicates_is_refused) {
  Batch batch;
  batch.event.source_event_id = {nullptr, 0};
  EXPECT_EQ(batch.fault(), "events[0]->source_event_id: is missing");
}

TEST(CheckRecords, a_proposal_names_whom_it_speaks_of) {
  baton_proposal_t proposal{};
  proposal.struct_size = sizeof proposal;
  EXPECT_EQ(check_proposal(&proposal), std::nullopt) << "KEEP needs nobody";
  proposal.action = BATON_OWNER_AGENT;
  EXPECT_EQ(check_proposal(&proposal), "agent_id: is missing");
  proposal.action = BATON_OWNER_LANE;
  EXPECT_EQ(check_proposal(&proposal), "lane: is missing");
  proposal.lane = str_of("billing");
  proposal.confidence_permille = 1001;
  EXPECT_EQ(check_proposal(&proposal), "confidence_permille: is larger than 1000");
}

}  // namespace
}  // namespace baton::plugin
