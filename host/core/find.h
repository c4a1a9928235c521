// SPDX-License-Identifier: MIT
// find.h - looking things up in a customer's state. Pointers are good until the next fact.
#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>

#include "host/core/state.h"

namespace baton::core {

template <class Map, class Key>
auto* find(Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

inline bool on_thread(const Case& c, const ThreadId& thread) {
  return std::find(c.threads.begin(), c.threads.end(), thread) != c.threads.end();
}

// "k7f3-c12" -> 12
inline std::int64_t number_of(std::string_view id) {
  const auto dash = id.rfind('-');
  std::int64_t number = 0;
  if (dash != std::string_view::npos && dash + 2 <= id.size())
    std::from_chars(id.data() + dash + 2, id.data() + id.size(), number);
  return number;
}

Thread* thread_at(CustomerState& state, const ConnectorId& connector, std::string_view account);
Case* open_case_on(CustomerState& state, const ThreadId& thread);      // the newest neither resolved nor closed
Case* any_open_case(CustomerState& state);
Case* latest_case_on(CustomerState& state, const ThreadId& thread);    // whatever its status
const Thread* newest_thread(const CustomerState& state, const Case& c);  // where the customer wrote last
Entry* entry_of(CustomerState& state, const MessageId& message);
Send* send_with_remote(CustomerState& state, const ContentRef& remote_id);
Item* seat_of(CustomerState& state, const CaseId& case_id);             // the open conversation seat, if any
std::int64_t unfinished_work(const CustomerState& state, const CaseId& case_id);
bool planned_word_waits(const CustomerState& state, const Case& c);      // the plan's word is on its way already

}  // namespace baton::core
