// SPDX-License-Identifier: MIT
// measured_row_test.cpp - what cases give to figures, in both ledgers: sums by day, whatever is said again or
// corrected.
#include "host/ledger/measured_row.h"

#include "host/ledger/testing/ledger_contract.h"

namespace baton::ledger {
namespace {

core::MetricSample sample(const std::string& code, std::int64_t day, std::int64_t value,
                          std::int64_t numerator = 1) {
  core::MetricSample made;
  made.code = code;
  made.day = day;
  made.value = value;
  made.numerator = numerator;
  made.denominator = 1;
  return made;
}

Commit measuring(const std::string& stream, std::int64_t after, std::vector<MeasuredRow> rows) {
  auto commit = commit_to(stream, after);
  commit.measured = std::move(rows);
  commit.measured_under = 1;
  return commit;
}

core::MetricGroup lane(const std::string& name) {
  core::MetricGroup group;
  group.lane = name;
  return group;
}

std::map<std::string, std::int64_t> counts(Ledger& ledger, std::int64_t from, std::int64_t to) {
  std::map<std::string, std::int64_t> all;
  for (const auto& bucket : ledger.metric_buckets(from, to))
    all[bucket.sample.code + "@" + std::to_string(bucket.sample.day) + "=" +
        std::to_string(bucket.sample.value) + " " + bucket.group.lane] += bucket.count;
  return all;
}

using Counts = std::map<std::string, std::int64_t>;

TEST_P(LedgerContract, what_a_case_gave_before_stays_in_the_sums) {
  ASSERT_EQ(store(measuring("k1", 0, {measured_row("k1-c1", lane("general"), {sample("M1", 10, 60)})})),
            CommitResult::stored);
  EXPECT_EQ(counts(ledger_, 0, 100), (Counts{{"M1@10=60 general", 1}}));
  ASSERT_EQ(
      store(measuring(
          "k1", 1, {measured_row("k1-c1", lane("technical"), {sample("M1", 10, 60), sample("M8", 11, 99)})})),
      CommitResult::stored);
  EXPECT_EQ(counts(ledger_, 0, 100), (Counts{{"M1@10=60 technical", 1}, {"M8@11=99 technical", 1}}));
}

TEST_P(LedgerContract, a_row_that_is_said_again_counts_twice) {
  const auto row = measured_row("k1-c1", lane("general"), {sample("M1", 10, 60)});
  ASSERT_EQ(store(measuring("k1", 0, {row})), CommitResult::stored);
  EXPECT_EQ(counts(ledger_, 10, 10), (Counts{{"M1@10=60 general", 1}}));
  ASSERT_EQ(store(measuring("k1", 1, {row})), CommitResult::stored);
  EXPECT_EQ(counts(ledger_, 10, 10), (Counts{{"M1@10=60 general", 1}}));
}

TEST_P(LedgerContract, equal_samples_of_many_cases_are_one_sum) {
  for (int i = 0; i < 50; ++i) {
    const auto stream = "k" + std::to_string(i);
    ASSERT_EQ(store(measuring(stream, 0,
                              {measured_row(stream + "-c1", lane("general"),
                                            {sample("M4", 10, core::kNoValue, i % 2)})})),
              CommitResult::stored);
  }
  const auto buckets = ledger_.metric_buckets(10, 10);
  ASSERT_EQ(buckets.size(), 1U);
  EXPECT_EQ(buckets[0].count, 50);
  EXPECT_EQ(buckets[0].sample.numerator, 25);
  EXPECT_EQ(buckets[0].sample.denominator, 50);
}

TEST_P(LedgerContract, days_nobody_asked_for_are_counted_and_what_stands_now_is_left_out) {
  ASSERT_EQ(store(measuring("k1", 0,
                            {measured_row("k1-c1", lane("general"),
                                          {sample("M1", 9, 1), sample("M1", 10, 2), sample("M1", 11, 3),
                                           sample("M3", 2, core::kNoValue)})})),
            CommitResult::stored);
  EXPECT_EQ(counts(ledger_, 10, 10), (Counts{{"M1@10=2 general", 1}, {"M3@2=-1 general", 1}}));
}

TEST_P(LedgerContract, the_cases_behind_figures_come_page_by_page) {
  for (int i = 0; i < 7; ++i) {
    const auto stream = "k" + std::to_string(i);
    ASSERT_EQ(store(measuring(
                  stream, 0, {measured_row(stream + "-c1", lane("general"), {sample("M1", 10 + i % 3, 5)})})),
              CommitResult::stored);
  }
  std::vector<std::string> seen;
  MeasuredQuery query{11, 12, {}, 2};
  for (;;) {
    const auto page = ledger_.measured(query);
    EXPECT_LE(page.rows.size(), 2U);
    for (const auto& row : page.rows) seen.push_back(row.case_id);
    if (page.next_cursor.empty()) break;
    query.cursor = page.next_cursor;
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"k1-c1", "k4-c1", "k2-c1", "k5-c1"}));
  EXPECT_TRUE(ledger_.measured({0, 100, "nonsense", 2}).bad_cursor);
}

