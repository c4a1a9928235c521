// SPDX-License-Identifier: MIT
// A later host and an older plugin: the host's own code, compiled with headers in which every record has grown, is
// given records of the size they had before. They lie in blocks of just that size, so a sanitizer sees who reads on.
#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string_view>

#include "host/plugin/check_records.h"
#include "host/plugin/str.h"
#include "host/plugin/whole_records.h"

namespace baton::plugin {
namespace {

// A record as a plugin built with the first headers has it.
template <class Record>
class Old {
 public:
  template <class Fill>
  explicit Old(Fill fill) : block_(new char[kFirstSize<Record>]) {
    static_assert(kFirstSize<Record> < sizeof(Record), "the record has not grown");
    Record record;
    std::memset(&record, 0, sizeof record);
    fill(record);
    record.struct_size = kFirstSize<Record>;
    std::memcpy(block_.get(), &record, kFirstSize<Record>);
  }
  const Record* get() const { return reinterpret_cast<const Record*>(block_.get()); }

 private:
  std::unique_ptr<char[]> block_;
};

Old<baton_identity_t> old_identity() {
  return Old<baton_identity_t>([](baton_identity_t& identity) {
    identity.kind = BATON_IDENTITY_PHONE;
    identity.value = str_of("+447700900101");
  });
}

template <class Record>
void expect_whole(const Record& record) {
  EXPECT_EQ(record.struct_size, sizeof record);
  EXPECT_EQ(record.grown_number, 0u);
  EXPECT_EQ(record.grown_text.data, nullptr);
}

TEST(OlderPlugin, has_records_that_a_later_host_takes_for_malformed) {
  const auto phone = old_identity();
  const baton_identity_t* const identities[] = {phone.get()};
  const Old<baton_event_t> event([&](baton_event_t& made) {
    made.source_event_id = str_of("e1");
    made.call_duration_ms = 61000;  // the last field there was
    made.identities = identities;
    made.identity_count = 1;
    made.previous_identity = phone.get();
  });
  const baton_event_t* const events[] = {event.get()};
  const Old<baton_batch_t> batch([&](baton_batch_t& made) {
    made.events = events;
    made.event_count = 1;
    made.refusal = str_of("last");
  });
  WholeRecords records;
  const baton_batch_t* const whole = records.of(batch.get());
  EXPECT_EQ(check_batch(whole), Fault{});
  expect_whole(*whole);
  EXPECT_EQ(view_of(whole->refusal), "last");
  ASSERT_EQ(whole->event_count, 1u);
  expect_whole(*whole->events[0]);
  EXPECT_EQ(whole->events[0]->call_duration_ms, 61000);
  expect_whole(*whole->events[0]->identities[0]);
  expect_whole(*whole->events[0]->previous_identity);
  EXPECT_EQ(view_of(whole->events[0]->previous_identity->value), "+447700900101");
}

TEST(OlderPlugin, has_lists_in_which_old_and_new_records_stand_side_by_side) {
  const Old<baton_label_t> old_one([](baton_label_t& label) { label.scheme = label.value = str_of("old"); });
  baton_label_t new_one{};
  new_one.struct_size = sizeof new_one;
  new_one.scheme = new_one.value = str_of("new");
  new_one.grown_number = 7;
  const baton_label_t* const given[] = {&new_one, old_one.get()};
  const baton_label_t* const* labels = given;
  WholeRecords records;
  EXPECT_TRUE(records.list(labels, 2));
  EXPECT_EQ(check_labels(labels, 2), Fault{});
  EXPECT_EQ(labels[0], &new_one) << "a whole record is copied";
  expect_whole(*labels[1]);
}

TEST(OlderPlugin, is_believed_a_record_that_was_never_right) {
  const auto phone = old_identity();
  const baton_identity_t* const identities[] = {phone.get(), nullptr};
  baton_receipt_t receipt{};
  receipt.struct_size = sizeof receipt;
  receipt.recipients = identities;
  receipt.recipient_count = 2;
  WholeRecords records;
  EXPECT_EQ(check_receipt(records.of(&receipt)), Fault("recipients[1]->identity: is NULL"));
  receipt.struct_size = kFirstSize<baton_receipt_t> - 1;
  EXPECT_EQ(records.of(&receipt), &receipt);
  EXPECT_EQ(check_receipt(&receipt), Fault("receipt: has a struct_size smaller than the contract's"));
  EXPECT_EQ(records.of<baton_receipt_t>(nullptr), nullptr);
  receipt.struct_size = sizeof receipt;
  receipt.recipients = nullptr;
  EXPECT_EQ(check_receipt(records.of(&receipt)), Fault("recipients: is NULL but has a count"));
}

TEST(OlderPlugin, pays_for_copies_where_nothing_has_grown) {
  baton_proposal_t proposal{};
  proposal.struct_size = sizeof proposal;
  WholeRecords records;
  EXPECT_EQ(records.of(&proposal), &proposal);
}

}  // namespace
}  // namespace baton::plugin
