// SPDX-License-Identifier: MIT
// api_test.cpp - what a client over the wire may rely on: a hook's 2xx, one effect per Idempotency-Key, a refusal that
// says who has it, and no id from outside that reaches what is not a customer.
#include <gtest/gtest.h>

#include <thread>

#include "host/http/testing/api_house.h"

namespace baton::http {
namespace {

using testing::ApiHouse;
using testing::json;

class ApiTest : public ::testing::Test {
 protected:
  int sent() { return static_cast<int>(host.house.connector->deliveries().size()); }
  int notes(const std::string& id) { return host.house.count<core::NoteAdded>(core::customer_of(id)); }
  json reply(const std::string& id, const std::string& text) { return {{"epoch", host.epoch(id)}, {"text", text}}; }
  static std::string at(const std::string& id, const std::string& act) { return "/v1/cases/" + id + "/" + act; }

  ApiHouse host;
};

TEST_F(ApiTest, a_hook_is_answered_as_the_store_says) {
  EXPECT_EQ(host.ask("POST", "/hooks/wa", "", "e1|+491|hello").status, 200);
  EXPECT_EQ(host.house.count<core::MessageReceived>(host.house.customer("+491")), 1);
  EXPECT_EQ(host.ask("POST", "/hooks/nobody", "", "e1|+491|hello").status, 404);
  EXPECT_EQ(host.ask("POST", "/hooks/wa", "", "malformed").status, 400);
  host.house.spy.give_no_ids(true);
  host.house.spy.fail(1000);
  const auto busy = host.ask("POST", "/hooks/wa", "", "e2|+491|hello");
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.raw.header("retry-after"), "1");
  host.house.spy.fail(0);
  host.house.spy.give_no_ids(false);
}

TEST_F(ApiTest, readiness_gives_its_reason_and_needs_no_token) {
  EXPECT_EQ(host.get("/healthz", "").status, 200);
  EXPECT_EQ(host.get("/readyz", "").status, 200);
  host.not_ready = "the host is stopping";
  const auto not_ready = host.get("/readyz", "");
  EXPECT_EQ(not_ready.status, 503);
  EXPECT_EQ(not_ready.body["detail"], "the host is stopping");
}

TEST_F(ApiTest, nothing_is_shown_without_a_token) {
  const auto id = host.owned_case();
  for (const std::string& path : {std::string("/v1/cases"), "/v1/cases/" + id, std::string("/v1/work"), std::string("/v1/agents"), std::string("/v1/alarms")}) {
    const auto refused = host.get(path, "");
    EXPECT_EQ(refused.status, 401) << path;
    EXPECT_EQ(refused.raw.header("www-authenticate"), "Bearer");
  }
  EXPECT_EQ(host.get("/v1/cases", "wrong").status, 401);
}

TEST_F(ApiTest, a_filter_nobody_reads_is_refused_by_name) {
  host.owned_case();
  for (const std::string path : {"/v1/cases", "/v1/work", "/v1/alarms"}) {
    EXPECT_EQ(host.get(path).status, 200);
    const auto refused = host.get(path + "?limitt=3&");
    EXPECT_EQ(refused.status, 400) << path;
    EXPECT_NE(refused.raw.body.find("limitt"), std::string::npos);
  }
  EXPECT_EQ(host.get("/v1/cases?status=open&limit=3&sort=opened&").status, 200);
}

TEST_F(ApiTest, a_reply_by_the_owner_is_sent_and_told_so) {
  const auto id = host.owned_case();
  const auto said = host.post(at(id, "reply"), reply(id, "I am looking into it"));
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.body["decision"], "free");
  EXPECT_EQ(said.body["final"], true);
  EXPECT_EQ(sent(), 1);
}

TEST_F(ApiTest, a_dry_run_leaves_nothing_behind) {
  const auto id = host.owned_case();
  auto body = reply(id, "would this go?");
  body["dry_run"] = true;
  const auto facts = host.house.facts(core::customer_of(id).value).size();
  const auto said = host.post(at(id, "reply"), body);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.body["decision"], "free");
  ASSERT_TRUE(host.house.settle());
  EXPECT_EQ(sent(), 0);
  EXPECT_EQ(host.house.facts(core::customer_of(id).value).size(), facts);
}

TEST_F(ApiTest, the_same_key_and_body_is_one_word_to_the_customer_and_the_same_answer) {
  const auto id = host.owned_case();
  const auto body = reply(id, "once");
  const auto first = host.post(at(id, "reply"), body, "ana", "key-1");
  for (int i = 0; i < 5; ++i) {
    const auto again = host.post(at(id, "reply"), body, "ana", "key-1");
    EXPECT_EQ(again.status, first.status);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.raw.header("idempotent-replay"), "true");
  }
  EXPECT_EQ(sent(), 1);
}

