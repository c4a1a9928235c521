// SPDX-License-Identifier: MIT
// Model A (O2): L1 keeps the conversation, the specialist gets a work item. Pure: no clock, no I/O, no SDK
// types, so the same view gives the same proposal every time and the rule can be tested without a host.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::l1_owns {

// Longest question that is passed on; a question is one or two sentences, not a transcript (B3).
inline constexpr std::size_t kQuestionMaxBytes = 1000;
inline constexpr std::size_t kReasonMaxBytes = 500;
// What one work item takes of an agent's capacity (R5).
inline constexpr std::uint32_t kWorkItemMilliunits = 1000;

struct Settings {
  std::string general_lane = "general";
  std::uint32_t update_every_min = 0;  // 0 = as the host is configured
};

struct Candidate {
  std::string agent_id;
  std::vector<std::string> lanes;
  std::uint32_t load_milliunits = 0;
  std::uint32_t capacity_milliunits = 0;
};

struct WorkItem {
  std::string lane;
  std::string question;
  bool unfinished = true;
};

struct Trigger {
  std::string rule;
  std::string reason;
  std::string question;
  std::string wanted_lane;
  std::string wanted_agent;
};

// Of the case view, what this rule looks at.
struct View {
  std::uint64_t revision = 0;
  std::string owner;
  bool has_trigger = false;
  Trigger trigger;
  std::vector<WorkItem> work_items;
  std::vector<Candidate> candidates;
  std::vector<std::string> lanes;
};

enum class Action { keep, lane, agent };

struct ProposedWork {
  std::string lane;
  std::string agent_id;  // empty: whoever the lane routes it to
  std::string question;
};

struct Proposal {
  Action action = Action::keep;
  std::uint64_t revision = 0;
  std::string lane;
  std::string agent_id;
  std::string reason;
  std::vector<ProposedWork> work;
  std::uint32_t update_every_ms = 0;
};

// Never names an agent who is no candidate, a lane that is not in the view, or more than one work item.
Proposal propose(const View& view, const Settings& settings);

}  // namespace baton::l1_owns
