// SPDX-License-Identifier: MIT
// replies.cpp - an agent's words: to the customer, if the author speaks for the owner under the present epoch and holds
// the authority (C2, C3, G4, O2); otherwise kept for the owner. Internal notes.
#include "host/core/answers.h"
#include "host/core/next_step.h"
#include "host/core/ownership.h"
#include "host/core/promised.h"
#include "host/core/quiet.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

// R3: the restricted lane in which this agent works on the case: of its items first, then the case's own.
LaneId restricted_lane(const Turn& turn, const Case& c, const AgentId& agent) {
  const auto& policy = turn.policy();
  const auto of = [&](const LaneId& lane) { return policy.restricted(lane) && policy.holds_skill(agent, lane); };
  for (const auto& [id, item] : turn.state().items)
    if (item.case_id == c.id && item.owner == agent && of(item.lane)) return item.lane;
  if (of(c.lane)) return c.lane;
  for (const auto& [id, item] : turn.state().items)
    if (item.case_id == c.id && of(item.lane)) return item.lane;
  return {};
}

// Kept as the present owner's draft with the author's name, or as a note where the desk owns it (O4); the customer does
// not get it. A draft that was to be relayed stays what it is.
void keep(Turn& turn, const ReplyWritten& input, std::string why, std::string_view rule,
          GateDecision decision = GateDecision::refused) {
  if (!input.draft.empty() && input.text.absent()) {
    turn.refuse({Refusal::Kind::not_allowed, std::move(why), "the draft stays as it is", {}, 0});
    return;
  }
  const auto* c = find(turn.state().cases, input.case_id);
  const bool note = c != nullptr && c->model == kControlTower && rule == "O4";
  const auto id = turn.next_message();
  const auto lane = note ? restricted_lane(turn, *c, input.agent) : LaneId{};
  turn.emit(ReplyDrafted{input.case_id, id, "agent:" + input.agent.value, input.text.ref, why, note, {}, lane}, rule);
  turn.emit(GateDecided{id, decision, HoldReason::none, std::move(why), {}, {}, {}}, rule);
}

// A lane of the case whose skill the agent holds: of its work items first, then its own.
LaneId lane_held(const Turn& turn, const Case& c, const AgentId& agent) {
  for (const auto& [id, item] : turn.state().items)
    if (item.case_id == c.id && item.kind == ItemKind::work && turn.policy().holds_skill(agent, item.lane))
      return item.lane;
  return turn.policy().holds_skill(agent, c.lane) ? c.lane : LaneId{};
}

// G4: who relays a draft relays its author's authority.
bool relays_authority(const Turn& turn, const Case& c, const MessageId& draft) {
  const auto* kept = find(turn.state().drafts, draft);
  return kept != nullptr && !lane_held(turn, c, agent_named(kept->author)).empty();
}

// G4: with a reason, where nobody who holds the skill is there; never for compliance. Records it where it is allowed.
bool breaks_glass(Turn& turn, const Case& c, const ReplyWritten& input) {
  if (input.break_glass.absent()) return false;
  const auto lane = turn.policy().lanes.find(c.lane);
  const bool allowed = lane == turn.policy().lanes.end() || lane->second.break_glass;
  const bool somebody = std::any_of(input.skilled_present.begin(), input.skilled_present.end(),
                                    [&](const AgentId& present) { return present != input.agent; });
  if (!allowed || somebody) return false;
  const auto id = c.id;
  const auto skill = c.lane;
  turn.emit(GlassBroken{id, input.agent, skill, input.break_glass.ref}, "G4");
  raise_alarm(turn, "break_glass:" + id.value, "agent:" + input.agent.value + " answers for lane " + skill.value
      + ", where nobody was there", id, "G4");
  return true;
}

// O2: the owner is absent or late, and the author could answer: they are offered the conversation (A to B).
void maybe_takeover(Turn& turn, const Case& c, const ReplyWritten& input) {
  const auto due = next_update_due(turn.state(), c, turn.policy());
  const bool late = due && due < turn.now();
  const auto lane = lane_held(turn, c, input.agent);
  if (c.model != kL1Owns || lane.empty() || (!input.owner_absent && !late) || c.settled()) return;
  if (is_bot(turn.hand_of(c).owner)) return;
  offer_takeover(turn, c.id, lane, input.agent);
}

// O4: what closes a case of the desk says which answers it rests on.
bool closes_without_citation(const Turn& turn, const Case& c, const ReplyWritten& input) {
  return c.model == kControlTower && input.purpose == "resolution" && input.cites.empty()
      && !answers_of(turn.state(), c.id).empty();
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

// Why the customer does not get it from this author now; the rule with it. Empty: nothing stands against it.
struct Obstacle {
  std::string why;
  std::string_view rule;
};

Obstacle obstacle(Turn& turn, const Case& c, const ReplyWritten& input) {
  const auto owner = to_string(turn.hand_of(c).owner);
  if (!present_epoch(turn, c, input.epoch)) return {"written under an older owner; now a draft of " + owner, "C3"};
  if (!speaks_for_owner(turn, c, input.agent)) {
    const bool desk = c.model == kControlTower;
    return {"only " + owner + " writes to the customer; " + (desk ? "kept as a note for it" : "offered as a draft"),
        desk ? "O4" : "O2"};
  }
  if (c.settled()) return {"the case is " + std::string(word(c.status)) + ": reopen it to write", "C6"};
  if (closes_without_citation(turn, c, input)) return {"a resolution cites the answers it rests on", "G4"};
  auto missing = missing_authority(turn, c, input.agent, input.cites);
  if (missing.empty()) return {};
  const bool relayed = input.cites.empty() && relays_authority(turn, c, input.draft);
  if (relayed || (input.cites.empty() && breaks_glass(turn, c, input))) return {};
  return {std::move(missing), "G4"};
}

}  // namespace

