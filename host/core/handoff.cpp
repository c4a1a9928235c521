// SPDX-License-Identifier: MIT
// handoff.cpp - handing over (C4): decision, question to the strategy, its answer judged (O6), seats and work opened. A
// human owner stays owner until the accept; a bot stops at the decision.
#include "host/core/turn.h"

namespace baton::core {
namespace {

constexpr std::int64_t kOwnershipAsksMax = 3;  // a case that moves on faster than a strategy answers gets the default
constexpr std::size_t kProposedWorkMax = 16;   // limits.h: BATON_PROPOSED_WORK_MAX
const LaneId kDesk{"desk"};

bool has_lane(const Policy& policy, const LaneId& lane) { return policy.lanes.contains(lane); }

bool is_specialist(const Policy& policy, const LaneId& lane) {
  const auto found = policy.lanes.find(lane);
  return found != policy.lanes.end() && found->second.specialist;
}

// R8, C5: by when somebody takes over, in staffed time; where no hours are kept, nobody can say.
Instant person_by(const Turn& turn, const Case& c, const LaneId& lane) {
  const auto& policy = turn.policy();
  const auto& hours = policy.hours_of(lane);
  const auto targets = policy.targets(turn.state().segment, c.priority);
  if (hours.always || targets.first_ms == 0) return {};
  return add_staffed(hours, turn.now(), targets.first_ms);
}

LaneId lane_of(const Policy& policy, const AgentId& agent, const LaneId& preferred) {
  if (!preferred.empty() && policy.holds_skill(agent, preferred)) return preferred;
  const auto found = policy.agents.find(agent);
  if (found == policy.agents.end() || found->second.skills.empty()) return policy.general_lane;
  return found->second.skills.front();
}

// Model A without a plugin: the built-in default that holds where a strategy fails or is refused (O2, O6).
OwnershipProposed default_answer(const Turn& turn, const Case& c) {
  const auto& policy = turn.policy();
  const auto& handoff = c.handoff;
  OwnershipProposed answer;
  answer.case_id = c.id;
  answer.model = policy.default_model;
  if (handoff.desk && has_lane(policy, kDesk)) {
    answer.action = "desk";
    return answer;
  }
  const bool to_specialist = is_specialist(policy, handoff.lane);
  if (!handoff.agent.empty() && !to_specialist) {
    answer.action = "agent";
    answer.agent = handoff.agent;
    answer.lane = lane_of(policy, handoff.agent, handoff.lane);
    return answer;
  }
  if (to_specialist && handoff.model == "reassign") {
    answer.action = "lane";
    answer.lane = handoff.lane;
    answer.model = "reassign";
    return answer;
  }
  answer.action = handoff.from_bot ? "lane" : "keep";
  answer.lane = policy.general_lane;
  if (to_specialist) {
    answer.work.push_back({handoff.lane, handoff.agent, 2, {handoff.question, {}}});
  } else if (!handoff.from_bot && !handoff.lane.empty()) {
    answer.action = "lane";
    answer.lane = handoff.lane;
  }
  return answer;
}

// O6: what the answer breaks, or nothing.
std::string broken_rule(const Turn& turn, const OwnershipProposed& answer) {
  const auto& policy = turn.policy();
  if (answer.action == "lane" && !has_lane(policy, answer.lane)) return "C2: it names no lane that exists";
  if (answer.action == "agent") {
    if (!policy.agents.contains(answer.agent)) return "C2: it names no agent that exists";
    if (!answer.lane.empty() && !policy.holds_skill(answer.agent, answer.lane)) return "R5: the agent does not hold the lane's skill";
  }
  if (answer.action == "desk" && !has_lane(policy, kDesk)) return "O4: no escalation desk is configured";
  const bool known = answer.action == "keep" || answer.action == "lane" || answer.action == "agent" || answer.action == "desk";
  if (!known) return "C2: it names no owner";
  if (answer.work.size() > kProposedWorkMax) return "G2: too many work items";
  for (const auto& work : answer.work) {
    if (!has_lane(policy, work.lane)) return "R3: a work item names no lane that exists";
    if (!work.agent.empty() && !policy.holds_skill(work.agent, work.lane)) return "R5: a work item's agent does not hold its skill";
  }
  return {};
}

bool same_item_open(const CustomerState& state, const CaseId& id, const ProposedWork& work) {
  return std::any_of(state.items.begin(), state.items.end(), [&](const auto& entry) {
    const auto& item = entry.second;
    return item.case_id == id && item.kind == ItemKind::work && !item.finished() && item.lane == work.lane &&
           item.question.hash == work.question.ref.hash;
  });
}

void open_work(Turn& turn, const CaseId& id, const std::vector<ProposedWork>& works) {
  for (const auto& work : works) {
    if (same_item_open(turn.state(), id, work)) continue;
    const auto type = work.work_type >= 1 && work.work_type <= 3 ? work.work_type : 2;
    turn.emit(WorkOpened{id, turn.next_item(), work.lane, work.agent, type, work.question.ref}, "O2");
  }
  if (unfinished_work(turn.state(), id) > 0) change_status(turn, id, CaseStatus::escalated, "C6");
  plan_late(turn, id);
}

void carry_out(Turn& turn, const CaseId& id, const OwnershipProposed& answer) {
  const auto& c = turn.state().cases.at(id);
  const bool from_bot = c.handoff.from_bot;
  const auto owner = turn.hand_of(c).owner;
  LaneId seat;
  AgentId agent;
  if (answer.action == "lane") seat = answer.lane;
  if (answer.action == "desk") seat = kDesk;
  if (answer.action == "agent") {
    seat = answer.lane.empty() ? lane_of(turn.policy(), answer.agent, c.lane) : answer.lane;
    agent = answer.agent;
  }
  // "Keep" after a bot: the office keeps it, and somebody is still sought for the seat.
  const auto* office = std::get_if<LeadOwner>(&owner);
  if (answer.action == "keep" && from_bot && office != nullptr) seat = office->lane;
  // A person who was given it meanwhile (assign) is the next owner; nobody else is sought.
  if (from_bot && std::holds_alternative<AgentOwner>(owner)) seat = {};
  if (!seat.empty()) {
    if (office != nullptr) change_owner(turn, id, LeadOwner{seat}, "sought in lane " + seat.value, "C4");
    open_seat(turn, id, seat, agent, false, "C4");
  }
  open_work(turn, id, answer.work);
  route_items(turn, id);
}

void settle(Turn& turn, const OwnershipProposed& answer, std::string outcome, std::string broke) {
  const auto id = answer.case_id;
  const bool taken = outcome == "accepted";
  const auto done = taken ? answer : default_answer(turn, turn.state().cases.at(id));
  turn.emit(OwnershipSettled{id, answer.ask, answer.plugin, answer.plugin_version, std::move(outcome), done.action,
                             std::move(broke), done.model, answer.reason.ref},
            "O6");
  carry_out(turn, id, done);
}

bool awaited(const Case* c, std::uint64_t ask) { return c != nullptr && ask != 0 && c->handoff.ownership_ask == ask; }

void note_late(Turn& turn, const CaseId& id, std::uint64_t ask, const std::string& plugin, const std::string& version) {
  if (find(turn.state().cases, id) == nullptr) return;
  turn.emit(OwnershipSettled{id, ask, plugin, version, "late", "keep", {}, {}, {}}, "O6");
}

}  // namespace

void begin_handoff(Turn& turn, const CaseId& id, HandoffDecided decided, std::string_view rule) {
  const auto& c = turn.state().cases.at(id);
  const bool from_bot = is_bot(turn.hand_of(c).owner);
  decided.case_id = id;
  decided.handoff = c.handoffs + 1;
  decided.policy = turn.policy().hash;
  const auto wanted = decided.lane;
  const bool reassign = decided.model == "reassign" && is_specialist(turn.policy(), wanted);
  const auto thread = newest_thread(turn.state(), c);
  const auto thread_id = thread == nullptr ? ThreadId{} : thread->id;
  turn.emit(std::move(decided), rule);
  if (from_bot) {
    const auto lane = reassign ? wanted : turn.policy().general_lane;  // where the next owner is sought
    change_owner(turn, id, LeadOwner{lane}, "automation ended: " + std::string(rule), "C4");
    change_status(turn, id, CaseStatus::open, "C6");
    const auto& hand = turn.hand_of(turn.state().cases.at(id));
    if (!hand.acknowledged && !thread_id.empty()) {
      SendQueued word;
      word.case_id = id;
      word.thread = thread_id;
      word.epoch = hand.epoch;
      word.author = "host";
      word.purpose = SendPurpose::acknowledgement;
      word.when = person_by(turn, turn.state().cases.at(id), lane);
      word.canned = word.when ? "acknowledgement_when" : "acknowledgement";
      queue_send(turn, std::move(word), "C5");
    }
  }
  const auto revision = turn.state().cases.at(id).revision;
  turn.emit(OwnershipAsked{id, turn.next_ask(), revision}, "C4");
  turn.emit(BriefAsked{id, turn.next_ask(), revision}, "B2");
}

void decide_on(Turn& turn, const OwnershipProposed& input) {
  const auto* c = find(turn.state().cases, input.case_id);
  if (!awaited(c, input.ask) || c->settled()) return note_late(turn, input.case_id, input.ask, input.plugin, input.plugin_version);
  if (input.revision != c->revision) {
    // The case moved on while the strategy thought; it is asked again about the case as it is now.
    note_late(turn, input.case_id, input.ask, input.plugin, input.plugin_version);
    if (c->handoff.ownership_asks < kOwnershipAsksMax) {
      turn.emit(OwnershipAsked{input.case_id, turn.next_ask(), c->revision}, "O6");
      return;
    }
    return settle(turn, input, "refused", "O6: the case moved on each time it answered");
  }
  auto broke = broken_rule(turn, input);
  const bool good = broke.empty();
  settle(turn, input, good ? "accepted" : "refused", std::move(broke));
}

void decide_on(Turn& turn, const OwnershipFailed& input) {
  const auto* c = find(turn.state().cases, input.case_id);
  if (!awaited(c, input.ask) || c->settled()) return note_late(turn, input.case_id, input.ask, input.plugin, {});
  OwnershipProposed failed;
  failed.case_id = input.case_id;
  failed.ask = input.ask;
  failed.plugin = input.plugin;
  settle(turn, failed, "failed", input.why);
}

void decide_on(Turn& turn, const HandoffAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch)) return;
  const auto& policy = turn.policy();
  const auto refuse = [&](std::string what, std::string mend) {
    turn.refuse({Refusal::Kind::invalid, std::move(what), std::move(mend), {}, 0});
  };
  if (c->settled()) return refuse("the case is " + std::string(word(c->status)), "reopen it first");
  if (!input.lane.empty() && !has_lane(policy, input.lane)) return refuse("no lane " + input.lane.value, "see `lanes` of the configuration");
  if (!input.agent.empty() && !policy.agents.contains(input.agent)) return refuse("no agent " + input.agent.value, "see GET /v1/agents");
  if (input.desk && !has_lane(policy, kDesk)) return refuse("no escalation desk is configured", "add a lane `desk`");
  if (!input.bot.empty()) {
    if (!policy.bots.contains(input.bot)) return refuse("no bot " + input.bot.value, "see `automation.bots` of the configuration");
    if (unfinished_work(turn.state(), c->id) > 0) return refuse("an escalated case is never owned by a bot (C4)", "finish its work first");
    // C6 knows no way back to automated: a bot that is given the case back helps with it, people still own it.
    return refuse("a case that people took over is not given back while it is open (C6)", "resolve it; the next issue starts automated");
  }
  const auto by = agent_named(input.by);
  const bool bot_owner = input.by == to_string(turn.hand_of(*c).owner);
  if (!bot_owner && !speaks_for_owner(turn, *c, by)) {
    turn.refuse({Refusal::Kind::not_allowed, "only " + to_string(turn.hand_of(*c).owner) + " hands this conversation over",
                 "ask the owner, or a lead to assign it", to_string(turn.hand_of(*c).owner), turn.hand_of(*c).epoch});
    return;
  }
  HandoffDecided decided;
  decided.trigger = "handoff";
  decided.by = input.by;
  decided.lane = input.lane;
  decided.agent = input.agent;
  decided.desk = input.desk;
  decided.model = input.model;
  decided.reason = input.reason;
  decided.reason_text = input.reason_text.ref;
  decided.question = input.question.ref;
  begin_handoff(turn, c->id, std::move(decided), "C4");
}

void decide_on(Turn& turn, const AssignAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch)) return;
  if (!turn.policy().agents.contains(input.agent)) {
    turn.refuse({Refusal::Kind::invalid, "no agent " + input.agent.value, "see GET /v1/agents", {}, 0});
    return;
  }
  const auto id = c->id;
  if (auto* seat = seat_of(turn.state(), id)) {
    const auto item = seat->id;
    if (seat->state == WorkState::offered) end_offer(turn, item, "withdrawn", "R9");
    turn.emit(ItemEnded{id, item, WorkState::cancelled, "assigned"}, "R9");
  }
  change_owner(turn, id, AgentOwner{input.agent}, "assigned by " + input.by + ": " + input.reason, "R9");
  if (turn.state().cases.at(id).status == CaseStatus::automated) change_status(turn, id, CaseStatus::open, "C6");
}

}  // namespace baton::core
