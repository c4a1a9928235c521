// SPDX-License-Identifier: MIT
#include "host/core/queue_wish.h"

#include "host/core/find.h"
#include "host/core/turn.h"
#include "host/core/update_due.h"

namespace baton::core {
namespace {

bool speaks(const AgentPolicy& agent, const std::string& language) {
  return agent.languages.empty() || std::any_of(agent.languages.begin(), agent.languages.end(), [&](const auto& tag) {
           return spoken_language(tag) == language;
         });
}

// R5, R8: the customer's language, as long as somebody of the lane speaks it and was not looked for in vain.
std::string wanted_language(const CustomerState& state, const Case& c, const Item& item, const Policy& policy) {
  const auto* thread = newest_thread(state, c);
  if (item.any_language || thread == nullptr) return {};
  auto language = spoken_language(thread->language.empty() ? policy.default_language : thread->language);
  for (const auto& [id, agent] : policy.agents)
    if (policy.holds_skill(id, item.lane) && speaks(agent, language)) return language;
  return {};
}

Instant earlier(Instant a, Instant b) { return !a || (b && b < a) ? b : a; }

}  // namespace

std::string spoken_language(std::string_view tag) {
  std::string language(tag.substr(0, tag.find_first_of("-_")));
  for (auto& letter : language)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return language;
}

QueueWish queue_wish(const CustomerState& state, const Item& item, const Policy& policy) {
  QueueWish wish;
  const auto* c = find(state.cases, item.case_id);
  if (c == nullptr || item.finished()) return wish;
  wish.priority = c->priority;
  wish.work_type = item.kind == ItemKind::work ? item.work_type : c->work_type;
  if (item.state != WorkState::open && item.state != WorkState::offered) return wish;
  wish.language = wanted_language(state, *c, item, policy);
  wish.waits = item.state == WorkState::open && item.queued && !c->handoff.brief_waits;
  if (!wish.waits) return wish;
  wish.deadline = earlier(ages_at(state, item, policy, 100), update_due(state, *c, policy).at);
  wish.at_once = offered_at_once(state, item, policy);
  return wish;
}

}  // namespace baton::core