std::string missing_authority(Turn& turn, const Case& c, const AgentId& author, const std::vector<std::string>& cites) {
  for (const auto& cited : cites) {
    const auto given = answer_named(turn.state(), c.id, cited);
    if (!given) return "it cites " + cited + ", which is no answer of this case";
    if (given->answer->overruled) return "it cites " + cited + ", in place of which another answer stands";
  }
  if (!cites.empty() || turn.policy().holds_skill(author, c.lane)) return {};
  return "its author does not hold the skill of lane " + c.lane.value + ": cite an answer of the case";
}

void decide_on(Turn& turn, const ReplyWritten& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  const auto* draft = find(turn.state().drafts, input.draft);
  if (!input.draft.empty() && (draft == nullptr || draft->case_id != c->id)) {
    turn.refuse({Refusal::Kind::not_found, "no draft " + input.draft.value + " on case " + c->id.value,
        "see `drafts` of the case", {}, 0});
    return;
  }
  if (input.text.absent() && input.template_name.empty() && draft == nullptr) {
    turn.refuse({Refusal::Kind::invalid, "the reply says nothing", "give `text`, or a template by name", {}, 0});
    return;
  }
  const auto thread = thread_for(turn, *c, input.thread);
  if (thread.empty()) {
    turn.refuse({Refusal::Kind::not_found, "thread " + input.thread.value + " is not of case " + c->id.value,
                 "leave `thread` out to answer where the customer wrote last", {}, 0});
    return;
  }
  if (auto against = obstacle(turn, *c, input); !against.why.empty()) {
    keep(turn, input, std::move(against.why), against.rule);
    if (against.rule == "O2" && !turn.refused()) maybe_takeover(turn, turn.state().cases.at(input.case_id), input);
    return;
  }
  const auto& on = turn.state().threads.at(thread);
  if (auto unsafe = unsafe_outbound(turn.policy(), {input.text.text, input.masked, input.classes, on.channel});
      !unsafe.why.empty()) {
    const auto id = c->id;
    keep(turn, input, std::move(unsafe.why), "I5", unsafe.decision());
    return point_elsewhere(turn, id, unsafe.way, unsafe.about);
  }
  if (auto elsewhere = misplaced(turn.policy(), *c, on, false); !elsewhere.why.empty()) {
    const auto id = c->id;
    keep(turn, input, std::move(elsewhere.why), "H13", GateDecision::other_channel);
    return point_by_intent(turn, id, elsewhere.about);
  }
  SendQueued queued;
  queued.case_id = input.case_id;
  queued.thread = thread;
  queued.epoch = input.epoch;
  queued.author = "agent:" + input.agent.value;
  queued.person = input.agent;
  queued.purpose = SendPurpose::reply;
  queued.template_purpose = input.purpose.empty() ? turn.policy().default_purpose : input.purpose;
  queued.template_name = input.template_name;
  draft = find(turn.state().drafts, input.draft);
  queued.text = draft != nullptr && input.text.absent() ? draft->text : input.text.ref;
  queued.cites = input.cites;
  queued.relays = input.draft;
  const auto id = queued.case_id;
  const auto message = queue_send(turn, std::move(queued), "W3");
  propose_promise(turn, id, message, input.text.text);
  note_asked_again(turn, id, input.asked_again, "agent:" + input.agent.value);
}

// O4: the higher authority among those who contradict each other decides, or the lead of the desk.
void decide_on(Turn& turn, const AnswersDecided& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  const auto id = c->id;
  std::vector<std::string> overruled;
  LaneId higher;
  for (const auto& conflict : conflicts_of(turn.state(), id)) {
    const bool one = conflict.one.answer->id == input.answer;
    if (!one && conflict.other.answer->id != input.answer) continue;
    overruled.push_back(one ? conflict.other.answer->id : conflict.one.answer->id);
    higher = higher_authority(turn.policy(), conflict);
  }
  if (overruled.empty()) {
    turn.refuse({Refusal::Kind::invalid, "nothing contradicts " + input.answer, "see `conflicts` of the case", {}, 0});
    return;
  }
  const auto office = deciding_office(turn.policy());
  const auto by = agent_named(input.by);
  const bool outranks = !higher.empty() && turn.policy().holds_skill(by, higher);
  if (!outranks && !turn.policy().leads(by, office)) {
    turn.refuse({Refusal::Kind::not_allowed, input.by + " does not decide between these answers",
                 "ask a lead of " + office.value + (higher.empty() ? "" : ", or somebody of lane " + higher.value),
                     "lead:" + office.value, 0});
    return;
  }
  turn.emit(AnswersWeighed{id, input.answer, std::move(overruled), input.by, input.reason.ref}, "O4");
  std::vector<MessageId> held;
  for (const auto& [message, send] : turn.state().sends)
    if (send.case_id == id && send.state == SendState::held && send.hold == HoldReason::conflict)
      held.push_back(message);
  for (const auto& message : held) pass_gate(turn, message);
}

void decide_on(Turn& turn, const NoteWritten& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  if (c->settled() && c->forgotten && c->forgotten >= c->closed) {
    turn.refuse({Refusal::Kind::invalid, "the words of this case were deleted when their time was over",
                 "write it on a case that is open", {}, 0});
    return;
  }
  const auto lane = input.lane.empty() ? restricted_lane(turn, *c, input.agent) : input.lane;
  turn.emit(NoteAdded{input.case_id, input.author, input.text.ref, lane}, lane.empty() ? "O2" : "R3");
}

}  // namespace baton::core
