// SPDX-License-Identifier: MIT
// approvals.cpp - approvals among ourselves (J4): who may, how much, until when. Asked, reminded of once, decided by
// somebody other than who asked, or expired with a next action for the owner. The customer hears nothing of it.
#include "host/core/approvals.h"

#include "host/core/turn.h"

namespace baton::core {
namespace {

constexpr Millis kReminderFrom = 10 * kMinute;

const Request* approval_numbered(const Case& c, std::int64_t number) {
  for (const auto& request : c.requests)
    if (request.number == number && request.kind == RequestKind::internal) return &request;
  return nullptr;
}

bool refuse(Turn& turn, Refusal::Kind kind, std::string what, std::string mend) {
  turn.refuse({kind, std::move(what), std::move(mend), {}, 0});
  return false;
}

bool works_on(const CustomerState& state, const CaseId& id, const AgentId& agent) {
  return std::any_of(state.items.begin(), state.items.end(), [&](const auto& entry) {
    const auto& item = entry.second;
    return item.case_id == id && !item.finished() && item.owner == agent;
  });
}

std::string party_of(const Request& request) {
  return request.agent.empty() ? "lead:" + request.lane.value : "agent:" + request.agent.value;
}

std::string known_kinds(const Policy& policy) {
  std::string kinds;
  for (const auto& [name, kind] : policy.approvals) kinds += (kinds.empty() ? "" : ", ") + name;
  return kinds.empty() ? "name one under `approvals` of the configuration" : "one of: " + kinds;
}

bool may_be_asked(Turn& turn, const Case& c, const InternalApprovalAsked& input, const ApprovalPolicy& kind,
                  LaneId& lane) {
  const auto& policy = turn.policy();
  if (!input.agent.empty()) {
    if (!policy.agents.contains(input.agent))
      return refuse(turn, Refusal::Kind::invalid, "no agent " + input.agent.value, "see GET /v1/agents");
    if (!may_approve(policy, kind, input.agent, input.amount))
      return refuse(turn, Refusal::Kind::invalid,
                    "agent:" + input.agent.value + " may not approve " + amount_words(kind, input.amount),
                    "ask a lead of " + (kind.lanes.empty() ? c.lane.value : kind.lanes.front().value));
    return true;
  }
  if (!input.lane.empty() && std::find(kind.lanes.begin(), kind.lanes.end(), input.lane) == kind.lanes.end())
    return refuse(turn, Refusal::Kind::invalid, "lane " + input.lane.value + " does not decide about " + input.about,
                  "see `approvals` of the configuration");
  lane = lane_that_may(policy, kind, input.lane, input.amount);
  if (!lane.empty()) return true;
  return refuse(turn, Refusal::Kind::invalid, "nobody may approve " + amount_words(kind, input.amount),
                "ask for less, or raise the limit under `approvals` of the configuration");
}

}  // namespace

bool may_approve(const Policy& policy, const ApprovalPolicy& kind, const AgentId& agent, std::int64_t amount) {
  const auto within = [&](std::int64_t limit) { return limit == 0 || amount <= limit; };
  return std::any_of(kind.lanes.begin(), kind.lanes.end(), [&](const LaneId& lane) {
    return (policy.leads(agent, lane) && within(kind.leads_up_to)) ||
           (policy.holds_skill(agent, lane) && within(kind.agents_up_to));
  });
}

LaneId lane_that_may(const Policy& policy, const ApprovalPolicy& kind, const LaneId& preferred, std::int64_t amount) {
  const auto somebody = [&](const LaneId& lane) {
    ApprovalPolicy alone = kind;
    alone.lanes = {lane};
    return std::any_of(policy.agents.begin(), policy.agents.end(), [&](const auto& entry) {
      return may_approve(policy, alone, entry.first, amount);
    });
  };
  if (!preferred.empty()) return somebody(preferred) ? preferred : LaneId{};
  for (const auto& lane : kind.lanes)
    if (somebody(lane)) return lane;
  return {};
}

std::string amount_words(const ApprovalPolicy& kind, std::int64_t amount) {
  if (amount == 0) return "this";
  const auto cents = amount % 100;
  return std::to_string(amount / 100) + (cents < 10 ? ".0" : ".") + std::to_string(cents) +
         (kind.currency.empty() ? "" : " " + kind.currency);
}

void decide_on(Turn& turn, const InternalApprovalAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !present_epoch(turn, *c, input.epoch)) return;
  const auto by = agent_named(input.by);
  if (!speaks_for_owner(turn, *c, by) && !works_on(turn.state(), c->id, by)) {
    const auto owner = to_string(turn.hand_of(*c).owner);
    refuse(turn, Refusal::Kind::not_allowed, "only " + owner + " or who works on the case asks",
           "claim a work item of it first");
    return;
  }
  const auto found = turn.policy().approvals.find(input.about);
  const auto invalid = [&](std::string what, std::string mend) {
    refuse(turn, Refusal::Kind::invalid, std::move(what), std::move(mend));
  };
  if (found == turn.policy().approvals.end())
    return invalid("nothing is approved under \"" + input.about + "\"", known_kinds(turn.policy()));
  if (c->settled()) return invalid("the case is " + std::string(word(c->status)), "reopen it first");
  const auto& kind = found->second;
  const auto expires = input.expires ? input.expires : turn.now() + kind.expires_ms;
  if (expires <= turn.now()) return invalid("`expires` is not in the future", "give a time that is still to come");
  const auto* item = find(turn.state().items, input.work);
  if (!input.work.empty() && (item == nullptr || item->case_id != c->id))
    return invalid("no work item " + input.work.value + " on case " + c->id.value, "see `work` of the case");
  LaneId lane;
  if (!may_be_asked(turn, *c, input, kind, lane)) return;
  RequestMade made;
  made.case_id = c->id;
  made.request = static_cast<std::int64_t>(c->requests.size()) + 1;
  made.kind = RequestKind::internal;
  made.work = input.work;
  made.by = input.by;
  made.question = input.question.ref;
  made.expires = expires;
  const auto span = expires - turn.now();
  if (span >= kReminderFrom) made.remind_at = turn.now() + span / 2;
  made.about = input.about;
  made.lane = lane;
  made.agent = input.agent;
  made.amount = input.amount;
  const auto id = made.case_id;
  const auto number = made.request;
  turn.emit(std::move(made), "J4");
  turn.emit(AlarmRaised{"approval:" + id.value + ":" + std::to_string(number),
                        "approval " + std::to_string(number) + " of " + id.value + " is asked: " + input.about + ", "
                            + amount_words(kind, input.amount),
                        id, party_of(*approval_numbered(turn.state().cases.at(id), number))},
            "J4");
}

