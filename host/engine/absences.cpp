// SPDX-License-Identifier: MIT
#include "host/engine/absences.h"

#include <future>

namespace baton::engine {
namespace {

constexpr int kPage = 500;
constexpr int kItemsMax = 10000;

}  // namespace

std::set<std::string> Absences::customers_of(const std::string& owner) const {
  std::set<std::string> customers;
  ledger::CaseQuery query;
  query.owner = owner;
  query.sort = "opened";
  query.limit = kPage;
  do {
    auto page = options_.ledger->cases(query);
    for (const auto& row : page.rows) customers.insert(row.stream);
    query.cursor = page.next_cursor;
  } while (!query.cursor.empty());
  return customers;
}

void Absences::tell(const std::set<std::string>& customers, const core::Input& input) {
  for (const auto& customer : customers) {
    Origin origin;
    origin.actor = "host";
    origin.own = true;
    std::promise<void> decided;
    options_.customers->submit(core::CustomerId{customer}, core::Input(input), std::move(origin),
                               [&](const Outcome&) { decided.set_value(); });
    decided.get_future().wait();
  }
}

void Absences::left(const core::AgentId& agent) {
  const auto policy = options_.policy();
  const auto known = policy->agents.find(agent);
  core::OwnerLeft input{agent, {}};
  if (known != policy->agents.end() && known->second.shifts != nullptr) {
    const auto& shifts = *known->second.shifts;
    const auto now = options_.clock->now();
    // In the middle of a shift nobody can say when the agent is back.
    if (!core::staffed(shifts, now)) input.back = core::next_opening(shifts, now);
  }
  auto customers = customers_of("agent:" + agent.value);
  for (const auto& row : options_.ledger->work({}, agent.value, kItemsMax)) customers.insert(row.stream);
  tell(customers, input);
}

void Absences::returned(const core::AgentId& agent) {
  // What was covered is the offices' now; what was kept is still the agent's.
  auto customers = customers_of("agent:" + agent.value);
  const auto policy = options_.policy();
  for (const auto& [lane, entry] : policy->lanes) customers.merge(customers_of("lead:" + lane.value));
  for (const auto& row : options_.ledger->work({}, agent.value, kItemsMax)) customers.insert(row.stream);
  tell(customers, core::OwnerReturned{agent});
}

void Absences::without_end() {
  const auto policy = options_.policy();
  for (const auto& load : options_.ledger->loads()) {
    const core::AgentId agent{load.agent};
    if (policy->agents.contains(agent)) continue;
    options_.logger->warn("agent {} holds {} cases and is not in the configuration: absent without end", agent.value,
                          load.owned_cases);
    left(agent);
  }
}

std::vector<core::AgentId> Absences::off_shift() const {
  std::vector<core::AgentId> over;
  const auto now = options_.clock->now();
  const auto roster = options_.office->roster();
  const auto policy = options_.policy();
  for (const auto& [id, agent] : policy->agents) {
    if (agent.shifts == nullptr || !roster.present(id) || core::staffed(*agent.shifts, now)) continue;
    // Who came outside a shift is working overtime and goes when they say so.
    if (core::staffed(*agent.shifts, roster.agents.at(id).since)) over.push_back(id);
  }
  return over;
}

std::optional<core::Instant> Absences::next_shift_end() const {
  std::optional<core::Instant> first;
  const auto now = options_.clock->now();
  const auto policy = options_.policy();
  for (const auto& [id, agent] : policy->agents) {
    if (agent.shifts == nullptr) continue;
    const auto shift = core::shift_after(*agent.shifts, now);
    if (shift && (!first || shift->to < *first)) first = shift->to;
  }
  return first;
}

}  // namespace baton::engine
