// SPDX-License-Identifier: MIT
// api_office.cpp - what spans cases: agents and presence, templates, alarms, dead letters, attachments.
#include <charconv>
#include <future>

#include "host/core/capacity.h"
#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"
#include "host/http/query.h"

namespace baton::http {
namespace {

using nlohmann::json;

constexpr int kListed = 200;

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double in_units(std::int64_t milliunits) { return static_cast<double>(milliunits) / 1000.0; }

}  // namespace

net::Response Api::list_agents(Call& call) {
  const auto roster = options_.engine->office().roster();
  std::map<std::string, ledger::AgentLoad> loads;
  for (const auto& load : options_.engine->ledger().loads()) loads[load.agent] = load;
  json agents = json::array();
  for (const auto& [id, agent] : call.config->policy.agents) {
    json skills = json::array();
    for (const auto& lane : agent.skills) skills.push_back(lane.value);
    const auto& load = loads[id.value];
    const auto& policy = call.config->policy;
    std::int64_t holds = load.claimed_items * policy.capacity.work_item;
    for (const auto& [channel, threads] : load.owed_threads) holds += threads * core::units_of_channel(policy, channel);
    agents.push_back({{"id", id.value}, {"name", agent.name}, {"skills", std::move(skills)}, {"present", roster.present(id)}, {"cases", load.owned_cases},
                      {"work", load.claimed_items}, {"load", in_units(holds)}, {"capacity", in_units(agent.capacity_milliunits)}});
  }
  return json_response(200, {{"agents", std::move(agents)}});
}

net::Response Api::set_presence(Call& call) {
  const core::AgentId id{call.param("id")};
  if (!call.config->policy.agents.contains(id)) throw BadRequest(404, "no agent " + id.value, {}, "see GET /v1/agents");
  if (call.caller.agent != id && !call.caller.leads()) throw BadRequest(403, "only the agent or a lead says whether the agent is there");
  Body body(call.request);
  const auto state = body.text("state");
  body.done();
  if (state != "present" && state != "away") throw BadRequest(422, "state: must be present or away", "/state");
  auto stored = std::make_shared<std::promise<bool>>();
  auto future = stored->get_future();
  options_.engine->set_presence(id, state == "present", call.caller.actor, [stored](bool good) { stored->set_value(good); });
  if (!future.get()) throw BadRequest(503, "the host cannot store it now", {}, "repeat the request");
  return json_response(200, {{"id", id.value}, {"state", state}});
}

net::Response Api::list_templates(Call&) {
  json list = json::array();
  for (const auto& [connector, channel] : options_.engine->office().channels())
    for (const auto& [key, known] : channel.templates)
      list.push_back({{"connector", connector.value}, {"name", known.name}, {"language", known.language}, {"status", known.status}, {"category", known.category},
                      {"quality", known.quality}, {"failed_with", known.marked.empty() ? json(nullptr) : json(known.marked)}, {"parameters", known.parameters},
                      {"usable", known.status == "approved" && known.marked.empty()}});
  return json_response(200, {{"templates", std::move(list)}});
}

net::Response Api::list_alarms(Call& call) {
  only_parameters(call.request, {"all"});
  const bool all = call.request.query_value("all").value_or("") == "true";
  json list = json::array();
  for (const auto& [key, alarm] : options_.engine->office().alarms().alarms) {
    if (!alarm.acknowledged_by.empty() && !all) continue;
    list.push_back(
        {{"key", key},
         {"what", alarm.what},
         {"case", alarm.case_id.empty() ? json(nullptr) : json(alarm.case_id.value)},
         {"raised", time_json(alarm.raised)},
         {"last", time_json(alarm.last)},
         {"count", alarm.count},
         {"for", alarm.party.empty() ? json(nullptr) : json(alarm.party)},
         {"cleared", alarm.cleared.empty() ? json(nullptr) : json(alarm.cleared)},
         {"acknowledged_by", alarm.acknowledged_by.empty() ? json(nullptr) : json(alarm.acknowledged_by)}});
  }
  return json_response(200, {{"alarms", std::move(list)}});
}

net::Response Api::acknowledge_alarm(Call& call) {
  const auto key = call.param("key");
  auto told = std::make_shared<std::promise<std::pair<bool, bool>>>();
  auto future = told->get_future();
  options_.engine->office().acknowledge_alarm(key, call.caller.actor, [told](bool found, bool stored) { told->set_value({found, stored}); });
  const auto [found, stored] = future.get();
  if (!found) throw BadRequest(404, "no open alarm " + key, {}, "see GET /v1/alarms");
  if (!stored) throw BadRequest(503, "the host cannot store it now", {}, "repeat the request");
  return json_response(200, {{"key", key}, {"acknowledged_by", call.caller.actor}});
}

net::Response Api::list_dead_letters(Call& call) {
  require_lead(call.caller);
  json list = json::array();
  for (const auto& row : options_.engine->ledger().dead_letters(0, kListed))
    list.push_back({{"id", row.id}, {"kind", row.kind}, {"customer", row.stream}, {"attempts", row.attempts}, {"error", row.last_error}, {"connector", row.connector}});
  return json_response(200, {{"dead_letters", std::move(list)}});
}

net::Response Api::retry_dead_letter(Call& call) {
  require_lead(call.caller);
  const auto id = number(call.param("id"));
  if (!options_.engine->revive(id)) throw BadRequest(404, "no dead letter " + call.param("id"), {}, "see GET /v1/dead-letters");
  return json_response(200, {{"id", id}});
}

net::Response Api::show_blob(Call& call) {
  const auto id = call.param("id");
  const auto size = options_.blobs->size(id);
  if (!size) throw BadRequest(404, "no attachment " + id);
  const auto bytes = options_.blobs->read(id, 0, *size);
  if (!bytes) throw BadRequest(404, "attachment " + id + " cannot be read");
  net::Response response;
  response.content_type = "application/octet-stream";  // never what a customer's file claims to be
  response.headers.push_back({"Content-Disposition", "attachment"});
  response.body = *bytes;
  return response;
}

}  // namespace baton::http
