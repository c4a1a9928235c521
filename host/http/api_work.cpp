// SPDX-License-Identifier: MIT
// api_work.cpp - work items and conversation seats: what is offered, claimed, answered.
#include <algorithm>
#include <future>

#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"
#include "host/http/query.h"
#include "host/http/times.h"

namespace baton::http {
namespace {

using nlohmann::json;

constexpr int kListed = 500;
constexpr std::size_t kVerdictMax = 64;

}  // namespace

net::Response Api::list_work(Call& call) {
  only_parameters(call.request, {"lane", "agent"});
  const auto lane = call.request.query_value("lane").value_or(std::string{});
  const auto agent = call.request.query_value("agent").value_or(std::string{});
  json items = json::array();
  for (const auto& row : options_.engine->ledger().work(lane, agent, kListed))
    items.push_back(work_row_json(row, options_.engine->offering().overtaken({row.item})));
  return json_response(200, {{"work", std::move(items)}});
}

net::Response Api::act_on_work(Call& call, core::WorkActed::Act act) {
  const core::WorkId id{call.param("id")};
  Body body(call.request);
  core::WorkActed acted_on{id, act, person(call.caller), body.text_or("reason")};
  const bool takes = act == core::WorkActed::Act::claim || act == core::WorkActed::Act::accept;
  if (takes && body.has("expected")) acted_on.finish = time_field(body, "expected");
  body.done();
  if (act == core::WorkActed::Act::release && acted_on.reason.empty()) acted_on.reason = "other";
  if (act == core::WorkActed::Act::release && !core::from_word<core::HandoffReason>(acted_on.reason))
    throw BadRequest(422, "reason: is none of R9", "/reason",
        "capacity, absence, authority, misroute_lane, ... or other");
  const auto outcome = decide(core::customer_of(id.value), std::move(acted_on), call.caller, call.request);
  return outcome.refusal ? problem(*outcome.refusal) : shown_work(call, id);
}

net::Response Api::shown_work(const Call& call, const core::WorkId& id) {
  auto found = std::make_shared<std::promise<json>>();
  auto future = found->get_future();
  const auto look = [found, id, reader = Reader(call.caller)](const engine::CustomerView& view) {
    const auto item = view.state().items.find(id);
    found->set_value(item == view.state().items.end() ? json(nullptr) : work_json(view, item->second, reader));
  };
  options_.engine->customers().read(core::customer_of(id.value), look);
  auto shown = future.get();
  // While it waits the index knows more than the last offer said (R6).
  if (shown.is_object())
    shown["overtaken"] = std::max(shown["overtaken"].get<std::int64_t>(), options_.engine->offering().overtaken(id));
  return json_response(200, std::move(shown));
}

net::Response Api::claim(Call& call) { return act_on_work(call, core::WorkActed::Act::claim); }
net::Response Api::accept(Call& call) { return act_on_work(call, core::WorkActed::Act::accept); }
net::Response Api::decline(Call& call) { return act_on_work(call, core::WorkActed::Act::decline); }
net::Response Api::release(Call& call) { return act_on_work(call, core::WorkActed::Act::release); }
net::Response Api::done(Call& call) { return act_on_work(call, core::WorkActed::Act::done); }

net::Response Api::wait_for(Call& call) {
  const core::WorkId id{call.param("id")};
  Body body(call.request);
  core::WorkWaitAsked asked;
  asked.item = id;
  asked.agent = person(call.caller);
  const auto on = core::from_word<core::WaitsFor>(body.text("for"));
  if (!on)
    throw BadRequest(422, "for: nobody waits for that", "/for", "third_party, customer, or nobody: the work goes on");
  asked.on = *on;
  if (body.has("until")) asked.next_check = time_field(body, "until");
  if (body.has("expected")) asked.finish = time_field(body, "expected");
  asked.reason.text = body.text_or("reason");
  body.done();
  const auto outcome = decide(core::customer_of(id.value), std::move(asked), call.caller, call.request);
  return outcome.refusal ? problem(*outcome.refusal) : shown_work(call, id);
}

net::Response Api::answer(Call& call) {
  const core::WorkId id{call.param("id")};
  Body body(call.request);
  core::WorkAnswered answered;
  answered.item = id;
  answered.agent = person(call.caller);
  answered.text.text = body.text("text");
  answered.final = body.flag_or("final", false);
  answered.verdict = body.text_or("verdict");
  if (answered.verdict.size() > kVerdictMax) throw BadRequest(422, "verdict: is longer than a word", "/verdict",
      "\"yes\", \"refund\", ...");
  answered.contradicts = body.texts("contradicts");
  body.done();
  const auto tell = [id](const engine::Outcome& outcome) {
    for (const auto& ruled : outcome.facts)
      if (const auto* given = std::get_if<core::AnswerGiven>(&ruled.fact))
        return json_response(200, {{"answer", given->answer}, {"case", given->case_id.value}, {"work", id.value}, {"final", given->final}});
    return problem(500, "the answer was not recorded");
  };
  const auto outcome = decide(core::customer_of(id.value), std::move(answered), call.caller, call.request, tell);
  return outcome.refusal ? problem(*outcome.refusal) : tell(outcome);
}

}  // namespace baton::http
