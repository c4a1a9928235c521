// SPDX-License-Identifier: MIT
// The dangers: anybody may have the host reload; what came of it is told half; an incident nobody can count.
#include <gtest/gtest.h>

#include "host/http/testing/api_house.h"

namespace baton::http::testing {
namespace {

class ApiPlugins : public ::testing::Test {
 protected:
  ApiPlugins() {
    PluginState state;
    state.info.instance_id = "brief";
    state.info.plugin_id = "brief-extractive";
    state.info.kind = plugin::Kind::kSummarizer;
    state.info.signature = "not signed";
    state.health.healthy = true;
    state.health.crashes = 2;
    state.health.restarts = 1;
    state.health.timeouts = 3;
    state.health.late_completions = 4;
    state.health.parked = 5;
    state.refused_loads = 6;
    state.not_replaced = "the new one does not start; mend it";
    house.desk.states = {state};
    house.desk.known.refused_loads = {{"brief", 6}, {"gone", 1}};
    house.desk.known.reloads_taken = 7;
    house.desk.known.reloads_refused = 8;
    house.desk.known.libraries = 9;
  }

  ApiHouse house;
};

TEST_F(ApiPlugins, an_agent_or_a_lead_has_the_host_reload) {
  for (const char* who : {"ana", "lea"}) EXPECT_EQ(house.post("/v1/plugins/reload", json::object(), who).status, 403);
  EXPECT_EQ(house.post("/v1/plugins/reload", json::object(), "").status, 401);
  EXPECT_EQ(house.desk.reloads, 0);
}

TEST_F(ApiPlugins, a_reload_that_was_taken_is_told_half) {
  house.desk.outcome.taken = true;
  house.desk.outcome.replaced = {"brief"};
  house.desk.outcome.at_restart = {"/server/listen"};
  house.desk.outcome.policy = "hash";
  const auto answer = house.post("/v1/plugins/reload", nullptr, "root");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body["replaced"], json({"brief"}));
  EXPECT_EQ(answer.body["at_restart"], json({"/server/listen"}));
  EXPECT_EQ(answer.body["policy"], "hash");
  EXPECT_EQ(answer.body["by"], "service:root");
  EXPECT_EQ(house.get("/v1/plugins").body["reload"]["replaced"], json({"brief"}));
}

TEST_F(ApiPlugins, a_reload_that_was_not_taken_looks_like_one_that_was) {
  house.desk.outcome.problems = {{"b.jsonc", 3, 4, "/lanes", "is wrong", "mend it"}};
  house.desk.outcome.refusals = {{"brief", "does not start"}};
  const auto answer = house.post("/v1/plugins/reload", json::object(), "root");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.body["problems"][0]["pointer"], "/lanes");
  EXPECT_EQ(answer.body["problems"][0]["line"], 3);
  EXPECT_EQ(answer.body["refusals"][0]["why"], "does not start");
  EXPECT_FALSE(answer.body["mend"].get<std::string>().empty());
}

TEST_F(ApiPlugins, a_repeated_request_reloads_again) {
  house.desk.outcome.taken = true;
  const auto first = house.post("/v1/plugins/reload", json::object(), "root", "once");
  const auto again = house.post("/v1/plugins/reload", json::object(), "root", "once");
  EXPECT_EQ(first.raw.body, again.raw.body);
  EXPECT_EQ(house.desk.reloads, 1);
}

TEST_F(ApiPlugins, a_field_nobody_knows_is_taken_in_silence) {
  EXPECT_EQ(house.post("/v1/plugins/reload", {{"only", "brief"}}, "root").status, 422);
  EXPECT_EQ(house.desk.reloads, 0);
}

TEST_F(ApiPlugins, an_incident_is_in_the_list_and_not_in_the_figures) {
  const auto row = house.get("/v1/plugins").body["plugins"][0];
  EXPECT_EQ(row["not_replaced"], "the new one does not start; mend it");
  EXPECT_EQ(row["signature"], "not signed");
  EXPECT_EQ(row["restarts"], 1);
  const auto text = house.get("/metrics").raw.body;
  for (const char* line :
       {"# TYPE baton_plugin_crashes_total counter\nbaton_plugin_crashes_total{instance=\"brief\"} 2\n",
        "# TYPE baton_plugin_restarts_total counter\nbaton_plugin_restarts_total{instance=\"brief\"} 1\n",
        "# TYPE baton_plugin_timeouts_total counter\nbaton_plugin_timeouts_total{instance=\"brief\"} 3\n",
        "# TYPE baton_plugin_late_completions_total counter\n"
        "baton_plugin_late_completions_total{instance=\"brief\"} 4\n",
        "# TYPE baton_plugin_parked_operations gauge\nbaton_plugin_parked_operations{instance=\"brief\"} 5\n",
        "# TYPE baton_plugin_healthy gauge\nbaton_plugin_healthy{instance=\"brief\"} 1\n",
        "baton_plugin_refused_loads_total{instance=\"brief\"} 6\n",
        "baton_plugin_refused_loads_total{instance=\"gone\"} 1\n",
        "baton_reloads_total{outcome=\"taken\"} 7\n", "baton_reloads_total{outcome=\"refused\"} 8\n",
        "baton_plugin_libraries 9\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\nis not in\n" << text;
}

}  // namespace
}  // namespace baton::http::testing
