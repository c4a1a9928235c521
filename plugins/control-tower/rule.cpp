// SPDX-License-Identifier: MIT
// The rule of model C, one decision per function; `propose` at the end reads like O4.
#include "rule.h"

#include <utility>

namespace baton::control_tower {
namespace {

using namespace sdk;

void keep(Proposal& proposal, std::string reason) {
  proposal.action = Action::keep;
  proposal.reason = std::move(reason);
}

// Work for one pod, unless the same question is open there.
void ask(const View& view, const std::string& lane, Proposal& proposal) {
  if (!contains(view.lanes, lane) || same_work_open(view, lane)) return;
  for (const ProposedWork& known : proposal.work) {
    if (known.lane == lane) return;
  }
  ProposedWork work{lane, {}, question_for(view.trigger)};
  if (const PlainCandidate* candidate = wanted_candidate(view, lane)) work.agent_id = candidate->agent_id;
  proposal.work.push_back(std::move(work));
}

// The pod that was asked for, and those that are asked beside it (O4).
void ask_pods(const View& view, const Settings& settings, const std::string& lane, Proposal& proposal) {
  ask(view, lane, proposal);
  const auto more = settings.beside.find(lane);
  if (more == settings.beside.end()) return;
  for (const std::string& pod : more->second) {
    if (pod != settings.general_lane && pod != kDeskLane) ask(view, pod, proposal);
  }
}

std::string pods_in(const Proposal& proposal) {
  std::string text;
  for (const ProposedWork& work : proposal.work) text += (text.empty() ? "" : ", ") + work.lane;
  return text;
}

// Within the desk, from one member to another.
bool to_member(const View& view, Proposal& proposal) {
  const PlainCandidate* member = wanted_candidate(view, kDeskLane);
  if (member == nullptr) return false;
  proposal.action = Action::agent;
  proposal.agent_id = member->agent_id;
  proposal.lane = kDeskLane;
  proposal.reason = "Inside the desk the thread goes to " + member->agent_id + ".";
  return true;
}

// First line gets the case back: the one way down that a person asks for in this model (O5).
void to_first_line(const Settings& settings, Proposal& proposal) {
  proposal.action = Action::lane;
  proposal.lane = settings.general_lane;
  proposal.reason = "The desk hands the case back to first line.";
}

}  // namespace

Proposal propose(const View& view, const Settings& settings) {
  Proposal proposal;
  proposal.revision = view.revision;
  proposal.update_every_ms = settings.update_every_min * 60'000u;
  const bool at_desk = view.owner == kDeskOwner;
  const std::string lane = wanted_lane(view, settings.general_lane);
  const bool asks = view.has_trigger && view.trigger.rule != "answer" &&
                    (is_escalation(view.trigger.rule) || view.trigger.rule == "switch" || !lane.empty());
  if (!asks) {
    keep(proposal, "The answers are collected for the desk; the owner stays.");
  } else if (at_desk && lane == settings.general_lane && view.trigger.rule == "handoff") {
    to_first_line(settings, proposal);
  } else if (!at_desk || (lane != kDeskLane && view.trigger.wanted_agent.empty()) || !to_member(view, proposal)) {
    if (!lane.empty() && lane != settings.general_lane && lane != kDeskLane) ask_pods(view, settings, lane, proposal);
    proposal.action = at_desk ? Action::keep : Action::desk;
    proposal.reason = at_desk ? "The desk keeps the case" : "The desk takes the case end to end";
    if (!proposal.work.empty()) proposal.reason += " and asks " + pods_in(proposal) + " in parallel";
    proposal.reason += ".";
  }
  proposal.reason = shortened(proposal.reason, kReasonMaxBytes);
  return proposal;
}

}  // namespace baton::control_tower
