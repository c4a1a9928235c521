// SPDX-License-Identifier: MIT
// overtaking.h - the host's index of who is offered what next, and beside it a count of who was overtaken, done the
// slow and obvious way: one by one (R6). What was asked of the index can be kept and asked again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "host/core/dispatch.h"

namespace baton::sim {

struct QueueStep {
  enum class What { agent_free = 1, agent_gone, waits, ends, item_looks, agent_looks };
  What what = What::waits;
  core::Instant at;
  core::FreeAgent agent{};
  core::WaitingItem item{};
  core::Dispatch::Wanted wanted{};
};

class Overtaking {
 public:
  // `promised`: nobody is overtaken more often; `kept`: what the index is told, the same unless it is a faulty one.
  Overtaking(std::int64_t promised, std::int64_t kept) : promised_(promised), dispatch_(kept) {}

  // The offers it leads to. `in_flight`: offers decided before, which are not made yet.
  std::vector<core::Offer> take(const QueueStep& step, std::int64_t in_flight);
  const std::string& problem() const { return problem_; }  // empty: nobody was overtaken beyond the bound
  std::int64_t most() const { return most_; }              // that anybody was overtaken
  std::size_t waiting(const core::LaneId& lane) const;
  bool waits(const core::WorkId& item) const { return dispatch_.waits(item); }
  std::int64_t overtaken(const core::WorkId& item) const {
    const auto found = counts_.find(item);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  struct Waiting {
    core::WaitingItem item;
    core::LaneId lane;
    std::string language;
    bool beside = false;
  };
  void count(const core::Offer& offer, std::int64_t in_flight);

  std::int64_t promised_;
  core::Dispatch dispatch_;
  std::map<core::WorkId, Waiting> waiting_;
  std::map<core::WorkId, std::int64_t> counts_;  // also of what is offered and may come back
  std::map<core::LaneId, std::size_t> in_lane_;
  std::string problem_;
  std::int64_t most_ = 0;
};

// The first problem when these are taken from an empty beginning; empty: none.
std::string first_problem(const std::vector<QueueStep>& steps, std::int64_t promised, std::int64_t kept);
std::vector<QueueStep> shortened(const std::vector<QueueStep>& steps, std::int64_t promised, std::int64_t kept);
std::string script_text(const std::vector<QueueStep>& steps);

}  // namespace baton::sim
