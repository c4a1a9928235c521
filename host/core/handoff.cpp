// SPDX-License-Identifier: MIT
// handoff.cpp - handing over (C4): decision, question to the strategy, its answer judged (O6), seats and work opened. A
// human owner stays owner until the accept; a bot stops at the decision.
#include "host/core/modes.h"
#include "host/core/ownership.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

constexpr std::int64_t kOwnershipAsksMax = 3;  // a case that moves on faster than a strategy answers gets the default
constexpr std::size_t kProposedWorkMax = 16;   // limits.h: BATON_PROPOSED_WORK_MAX

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

// Who is sought, and what is asked of whom, under each model where no strategy says so (O2-O4, O6).
void default_l1_owns(const Turn& turn, const Case& c, OwnershipProposed& answer) {
  const auto& policy = turn.policy();
  const auto& handoff = c.handoff;
  const bool to_specialist = policy.is_specialist(handoff.lane) && handoff.lane != kDesk;
  if (!handoff.agent.empty() && !to_specialist) {
    answer.action = "agent";
    answer.agent = handoff.agent;
    answer.lane = lane_of(policy, handoff.agent, handoff.lane);
    return;
  }
  answer.action = handoff.from_bot ? "lane" : "keep";
  answer.lane = policy.general_lane;
  if (to_specialist) {
    answer.work.push_back({handoff.lane, handoff.agent, 2, {handoff.question, {}}});
  } else if (!handoff.from_bot && !handoff.lane.empty()) {
    answer.action = "lane";
    answer.lane = handoff.lane;
  }
}

void default_reassign(const Turn& turn, const Case& c, OwnershipProposed& answer) {
  const auto& policy = turn.policy();
  const auto& handoff = c.handoff;
  answer.lane = handoff.lane.empty() ? policy.general_lane : handoff.lane;
  answer.action = "lane";
  if (!handoff.agent.empty()) {
    answer.action = "agent";
    answer.agent = handoff.agent;
    answer.lane = lane_of(policy, handoff.agent, handoff.lane);
  } else if (handoff.lane.empty() && !handoff.from_bot) {
    answer.action = "keep";
  }
}

void default_control_tower(const Turn& turn, const Case& c, OwnershipProposed& answer) {
  const auto& handoff = c.handoff;
  const bool at_desk = turn.state().hands.at(c.hand).owner == Owner{LeadOwner{kDesk}};
  answer.action = at_desk ? "keep" : "desk";
  if (turn.policy().is_specialist(handoff.lane) && handoff.lane != kDesk)
    answer.work.push_back({handoff.lane, handoff.agent, 2, {handoff.question, {}}});
}

OwnershipProposed default_answer(const Turn& turn, const Case& c, const std::string& model) {
  OwnershipProposed answer;
  answer.case_id = c.id;
  answer.model = model;
  if (model == kControlTower && turn.policy().has_desk()) default_control_tower(turn, c, answer);
  else if (model == kReassign) default_reassign(turn, c, answer);
  else default_l1_owns(turn, c, answer);
  return answer;
}

// O6: what the answer breaks, or nothing.
std::string broken_rule(const Turn& turn, const OwnershipProposed& answer) {
  const auto& policy = turn.policy();
  if (answer.action == "lane" && !policy.has_lane(answer.lane)) return "C2: it names no lane that exists";
  if (answer.action == "agent") {
    if (!policy.agents.contains(answer.agent)) return "C2: it names no agent that exists";
    if (!answer.lane.empty() && !policy.holds_skill(answer.agent, answer.lane)) return "R5: the agent does not hold the lane's skill";
  }
  if ((answer.action == "desk" || answer.model == kControlTower) && !policy.has_desk())
    return "O4: no escalation desk is configured";
  const bool known = answer.action == "keep" || answer.action == "lane" || answer.action == "agent" || answer.action == "desk";
  if (!known) return "C2: it names no owner";
  if (answer.work.size() > kProposedWorkMax) return "G2: too many work items";
  for (const auto& work : answer.work) {
    if (!policy.has_lane(work.lane) || work.lane == kDesk) return "R3: a work item names no lane that exists";
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
    const auto least = std::max<std::int64_t>(2, turn.state().cases.at(id).work_type);
    const auto type = work.work_type >= 1 && work.work_type <= 3 ? work.work_type : least;
    turn.emit(WorkOpened{id, turn.next_item(), work.lane, work.agent, type, work.question.ref}, "O2");
  }
  if (unfinished_work(turn.state(), id) > 0) change_status(turn, id, CaseStatus::escalated, "C6");
  plan_late(turn, id);
}

