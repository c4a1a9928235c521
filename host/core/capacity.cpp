// SPDX-License-Identifier: MIT
#include "host/core/capacity.h"

#include "host/core/find.h"
#include "host/core/update_due.h"

namespace baton::core {
namespace {

constexpr const char* kMail = "email";

}  // namespace

std::int64_t units_of_channel(const Policy& policy, const std::string& channel) {
  return channel == kMail ? policy.capacity.mail : policy.capacity.chat;
}

std::int64_t units_of(const CustomerState& state, const Item& item, const Policy& policy) {
  if (item.kind == ItemKind::work) return policy.capacity.work_item;
  const auto* c = find(state.cases, item.case_id);
  const auto* thread = c == nullptr ? nullptr : newest_thread(state, *c);
  return units_of_channel(policy, thread == nullptr ? std::string() : thread->channel);
}

std::set<CaseId> owing_cases(const CustomerState& state) {
  std::set<CaseId> owing;
  std::set<HandId> counted;
  for (const auto& [id, c] : state.cases)
    if (we_owe_a_word(state, c) && counted.insert(c.hand).second) owing.insert(id);
  return owing;
}

}  // namespace baton::core