TEST_F(ApiTest, who_only_has_the_store_cannot_read_what_is_kept_for_a_repeat) {
  const auto id = host.owned_case();
  const auto first = host.post(at(id, "note"), {{"text", "the parcel of Frau Weiss"}}, "ana", "key-1");
  ASSERT_EQ(first.status, 200);
  const auto kept = host.house.spy.kept();
  ASSERT_FALSE(kept.empty());
  const std::vector<std::string> secrets = {"key-1", "parcel", "Weiss", "owner", id};
  for (const auto& text : kept) {
    for (const auto& clear : secrets)
      EXPECT_EQ(text.find(clear), std::string::npos) << clear;
  }
  const auto again = host.post(at(id, "note"), {{"text", "the parcel of Frau Weiss"}}, "ana", "key-1");
  EXPECT_EQ(again.raw.body, first.raw.body);
}

TEST_F(ApiTest, a_reply_the_channel_puts_off_is_answered_at_once_with_the_next_try) {
  const auto id = host.owned_case();
  host.house.connector->on_deliver = [](const engine::testing::Delivery&) {
    return engine::testing::Answer{BATON_UNAVAILABLE, BATON_SCOPE_MESSAGE, "130429", 60'000};
  };
  const auto before = std::chrono::steady_clock::now();
  const auto said = host.post(at(id, "reply"), reply(id, "one moment"));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(9));  // it waits ten for a last word
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.body["decision"], "free");
  EXPECT_EQ(said.body["final"], false);
  EXPECT_FALSE(said.body["until"].is_null());
  EXPECT_NE(said.body["reason"].get<std::string>().find("130429"), std::string::npos);
}

TEST_F(ApiTest, the_same_key_with_another_body_or_path_is_refused) {
  const auto id = host.owned_case();
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "one"}}, "ana", "key-1").status, 200);
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "two"}}, "ana", "key-1").status, 422);
  EXPECT_EQ(host.post(at(id, "reopen"), {{"text", "one"}}, "ana", "key-1").status, 422);
  EXPECT_EQ(notes(id), 1);
}

TEST_F(ApiTest, a_key_belongs_to_its_token) {
  const auto id = host.owned_case();
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "same"}}, "ana", "key-1").status, 200);
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "same"}}, "ben", "key-1").status, 200);
  EXPECT_EQ(notes(id), 2);
}

TEST_F(ApiTest, a_repeat_while_the_first_is_running_is_409_and_does_nothing) {
  const auto id = host.owned_case();
  host.house.spy.hold();
  testing::Answered first;
  std::thread slow([&] { first = host.post(at(id, "note"), {{"text", "slow"}}, "ana", "key-1"); });
  ASSERT_TRUE(host.house.spy.wait_held(1));
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "slow"}}, "ana", "key-1").status, 409);
  host.house.spy.let_go();
  slow.join();
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "slow"}}, "ana", "key-1").status, 200);
  EXPECT_EQ(notes(id), 1);
}

TEST_F(ApiTest, a_key_of_a_request_that_was_not_stored_can_be_used_again) {
  const auto id = host.owned_case();
  host.house.spy.fail(1000);
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "later"}}, "ana", "key-1").status, 503);
  host.house.spy.fail(0);
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "later"}}, "ana", "key-1").status, 200);
  EXPECT_EQ(notes(id), 1);
}

TEST_F(ApiTest, a_key_is_forgotten_after_a_day_and_not_before) {
  const auto id = host.owned_case();
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "x"}}, "ana", "key-1").status, 200);
  host.house.clock.set(host.house.clock.now() + core::kDay, false);
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "x"}}, "ana", "key-1").status, 200);
  EXPECT_EQ(notes(id), 1);
  host.house.clock.set(host.house.clock.now() + 1, false);
  EXPECT_EQ(host.post(at(id, "note"), {{"text", "x"}}, "ana", "key-1").status, 200);
  EXPECT_EQ(notes(id), 2);
}

TEST_F(ApiTest, a_service_must_bring_a_key_and_the_history_keeps_both_names) {
  const auto id = host.owned_case();
  const std::vector<net::Header> as_ana = {{"X-Baton-Agent", "ana"}};
  EXPECT_EQ(host.ask("POST", at(id, "note"), "desk", {{"text", "x"}}, as_ana).status, 400);
  EXPECT_EQ(host.ask("POST", at(id, "note"), "desk", {{"text", "x"}}, {{"X-Baton-Agent", "ana"}, {"Idempotency-Key", "key-1"}}).status, 200);
  const auto history = host.get(at(id, "history"));
  ASSERT_FALSE(history.body["events"].empty());
  EXPECT_EQ(history.body["events"].back()["actor"], "service:desk as agent:ana");
  EXPECT_EQ(host.ask("POST", at(id, "note"), "desk", {{"text", "x"}}, {{"Idempotency-Key", std::string(257, 'k')}}).status, 400);
}

