// SPDX-License-Identifier: MIT
#include "tests/sim/overtaking.h"

#include <algorithm>

#include "tests/sim/sweep.h"

namespace baton::sim {

using namespace core;

std::vector<Offer> Overtaking::take(const QueueStep& step, std::int64_t in_flight) {
  std::vector<Offer> offers;
  switch (step.what) {
    case QueueStep::What::agent_free: dispatch_.set_agent(step.agent); break;
    case QueueStep::What::agent_gone: dispatch_.remove_agent(step.agent.agent); break;
    case QueueStep::What::waits: {
      dispatch_.add(step.item, step.wanted);
      const auto [at, fresh] = waiting_.insert_or_assign(
          step.item.item, Waiting{step.item, step.wanted.lane, step.wanted.language, step.wanted.beside_queue});
      if (fresh) ++in_lane_[step.wanted.lane];
      break;
    }
    case QueueStep::What::ends:
      dispatch_.remove(step.item.item);
      if (const auto at = waiting_.find(step.item.item); at != waiting_.end()) {
        --in_lane_[at->second.lane];
        waiting_.erase(at);
      }
      counts_.erase(step.item.item);
      break;
    case QueueStep::What::item_looks: offers = dispatch_.offers_for(step.item.item, step.at); break;
    case QueueStep::What::agent_looks: offers = dispatch_.offers_for(step.agent.agent, step.at); break;
  }
  const WorkId* before = nullptr;
  for (const auto& offer : offers) {  // what goes to several at once is one offer (R2)
    if (before == nullptr || *before != offer.item) count(offer, in_flight);
    before = &offer.item;
  }
  return offers;
}

void Overtaking::count(const Offer& offer, std::int64_t in_flight) {
  const auto found = waiting_.find(offer.item);
  if (found == waiting_.end()) {
    problem_ = "R5: " + offer.item.value + " is offered and does not wait";
    return;
  }
  const auto offered = found->second;
  waiting_.erase(found);
  --in_lane_[offered.lane];
  if (offered.beside) return;
  for (const auto& [id, other] : waiting_) {
    const bool before = other.lane == offered.lane && other.language == offered.language && !other.beside &&
                        other.item.arrival < offered.item.arrival;
    if (!before) continue;
    const auto& declined = other.item.declined_by;
    if (std::find(declined.begin(), declined.end(), offer.agent) != declined.end()) continue;
    const auto times = ++counts_[id];
    most_ = std::max(most_, times);
    if (times > promised_ + in_flight)
      problem_ = "R6: " + id.value + " was overtaken " + std::to_string(times) + " times, at last by " +
                 offer.item.value + " offered to " + offer.agent.value;
  }
}

std::size_t Overtaking::waiting(const LaneId& lane) const {
  const auto found = in_lane_.find(lane);
  return found == in_lane_.end() ? 0 : found->second;
}

std::string first_problem(const std::vector<QueueStep>& steps, std::int64_t promised, std::int64_t kept) {
  Overtaking again(promised, kept);
  for (const auto& step : steps) {
    again.take(step, 0);
    if (!again.problem().empty()) return again.problem();
  }
  return {};
}

std::vector<QueueStep> shortened(const std::vector<QueueStep>& steps, std::int64_t promised, std::int64_t kept) {
  const auto shows = [&](const std::vector<QueueStep>& some) { return !first_problem(some, promised, kept).empty(); };
  return shows(steps) ? swept(steps, shows) : steps;
}

std::string script_text(const std::vector<QueueStep>& steps) {
  static const std::vector<std::string> kNames = {"", "agent free", "agent gone", "waits", "ends", "item looks",
                                                  "agent looks"};
  std::string text;
  for (const auto& step : steps) {
    text += "  " + std::to_string(step.at.ms) + " " + kNames[static_cast<std::size_t>(step.what)] + " ";
    if (!step.agent.agent.empty())
      text += step.agent.agent.value + " room " + std::to_string(step.agent.room_milliunits);
    if (!step.item.item.empty())
      text += step.item.item.value + " arrival " + std::to_string(step.item.arrival) + " priority " +
              std::string(word(step.item.priority));
    if (!step.wanted.lane.empty()) text += " lane " + step.wanted.lane.value;
    text += "\n";
  }
  return text;
}

}  // namespace baton::sim