TEST_P(LedgerContract, customers_of_an_earlier_host_are_never_measured) {
  ASSERT_EQ(store(commit_to("k1", 0)), CommitResult::stored);
  ASSERT_EQ(store(commit_to("roster", 0)), CommitResult::stored);
  EXPECT_EQ(ledger_.not_measured(1, 10), (std::vector<StreamName>{"k1"}));
  ASSERT_EQ(store(measuring("k1", 1, {})), CommitResult::stored);
  EXPECT_TRUE(ledger_.not_measured(1, 10).empty());
  EXPECT_EQ(ledger_.not_measured(2, 10), (std::vector<StreamName>{"k1"}));
}

TEST_P(LedgerContract, what_was_measured_is_lost_with_its_snapshot) {
  auto commit = commit_to("k1", 0, 2);
  commit.snapshot_json = R"({"after":2})";
  commit.measures_json = R"({"measured":2})";
  ASSERT_EQ(store(commit), CommitResult::stored);
  EXPECT_EQ(ledger_.load("k1").measures_json, R"({"measured":2})");
}

TEST_P(LedgerContract, an_input_cannot_be_had_again) {
  auto first = commit_to("k1", 0, 2);
  first.input_json = R"({"t":"CustomerWrote"})";
  ASSERT_EQ(store(first), CommitResult::stored);
  ASSERT_EQ(store(commit_to("k1", 2)), CommitResult::stored);  // kept without its input
  auto third = commit_to("k1", 3);
  third.input_json = R"({"t":"ReplyWritten"})";
  ASSERT_EQ(store(third), CommitResult::stored);
  const auto page = ledger_.inputs("k1", 0, 1);
  ASSERT_EQ(page.size(), 1U);
  EXPECT_EQ(page[0].json, first.input_json);
  EXPECT_EQ(page[0].facts.size(), 2U);
  EXPECT_EQ(page[0].at, first.at);
  EXPECT_EQ(page[0].cause, first.cause);
  const auto rest = ledger_.inputs("k1", page[0].position, 10);
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].json, third.input_json);
}

TEST(MeasuredRow, a_name_with_blanks_cuts_a_sample_in_two) {
  auto odd = sample("M3d", -3, 7);
  odd.split = "agent:desk 1/9%\n";
  const auto text = samples_text({odd, sample("M1", 4, 5)});
  const auto read = samples_from_text(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (std::vector<core::MetricSample>{odd, sample("M1", 4, 5)}));
  EXPECT_FALSE(samples_from_text("M1  x 1 1 1 1 1 1"));
  EXPECT_FALSE(samples_from_text("M1"));
}

}  // namespace
}  // namespace baton::ledger