// R3: each further issue the customer named is a work item of its own lane.
void open_issues(Turn& turn, const CaseId& id, const std::vector<LaneId>& lanes) {
  for (const auto& lane : lanes) {
    if (!turn.policy().has_lane(lane) || same_item_open(turn.state(), id, {lane, {}, 0, {}})) continue;
    if (held_back(turn, id, lane, "R3", "open work for lane " + lane.value,
                  std::to_string(turn.state().cases.at(id).handoffs)))
      continue;
    turn.emit(WorkOpened{id, turn.next_item(), lane, {}, 2, {}}, "R3");
  }
  if (unfinished_work(turn.state(), id) > 0) change_status(turn, id, CaseStatus::escalated, "C6");
}

void carry_out(Turn& turn, const CaseId& id, const OwnershipProposed& answer) {
  const auto& c = turn.state().cases.at(id);
  const bool from_bot = c.handoff.from_bot;
  const auto owner = turn.hand_of(c).owner;
  const bool held = !turn.hand_of(c).holder.empty();
  LaneId seat;
  AgentId agent;
  if (answer.action == "lane") seat = answer.lane;
  if (answer.action == "desk") seat = kDesk;
  if (answer.action == "agent") {
    seat = answer.lane.empty() ? lane_of(turn.policy(), answer.agent, c.lane) : answer.lane;
    agent = answer.agent;
  }
  // R7: the customer's tier has a first line of its own.
  if (from_bot && agent.empty() && seat == turn.policy().general_lane)
    seat = turn.policy().first_line(turn.state().segment);
  // "Keep" after a bot: the office keeps it, and somebody is still sought for the seat.
  const auto* office = std::get_if<LeadOwner>(&owner);
  if (answer.action == "keep" && from_bot && office != nullptr) seat = office->lane;
  // A person who was given it meanwhile (assign) is the next owner; nobody else is sought.
  if (from_bot && std::holds_alternative<AgentOwner>(owner)) seat = {};
  const bool at_desk = office != nullptr && office->lane == kDesk;
  if (at_desk && held && seat == kDesk && agent.empty()) seat = {};  // a member holds it already
  if (!seat.empty()) {
    // C4: an office that nobody fills is moved at once; a member of the desk who holds the thread is a human owner.
    if (office != nullptr && !held) change_owner(turn, id, LeadOwner{seat}, "sought in lane " + seat.value, "C4");
    const bool began_with_people = turn.state().cases.at(id).automation.bot.empty();
    const bool free = agent.empty() && office != nullptr && began_with_people;
    const auto before = free ? sticky_owner(turn, id, seat) : AgentId{};
    open_seat(turn, id, seat, agent.empty() ? before : agent, !before.empty(), "C4");
  }
  open_work(turn, id, answer.work);
  route_items(turn, id);
}

