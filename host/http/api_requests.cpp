// SPDX-License-Identifier: MIT
// api_requests.cpp - questions to the customer: evidence (J2), decisions by button (J4).
#include <algorithm>
#include <cmath>

#include "host/http/api.h"
#include "host/http/asked_again.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"
#include "host/http/times.h"

namespace baton::http {
namespace {

constexpr std::size_t kTitleMaxChars = 20;       // of a reply button
constexpr double kAmountMax = 1e12;
constexpr std::size_t kQuestionMaxBytes = 1024;  // of a message with buttons

std::size_t characters_in(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

std::vector<core::Content> options_in(Body& body) {
  auto texts = body.texts("options");
  if (texts.empty()) texts = {"Yes", "No"};
  std::vector<core::Content> options;
  for (const auto& text : texts) {
    if (text.empty() || characters_in(text) > kTitleMaxChars)
      throw BadRequest(422, "options: a title has 1 to 20 characters", "/options", "shorten \"" + text + "\"");
    options.push_back({{}, text});
  }
  return options;
}

// J4: money, consent and identity are never inferred from words.
bool tap_only(Body& body) {
  const auto about = body.text_or("about", "other");
  if (about != "money" && about != "consent" && about != "identity" && about != "other")
    throw BadRequest(422, "about: is none of money, consent, identity, other", "/about");
  return about != "other";
}

}  // namespace

net::Response Api::evidence_request(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::EvidenceAsked asked;
  asked.case_id = id;
  asked.epoch = static_cast<std::uint64_t>(body.integer("epoch"));
  asked.by = "agent:" + person(call.caller).value;
  asked.text.text = body.text("text");
  asked.expires = body.has("expires") ? time_field(body, "expires") : options_.engine->clock().now()
      + options_.engine->policy()->wait_default_ms;
  asked.work = core::WorkId{body.text_or("work")};
  body.done();
  look(id, [&](const engine::CustomerView& view, const core::Case& c) -> nlohmann::json {
    asked.asked_again = asked_again(view, c, asked.text.text, true);
    return nullptr;
  });
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

// J4: with `to` it is asked among ourselves: who may, how much, until when is configured.
net::Response Api::internal_approval(const core::CaseId& id, Body& body, Call& call) {
  core::InternalApprovalAsked asked;
  asked.case_id = id;
  asked.epoch = static_cast<std::uint64_t>(body.integer("epoch"));
  asked.by = "agent:" + person(call.caller).value;
  asked.question.text = body.text("question");
  asked.about = body.text("about");
  auto to = body.object("to");
  asked.lane = core::LaneId{to.text_or("lane")};
  asked.agent = core::AgentId{to.text_or("agent")};
  to.done();
  if (!asked.lane.empty() && !asked.agent.empty())
    throw BadRequest(422, "to: names a lane and an agent", "/to", "name one of them, or none: whoever may decide");
  if (const auto amount = body.number_if("amount")) {
    if (!(*amount >= 0) || *amount > kAmountMax) throw BadRequest(422, "amount: must be 0 or more", "/amount");
    asked.amount = std::llround(*amount * 100);
  }
  if (body.has("expires")) asked.expires = time_field(body, "expires");
  asked.work = core::WorkId{body.text_or("work")};
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::approval(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  if (body.has("to")) return internal_approval(id, body, call);
  core::ApprovalAsked asked;
  asked.case_id = id;
  asked.epoch = static_cast<std::uint64_t>(body.integer("epoch"));
  asked.by = "agent:" + person(call.caller).value;
  asked.question.text = body.text("question");
  if (asked.question.text.size() > kQuestionMaxBytes) throw BadRequest(422, "question: is longer than 1024 bytes",
      "/question");
  asked.options = options_in(body);
  asked.tap_only = tap_only(body);
  asked.expires = time_field(body, "expires");
  asked.work = core::WorkId{body.text_or("work")};
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

}  // namespace baton::http
