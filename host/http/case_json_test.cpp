// SPDX-License-Identifier: MIT
// case_json_test.cpp - what the API shows of a case: every promised field, the words in their places, and a history that
// has actor, cause and rule for each event (C7, I9) and no words.
#include <gtest/gtest.h>

#include "host/http/case_json.h"
#include "host/http/history_json.h"
#include "host/http/testing/api_house.h"

namespace baton::http {
namespace {

using testing::ApiHouse;
using testing::json;

class CaseJsonTest : public ::testing::Test {
 protected:
  json shown(const std::string& what = "") { return host.get("/v1/cases/" + id + what).body; }

  ApiHouse host;
  std::string id = host.owned_case();
};

TEST_F(CaseJsonTest, a_case_has_every_field_that_is_promised) {
  const auto c = shown();
  for (const char* field : {"id", "owner", "owner_epoch", "status", "lane", "work_type", "priority", "model", "windows", "next_action", "next_update_due",
                            "brief", "work", "links", "drafts", "plan", "opened", "resolved_at", "customer", "revision"})
    EXPECT_TRUE(c.contains(field)) << field;
  EXPECT_EQ(c["owner"], "agent:ana");
  EXPECT_EQ(c["status"], "open");
  EXPECT_EQ(c["next_action"]["party"], "agent:ana");
  EXPECT_FALSE(c["next_action"]["verb"].get<std::string>().empty());
  EXPECT_EQ(c["opened"], time_json(engine::testing::kStart));
  EXPECT_TRUE(c["resolved_at"].is_null());
  EXPECT_TRUE(c["plan"].is_null());
}

TEST_F(CaseJsonTest, a_window_says_when_it_ends_and_when_we_stop_believing_in_it) {
  const auto window = shown()["windows"].at(0);
  EXPECT_EQ(window["state"], "open");
  EXPECT_EQ(window["connector"], "wa");
  EXPECT_EQ(window["ends"], time_json(engine::testing::kStart + core::kDay));
  EXPECT_EQ(window["closes"], time_json(engine::testing::kStart + core::kDay - 300 * core::kSecond));
  host.house.pass(core::kDay - 300 * core::kSecond - 1);
  EXPECT_EQ(shown()["windows"].at(0)["state"], "at_risk");
  host.house.pass(1);
  EXPECT_EQ(shown()["windows"].at(0)["state"], "closed");
}

TEST_F(CaseJsonTest, messages_show_who_said_what_and_what_became_of_it) {
  EXPECT_EQ(host.post("/v1/cases/" + id + "/reply", {{"epoch", host.epoch(id)}, {"text", "I am looking into it"}}).status, 200);
  EXPECT_EQ(host.post("/v1/cases/" + id + "/note", {{"text", "the parcel is in Leeds"}}).status, 200);
  const auto messages = shown("/messages")["messages"];
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[0]["from"], "customer");
  EXPECT_EQ(messages[0]["text"], "my parcel is lost");
  EXPECT_FALSE(messages[0].contains("send"));
  EXPECT_EQ(messages[1]["from"], "agent");
  EXPECT_EQ(messages[1]["author"], "agent:ana");
  EXPECT_EQ(messages[1]["send"]["decision"], "free");
  EXPECT_EQ(messages[1]["send"]["state"], "accepted");
  EXPECT_EQ(messages[2]["from"], "note");
  for (std::size_t i = 0; i < messages.size(); ++i) EXPECT_EQ(messages[i]["number"], i + 1);
}

TEST_F(CaseJsonTest, the_history_is_gapless_and_holds_references_instead_of_words) {
  const auto events = shown("/history")["events"];
  ASSERT_FALSE(events.empty());
  std::int64_t sequence = 0;
  for (const auto& event : events) {
    EXPECT_EQ(event["sequence"], ++sequence);
    for (const char* field : {"at", "actor", "cause", "rule", "event", "data"}) EXPECT_FALSE(event[field].empty()) << field << " of " << event;
  }
  EXPECT_EQ(events.dump().find("parcel"), std::string::npos);
  EXPECT_EQ(events.dump().find("+491"), std::string::npos);
}

TEST_F(CaseJsonTest, a_history_shows_no_other_case_of_the_customer) {
  host.post("/v1/cases/" + id + "/resolve", {{"epoch", host.epoch(id)}});
  host.house.pass(50 * core::kHour);
  const auto customer = host.house.says("+491", "another matter, a week later");
  const auto second = host.house.state(customer).cases.rbegin()->first.value;
  ASSERT_NE(second, id);
  for (const auto& [own, other] : {std::pair(id, second), std::pair(second, id)}) {
    const auto history = host.get("/v1/cases/" + own + "/history");
    for (const auto& event : history.body["events"]) EXPECT_NE(event["data"].value("case_id", own), other) << event;
  }
  EXPECT_EQ(host.get("/v1/cases/" + second).body["links"].at(0)["case"], id);
}

TEST_F(CaseJsonTest, the_reasons_name_the_policy_and_the_words_behind_a_signal) {
  const auto reasons = shown("/explain");
  EXPECT_EQ(reasons["policy"], "policy-1");
  EXPECT_EQ(reasons["owner"], "agent:ana");
  ASSERT_FALSE(reasons["decisions"].empty());
  for (const auto& decision : reasons["decisions"]) EXPECT_FALSE(decision["rule"].get<std::string>().empty());
}

TEST_F(CaseJsonTest, a_case_without_a_brief_says_so_and_one_that_was_offered_has_it) {
  EXPECT_EQ(host.get("/v1/cases/" + id + "/brief").status, shown()["brief"].is_null() ? 404 : 200);
  EXPECT_EQ(host.post("/v1/cases/" + id + "/handoff", {{"epoch", host.epoch(id)}, {"to", {{"lane", "technical"}}}, {"reason", "next_step"}, {"question", "where is it?"}}).status, 200);
  ASSERT_TRUE(host.house.settle());
  const auto brief = host.get("/v1/cases/" + id + "/brief");
  ASSERT_EQ(brief.status, 200);
  EXPECT_EQ(brief.body["complete"], true);
  EXPECT_EQ(brief.body["minimal"], true);
  for (const char* field : {"intent", "attempted_steps", "status", "reason", "next_action", "details", "evidence", "text"})
    EXPECT_TRUE(brief.body.contains(field)) << field;
  const auto work = shown()["work"];
  bool asked = false;
  for (const auto& item : work) asked = asked || item["question"] == "where is it?";
  EXPECT_TRUE(asked) << work;
}

TEST(AboutCase, a_fact_is_about_its_case_its_hand_its_thread_or_its_message) {
  core::testing::World world;
  const auto id = world.owned_case();
  const auto& c = world.at(id);
  const auto about = [&](json fact) { return about_case(world.state, c, fact); };
  EXPECT_TRUE(about({{"case_id", id.value}}));
  EXPECT_FALSE(about({{"case_id", "k7-c99"}}));
  EXPECT_TRUE(about({{"hand", c.hand.value}}));
  EXPECT_FALSE(about({{"hand", "k7-h99"}}));
  EXPECT_TRUE(about({{"thread", c.threads.front().value}}));
  EXPECT_FALSE(about({{"thread", "k7-t99"}}));
  EXPECT_TRUE(about({{"message", c.entries.front().message.value}}));
  EXPECT_FALSE(about({{"message", "k7-m99"}}));
  EXPECT_TRUE(about(json::object()));  // of the customer as a whole
}

}  // namespace
}  // namespace baton::http