void settle(Turn& turn, const OwnershipProposed& answer, std::string outcome, std::string broke) {
  const auto id = answer.case_id;
  const bool taken = outcome == "accepted";
  auto choice = model_of_handoff(turn.state().cases.at(id), turn.policy(), answer.waiting, turn.now());
  const auto& before = turn.state().cases.at(id);
  if (choice.automatic && held_back(turn, id, LaneId{before.lane}, "O5", "switch the model to " + choice.model,
                                    std::to_string(before.handoffs)))
    choice = {before.model, "O5 only watches here", false};
  auto done = taken ? answer : default_answer(turn, turn.state().cases.at(id), choice.model);
  if (done.model.empty()) done.model = choice.model;
  change_model(turn, id, done.model, choice.why, choice.automatic, "O5");
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

// Another handoff came before the strategy answered the last one: what was asked for then is not lost.
void settle_pending(Turn& turn, const CaseId& id) {
  const auto& handoff = turn.state().cases.at(id).handoff;
  if (handoff.ownership_ask == 0) return;
  OwnershipProposed overtaken;
  overtaken.case_id = id;
  overtaken.ask = handoff.ownership_ask;
  settle(turn, overtaken, "failed", "O6: another handoff came before it answered");
}

void choose_for(Turn& turn, const Case& c, HandoffDecided& decided) {
  if (!decided.chosen.empty()) return;
  HandoffQuestion question{decided.handoff, decided.trigger, decided.model, decided.lane, decided.desk, {}};
  for (const auto& signal : decided.signals) question.signals.push_back(signal.name);
  auto choice = choose_model(turn.state(), c, turn.policy(), question, turn.now());
  const auto id = c.id;
  const auto model = c.model;
  if (choice.automatic && held_back(turn, id, LaneId{c.lane}, "O5", "switch the model to " + choice.model,
                                    std::to_string(decided.handoff)))
    choice = {model, "O5 only watches here", false};
  decided.chosen = std::move(choice.model);
  decided.chosen_why = std::move(choice.why);
}

// C4: the office in which the conversation's next owner is sought once a bot has stopped.
LaneId office_after_bot(const Policy& policy, const std::string& segment, const HandoffDecided& decided) {
  if (decided.chosen == kControlTower && policy.has_desk()) return kDesk;
  if (decided.chosen == kReassign && policy.is_specialist(decided.lane)) return decided.lane;
  return policy.first_line(segment);
}

// The conversation has been in that lane as often as is good for anybody (R9).
bool goes_back_and_forth(Turn& turn, const Case& c, const HandoffAsked& input, const AgentId& by) {
  const auto times = std::count(c.path.begin(), c.path.end(), input.lane);
  if (input.lane.empty() || times < turn.policy().moves_to_lane_max) return false;
  const bool for_the_customer = input.reason == "new_information" || input.reason == "customer_request";
  if (for_the_customer || turn.policy().leads(by, input.lane) || turn.policy().leads(by, c.lane)) return false;
  const auto choice = choose_model(turn.state(), c, turn.policy(), {c.handoffs + 1, "handoff", input.model,
      input.lane, false, {}}, turn.now());
  // the conversation stays where it is
  if (turn.policy().is_specialist(input.lane) && choice.model != kReassign) return false;
  raise_alarm(turn, "ping_pong:" + c.id.value, c.id.value + " goes back and forth between lanes; its lead decides",
      c.id, "R9");
  turn.refuse({Refusal::Kind::not_allowed, "the conversation was in lane " + input.lane.value + " "
      + std::to_string(times) + " times already",
               "ask a lead of the lane to assign it, or say what is new (reason new_information)", {}, 0});
  return true;
}

}  // namespace

void change_model(Turn& turn, const CaseId& id, const std::string& to, std::string_view why, bool automatic,
    std::string_view rule) {
  const auto from = turn.state().cases.at(id).model;
  if (to.empty() || to == from) return;
  turn.emit(ModelChanged{id, from, to, std::string(why), automatic}, rule);
}

void back_down(Turn& turn, const CaseId& id, const LaneId& lane) {
  const auto& c = turn.state().cases.at(id);
  const auto known = turn.policy().lanes.find(lane);
  const bool wanted = known != turn.policy().lanes.end() && known->second.back_down;
  if (!wanted || c.settled() || c.model == kL1Owns || !may_switch(c, turn.policy(), turn.now())) return;
  if (held_back(turn, id, LaneId{c.lane}, "O5", "go back to the model l1_owns", std::to_string(c.handoffs))) return;
  HandoffDecided decided;
  decided.trigger = "switch";
  decided.by = "host";
  decided.lane = turn.policy().general_lane;
  decided.reason = "next_step";
  decided.chosen = kL1Owns;
  decided.chosen_why = "O5: the last item is done, and lane " + lane.value + " says so";
  begin_handoff(turn, id, std::move(decided), "O5");
}

