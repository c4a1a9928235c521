// SPDX-License-Identifier: MIT
// plain_case.hpp - a case view as plain values, and what every rule about ownership asks of one. Standard library
// only, so
// that such a rule is tested without a host and without the ABI; plain_case_of.hpp fills it from the host's record.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::sdk {
inline namespace v0 {

// Longest question that is passed on; a question is one or two sentences, not a transcript (B3).
inline constexpr std::size_t kQuestionMaxBytes = 1000;
// Longest reason of a proposal, which agents read.
inline constexpr std::size_t kReasonMaxBytes = 500;
// What one work item or one conversation takes of an agent's capacity (R5).
inline constexpr std::uint32_t kUnitMilliunits = 1000;

struct PlainCandidate {
  std::string agent_id;
  std::vector<std::string> lanes;
  std::uint32_t load_milliunits = 0;
  std::uint32_t capacity_milliunits = 0;
};

struct PlainWork {
  std::string lane;
  std::string question;
  bool unfinished = true;
};

struct PlainTrigger {
  std::string rule;
  std::string reason;
  std::string question;
  std::string wanted_lane;
  std::string wanted_agent;
};

struct PlainCase {
  std::uint64_t revision = 0;
  std::string owner;
  bool has_trigger = false;
  PlainTrigger trigger;
  std::vector<PlainWork> work_items;
  std::vector<PlainCandidate> candidates;
  std::vector<std::string> lanes;
};

inline bool starts_with(std::string_view text, std::string_view prefix) noexcept {
  return text.substr(0, prefix.size()) == prefix;
}

inline bool contains(const std::vector<std::string>& list, std::string_view value) noexcept {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// H1 to H14 and a handoff asked for by a person; other codes are requests only when they name where to go.
inline bool is_escalation(std::string_view rule) noexcept {
  if (rule == "handoff") return true;
  if (rule.size() < 2 || rule.size() > 3 || rule[0] != 'H') return false;
  return std::all_of(rule.begin() + 1, rule.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Cut where a UTF-8 character begins, so that a long text stays text.
inline std::string shortened(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return std::string(text.substr(0, end));
}

// Blind to case, punctuation and spacing, so that the same question typed twice is the same question.
inline std::string folded(std::string_view text) {
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

// What a specialist is asked: the words given, or the reason, or the plain question.
inline std::string question_for(const PlainTrigger& trigger) {
  if (!trigger.question.empty()) return shortened(trigger.question, kQuestionMaxBytes);
  if (!trigger.reason.empty()) {
    return shortened("What should we tell the customer? Handed over because: " + trigger.reason,
                     kQuestionMaxBytes);
  }
  return "What should we tell the customer, and what has to be done first?";
}

// Points into the case; null when nobody of that id could be given anything now.
inline const PlainCandidate* find_candidate(const PlainCase& view, std::string_view agent_id) noexcept {
  if (agent_id.empty()) return nullptr;
  for (const PlainCandidate& candidate : view.candidates) {
    if (candidate.agent_id == agent_id) return &candidate;
  }
  return nullptr;
}

inline std::string_view wanted_agent_id(const PlainTrigger& trigger) noexcept {
  std::string_view id = trigger.wanted_agent;
  if (starts_with(id, "agent:")) id.remove_prefix(6);
  return id;
}

// The person asked for, if they hold the lane's skill and have room for one more; a host refuses others (G4, R5).
inline const PlainCandidate* wanted_candidate(const PlainCase& view, std::string_view lane) noexcept {
  const PlainCandidate* candidate = find_candidate(view, wanted_agent_id(view.trigger));
  if (candidate == nullptr || !contains(candidate->lanes, lane)) return nullptr;
  const std::uint64_t after = std::uint64_t{candidate->load_milliunits} + kUnitMilliunits;
  return after <= candidate->capacity_milliunits ? candidate : nullptr;
}

// The lane that was named, or, when only a person was named, the lane this person is asked for: one other than
// `general_lane` if they have one. Empty: none known.
inline std::string wanted_lane(const PlainCase& view, std::string_view general_lane) {
  if (!view.trigger.wanted_lane.empty()) {
    return contains(view.lanes, view.trigger.wanted_lane) ? view.trigger.wanted_lane : std::string();
  }
  const PlainCandidate* candidate = find_candidate(view, wanted_agent_id(view.trigger));
  if (candidate == nullptr) return {};
  std::string found;
  for (const std::string& lane : candidate->lanes) {
    if (!contains(view.lanes, lane)) continue;
    if (lane != general_lane) return lane;
    found = lane;
  }
  return found;
}

// Another question to the same lane is other work; the same one, or none at all, is not.
inline bool same_work_open(const PlainCase& view, std::string_view lane) {
  const std::string asked = folded(view.trigger.question);
  return std::any_of(view.work_items.begin(), view.work_items.end(), [&](const PlainWork& item) {
    return item.unfinished && item.lane == lane && (asked.empty() || folded(item.question) == asked);
  });
}

}  // namespace v0
}  // namespace baton::sdk
