// SPDX-License-Identifier: MIT
// replies.cpp - an agent's words: to the customer, if the author speaks for the owner under the present epoch and holds
// the authority (C2, C3, G4, O2); otherwise kept for the owner. Internal notes.
#include "host/core/promised.h"
#include "host/core/quiet.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

// Kept as the present owner's draft with the author's name; the customer does not get it.
void keep_as_draft(Turn& turn, const ReplyWritten& input, std::string why, std::string_view rule) {
  const auto id = turn.next_message();
  turn.emit(ReplyDrafted{input.case_id, id, "agent:" + input.agent.value, input.text.ref, why}, rule);
  turn.emit(GateDecided{id, GateDecision::refused, HoldReason::none, std::move(why), {}, {}, {}}, rule);
}

// G4: a citation carries its answer's authority; without one the author must hold the lane's skill.
std::string missing_authority(Turn& turn, const Case& c, const ReplyWritten& input) {
  for (const auto& cited : input.cites)
    if (!has_answer(turn.state(), c.id, cited)) return "it cites " + cited + ", which is no answer of this case";
  if (!input.cites.empty() || turn.policy().holds_skill(input.agent, c.lane)) return {};
  return "its author does not hold the skill of lane " + c.lane.value + ": cite an answer of the case";
}

ThreadId thread_for(Turn& turn, const Case& c, const ThreadId& asked) {
  if (!asked.empty()) return on_thread(c, asked) ? asked : ThreadId{};
  const auto* newest = newest_thread(turn.state(), c);
  return newest == nullptr ? ThreadId{} : newest->id;
}

// G13: what the author typed freely ("by tomorrow noon") is offered to be kept track of.
void propose_promise(Turn& turn, const CaseId& id, const MessageId& message, std::string_view text) {
  const auto& policy = turn.policy();
  const auto& send = turn.state().sends.at(message);
  if (policy.matcher == nullptr || text.empty() || send.state == SendState::refused) return;
  const auto& thread = turn.state().threads.at(send.thread);
  const auto named = policy.matcher->promised_time(text, thread.language);
  if (!named) return;
  const auto& c = turn.state().cases.at(id);
  const auto due = promised_at(*named, policy.hours_of(c.lane), zone_of(turn.state(), policy), turn.now());
  if (due) turn.emit(PromiseProposed{id, message, due, named->span.begin, named->span.length}, "G13");
}

}  // namespace

void decide_on(Turn& turn, const ReplyWritten& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  if (input.text.absent() && input.template_name.empty()) {
    turn.refuse({Refusal::Kind::invalid, "the reply says nothing", "give `text`, or a template by name", {}, 0});
    return;
  }
  const auto thread = thread_for(turn, *c, input.thread);
  if (thread.empty()) {
    turn.refuse({Refusal::Kind::not_found, "thread " + input.thread.value + " is not of case " + c->id.value,
                 "leave `thread` out to answer where the customer wrote last", {}, 0});
    return;
  }
  if (!present_epoch(turn, *c, input.epoch)) {
    const auto owner = to_string(turn.hand_of(*c).owner);
    return keep_as_draft(turn, input, "written under an older owner; now a draft of " + owner, "C3");
  }
  if (!speaks_for_owner(turn, *c, input.agent))
    return keep_as_draft(turn, input, "only " + to_string(turn.hand_of(*c).owner) + " writes to the customer; offered as a draft", "O2");
  if (c->settled())
    return keep_as_draft(turn, input, "the case is " + std::string(word(c->status)) + ": reopen it to write", "C6");
  if (auto missing = missing_authority(turn, *c, input); !missing.empty())
    return keep_as_draft(turn, input, std::move(missing), "G4");

  SendQueued queued;
  queued.case_id = c->id;
  queued.thread = thread;
  queued.epoch = input.epoch;
  queued.author = "agent:" + input.agent.value;
  queued.person = input.agent;
  queued.purpose = SendPurpose::reply;
  queued.template_purpose = input.purpose.empty() ? turn.policy().default_purpose : input.purpose;
  queued.template_name = input.template_name;
  queued.text = input.text.ref;
  queued.cites = input.cites;
  const auto id = queued.case_id;
  const auto message = queue_send(turn, std::move(queued), "W3");
  propose_promise(turn, id, message, input.text.text);
}

void decide_on(Turn& turn, const NoteWritten& input) {
  if (wanted_case(turn, input.case_id) == nullptr) return;
  turn.emit(NoteAdded{input.case_id, input.author, input.text.ref}, "O2");
}

}  // namespace baton::core