void decide_on(Turn& turn, const InternalApprovalGiven& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr) return;
  const auto* request = approval_numbered(*c, input.request);
  const auto name = "approval " + std::to_string(input.request);
  if (request == nullptr) {
    refuse(turn, Refusal::Kind::not_found, "no " + name + " on case " + c->id.value, "see `requests` of the case");
    return;
  }
  if (!request->open()) {
    const auto by = request->decided_by;
    turn.refuse({Refusal::Kind::taken, name + " is " + request->ended + (by.empty() ? "" : " by " + by),
                 "ask again where it is still needed", by, 0});
    return;
  }
  const auto found = turn.policy().approvals.find(request->about);
  const auto kind = found == turn.policy().approvals.end() ? ApprovalPolicy{} : found->second;
  const auto agent = agent_named(input.by);
  const bool other = !request->agent.empty() && request->agent != agent;
  if (input.by == request->by || other || !may_approve(turn.policy(), kind, agent, request->amount)) {
    const auto why = input.by == request->by ? " asked for it" : " may not decide about " + request->about + ", "
                                                                     + amount_words(kind, request->amount);
    turn.refuse({Refusal::Kind::not_allowed, input.by + why, "ask " + party_of(*request), party_of(*request), 0});
    return;
  }
  RequestAnswered answered;
  answered.case_id = c->id;
  answered.request = input.request;
  answered.option = input.approve ? 0 : 1;
  answered.how = "decided";
  answered.by = input.by;
  answered.reason = input.reason.ref;
  turn.emit(std::move(answered), "J4");
}

void remind_of_approval(Turn& turn, const CaseId& id, std::int64_t number) {
  const auto party = party_of(*approval_numbered(turn.state().cases.at(id), number));
  turn.emit(RequestReminded{id, number}, "J4");
  turn.emit(AlarmRaised{"approval:" + id.value + ":" + std::to_string(number) + ":half",
                        "approval " + std::to_string(number) + " of " + id.value + " is still open", id, party},
            "J4");
}

// Nobody decided: the owner hears of it, and the case says what is next.
void expire_approval(Turn& turn, const CaseId& id, std::int64_t number) {
  const auto owner = to_string(turn.hand_of(turn.state().cases.at(id)).owner);
  turn.emit(RequestEnded{id, number, "expired"}, "J4");
  turn.emit(AlarmRaised{"approval:" + id.value + ":" + std::to_string(number) + ":expired",
                        "nobody decided on approval " + std::to_string(number) + " of " + id.value + " in time", id,
                        owner},
            "J4");
}

}  // namespace baton::core
