// SPDX-License-Identifier: MIT
// api_replies.cpp - words: a public reply through the gate, a bot's turn, an internal note.
#include <chrono>
#include <future>

#include "host/http/api.h"
#include "host/http/asked_again.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"

namespace baton::http {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kFateLimit{10};  // then `final` is false and the last word comes by history and stream

struct Said {
  core::MessageId message;
  engine::SendFate fate;
};

// What the decision itself says of the word: queued and gated, kept as a draft, or never let out.
Said said_in(const std::vector<core::Ruled>& facts) {
  Said said;
  for (const auto& ruled : facts) {
    if (const auto* queued = std::get_if<core::SendQueued>(&ruled.fact); queued != nullptr && said.message.empty() && queued->author != "host")
      said.message = queued->message;
    if (const auto* draft = std::get_if<core::ReplyDrafted>(&ruled.fact); draft != nullptr && said.message.empty()) said.message = draft->message;
    const auto* about = engine::SendWatch::message_of(ruled.fact);
    if (about != nullptr && *about == said.message) engine::SendWatch::add(said.fate, ruled.fact);
    if (const auto* handoff = std::get_if<core::HandoffDecided>(&ruled.fact)) {
      said.fate.decided = said.fate.final = true;
      said.fate.decision = core::GateDecision::refused;
      said.fate.why = "handed to a person by " + handoff->trigger + " instead of being sent";
    }
  }
  return said;
}

json fate_json(const Said& said, bool decided) {
  json result = {{"message_id", said.message.empty() ? json(nullptr) : json(said.message.value)},
                 {"decision", decided ? core::word(said.fate.decision) : core::word(core::GateDecision::hold)},
                 {"reason", said.fate.why},
                 {"until", time_json(said.fate.until)},
                 {"final", said.fate.final}};
  if (said.fate.decision == core::GateDecision::hold && said.fate.hold != core::HoldReason::none) result["hold"] = core::word(said.fate.hold);
  return result;
}

core::Input reply_input(const core::CaseId& id, const Caller& caller, Body& body) {
  const auto epoch = static_cast<std::uint64_t>(body.integer("epoch"));
  const core::ThreadId thread{body.text_or("thread")};
  if (caller.is_bot()) {
    core::BotReplied bot;
    bot.case_id = id;
    bot.thread = thread;
    bot.epoch = epoch;
    bot.bot = caller.token->bot;
    bot.text.text = body.text("text");
    bot.fallback = body.flag_or("fallback", false);
    bot.intent = body.text_or("intent");
    if (const auto confidence = body.number_if("confidence")) {
      if (*confidence < 0 || *confidence > 1) throw BadRequest(422, "confidence: must be 0 to 1", "/confidence");
      bot.confidence_permille = static_cast<std::int64_t>(*confidence * 1000 + 0.5);
    }
    return bot;
  }
  core::ReplyWritten reply;
  reply.case_id = id;
  reply.thread = thread;
  reply.epoch = epoch;
  reply.agent = person(caller);
  reply.template_name = body.text_or("template");
  reply.draft = core::MessageId{body.text_or("draft")};
  const bool words_needed = reply.template_name.empty() && reply.draft.empty();
  reply.text.text = words_needed ? body.text("text") : body.text_or("text");
  reply.break_glass.text = body.text_or("break_glass");
  reply.purpose = body.text_or("purpose");
  reply.cites = body.texts("cites");
  return reply;
}

// O2: the specialist who wrote is offered the conversation.
void add_takeover(const std::vector<core::Ruled>& facts, json& result) {
  for (const auto& ruled : facts) {
    const auto* offer = std::get_if<core::OfferMade>(&ruled.fact);
    if (offer == nullptr || ruled.rule != "O2") continue;
    result["takeover"] = {{"work", offer->item.value}, {"until", time_json(offer->until)}};
  }
}

// What the gate would say to it now; nothing is kept.
json rehearsed(engine::Engine& engine, core::Input asked, const engine::CustomerView& view) {
  std::visit([](auto& known) {
    if constexpr (requires { known.text; })
      if (!known.text.absent()) known.text.ref = {1, "dry_run"};
  }, asked);
  const auto decision = core::decide(view.state(), asked, view.policy(), view.now());
  if (!decision.refusals.empty())
    throw BadRequest(409, decision.refusals.front().what, {}, decision.refusals.front().mend);
  auto said = said_in(decision.facts);
  for (const auto& ruled : decision.facts) {
    const auto* asks = std::get_if<core::TemplatesAsked>(&ruled.fact);
    if (asks == nullptr) continue;
    const auto found = engine.office().templates(asks->connector, asks->message, asks->purpose, asks->name,
        asks->language);
    const bool none = found.usable.empty();
    said.fate.decided = true;
    said.fate.decision = none ? core::GateDecision::hold : core::GateDecision::template_message;
    said.fate.why = none ? "the service window is closed and no template of the purpose is usable"
                         : "the service window is closed: template " + found.usable.front().name;
  }
  said.message = {};
  said.fate.final = false;
  auto result = fate_json(said, said.fate.decided);
  result["dry_run"] = true;
  return result;
}

}  // namespace

