// SPDX-License-Identifier: MIT
// quiet_test.cpp - W8: nobody is woken by the clock or by the host, nobody is left without a word because of it.
#include "host/core/quiet.h"

#include "host/core/testing/world.h"

namespace baton::core::testing {
namespace {

constexpr std::int64_t kDayNumber = 20'786;  // 2026-11-29

// UTC everywhere, quiet from 21 to 8.
Policy quiet_policy() {
  auto policy = test_policy();
  policy.quiet_from_ms = 21 * kHour;
  policy.quiet_to_ms = 8 * kHour;
  return policy;
}

Instant clock(std::int64_t days, Millis of_day) { return {(kDayNumber + days) * kDay + of_day}; }

World at(Instant when) {
  World w(quiet_policy());
  w.now = when;
  return w;
}

TEST(Quiet, begins_with_its_first_minute_and_is_over_with_its_last) {
  const auto policy = quiet_policy();
  const Zone utc;
  EXPECT_FALSE(quiet_until(utc, policy, clock(0, 21 * kHour) - 1));
  EXPECT_EQ(quiet_until(utc, policy, clock(0, 21 * kHour)), clock(1, 8 * kHour));
  EXPECT_EQ(quiet_until(utc, policy, clock(1, 3 * kHour)), clock(1, 8 * kHour));
  EXPECT_FALSE(quiet_until(utc, policy, clock(1, 8 * kHour)));
}

TEST(Quiet, a_siesta_does_not_pass_midnight) {
  auto policy = quiet_policy();
  policy.quiet_from_ms = 13 * kHour;
  policy.quiet_to_ms = 15 * kHour;
  EXPECT_EQ(quiet_until({}, policy, clock(0, 14 * kHour)), clock(0, 15 * kHour));
  EXPECT_FALSE(quiet_until({}, policy, clock(0, 2 * kHour)));
}

TEST(Quiet, it_is_night_where_the_customer_is) {
  auto policy = quiet_policy();
  auto tokyo = std::make_shared<Zone>();
  tokyo->name = "Asia/Tokyo";
  tokyo->offset = 9 * kHour;
  policy.zones["Asia/Tokyo"] = tokyo;
  policy.zone_of_code = {{"81", "Asia/Tokyo"}, {"8", "Europe/Nowhere"}};
  EXPECT_EQ(zone_of_phone(policy, "81312345678"), "Asia/Tokyo");  // the longest code wins
  EXPECT_EQ(zone_of_phone(policy, "4930123456"), "");
  CustomerState state;
  EXPECT_EQ(zone_of(state, policy).name, "UTC");
  state.zone = "Asia/Tokyo";
  EXPECT_EQ(quiet_until(zone_of(state, policy), policy, clock(0, 13 * kHour)), clock(0, 23 * kHour));
}

TEST(Quiet, the_zone_comes_with_the_number) {  // Defaults: a customer's zone
  auto policy = quiet_policy();
  policy.zones["Asia/Tokyo"] = std::make_shared<Zone>();
  policy.zone_of_code = {{"81", "Asia/Tokyo"}};
  World w(policy);
  auto wrote = w.words("hello");
  wrote.place.addresses = {{AddressKind::phone, "key-81", content("+81 3 1234 5678")}};
  w.decide(wrote);
  EXPECT_EQ(w.state.zone, "Asia/Tokyo");
}

TEST(Quiet, a_check_in_that_cannot_wait_goes_out_before_the_night) {
  auto w = at(clock(0, 10 * kHour));  // the window closes at 09:55; a check-in would be due at 08:55
  const auto early = w.escalated_case();
  w.pass(kDay);
  EXPECT_EQ(w.last<PlanMade>().at, clock(1, 8 * kHour + 55 * kMinute));
  EXPECT_EQ(w.last_send().queued, clock(1, 8 * kHour + 55 * kMinute));
  EXPECT_EQ(w.last_send().case_id, early);

  auto late = at(clock(0, 7 * kHour));  // the window closes at 06:55, in the night
  late.escalated_case();
  late.pass(13 * kHour + 29 * kMinute);
  EXPECT_EQ(late.total<PlanMade>(), 0);
  late.pass(2 * kMinute);
  ASSERT_EQ(late.total<PlanMade>(), 1);
  EXPECT_EQ(late.last_send().purpose, SendPurpose::plan);
  EXPECT_EQ(late.last_send().queued, clock(0, 20 * kHour + 30 * kMinute));
  EXPECT_EQ(late.last_send().decision, GateDecision::free);
}

TEST(Quiet, what_is_escalated_in_the_night_is_told_in_the_morning_by_a_template) {
  auto w = at(clock(0, 7 * kHour));
  const auto id = w.owned_case();
  w.pass(16 * kHour);  // 23:00
  w.hands_off(id, "agent:ana", "technical");
  w.strategy_fails(id);
  w.brief_comes(id);
  w.pass(2 * kHour + kMinute);
  ASSERT_TRUE(w.at(id).plan.open);
  EXPECT_EQ(w.at(id).plan.at, clock(1, 8 * kHour));
  EXPECT_EQ(w.at(id).plan.kind, PlanKind::template_message);
  w.pass(8 * kHour);
  EXPECT_EQ(w.total<PlanMissing>(), 0);
  EXPECT_TRUE(w.last_send().asked_templates);
}

TEST(Quiet, a_planned_update_waits_until_morning_where_it_can) {
  auto w = at(clock(0, 12 * kHour));
  const auto id = w.escalated_case();
  w.decide(PlanAsked{id, w.hand(id).epoch, "agent:ana", clock(0, 23 * kHour), "", content("still on it")});
  EXPECT_EQ(w.at(id).plan.at, clock(1, 8 * kHour));
  EXPECT_EQ(w.at(id).plan.kind, PlanKind::check_in);
}

TEST(Quiet, the_host_is_silent_at_night_and_says_until_when) {
  auto w = at(clock(0, 19 * kHour));
  const auto id = w.owned_case();
  w.pass(3 * kHour);  // 22:00, the customer wrote three hours ago
  w.hands_off(id, "agent:ana", "technical", "reassign");
  w.strategy_fails(id);
  w.brief_comes(id);
  const auto seat = w.seat_of(id);
  w.present(seat, {"tom"});
  w.acts(seat, WorkActed::Act::accept, "tom");
  const auto told = w.last_send();
  ASSERT_EQ(told.purpose, SendPurpose::announcement);
  EXPECT_EQ(told.hold, HoldReason::quiet_hours);
  EXPECT_EQ(told.hold_until, clock(1, 8 * kHour));
  EXPECT_FALSE(told.why.empty());
  const auto reply =
      w.replies(id, "tom", "I have looked into it");  // a person may, and does not wait for the host's word
  EXPECT_EQ(w.send(reply).decision, GateDecision::free);
  w.pass(10 * kHour);
  EXPECT_EQ(w.send(told.id).decision, GateDecision::free);
}

TEST(Quiet, templates_that_are_found_at_night_wait_for_the_morning) {
  auto w = at(clock(0, 7 * kHour));
  const auto id = w.escalated_case();
  w.decide(
      PlanAsked{id, w.hand(id).epoch, "agent:ana", clock(1, 20 * kHour + 59 * kMinute), "", content("still on it")});
  w.pass(kDay + 13 * kHour + 59 * kMinute);
  const auto word = w.last_send().id;
  ASSERT_TRUE(w.send(word).asked_templates);
  w.pass(10 * kMinute);  // the roster of templates answered late
  w.templates(word, {usable("status_a")});
  EXPECT_EQ(w.send(word).hold, HoldReason::quiet_hours);
  EXPECT_EQ(w.send(word).attempts, 0);
}

TEST(Quiet, work_type_3_and_who_has_just_written_are_exempt) {
  auto w = at(clock(0, 23 * kHour));
  const auto id = w.says("hello");
  EXPECT_TRUE(may_disturb(w.state, w.at(id), w.now));
  EXPECT_TRUE(may_disturb(w.state, w.at(id), w.now + kHour));
  EXPECT_FALSE(may_disturb(w.state, w.at(id), w.now + kHour + 1));
  w.state.cases.at(id).work_type = 3;
  EXPECT_TRUE(may_disturb(w.state, w.at(id), w.now + 5 * kHour));
}

TEST(Quiet, night_and_day_change_places_only_where_they_must) {
  const auto policy = quiet_policy();
  const Zone utc;
  const auto now = clock(0, 12 * kHour);
  EXPECT_EQ(outside_quiet(utc, policy, clock(0, 15 * kHour), {}, now), clock(0, 15 * kHour));
  EXPECT_EQ(outside_quiet(utc, policy, clock(0, 22 * kHour), {}, now), clock(1, 8 * kHour));
  EXPECT_EQ(outside_quiet(utc, policy, clock(0, 22 * kHour), clock(1, 9 * kHour), now), clock(1, 8 * kHour));
  EXPECT_EQ(outside_quiet(utc, policy, clock(0, 22 * kHour), clock(1, 7 * kHour), now),
            clock(0, 20 * kHour + 30 * kMinute));
  EXPECT_EQ(outside_quiet(utc, policy, clock(0, 22 * kHour), clock(1, 7 * kHour), clock(0, 20 * kHour + 45 * kMinute)),
            clock(0, 20 * kHour + 45 * kMinute));
  EXPECT_EQ(outside_quiet(utc, policy, clock(1, 5 * kHour), clock(1, 7 * kHour), clock(0, 22 * kHour)),
            clock(1, 8 * kHour));
}

}  // namespace
}  // namespace baton::core::testing
