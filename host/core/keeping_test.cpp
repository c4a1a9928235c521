// SPDX-License-Identifier: MIT
// keeping_test.cpp - P1-P3, P5: what is past its time goes, not a moment earlier; the history folds to the same state.
#include "host/core/keeping.h"

#include "host/core/evolve.h"
#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

constexpr Millis kMonth = 31 * kDay;  // the longest

CustomerWrote picture(const World& w, const std::string& text) {
  auto wrote = w.words(text);
  wrote.kind = MessageKind::image;
  wrote.attachments.push_back({MessageKind::image, content("media " + text), {}, "image/jpeg", "", 10});
  return wrote;
}

// A resolved case that has closed.
CaseId closed_case(World& w) {
  const auto id = w.owned_case();
  w.resolves(id, "agent:ana");
  w.pass(w.policy.close_after_ms + kMinute);
  EXPECT_EQ(w.status(id), CaseStatus::closed);
  return id;
}

std::string folded(const World& w) {
  CustomerState state;
  state.id = w.state.id;
  for (const auto& [at, ruled] : w.history) evolve(state, ruled.fact, at);
  return dump(state);
}

TEST(Keeping, a_month_later_is_the_same_day_or_the_last_of_a_shorter_month) {  // P1, P2
  constexpr Instant kJanuary31{1'706'700'600'000};  // 2024-01-31T11:30:00Z
  EXPECT_EQ(months_after(kJanuary31, 1).ms, 1'709'206'200'000);   // 2024-02-29
  EXPECT_EQ(months_after(kJanuary31, 13).ms, 1'740'742'200'000);  // 2025-02-28
  EXPECT_EQ(months_after(kJanuary31, 24).ms, 1'769'859'000'000);  // 2026-01-31
}

TEST(Keeping, words_are_kept_longer_than_24_months_after_closing_P1) {
  World w;
  const auto id = closed_case(w);
  const auto closed = w.at(id).closed;
  const auto due = next_due(w.state, w.policy);
  ASSERT_TRUE(due);
  EXPECT_EQ(*due, months_after(closed, 24)) << "an index says when, nobody has to look";
  w.pass(*due - w.now - 1);
  EXPECT_EQ(w.total<ContentForgotten>(), 0);
  w.pass(1);
  ASSERT_GE(w.total<ContentForgotten>(), 1);
  EXPECT_EQ(w.history.back().second.rule, "P1");
  EXPECT_EQ(w.at(id).forgotten, w.now);
  EXPECT_TRUE(std::any_of(w.effects.begin(), w.effects.end(), [&](const Effect& effect) {
    const auto* forget = std::get_if<ForgetContent>(&effect);
    return forget != nullptr && forget->case_id == id;
  }));
}

TEST(Keeping, name_and_addresses_outlive_the_last_case_P1) {
  World w;
  closed_case(w);
  ASSERT_FALSE(w.state.addresses.empty());
  w.pass(25 * kMonth);
  EXPECT_TRUE(w.state.erased);
  EXPECT_EQ(w.last<Erased>().by, "host");
  EXPECT_TRUE(w.state.addresses.empty());
  EXPECT_FALSE(next_due(w.state, w.policy)) << "nothing is ever due again";
}

TEST(Keeping, an_open_case_loses_its_words_P1) {
  World w;
  const auto first = closed_case(w);
  w.pass(12 * kMonth);
  const auto second = w.says("something else is broken");
  ASSERT_NE(second, first);
  w.jump(14 * kMonth);
  EXPECT_TRUE(w.at(first).forgotten);
  EXPECT_FALSE(w.at(second).forgotten);
  EXPECT_FALSE(w.state.erased) << "somebody still works for this customer";
}

TEST(Keeping, media_are_kept_longer_than_12_months_P2) {
  World w;
  w.decide(picture(w, "the lid"));
  const auto message = w.last<MessageReceived>().message;
  w.decide(AttachmentFetched{message, 0, "blob-1", "sha", "image/jpeg", 10});
  const auto came = w.now;
  w.jump(months_after(came, 12) - w.now - 1);
  EXPECT_EQ(w.total<MediaForgotten>(), 0);
  w.jump(1);
  ASSERT_EQ(w.total<MediaForgotten>(), 1);
  EXPECT_EQ(w.last<MediaForgotten>().kept, "media");
  EXPECT_EQ(w.last<MediaForgotten>().blobs, std::vector<std::string>{"blob-1"});
  const auto& attachment = w.state.cases.begin()->second.entries.front().attachments.front();
  EXPECT_TRUE(attachment.blob.empty());
  EXPECT_FALSE(attachment.lost.empty()) << "people see why it is not there";
}

