// SPDX-License-Identifier: MIT
#include "host/core/find.h"

namespace baton::core {
namespace {

template <class Accept>
Case* newest_case(CustomerState& state, Accept accept) {
  Case* newest = nullptr;
  for (auto& [id, c] : state.cases) {
    if (!accept(c)) continue;
    if (newest == nullptr || number_of(c.id.value) > number_of(newest->id.value)) newest = &c;
  }
  return newest;
}

}  // namespace

Thread* thread_at(CustomerState& state, const ConnectorId& connector, std::string_view account) {
  for (auto& [id, thread] : state.threads)
    if (thread.connector == connector && thread.account == account) return &thread;
  return nullptr;
}

Case* open_case_on(CustomerState& state, const ThreadId& thread) {
  return newest_case(state, [&](const Case& c) { return !c.settled() && on_thread(c, thread); });
}

Case* any_open_case(CustomerState& state) {
  return newest_case(state, [](const Case& c) { return !c.settled(); });
}

Case* latest_case_on(CustomerState& state, const ThreadId& thread) {
  auto* c = newest_case(state, [&](const Case& known) { return on_thread(known, thread); });
  while (c != nullptr && !c->merged_into.empty()) c = find(state.cases, c->merged_into);  // C8: what it became part of
  return c;
}

const Thread* newest_thread(const CustomerState& state, const Case& c) {
  const Thread* newest = nullptr;
  for (const auto& id : c.threads) {
    const auto* thread = find(state.threads, id);
    if (thread != nullptr && (newest == nullptr || thread->last_word > newest->last_word)) newest = thread;
  }
  return newest;
}

Entry* entry_of(CustomerState& state, const MessageId& message) {
  for (auto& [id, c] : state.cases)
    for (auto& entry : c.entries)
      if (entry.message == message && entry.moved_to.empty()) return &entry;
  return nullptr;
}

Send* send_with_remote(CustomerState& state, const ContentRef& remote_id) {
  for (auto& [id, send] : state.sends)
    if (send.remote_id.same_text(remote_id)) return &send;
  return nullptr;
}

Item* seat_of(CustomerState& state, const CaseId& case_id) {
  for (auto& [id, item] : state.items)
    if (item.case_id == case_id && item.kind == ItemKind::conversation && !item.finished()) return &item;
  return nullptr;
}

std::int64_t unfinished_work(const CustomerState& state, const CaseId& case_id) {
  return std::count_if(state.items.begin(), state.items.end(), [&](const auto& entry) {
    const auto& item = entry.second;
    return item.case_id == case_id && item.kind == ItemKind::work && !item.finished();
  });
}

bool planned_word_waits(const CustomerState& state, const Case& c) {
  return std::any_of(state.sends.begin(), state.sends.end(), [&](const auto& entry) {
    return entry.second.case_id == c.id && entry.second.plan == c.plan.number;
  });
}

}  // namespace baton::core
