// SPDX-License-Identifier: MIT
// api_acts.cpp - acts on a case: hand over, assign, plan, promise, resolve, reopen, wait.
#include "host/core/ownership.h"
#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/closing_words.h"
#include "host/http/problem.h"
#include "host/http/times.h"

namespace baton::http {
namespace {

std::string actor_of(const Caller& caller) {
  return caller.is_bot() ? "bot:" + caller.token->bot.value : "agent:" + person(caller).value;
}

// R9: a reassignment has one of the reasons.
void must_be_a_reason(const std::string& reason) {
  if (core::from_word<core::HandoffReason>(reason)) return;
  throw BadRequest(422, "reason: is none of R9", "/reason",
                   "misroute_lane, misroute_language, duplicate, new_information, next_step, capacity, absence, "
                       "authority, "
                   "customer_request or other");
}

// O2-O4, or a vendor's own that the configuration names a strategy for.
void must_be_a_model(const std::string& model, const policy::CompiledConfig& config) {
  if (model.empty() || model == core::kL1Owns || model == core::kReassign || model == core::kControlTower) return;
  if (model != "default" && config.strategies.ownership.contains(model)) return;
  throw BadRequest(422, "model: no model " + model, "/model",
      "l1_owns, reassign, control_tower, or one of strategies.ownership");
}

std::uint64_t epoch_of(Body& body) { return static_cast<std::uint64_t>(body.integer("epoch")); }

// M: spam and tests are counted apart.
core::ResolvedAs resolved_as(const std::string& as, const std::string& words) {
  const auto known = core::from_word<core::ResolvedAs>(as);
  if (!known) throw BadRequest(422, "as: a case is not resolved as " + as, "/as", "solved, spam or test");
  if (known == core::ResolvedAs::spam && !words.empty())
    throw BadRequest(422, "text: nothing is said to spam", "/text", "leave the words out, or resolve it as solved");
  return *known;
}

}  // namespace

net::Response Api::handoff(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::HandoffAsked asked;
  asked.case_id = id;
  asked.epoch = epoch_of(body);
  asked.by = actor_of(call.caller);
  auto to = body.object("to");
  asked.lane = core::LaneId{to.text_or("lane")};
  asked.agent = core::AgentId{to.text_or("agent")};
  asked.desk = to.flag_or("desk", false);
  asked.bot = core::BotId{to.text_or("bot")};
  to.done();
  if (asked.lane.empty() && asked.agent.empty() && !asked.desk && asked.bot.empty())
    throw BadRequest(422, "to: names nobody", "/to", "name a lane, an agent or the desk");
  asked.model = body.text_or("model");
  must_be_a_model(asked.model, *call.config);
  auto reason = body.text_or("reason", "other");
  // R9: a reassignment has one of the reasons; other words are kept as they are, under "other".
  if (!core::from_word<core::HandoffReason>(reason)) {
    asked.reason_text.text = reason;
    reason = "other";
  }
  asked.reason = reason;
  asked.question.text = body.text_or("question");
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::assign(Call& call) {
  require_lead(call.caller);
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::AssignAsked asked;
  asked.case_id = id;
  asked.epoch = epoch_of(body);
  asked.by = call.caller.actor;
  asked.agent = core::AgentId{body.text("agent")};
  asked.reason = body.text("reason");
  body.done();
  must_be_a_reason(asked.reason);
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::update_plan(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::PlanAsked asked;
  asked.case_id = id;
  asked.epoch = epoch_of(body);
  asked.by = "agent:" + person(call.caller).value;
  asked.at = time_field(body, "at");
  asked.purpose = body.text_or("purpose");
  asked.text.text = body.text_or("text");
  body.done();
  if (asked.purpose.empty() == asked.text.text.empty()) throw BadRequest(422, "give either a purpose or a text", "/purpose");
  if (!asked.purpose.empty() && !call.config->policy.purposes.contains(asked.purpose))
    throw BadRequest(422, "purpose: no purpose " + asked.purpose, "/purpose", "see `templates.purposes` of the configuration");
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::resolve(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::ResolveAsked asked;
  asked.case_id = id;
  asked.epoch = epoch_of(body);
  asked.by = actor_of(call.caller);
  asked.reply.text = body.text_or("text");
  asked.cites = body.texts("cites");
  const auto as = body.text_or("as", "solved");
  const bool closure = body.has("closure");
  ClosingParts parts;
  if (closure) {
    auto given = body.object("closure");
    parts = {given.text_or("wrong"), given.text_or("changed"), given.text_or("next")};
    given.done();
  }
  body.done();
  if (closure) {
    if (!asked.reply.text.empty())
      throw BadRequest(422, "closure: beside a text", "/closure", "give the words, or the parts they are made of");
    look(id, [&](const engine::CustomerView& view, const core::Case& c) -> nlohmann::json {
      complete_from_facts(view, c, parts);
      if (!parts.changed.empty() && !parts.wrong.empty()) asked.reply.text = closing_words(view, c, parts);
      return nullptr;
    });
    if (parts.changed.empty())
      throw BadRequest(422, "closure: nobody said what changed", "/closure/changed",
                       "say it: what a specialist answered is not sent as it stands");
    if (parts.wrong.empty())
      throw BadRequest(422, "closure: nobody said what was wrong", "/closure/wrong",
                       "the customer sent no words: say it");
    asked.wrong.text = parts.wrong;
    asked.changed.text = parts.changed;
    asked.next.text = parts.next;
  }
  asked.as = resolved_as(as, asked.reply.text);
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::decide_answers(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::AnswersDecided decided;
  decided.case_id = id;
  decided.by = "agent:" + person(call.caller).value;
  decided.answer = body.text("answer");
  decided.reason.text = body.text_or("reason");
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(decided), call.caller, call.request));
}

net::Response Api::reopen(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  body.done();
  core::ReopenAsked asked{id, "agent:" + person(call.caller).value};
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::wait(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::WaitAsked asked;
  asked.case_id = id;
  asked.epoch = epoch_of(body);
  asked.by = "agent:" + person(call.caller).value;
  if (body.has("until")) asked.until = time_field(body, "until");
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

net::Response Api::promise(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::PromiseAsked asked;
  asked.case_id = id;
  asked.epoch = epoch_of(body);
  asked.by = "agent:" + person(call.caller).value;
  asked.due = time_field(body, "due");
  asked.text.text = body.text_or("text");
  body.done();
  return acted(call, id, decide(core::customer_of(id.value), std::move(asked), call.caller, call.request));
}

}  // namespace baton::http
