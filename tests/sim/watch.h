// SPDX-License-Identifier: MIT
// watch.h - what is promised of one customer, looked at from outside after every decision. The invariants of the core
// judge a decision by its state and its facts; a watch keeps what they cannot know: when the customer really wrote,
// what the host was given to record, who owned a hand at each epoch, what must never be stored.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/core/testing/world.h"

namespace baton::sim {

// Words that stand for data nobody may store: each contains one of them (I4).
const std::vector<std::string>& planted();

// Beside what is promised: what else must hold of a customer; empty = it holds.
using Also = std::function<std::string(const core::CustomerState&)>;
// The host that is watched; tests put a faulty one in its place.
using Host = std::function<core::Decision(core::CustomerState, const core::Input&, const core::Policy&, core::Instant)>;

class Watch {
 public:
  explicit Watch(core::CustomerId customer);

  // What is broken, the rule's code before a colon; nothing = the promises hold.
  std::vector<std::string> after(const core::Input& input, const core::Decision& decision, const core::Policy& policy,
                                 core::Instant now);
  const core::CustomerState& folded() const { return kept_; }  // every fact since the first, folded

 private:
  void hear(const core::Input& input, core::Instant now);
  void look_at(const core::CustomerState& before, const core::Ruled& ruled, const core::Policy& policy,
               core::Instant now);
  void look_at(const core::CustomerState& before, const core::PlanMade& fact, const core::Policy& policy,
               core::Instant now);
  void look_at(const core::CustomerState& before, const core::SendQueued& fact, const core::Policy& policy,
               core::Instant now);
  bool written_before(const core::Hand& hand, const core::SendQueued& fact) const;
  void look_at(const core::CustomerState& before, const core::SendAttempted& fact, const core::Policy& policy,
               core::Instant now);
  void look_at(const core::CustomerState& before, const core::ItemTaken& fact);
  void look_at(const core::MessageReceived& fact);
  void look_at_owners(const core::CustomerState& state);
  void look_at_dues(const core::CustomerState& state, const core::Input& input, const core::Policy& policy,
                    core::Instant now);
  void look_at_record(const core::Input& input);
  void wrong(const char* rule, std::string what) { problems_.push_back(std::string(rule) + ": " + std::move(what)); }

  core::CustomerState kept_;
  std::vector<std::string> problems_;
  std::map<std::string, core::Instant> wrote_;  // connector and account -> the customer's last word or call
  std::set<std::string> recorded_;              // hashes of the remote ids in the history
  std::map<core::HandId, std::pair<std::uint64_t, core::Owner>> owners_;
  std::map<core::WorkId, core::AgentId> holders_;
  struct Written {
    std::uint64_t epoch = 0;
    std::string author;
  };
  std::map<std::pair<core::CaseId, std::int64_t>, Written> plans_;  // of people
  std::map<std::int64_t, Written> texts_;                          // of public words
  std::map<core::MessageId, core::GateDecision> gate_;  // of the decision that is looked at
  bool erased_ = false;
};

}  // namespace baton::sim
