// SPDX-License-Identifier: MIT
// The rule of model A, one decision per function; `propose` at the end reads like O2.
#include "rule.h"

#include <utility>

namespace baton::l1_owns {
namespace {

using namespace sdk;

// Adds the work item to the proposal; answers the part of the reason that says what became of it.
std::string add_work(const View& view, const std::string& lane, Proposal& proposal) {
  if (same_work_open(view, lane)) return "the same work is already open in lane " + lane;
  ProposedWork work{lane, {}, question_for(view.trigger)};
  if (const Candidate* candidate = wanted_candidate(view, lane)) work.agent_id = candidate->agent_id;
  std::string said = "work item for lane " + lane;
  if (!work.agent_id.empty()) said += ", offered to agent " + work.agent_id;
  if (work.agent_id.empty() && !view.trigger.wanted_agent.empty()) {
    said += "; the agent asked for cannot take it now";
  }
  proposal.work.push_back(std::move(work));
  return said;
}

void keep(Proposal& proposal, std::string reason) {
  proposal.action = Action::keep;
  proposal.reason = std::move(reason);
}

// C4: a bot stops being owner at the decision. Two seats are routed (O2): an owner from L1, the work to the
// lane.
void from_bot(const View& view, const Settings& settings, const std::string& lane, Proposal& proposal) {
  std::string seat = contains(view.lanes, settings.general_lane) ? settings.general_lane : lane;
  if (seat.empty()) {
    return keep(proposal, "Neither lane " + settings.general_lane +
                              " nor a wanted lane is known, so no seat can be named.");
  }
  proposal.action = Action::lane;
  proposal.lane = seat;
  proposal.reason =
      "Automation ended (" + view.trigger.rule + "): an owner from lane " + seat + " takes the conversation";
  if (!lane.empty() && lane != seat) proposal.reason += "; " + add_work(view, lane, proposal);
  proposal.reason += ".";
}

void from_human(const View& view, const Settings& settings, const std::string& lane, Proposal& proposal) {
  if (lane.empty()) {
    return keep(proposal, view.trigger.wanted_lane.empty()
                              ? "No lane was asked for, so the owner keeps the conversation."
                              : "The lane asked for is not known here, so the owner keeps the conversation.");
  }
  if (lane != settings.general_lane) {
    const std::string said = add_work(view, lane, proposal);
    return keep(proposal, "L1 keeps the conversation; " + said + ".");
  }
  const Candidate* candidate = wanted_candidate(view, lane);
  if (candidate != nullptr && view.owner != "agent:" + candidate->agent_id) {
    proposal.action = Action::agent;
    proposal.agent_id = candidate->agent_id;
    proposal.reason = "Handed within first line, to agent " + candidate->agent_id + ".";
    return;
  }
  proposal.action = Action::lane;
  proposal.lane = lane;
  proposal.reason = "Handed back to first line: the next owner is sought in lane " + lane + ".";
}

// After a switch to this model the owner has to be L1; an owner whose skills are not shown here is left
// alone.
void after_switch(const View& view, const Settings& settings, Proposal& proposal) {
  bool is_first_line = !starts_with(view.owner, "lead:") || view.owner == "lead:" + settings.general_lane;
  if (starts_with(view.owner, "agent:")) {
    const Candidate* owner = find_candidate(view, std::string_view(view.owner).substr(6));
    if (owner != nullptr) is_first_line = contains(owner->lanes, settings.general_lane);
  }
  if (is_first_line || !contains(view.lanes, settings.general_lane)) {
    return keep(proposal, "The owner stays under model A.");
  }
  proposal.action = Action::lane;
  proposal.lane = settings.general_lane;
  proposal.reason = "Under model A first line owns the conversation: an owner is sought in lane " +
                    settings.general_lane + ".";
}

}  // namespace

Proposal propose(const View& view, const Settings& settings) {
  Proposal proposal;
  proposal.revision = view.revision;
  proposal.update_every_ms = settings.update_every_min * 60'000u;

  if (!view.has_trigger) {
    keep(proposal, "Nothing happened that asks for a change; the owner stays.");
  } else if (view.trigger.rule == "answer") {
    keep(proposal, "A work answer is in: the owner relays it to the customer (O2).");
  } else if (view.trigger.rule == "switch") {
    after_switch(view, settings, proposal);
  } else {
    const std::string lane = wanted_lane(view, settings.general_lane);
    const bool asks = is_escalation(view.trigger.rule) || !lane.empty();
    if (asks && starts_with(view.owner, "bot:")) {
      from_bot(view, settings, lane, proposal);
    } else if (asks) {
      from_human(view, settings, lane, proposal);
    } else {
      keep(proposal, "Nothing in this trigger asks for another owner.");
    }
  }
  proposal.reason = shortened(proposal.reason, kReasonMaxBytes);
  return proposal;
}

}  // namespace baton::l1_owns