void begin_handoff(Turn& turn, const CaseId& id, HandoffDecided decided, std::string_view rule) {
  settle_pending(turn, id);
  const auto& c = turn.state().cases.at(id);
  const auto owner = turn.hand_of(c).owner;
  const bool from_bot = is_bot(owner);
  // A switch of the model leaves the office that has it: C4 moves it with the accept.
  const bool nobody = from_bot || (decided.by == "host" && decided.trigger != "switch" &&
                                   std::holds_alternative<LeadOwner>(owner));
  decided.case_id = id;
  decided.handoff = c.handoffs + 1;
  decided.policy = turn.policy().hash;
  choose_for(turn, c, decided);
  const auto office = office_after_bot(turn.policy(), turn.state().segment, decided);
  const auto thread = newest_thread(turn.state(), c);
  const auto thread_id = thread == nullptr ? ThreadId{} : thread->id;
  const auto also = decided.also;
  turn.emit(std::move(decided), rule);
  if (nobody)  // the office in which the next owner is sought
    change_owner(turn, id, LeadOwner{office}, (from_bot ? "automation ended: " : "triage: ") + std::string(rule), "C4");
  if (from_bot) {
    change_status(turn, id, CaseStatus::open, "C6");
    const auto& hand = turn.hand_of(turn.state().cases.at(id));
    if (!hand.acknowledged && !thread_id.empty() &&
        !kept_silent(turn, id, "C5", "tell the customer that a person takes over", std::to_string(hand.epoch))) {
      SendQueued word;
      word.case_id = id;
      word.thread = thread_id;
      word.epoch = hand.epoch;
      word.author = "host";
      word.purpose = SendPurpose::acknowledgement;
      word.when = person_by(turn, turn.state().cases.at(id), office);
      word.canned = word.when ? "acknowledgement_when" : "acknowledgement";
      queue_send(turn, std::move(word), "C5");
    }
  }
  open_issues(turn, id, also);
  const auto revision = turn.state().cases.at(id).revision;
  turn.emit(OwnershipAsked{id, turn.next_ask(), revision}, "C4");
  turn.emit(BriefAsked{id, turn.next_ask(), revision, false}, "B2");
  if (turn.policy().brief_fallback) turn.emit(BriefAsked{id, turn.next_ask(), revision, true}, "B2");
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
  failed.waiting = input.waiting;
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
  if (!input.lane.empty() && !policy.has_lane(input.lane)) return refuse("no lane " + input.lane.value,
      "see `lanes` of the configuration");
  if (!input.agent.empty() && !policy.agents.contains(input.agent)) return refuse("no agent " + input.agent.value, "see GET /v1/agents");
  if ((input.desk || input.lane == kDesk || input.model == kControlTower) && !policy.has_desk())
    return refuse("no escalation desk is configured", "name its members under `desk` of the configuration");
  if (!input.reason.empty() && !from_word<HandoffReason>(input.reason))
    return refuse("reason " + input.reason + " is none of R9", "see the reasons of R9; `other` with words of your own");
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
  if (goes_back_and_forth(turn, *c, input, by)) return;
  HandoffDecided decided;
  decided.trigger = "handoff";
  decided.by = input.by;
  decided.lane = input.lane == kDesk ? LaneId{} : input.lane;
  decided.agent = input.agent;
  decided.desk = input.desk || input.lane == kDesk;
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
  if (!from_word<HandoffReason>(input.reason)) {
    turn.refuse({Refusal::Kind::invalid, "reason " + input.reason + " is none of R9", "see the reasons of R9", {}, 0});
    return;
  }
  const auto id = c->id;
  if (auto* seat = seat_of(turn.state(), id)) {
    const auto item = seat->id;
    if (seat->state == WorkState::offered) end_offer(turn, item, "withdrawn", "R9");
    turn.emit(ItemEnded{id, item, WorkState::cancelled, "assigned"}, "R9");
  }
  const auto& hand = turn.hand_of(turn.state().cases.at(id));
  if (hand.owner == Owner{LeadOwner{kDesk}} && turn.policy().holds_skill(input.agent, kDesk)) {  // within the desk (O4)
    if (hand.holder != input.agent) turn.emit(DeskHeld{hand.id, input.agent}, "R9");
    return;
  }
  change_owner(turn, id, AgentOwner{input.agent}, "assigned by " + input.by + ": " + input.reason, "R9");
  if (turn.state().cases.at(id).status == CaseStatus::automated) change_status(turn, id, CaseStatus::open, "C6");
}

}  // namespace baton::core
