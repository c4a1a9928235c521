// SPDX-License-Identifier: MIT
// The rule of model A, one decision per function; `propose` at the end reads like O2.
#include "rule.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace baton::l1_owns {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// H1 to H14 and a handoff asked for by a person; other codes are requests only when they name where to go.
bool is_escalation(std::string_view rule) {
  if (rule == "handoff") return true;
  if (rule.size() < 2 || rule.size() > 3 || rule[0] != 'H') return false;
  return std::all_of(rule.begin() + 1, rule.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Cut where a UTF-8 character begins, so that a long text stays text.
std::string shortened(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return std::string(text.substr(0, end));
}

// Blind to case and spacing, so that the same question typed twice is the same question.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::ispunct(byte) != 0) continue;
    if (byte < 0x80 && std::isspace(byte) != 0) {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
      continue;
    }
    out.push_back(byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string question_for(const Trigger& trigger) {
  if (!trigger.question.empty()) return shortened(trigger.question, kQuestionMaxBytes);
  if (!trigger.reason.empty()) {
    return shortened("What should we tell the customer? Handed over because: " + trigger.reason,
                     kQuestionMaxBytes);
  }
  return "What should we tell the customer, and what has to be done first?";
}

const Candidate* find_candidate(const View& view, std::string_view agent_id) {
  if (agent_id.empty()) return nullptr;
  for (const Candidate& candidate : view.candidates) {
    if (candidate.agent_id == agent_id) return &candidate;
  }
  return nullptr;
}

std::string_view wanted_agent_id(const Trigger& trigger) {
  std::string_view id = trigger.wanted_agent;
  if (starts_with(id, "agent:")) id.remove_prefix(6);
  return id;
}

// A named person who lacks the skill (G4) or has no room (R5) would only make the host refuse the whole
// proposal.
const Candidate* wanted_candidate(const View& view, std::string_view lane) {
  const Candidate* candidate = find_candidate(view, wanted_agent_id(view.trigger));
  if (candidate == nullptr || !contains(candidate->lanes, lane)) return nullptr;
  const std::uint64_t after = std::uint64_t{candidate->load_milliunits} + kWorkItemMilliunits;
  return after <= candidate->capacity_milliunits ? candidate : nullptr;
}

// The lane that was named, or, when only a person was named, the lane this person is asked for. Empty: none
// known.
std::string wanted_lane(const View& view, const Settings& settings) {
  if (!view.trigger.wanted_lane.empty()) {
    return contains(view.lanes, view.trigger.wanted_lane) ? view.trigger.wanted_lane : std::string();
  }
  const Candidate* candidate = find_candidate(view, wanted_agent_id(view.trigger));
  if (candidate == nullptr) return {};
  std::string found;
  for (const std::string& lane : candidate->lanes) {
    if (!contains(view.lanes, lane)) continue;
    if (lane != settings.general_lane) return lane;
    found = lane;
  }
  return found;
}

// Another question to the same lane is other work; the same one, or none at all, is not.
bool already_open(const View& view, std::string_view lane) {
  const std::string asked = folded(view.trigger.question);
  return std::any_of(view.work_items.begin(), view.work_items.end(), [&](const WorkItem& item) {
    return item.unfinished && item.lane == lane && (asked.empty() || folded(item.question) == asked);
  });
}

// Adds the work item to the proposal; answers the part of the reason that says what became of it.
std::string add_work(const View& view, const std::string& lane, Proposal& proposal) {
  if (already_open(view, lane)) return "the same work is already open in lane " + lane;
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
    const std::string lane = wanted_lane(view, settings);
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