TEST_F(ApiTest, a_stale_epoch_is_409_with_the_owner_and_the_text_is_kept) {
  const auto id = host.owned_case();
  const auto stale = host.epoch(id);
  EXPECT_EQ(host.post(at(id, "assign"), {{"epoch", stale}, {"agent", "ben"}, {"reason", "capacity"}}, "lea").status, 200);
  const auto refused = host.post(at(id, "reply"), {{"epoch", stale}, {"text", "still me"}}, "ana");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.body["owner"], "agent:ben");
  EXPECT_EQ(refused.body["owner_epoch"], stale + 1);
  EXPECT_EQ(sent(), 0);
  const auto shown = host.get("/v1/cases/" + id).body;
  ASSERT_EQ(shown["drafts"].size(), 1u);
  EXPECT_EQ(shown["drafts"][0]["text"], "still me");
  EXPECT_EQ(host.post(at(id, "assign"), {{"epoch", stale + 1}, {"agent", "ana"}, {"reason", "capacity"}}, "ana").status, 403);
}

TEST_F(ApiTest, the_loser_of_a_claim_is_told_who_has_it) {
  host.house.says("+491", "hello");
  ASSERT_TRUE(host.house.settle());
  const auto work = host.get("/v1/work").body["work"];
  ASSERT_EQ(work.size(), 1u);
  const auto path = "/v1/work/" + work[0]["id"].get<std::string>() + "/claim";
  EXPECT_EQ(host.post(path, json::object(), "ana").status, 200);
  const auto lost = host.post(path, json::object(), "ben");
  EXPECT_GE(lost.status, 403);
  EXPECT_LE(lost.status, 409);
}

TEST_F(ApiTest, ids_from_outside_reach_customers_only) {
  host.owned_case();
  std::promise<bool> stored;
  host.house.engine->set_presence({"ana"}, true, "test", [&](bool good) { stored.set_value(good); });
  ASSERT_TRUE(engine::testing::got(stored.get_future()));
  for (const char* id : {"roster-c1", "alarms-c1", "channel:wa-c1", "k999-c1", "nothing", "-", "k1-c1-c1"}) {
    EXPECT_EQ(host.get("/v1/cases/" + std::string(id)).status, 404) << id;
    EXPECT_EQ(host.post(at(id, "note"), {{"text", "x"}}).status, 404) << id;
    EXPECT_EQ(host.post(at(id, "reply"), {{"epoch", 1}, {"text", "x"}}).status, 404) << id;
    EXPECT_EQ(host.post("/v1/work/" + std::string(id) + "/claim", json::object()).status, 404) << id;
  }
}

TEST_F(ApiTest, a_question_that_is_wrong_is_400_and_a_body_that_is_wrong_names_the_field) {
  const auto id = host.owned_case();
  for (const char* query : {"limit=0", "limit=201", "limit=x", "sort=random", "status=sleeping", "due_before=soon", "cursor=%00"})
    EXPECT_EQ(host.get("/v1/cases?" + std::string(query)).status, 400) << query;
  const auto wrong = host.post(at(id, "reply"), {{"epoch", 1}, {"text", "x"}, {"dryrun", true}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.body["pointer"], "/dryrun");
  EXPECT_EQ(host.post(at(id, "reply"), {{"epoch", "1"}, {"text", "x"}}).body["pointer"], "/epoch");
  EXPECT_EQ(host.post(at(id, "update-plan"), {{"epoch", 1}, {"at", 9223372036854775807}, {"text", "x"}}).body["pointer"], "/at");
  EXPECT_EQ(sent(), 0);
}

TEST_F(ApiTest, the_queue_is_read_page_by_page_without_a_gap) {
  for (int i = 0; i < 7; ++i) host.house.says("+4917" + std::to_string(i), "hello");
  std::set<std::string> seen;
  std::string cursor;
  int pages = 0;
  do {
    const auto page = host.get("/v1/cases?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200);
    for (const auto& row : page.body["cases"]) EXPECT_TRUE(seen.insert(row["id"].get<std::string>()).second);
    cursor = page.body["next_cursor"].is_null() ? "" : page.body["next_cursor"].get<std::string>();
  } while (!cursor.empty() && ++pages < 10);
  EXPECT_EQ(seen.size(), 7u);
}

}  // namespace
}  // namespace baton::http
