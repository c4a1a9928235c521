// SPDX-License-Identifier: MIT
// api_forecast.cpp - what will be due: the cases an agent's shift leaves behind (O7), and the open cases whose window
// is at risk while no template could be sent for them (T3).
#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"
#include "host/http/query.h"

#include "host/core/channel.h"
#include "host/core/find.h"
#include "host/core/own_shift.h"
#include "host/core/window.h"

namespace baton::http {
namespace {

using nlohmann::json;

constexpr int kPage = 200;
constexpr int kLookedAt = 5000;  // cases; more are told by `complete`: false

// What the case would have to say by a template, and why it could not; null: it can, or needs none yet.
json unsendable(const engine::CustomerView& view, const core::Case& c,
                const std::map<core::ConnectorId, core::ChannelState>& channels) {
  const auto& policy = view.policy();
  const auto* thread = core::newest_thread(view.state(), c);
  if (thread == nullptr || c.settled() || c.status == core::CaseStatus::waiting_customer) return nullptr;
  const auto connector = policy.connectors.find(thread->connector);
  const auto channel = channels.find(thread->connector);
  if (connector == policy.connectors.end() || !connector->second.channel.templates || channel == channels.end())
    return nullptr;
  const auto risk = core::at_risk_at(*thread, policy, c.lane);
  if (thread->window_ms == 0 || (risk && view.now() < risk)) return nullptr;
  const auto purpose = c.plan.open ? c.plan.purpose : policy.default_purpose;
  if (!core::usable_templates(channel->second, policy, purpose, {}, thread->language).empty()) return nullptr;
  return {{"case", c.id.value},
          {"owner", core::to_string(view.state().hands.at(c.hand).owner)},
          {"lane", c.lane.value},
          {"connector", thread->connector.value},
          {"purpose", purpose},
          {"language", thread->language},
          {"window_closes", time_json(core::closes_at(*thread, policy))},
          {"window_open", core::window_open(*thread, policy, view.now())}};
}

}  // namespace

net::Response Api::forecast_templates(Call& call) {
  only_parameters(call.request, {});
  const auto channels = options_.engine->office().channels();
  ledger::CaseQuery query;
  query.sort = "opened";
  query.limit = kPage;
  json list = json::array();
  int seen = 0;
  bool complete = false;
  while (seen < kLookedAt) {
    const auto page = options_.engine->ledger().cases(query);
    for (const auto& row : page.rows) {
      ++seen;
      if (auto found = look(core::CaseId{row.case_id},
                            [&channels](const engine::CustomerView& view, const core::Case& c) {
                              return unsendable(view, c, channels);
                            });
          !found.is_null())
        list.push_back(std::move(found));
    }
    query.cursor = page.next_cursor;
    complete = query.cursor.empty();
    if (complete) break;
  }
  return json_response(200, {{"cases", std::move(list)}, {"complete", complete}});
}

net::Response Api::show_shift(Call& call) {
  const core::AgentId id{call.param("id")};
  const auto& policy = call.config->policy;
  const auto found = policy.agents.find(id);
  if (found == policy.agents.end()) throw BadRequest(404, "no agent " + id.value, {}, "see GET /v1/agents");
  if (call.caller.agent != id && !call.caller.leads())
    throw BadRequest(403, "only the agent or a lead sees what the agent's shift leaves behind");
  only_parameters(call.request, {});
  json result = {{"agent", id.value}, {"ends", nullptr}, {"next", nullptr}, {"ending", false}, {"due", json::array()}};
  if (found->second.shifts == nullptr) return json_response(200, result);
  constexpr core::Millis kAhead = 30 * core::kMinute;
  const auto& shifts = *found->second.shifts;
  const auto now = options_.engine->clock().now();
  const bool working = core::staffed(shifts, now);
  const auto ends = core::own_shift_end(shifts, now);
  const bool ending = ends && ends - now <= kAhead;
  const auto next = working && !ends ? core::Instant{} : core::next_opening(shifts, working ? ends : now);
  result["ends"] = time_json(ends);
  result["next"] = time_json(next);
  result["ending"] = ending;
  // O7: from half an hour before its end the owner sees everything that will be due before the next one.
  if (next && (!working || ending)) {
    ledger::CaseQuery query;
    query.owner = "agent:" + id.value;
    query.due_before = next;
    query.limit = kPage;
    for (const auto& row : options_.engine->ledger().cases(query).rows) result["due"].push_back(case_row_json(row));
  }
  return json_response(200, result);
}

}  // namespace baton::http
