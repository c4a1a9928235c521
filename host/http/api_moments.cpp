// SPDX-License-Identifier: MIT
// api_moments.cpp - a brief judged by who read it (B5), an approval decided among ourselves (J4), the customer asked
// whether they may be called (J5).
#include <charconv>

#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"

namespace baton::http {

net::Response Api::mark_brief(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::BriefJudged judged;
  judged.case_id = id;
  judged.brief = body.integer_if("brief").value_or(0);
  judged.mark = body.text("mark");
  judged.by = "agent:" + person(call.caller).value;
  judged.text.text = body.text_or("text");
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(judged), call.caller, call.request));
}

net::Response Api::decide_approval(Call& call) {
  const core::CaseId id{call.param("id")};
  const auto number = call.param("number");
  core::InternalApprovalGiven given;
  const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), given.request);
  if (wrong != std::errc{} || end != number.data() + number.size())
    throw BadRequest(404, "no approval " + number, {}, "see `requests` of the case");
  Body body(call.request);
  given.case_id = id;
  given.by = "agent:" + person(call.caller).value;
  if (!body.has("approve")) throw BadRequest(422, "approve: is required", "/approve", "true or false");
  given.approve = body.flag_or("approve", false);
  given.reason.text = body.text_or("reason");
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(given), call.caller, call.request));
}

net::Response Api::switch_channel(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::CallAsked asked;
  asked.case_id = id;
  asked.epoch = static_cast<std::uint64_t>(body.integer("epoch"));
  asked.by = "agent:" + person(call.caller).value;
  const auto to = body.text("to");
  if (to != "call")
    throw BadRequest(422, "to: the case cannot go on over " + to, "/to",
                     "\"call\": the customer is asked whether they may be called");
  asked.text.text = body.text_or("text");
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

}  // namespace baton::http
