// SPDX-License-Identifier: MIT
// api_plugins.cpp - the plugins that run, and what the last reload came to; a reload.
#include "host/http/api.h"
#include "host/http/problem.h"

namespace baton::http {

using nlohmann::json;

net::Response Api::list_plugins(Call&) {
  json list = json::array();
  for (const auto& state : options_.plugins->plugins()) list.push_back(to_json(state));
  const auto last = options_.plugins->last_reload();
  return json_response(200, {{"plugins", std::move(list)},
                             {"leaving", options_.plugins->leaving()},
                             {"reload", last ? to_json(*last) : json(nullptr)}});
}

net::Response Api::reload_plugins(Call& call) {
  require_admin(call.caller);
  if (!call.request.body.empty()) Body(call.request).done();
  const auto report = options_.plugins->reload(call.caller.actor);
  if (report.taken) return json_response(200, to_json(report));
  auto more = to_json(report);
  more["mend"] = "mend what `problems` and `refusals` name; until then everything runs as before";
  return problem(422, "the reload was not taken and nothing has changed", std::move(more));
}

}  // namespace baton::http
