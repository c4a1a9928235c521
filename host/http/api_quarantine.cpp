// SPDX-License-Identifier: MIT
// api_quarantine.cpp - what is withheld (I4): the list, and one item. Each look is in the history before anything is
// shown, and so is each look that was refused.
#include <charconv>

#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"

namespace baton::http {
namespace {

using nlohmann::json;

// "k7f3-m2-0": the attachment 0 of message k7f3-m2.
core::QuarantineAsked item_of(const core::CaseId& id, const std::string& item) {
  core::QuarantineAsked asked;
  asked.case_id = id;
  const auto dash = item.rfind('-');
  const auto* end = item.data() + item.size();
  const auto parsed = dash == std::string::npos ? std::from_chars_result{end, std::errc::invalid_argument}
                                                : std::from_chars(item.data() + dash + 1, end, asked.index);
  if (parsed.ec != std::errc{} || parsed.ptr != end || dash == 0)
    throw BadRequest(404, "no withheld item " + item, {}, "see GET /v1/cases/" + id.value + "/quarantine");
  asked.message = {item.substr(0, dash)};
  return asked;
}

}  // namespace

std::optional<net::Response> Api::refused_look(Call& call, core::QuarantineAsked asked) {
  asked.agent = call.caller.agent;
  asked.by = call.caller.actor;
  const auto id = asked.case_id;
  const auto outcome = decide(core::customer_of(id.value), std::move(asked), call.caller, call.request);
  if (!outcome.refusal) return std::nullopt;
  options_.logger->warn("a look into the quarantine of {} was refused to {}", id.value, call.caller.actor);
  return problem(*outcome.refusal);
}

net::Response Api::list_quarantine(Call& call) {
  const core::CaseId id{call.param("id")};
  core::QuarantineAsked asked;
  asked.case_id = id;
  if (auto refused = refused_look(call, std::move(asked))) return std::move(*refused);
  auto items = look(id, [](const engine::CustomerView& view, const core::Case& c) { return quarantine_json(view, c); });
  return json_response(200, {{"items", std::move(items)}});
}

net::Response Api::show_quarantined(Call& call) {
  const core::CaseId id{call.param("id")};
  const auto asked = item_of(id, call.param("item"));
  if (auto refused = refused_look(call, asked)) return std::move(*refused);
  const auto kept = look(id, [&](const engine::CustomerView&, const core::Case& c) -> json {
    for (const auto& entry : c.entries)
      if (entry.message == asked.message) {
        const auto& a = entry.attachments.at(static_cast<std::size_t>(asked.index));
        return {{"blob", a.blob}, {"why", a.lost}};
      }
    return {{"blob", ""}, {"why", ""}};
  });
  const auto blob = kept["blob"].get<std::string>();
  if (blob.empty()) {
    const auto why = kept["why"].get<std::string>();
    throw BadRequest(why.empty() ? 409 : 410, why.empty() ? "it is still being fetched" : why, {},
                     why.empty() ? "ask again in a moment" : "ask the customer for it again, by the secure path");
  }
  auto bytes = options_.blobs->read_locked(blob, call.config->privacy.quarantine_key);
  if (!bytes)
    throw BadRequest(409, "it cannot be opened with the present key", {},
                     "set privacy.quarantine_key to the key it was kept under");
  net::Response response;
  response.content_type = "application/octet-stream";  // never what a customer's file claims to be
  response.headers.push_back({"Content-Disposition", "attachment"});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.body = std::move(*bytes);
  return response;
}

}  // namespace baton::http