void Api::add_presence(core::ReplyWritten& reply) {
  const auto roster = options_.engine->office().roster();
  const auto held = options_.engine->policy();
  const auto& policy = *held;
  look(reply.case_id, [&](const engine::CustomerView& view, const core::Case& c) -> json {
    const auto& hand = view.state().hands.at(c.hand);
    const auto* owner = std::get_if<core::AgentOwner>(&hand.owner);
    reply.owner_absent = owner != nullptr && !roster.present(owner->id);
    for (const auto& [agent, known] : policy.agents)
      if (roster.present(agent) && policy.holds_skill(agent, c.lane)) reply.skilled_present.push_back(agent);
    reply.asked_again = asked_again(view, c, reply.text.text, false);
    return nullptr;
  });
}

net::Response Api::reply(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  auto input = reply_input(id, call.caller, body);
  const bool dry_run = body.flag_or("dry_run", false);
  body.done();
  auto& engine = *options_.engine;
  if (const auto* written = std::get_if<core::ReplyWritten>(&input); written != nullptr && !written->purpose.empty() && !engine.policy()->purposes.contains(written->purpose))
    throw BadRequest(422, "purpose: no purpose " + written->purpose, "/purpose", "see `templates.purposes` of the configuration");
  if (auto* written = std::get_if<core::ReplyWritten>(&input)) add_presence(*written);

  if (dry_run) {
    return json_response(200, look(id, [&engine, &input](const engine::CustomerView& view, const core::Case&) {
      return rehearsed(engine, input, view);
    }));
  }

  auto origin = origin_of(call.caller, call.request, [](const engine::Outcome& outcome) {
    const auto said = said_in(outcome.facts);
    auto result = fate_json(said, said.fate.decided);
    add_takeover(outcome.facts, result);
    return json_response(200, std::move(result));
  });
  struct Waiting {
    std::promise<engine::Outcome> stored;
    std::promise<engine::SendFate> told;
    Said said;
    bool watching = false;
  };
  auto waiting = std::make_shared<Waiting>();
  auto stored = waiting->stored.get_future();
  auto told = waiting->told.get_future();
  engine.customers().submit(core::customer_of(id.value), std::move(input), std::move(origin), [&engine, waiting](const engine::Outcome& outcome) {
    // Here, on the ledger's thread, before any later commit: nothing that happens to the word can be missed.
    waiting->said = said_in(outcome.facts);
    const auto& fate = waiting->said.fate;
    const bool open = !waiting->said.message.empty() && !fate.final && !(fate.decided && fate.decision == core::GateDecision::hold);
    if (open) {
      waiting->watching = true;
      engine.sends().watch(waiting->said.message, fate, [waiting](const engine::SendFate& later) { waiting->told.set_value(later); });
    }
    waiting->stored.set_value(outcome);
  });
  const auto outcome = stored.get();
  must_be_decided(outcome);
  if (outcome.refusal) return problem(*outcome.refusal);
  auto said = waiting->said;
  if (waiting->watching) {
    if (told.wait_for(kFateLimit) == std::future_status::ready) said.fate = told.get();
    else engine.sends().forget(said.message);
  }
  auto result = fate_json(said, said.fate.decided);
  add_takeover(outcome.facts, result);
  return json_response(200, std::move(result));
}

net::Response Api::note(Call& call) {
  const core::CaseId id{call.param("id")};
  Body body(call.request);
  core::NoteWritten note;
  note.case_id = id;
  note.author = call.caller.actor;
  note.agent = call.caller.agent;
  note.text.text = body.text("text");
  note.lane = {body.text_or("lane")};
  body.done();
  if (!note.lane.empty() && !options_.engine->policy()->has_lane(note.lane))
    throw BadRequest(422, "lane: there is no lane " + note.lane.value, "/lane", "see `lanes` of the configuration");
  return acted(call, id, decide(core::customer_of(id.value), std::move(note), call.caller, call.request));
}

net::Response Api::settle_unknown(Call& call) {
  const core::MessageId message{call.param("message")};
  Body body(call.request);
  core::UnknownResultDecided decided;
  decided.message = message;
  decided.by = call.caller.actor;
  decided.send_again = body.flag_or("send_again", false);
  body.done();
  person(call.caller);
  const auto tell = [message](const engine::Outcome&) { return json_response(200, {{"message_id", message.value}}); };
  const auto outcome = decide(core::customer_of(message.value), std::move(decided), call.caller, call.request, tell);
  return outcome.refusal ? problem(*outcome.refusal) : tell(outcome);
}

}  // namespace baton::http