TEST(Keeping, the_quarantine_is_kept_longer_than_14_days_P3) {
  World w{triage_policy()};
  w.decide(picture(w, "my passport"));
  const auto message = w.last<MessageReceived>().message;
  w.decide(AttachmentQuarantined{message, 0, "sealed-1", "sha", "image/jpeg", 10});
  w.jump(14 * kDay - 1);
  EXPECT_EQ(w.total<MediaForgotten>(), 0);
  w.jump(1);
  ASSERT_EQ(w.total<MediaForgotten>(), 1);
  EXPECT_EQ(w.last<MediaForgotten>().kept, "quarantine");
  const auto forgotten = std::find_if(w.history.begin(), w.history.end(), [](const auto& entry) {
    return std::holds_alternative<MediaForgotten>(entry.second.fact);
  });
  EXPECT_EQ(forgotten->second.rule, "P3");
  EXPECT_EQ(std::get<EraseBlobs>(w.effects.back()).blobs, std::vector<std::string>{"sealed-1"});
}

TEST(Keeping, what_came_twice_goes_by_its_first_time_P2_P3) {
  World w;
  w.decide(picture(w, "the lid"));
  const auto message = w.last<MessageReceived>().message;
  w.decide(AttachmentFetched{message, 0, "blob-1", "sha", "image/jpeg", 10});
  w.jump(kDay);
  w.decide(AttachmentQuarantined{message, 0, "sealed-1", "sha", "image/jpeg", 10});
  ASSERT_EQ(w.state.media.size(), 1u);
  EXPECT_EQ(w.state.media.front().blob, "sealed-1");
  w.jump(14 * kDay);
  EXPECT_EQ(w.last<MediaForgotten>().blobs, std::vector<std::string>{"sealed-1"});
}

TEST(Keeping, much_of_it_goes_at_once_P2) {
  World w;
  for (int i = 0; i < 250; ++i) {
    w.decide(picture(w, "photo " + std::to_string(i)));
    const auto message = w.last<MessageReceived>().message;
    w.decide(AttachmentFetched{message, 0, "blob-" + std::to_string(i), "sha", "image/jpeg", 1});
  }
  w.jump(13 * kMonth);
  std::vector<std::size_t> steps;
  for (const auto& ruled : w.facts)
    if (const auto* fact = std::get_if<MediaForgotten>(&ruled.fact)) steps.push_back(fact->blobs.size());
  EXPECT_EQ(steps, (std::vector<std::size_t>{100, 100, 50})) << "each is a deletion of its own";
}

TEST(Keeping, other_times_are_configured_in_vain_P1_P3) {
  World w{triage_policy()};
  w.policy.keeping = {1, 2, kDay};
  w.decide(picture(w, "my passport"));
  w.decide(AttachmentQuarantined{w.last<MessageReceived>().message, 0, "sealed-1", "sha", "image/jpeg", 10});
  w.jump(kDay);
  EXPECT_EQ(w.total<MediaForgotten>(), 1);
  const auto id = w.state.cases.begin()->first;
  w.assigns(id, "ana");
  w.resolves(id, "agent:ana");
  w.pass(2 * kMonth);
  EXPECT_TRUE(w.at(id).forgotten);
}

TEST(Keeping, facts_go_with_the_words_or_the_state_differs_P5) {
  World w;
  closed_case(w);
  const auto facts = w.history.size();
  EXPECT_EQ(folded(w), dump(w.state));
  w.pass(25 * kMonth);
  EXPECT_GT(w.history.size(), facts) << "the deletions are facts themselves";
  EXPECT_EQ(folded(w), dump(w.state));
}

TEST(Keeping, a_note_is_written_where_words_are_deleted_P1) {
  World w;
  const auto first = closed_case(w);
  w.pass(12 * kMonth);
  w.says("something else is broken");
  w.jump(14 * kMonth);
  w.decide(NoteWritten{first, "agent:ana", content("for later")});
  EXPECT_EQ(w.refusals.size(), 1u);
  EXPECT_TRUE(w.facts.empty());
}

}  // namespace
}  // namespace baton::core::testing
