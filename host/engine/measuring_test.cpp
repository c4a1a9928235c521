// SPDX-License-Identifier: MIT
// measuring_test.cpp - figures are made of what happened: once, whatever restarts come between, and also of
// what an earlier host wrote that measured nothing.
#include "host/engine/measuring.h"

#include "host/core/evolve.h"
#include "host/engine/testing/house.h"
#include "host/ledger/codec_records.h"

namespace baton::engine {
namespace {

using namespace testing;

constexpr std::int64_t kEver = 100'000;

std::map<std::string, std::int64_t> sums(ledger::Ledger& ledger) {
  std::map<std::string, std::int64_t> all;
  for (const auto& bucket : ledger.metric_buckets(0, kEver)) {
    const auto& s = bucket.sample;
    all[s.code + " " + s.split + " " + std::to_string(s.day) + " " + std::to_string(s.value) + " " +
        bucket.group.lane + " " + std::to_string(s.counts_from.ms)] += s.numerator * 1000 + s.denominator;
  }
  return all;
}

// A case that ana answered and one that nobody did.
void live(House& house) {
  const auto ada = house.says("491", "my parcel is lost");
  const auto id = house.taken_by_ana(ada);
  house.pass(core::kMinute);
  house.replies(id, "I am looking into it");
  EXPECT_TRUE(house.settle());
  house.says("492", "mine too");
  EXPECT_TRUE(house.settle());
}

// The same history in a ledger of a host that measured nothing.
void copy(ledger::Ledger& from, ledger::Ledger& to, std::size_t facts_before_snapshot,
          const std::string& measures_json = {}) {
  for (const auto& stream : from.streams({}, 100)) {
    if (!stream.starts_with('k')) continue;
    core::CustomerState state;
    state.id = {stream};
    std::int64_t sequence = 0;
    std::size_t seen = 0;
    for (const auto& row : from.history(stream, 0, 100'000)) {
      ledger::Commit commit;
      commit.stream = stream;
      commit.after_sequence = sequence++;
      commit.at = row.at;
      commit.actor = row.actor;
      commit.cause = row.cause;
      commit.facts = {row};
      core::evolve(state, *ledger::fact_from_json(row.name, row.version, row.json), row.at);
      if (++seen == facts_before_snapshot) {
        commit.snapshot_json = ledger::to_json(state);
        commit.measures_json = measures_json;
      }
      std::promise<void> stored;
      to.submit(std::move(commit), [&](ledger::CommitResult result) {
        EXPECT_EQ(result, ledger::CommitResult::stored);
        stored.set_value();
      });
      stored.get_future().wait();
    }
  }
}

TEST(Measuring, a_case_counts_once_for_each_start_of_the_host) {
  const auto ledger = ledger::make_memory_ledger();
  {
    House house(*ledger);
    live(house);
  }
  const auto before = sums(*ledger);
  EXPECT_FALSE(before.empty());
  HouseOptions later;
  later.now = kStart + core::kHour;
  House house(*ledger, later);
  EXPECT_TRUE(house.settle());
  house.says("491", "thanks");
  EXPECT_TRUE(house.settle());
  EXPECT_EQ(sums(*ledger), before);
}

TEST(Measuring, a_store_of_a_host_that_measured_nothing_has_no_figures) {
  for (const std::size_t facts_before_snapshot : {0U, 7U}) {
    const auto measured = ledger::make_memory_ledger();
    {
      House house(*measured);
      live(house);
    }
    const auto older = ledger::make_memory_ledger();
    copy(*measured, *older, facts_before_snapshot);
    EXPECT_TRUE(sums(*older).empty());
    HouseOptions later;
    later.now = kStart + core::kHour;
    House house(*older, later);
    EXPECT_TRUE(house.settle());
    EXPECT_TRUE(older->not_measured(core::metrics_version(*house.engine->policy()), 10).empty());
    EXPECT_EQ(sums(*older), sums(*measured)) << facts_before_snapshot;
  }
}

TEST(Measuring, what_an_earlier_host_measured_otherwise_is_taken_for_ours) {
  const auto measured = ledger::make_memory_ledger();
  {
    House house(*measured);
    live(house);
  }
  std::string otherwise;
  ledger::write_record(otherwise, core::Measures{});  // of no version
  const auto older = ledger::make_memory_ledger();
  copy(*measured, *older, 7, otherwise);
  HouseOptions later;
  later.now = kStart + core::kHour;
  House house(*older, later);
  EXPECT_TRUE(house.settle());
  EXPECT_EQ(sums(*older), sums(*measured));
}

TEST(Measuring, what_was_measured_stays_on_the_days_of_another_zone) {  // M: days are of the organisation's zone
  const auto ledger = ledger::make_memory_ledger();
  {
    House house(*ledger);
    live(house);
  }
  const auto before = ledger->metric_buckets(0, kEver);
  HouseOptions later;
  later.now = kStart + core::kHour;
  auto zone = std::make_shared<core::Zone>();
  zone->name = "Far/Away";
  zone->offset = 24 * core::kHour;  // no zone is so far away: every moment is of the next day there
  later.policy.hours.zone = zone;
  House house(*ledger, later);
  EXPECT_TRUE(house.settle());
  const auto after = ledger->metric_buckets(0, kEver);
  ASSERT_FALSE(before.empty());
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i].sample.day, before[i].sample.day + 1);
}

// A customer the clock cannot be told to: one whose history breaks the rules.
TEST(Measuring, who_is_measured_is_decided_upon) {
  const auto ledger = ledger::make_memory_ledger();
  const core::CaseId none{"kbroken-c9"};  // never opened, and yet somebody was offered its seat
  const core::WorkId seat{"kbroken-w1"};
  ledger::Commit commit;
  commit.stream = "kbroken";
  commit.at = kStart;
  for (const core::Fact& fact : {core::Fact(core::CustomerCreated{{"kbroken"}, "standard"}),
                                 core::Fact(core::SeatOpened{none, seat, {"general"}, {}, false}),
                                 core::Fact(core::CandidatesGiven{none, seat, {{"ana"}, {"ben"}}}),
                                 core::Fact(core::OfferMade{none, seat, {"ana"}, kStart + core::kSecond, 1})})
    commit.facts.push_back({std::string(ledger::name_of(fact)), ledger::version_of(fact), "C1", ledger::to_json(fact)});
  std::promise<void> stored;
  ledger->submit(std::move(commit), [&](ledger::CommitResult) { stored.set_value(); });
  stored.get_future().wait();
  HouseOptions later;
  later.now = kStart + core::kHour;
  House house(*ledger, later);
  EXPECT_TRUE(house.settle());
  EXPECT_TRUE(ledger->not_measured(core::metrics_version(*house.engine->policy()), 10).empty());
  EXPECT_TRUE(house.engine->office().alarms().alarms.empty());
}

TEST(Measuring, what_is_folded_from_the_history_is_not_what_was_measured_while_it_happened) {
  const auto ledger = ledger::make_memory_ledger();
  House house(*ledger);
  live(house);
  for (const auto& stream : ledger->streams({}, 100)) {
    if (!stream.starts_with('k')) continue;
    core::CustomerState state;
    state.id = {stream};
    Measuring again;
    const auto policy = house.engine->policy();
    for (const auto& row : ledger->history(stream, 0, 100'000)) ASSERT_TRUE(again.fold(state, row, *policy));
    again.folded(state, *policy);
    ledger::Commit rows;
    again.add_rows(rows, state, *policy);
    for (const auto& row : rows.measured) {
      const auto kept = ledger->measured({0, kEver, {}, 100}).rows;
      EXPECT_NE(std::find(kept.begin(), kept.end(), row), kept.end()) << row.case_id << "\n" << row.samples;
    }
  }
}

}  // namespace
}  // namespace baton::engine
