// SPDX-License-Identifier: MIT
// The rule of model B; `propose` at the end reads like O3.
#include "rule.h"

#include <utility>

namespace baton::reassign {
namespace {

using namespace sdk;

void keep(Proposal& proposal, std::string reason) {
  proposal.action = Action::keep;
  proposal.reason = std::move(reason);
}

void seek(const View& view, const std::string& lane, Proposal& proposal) {
  const PlainCandidate* candidate = wanted_candidate(view, lane);
  proposal.lane = lane;
  if (candidate != nullptr && view.owner != "agent:" + candidate->agent_id) {
    proposal.action = Action::agent;
    proposal.agent_id = candidate->agent_id;
    proposal.reason = "The conversation goes to agent " + candidate->agent_id + " of lane " + lane + ".";
    return;
  }
  proposal.action = Action::lane;
  proposal.reason = "The conversation goes to lane " + lane + ", whose specialist answers the customer directly";
  proposal.reason += view.trigger.wanted_agent.empty() ? "." : "; the agent asked for cannot take it now.";
}

}  // namespace

Proposal propose(const View& view, const Settings& settings) {
  Proposal proposal;
  proposal.revision = view.revision;
  const std::string lane = wanted_lane(view, settings.general_lane);
  const bool from_bot = starts_with(view.owner, "bot:") || starts_with(view.owner, "lead:");
  if (!view.has_trigger || view.trigger.rule == "answer") {
    keep(proposal, "The owner goes on with the conversation.");
  } else if (!lane.empty()) {
    seek(view, lane, proposal);
  } else if (is_escalation(view.trigger.rule) && from_bot && contains(view.lanes, settings.general_lane)) {
    seek(view, settings.general_lane, proposal);
  } else {
    keep(proposal, view.trigger.wanted_lane.empty() ? "No lane was asked for, so the owner keeps the conversation."
                                                    : "The lane asked for is not known here, so the owner keeps "
                                                        "the conversation.");
  }
  proposal.reason = shortened(proposal.reason, kReasonMaxBytes);
  return proposal;
}

}  // namespace baton::reassign
