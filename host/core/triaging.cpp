// SPDX-License-Identifier: MIT
// triaging.cpp - the customer's turn is read once: a burst as one (I8), what cannot wait on its first fragment. Each
// decision leaves its signals, the rule that won and the runners-up (I9).
#include "host/core/modes.h"
#include "host/core/triage.h"
#include "host/core/turn.h"

namespace baton::core {
namespace {

bool is_office(const Owner& owner) { return std::holds_alternative<LeadOwner>(owner); }

// Nobody in person has it, and no lane was found for it yet: triage still says where to seek.
bool undecided(Turn& turn, const Case& c) {
  return c.status == CaseStatus::open && is_office(turn.hand_of(c).owner) && c.handoff.ownership_ask == 0 &&
         c.triage.lane.empty();
}

Standing standing_of(Turn& turn, const Case& c, bool asks_for_person) {
  Standing standing;
  standing.segment = turn.state().segment;
  standing.automated = c.status == CaseStatus::automated;
  standing.unclear = c.triage.unclear + (standing.automated ? c.automation.strikes : 0);
  standing.asks_for_person = asks_for_person;
  return standing;
}

Verdict verdict_on(Turn& turn, const CaseId& id, bool asks_for_person = false) {
  const auto& c = turn.state().cases.at(id);
  const bool asks = asks_for_person || std::any_of(c.triage.seen.begin(), c.triage.seen.end(),
                                                   [](const Signal& signal) { return signal.rule == "H8"; });
  return weigh(c.triage.seen, standing_of(turn, c, asks), turn.policy());
}

void record(Turn& turn, const CaseId& id, const MessageId& message, const Verdict& verdict, std::string outcome) {
  const auto& c = turn.state().cases.at(id);
  Triaged fact;
  fact.case_id = id;
  fact.message = message;
  fact.rule = verdict.rule;
  fact.outcome = std::move(outcome);
  fact.lane = verdict.lane;
  fact.weight_permille = verdict.weight_permille;
  fact.intent = verdict.intent;
  fact.priority = verdict.priority;
  fact.work_type = verdict.work_type;
  fact.tone = verdict.tone;
  fact.threat = verdict.threat;
  fact.unclear = verdict.unclear;
  fact.signals = c.triage.seen;
  fact.runners_up = verdict.runners_up;
  fact.policy = turn.policy().hash;
  turn.emit(std::move(fact), "I9");
}

// R7: threats to persons go to the lead.
AgentId lead_for(const Policy& policy, const LaneId& lane) {
  const auto found = policy.lanes.find(lane);
  if (found == policy.lanes.end()) return {};
  for (const auto& lead : found->second.leads)
    if (policy.holds_skill(lead, lane)) return lead;
  return {};
}

// I7, R7: what programs told about the customer lately.
void add_behaviour(Turn& turn, std::vector<Signal>& signals) {
  const auto& state = turn.state();
  const auto& triage = turn.policy().triage;
  if (state.at_risk && !triage.at_risk.empty()) signals.push_back({"at_risk", 1000, {}, 0, 0, "R7", triage.at_risk});
  for (const auto& [kind, behaviour] : triage.behaviours) {
    const bool lately =
        std::any_of(state.behaviours.begin(), state.behaviours.end(), [&, known = &kind](const Behaviour& seen) {
          return seen.kind == *known && turn.now() - seen.at <= behaviour.within_ms;
        });
    if (!lately) continue;
    const auto& signal = behaviour.signal;
    signals.push_back({signal.name, signal.weight_permille, {}, 0, 0, signal.rule, signal.lane, signal.means});
  }
}

// H2, H13: the customer is pointed where it belongs.
void point(Turn& turn, const CaseId& id, const Verdict& verdict, const std::vector<Signal>& signals) {
  if (verdict.rule == "H2") return point_by_signals(turn, id, signals);
  point_by_intent(turn, id, verdict.intent);
}

LaneId lane_of(const Case& c, const Verdict& verdict) { return verdict.lane.empty() ? c.lane : verdict.lane; }

bool verdict_acts(Turn& turn, const Case& c, const Verdict& verdict) {
  return acts(turn.state(), c, turn.policy(), lane_of(c, verdict), verdict.rule);
}

// G14: the rule only watches; the turn goes on as if it had found nothing.
bool only_watched(Turn& turn, const CaseId& id, const MessageId& message, const Verdict& verdict) {
  const auto& c = turn.state().cases.at(id);
  const auto lane = lane_of(c, verdict);
  const auto mode = mode_of(turn.policy(), lane, topology_of(turn.state(), c), verdict.rule);
  const auto to = verdict.lane.empty() ? std::string("a person") : "lane " + verdict.lane.value;
  const auto subject = message.empty() ? std::to_string(c.revision) : message.value;
  if (!held_back(turn, id, lane, verdict.rule, "hand the conversation over to " + to, subject)) return false;
  const auto signals = c.triage.seen;
  record(turn, id, message, verdict, std::string(word(mode)));
  point(turn, id, verdict, signals);
  return true;
}

void hand_over(Turn& turn, const CaseId& id, const MessageId& message, const Verdict& verdict) {
  const auto signals = turn.state().cases.at(id).triage.seen;
  record(turn, id, message, verdict, "handoff");
  HandoffDecided decided;
  decided.trigger = verdict.rule;
  decided.by = "host";
  decided.reason = "next_step";
  decided.lane = verdict.lane;
  decided.signals = signals;
  decided.runners_up = verdict.runners_up;
  decided.also = verdict.also;
  if (verdict.threat) {
    if (decided.lane.empty()) decided.lane = turn.policy().first_line(turn.state().segment);
    decided.agent = lead_for(turn.policy(), decided.lane);
    raise_alarm(turn, "threat:" + id.value, "a threat to persons on case " + id.value, id, "R7");
  }
  begin_handoff(turn, id, std::move(decided), verdict.rule);
  point(turn, id, verdict, signals);
}

bool work_open_in(const CustomerState& state, const CaseId& id, const LaneId& lane) {
  return std::any_of(state.items.begin(), state.items.end(), [&](const auto& entry) {
    const auto& item = entry.second;
    return item.case_id == id && item.kind == ItemKind::work && !item.finished() && item.lane == lane;
  });
}

// What the case is about, as far as anybody said: its lanes by words, by decision and by work.
std::vector<LaneId> lanes_of_case(Turn& turn, const Case& c) {
  auto lanes = c.triage.topics;
  if (turn.policy().is_specialist(c.lane)) lanes.push_back(c.lane);
  for (const auto& [item_id, item] : turn.state().items)
    if (item.case_id == c.id && item.kind == ItemKind::work) lanes.push_back(item.lane);
  return lanes;
}

// R3, I3: on a case that people have, another issue whose lane can work beside it becomes a work item, and the thread
// stays where it is. Compliance words do so whatever the case is about; otherwise a case of which nobody knows what it
// is about has no other issue.
std::vector<LaneId> new_issues(Turn& turn, const CaseId& id, const Verdict& verdict) {
  const auto& c = turn.state().cases.at(id);
  const bool goes_on = c.status == CaseStatus::open || c.status == CaseStatus::escalated ||
                       c.status == CaseStatus::waiting_customer;
  if (!goes_on || verdict.rule == "H2") return {};
  const auto held = lanes_of_case(turn, c);
  auto lanes = held.empty() ? std::vector<LaneId>{} : issues_beside(c.triage.seen, held, turn.policy());
  const auto& compliance = turn.policy().triage.compliance;
  const auto named = [&](const std::vector<LaneId>& list) {
    return std::find(list.begin(), list.end(), compliance) != list.end();
  };
  const bool asks = !compliance.empty() && (verdict.lane == compliance || named(verdict.also));
  if (asks && !named(lanes) && c.lane != compliance && !work_open_in(turn.state(), id, compliance))
    lanes.push_back(compliance);
  return lanes;
}

void note(Turn& turn, const CaseId& id, const MessageId& message, const Verdict& verdict) {
  const auto signals = turn.state().cases.at(id).triage.seen;
  auto issues = new_issues(turn, id, verdict);
  std::erase_if(issues, [&](const LaneId& lane) {
    return held_back(turn, id, lane, "R3", "open work for lane " + lane.value, message.value);
  });
  record(turn, id, message, verdict, issues.empty() ? "noted" : "work");
  const auto own = turn.state().cases.at(id).lane;
  if (verdict.threat && !held_back(turn, id, own, "R7", "tell the lead of a threat to persons", message.value))
    raise_alarm(turn, "threat:" + id.value, "a threat to persons on case " + id.value, id, "R7");
  point(turn, id, verdict, signals);
  if (issues.empty()) return;
  for (const auto& lane : issues)
    turn.emit(WorkOpened{id, turn.next_item(), lane, {}, std::max<std::int64_t>(2, verdict.work_type), {}}, "R3");
  change_status(turn, id, CaseStatus::escalated, "C6");
  route_items(turn, id);
}

// I3: another issue soon after the first was resolved is the same owner's, if they are there: they are asked first.
AgentId owner_before(Turn& turn, const Case& c) {
  const auto* first = find(turn.state().cases, c.follows);
  if (first == nullptr || c.opened - first->last_resolved > turn.policy().reopen_horizon_ms) return {};
  return agent_named(turn.hand_of(*first).last_human);
}

}  // namespace

namespace {

// H13: what kind of data the words ask for or speak of.
std::string data_class_of(const Policy& policy, SignalMeans means, std::string_view text, const SignalHit& hit) {
  if (means != SignalMeans::asks_sensitive && means != SignalMeans::sensitive) return {};
  return policy.matcher->data_class(
      text.substr(static_cast<std::size_t>(hit.begin), static_cast<std::size_t>(hit.length)));
}

}  // namespace

std::vector<Signal> signals_of(const Policy& policy, std::string_view text, const std::vector<SignalHit>& hits) {
  std::vector<Signal> found;
  for (const auto& hit : hits) {
    const auto& known = policy.triage.signals.at(hit.signal);
    found.push_back({known.name,
                     known.weight_permille,
                     {},
                     hit.begin,
                     hit.length,
                     known.rule,
                     known.lane,
                     known.means,
                     hit.sentence,
                     data_class_of(policy, known.means, text, hit)});
  }
  return found;
}

std::vector<Signal> signals_in(const Policy& policy, std::string_view text) {
  if (policy.matcher == nullptr || text.empty()) return {};
  return signals_of(policy, text, policy.matcher->signals(text));
}

namespace {

// H2: masked data, a signal for each class that does not stay on the channel (H13); of unknown class where nobody said.
void add_masked(Turn& turn, const Case& c, const MessageId& message, const MaskedItems& masked,
                std::vector<Signal>& signals) {
  if (masked.count == 0) return;
  const auto& policy = turn.policy();
  const auto* thread = newest_thread(turn.state(), c);
  const auto add = [&](const std::string& data_class) {
    signals.push_back({"sensitive_data", 1000, message, 0, 0, "H2", policy.triage.sensitive, SignalMeans::lane, 0,
                       data_class});
  };
  if (masked.classes.empty()) add({});
  for (const auto& data_class : masked.classes)
    if (thread == nullptr || policy.way_of_class(thread->channel, data_class) != Way::stay) add(data_class);
}

}  // namespace

void note_signals(Turn& turn, const CaseId& id, const MessageId& message, std::vector<Signal> signals,
                  const MaskedItems& masked) {
  const auto& c = turn.state().cases.at(id);
  std::erase_if(signals,
                [](const Signal& signal) { return signal.means == SignalMeans::asks_sensitive; });  // of ours (I5)
  for (auto& signal : signals) signal.message = message;
  add_masked(turn, c, message, masked, signals);
  const bool fresh =
      c.triage.lane.empty() && c.triage.seen.empty() && (c.status == CaseStatus::automated || undecided(turn, c));
  if (fresh) add_behaviour(turn, signals);
  if (!signals.empty()) turn.emit(SignalsSeen{id, message, std::move(signals)}, "I9");
}

TurnTaken triage_message(Turn& turn, const CaseId& id, const MessageId& message) {
  const auto& c = turn.state().cases.at(id);
  const bool automated = c.status == CaseStatus::automated;
  if (!automated && !undecided(turn, c)) return TurnTaken::nobody;  // people have it: noted when the burst ends
  const auto verdict = verdict_on(turn, id);
  if (!verdict.person) return TurnTaken::nobody;
  const bool to_lane = !verdict.lane.empty() || verdict.threat;
  if (!verdict_acts(turn, c, verdict)) {
    if (verdict.at_once && (automated || to_lane)) only_watched(turn, id, message, verdict);
    return TurnTaken::nobody;
  }
  if (verdict.at_once && (automated || to_lane)) {
    hand_over(turn, id, message, verdict);
    return TurnTaken::handed_over;
  }
  // What the whole turn says is known when it ends; until then neither a bot nor the wrong team is asked (I8).
  const bool waits = c.burst.started && (to_lane || (automated && verdict.rule == "H3"));
  return waits ? TurnTaken::waits : TurnTaken::nobody;
}

void triage_burst(Turn& turn, const CaseId& id) {
  const auto* c = find(turn.state().cases, id);
  if (c == nullptr || c->settled() || c->triage.seen.empty()) return;
  const auto message = c->triage.latest;
  const bool automated = c->status == CaseStatus::automated;
  const bool open = undecided(turn, *c);
  const auto verdict = verdict_on(turn, id);
  if (!automated && !open) return note(turn, id, message, verdict);
  const bool to_lane = !verdict.lane.empty() || verdict.threat;
  if (verdict.person && (automated || to_lane)) {
    if (!only_watched(turn, id, message, verdict)) return hand_over(turn, id, message, verdict);
  } else {
    record(turn, id, message, verdict, automated ? "bot" : "first_line");
  }
  if (open && seat_of(turn.state(), id) == nullptr) seek_first_line(turn, id, "R5");
}

LaneId lane_by_signals(Turn& turn, const CaseId& id) {
  const auto& c = turn.state().cases.at(id);
  return c.triage.seen.empty() ? c.lane : lane_of(c, verdict_on(turn, id));
}

AgentId sticky_owner(Turn& turn, const CaseId& id, const LaneId& lane) {
  const auto agent = owner_before(turn, turn.state().cases.at(id));
  return turn.policy().holds_skill(agent, lane) ? agent : AgentId{};
}

void seek_first_line(Turn& turn, const CaseId& id, std::string_view rule) {
  const auto lane = turn.policy().first_line(turn.state().segment);
  const auto before = sticky_owner(turn, id, lane);
  open_seat(turn, id, lane, before, !before.empty(), rule);
  route_items(turn, id);
}

void explain_by_signals(Turn& turn, const CaseId& id, HandoffDecided& decided) {
  const auto& c = turn.state().cases.at(id);
  if (c.triage.seen.empty()) return;
  auto verdict = verdict_on(turn, id, decided.trigger == "H8");
  decided.lane = verdict.lane;
  decided.also = verdict.also;
  decided.signals.insert(decided.signals.end(), c.triage.seen.begin(), c.triage.seen.end());
  decided.runners_up.insert(decided.runners_up.end(), verdict.runners_up.begin(), verdict.runners_up.end());
  verdict.rule = decided.trigger;
  record(turn, id, c.triage.latest, verdict, "handoff");
}

}  // namespace baton::core
