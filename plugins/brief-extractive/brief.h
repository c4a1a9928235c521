// SPDX-License-Identifier: MIT
// The brief of B1 from a conversation: pure, deterministic, nothing invented, within the room it is given.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "conversation.h"
#include "details.h"

namespace baton::brief {

struct Settings {
  std::size_t intent_chars_max = 160;
  std::vector<std::string> withheld_labels;
};

// What the case view says that the conversation does not.
struct CaseFacts {
  enum class Status { open, automated, escalated, waiting_customer, resolved, closed };
  Status status = Status::open;
  std::string owner;
  std::string segment;
  std::string rule;
  std::string reason;
  std::string question;       // of the trigger
  std::string work_question;  // of the latest unfinished work item
};

struct Input {
  std::uint64_t revision = 0;
  std::string language;  // BCP 47, of the brief
  std::size_t chars_max = 1000;
  CaseFacts facts;
  std::vector<Event> events;
};

enum class StepsState { unknown, none, listed };

struct Brief {
  std::uint64_t revision = 0;
  StepsState steps_state = StepsState::unknown;
  std::string intent;
  std::uint64_t intent_sequence = 0;
  std::string segment;
  std::string status;
  std::string reason;
  std::string next_action;
  std::string decision_needed;
  std::vector<Item> details;
  std::vector<Item> steps;
  std::vector<Item> evidence;
  std::size_t withheld_count = 0;
};

Brief make_brief(const Input& input, const Settings& settings);

}  // namespace baton::brief
