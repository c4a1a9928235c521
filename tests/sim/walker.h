// SPDX-License-Identifier: MIT
// walker.h - one customer's life, made of seeded chance: every kind of input with plausible and with wrong arguments, a
// clock that jumps, and an outside world that answers effects well, badly, late, twice or never.
#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "host/core/testing/world.h"

namespace baton::sim {

struct Finding {
  std::vector<std::string> problems;  // empty: the walk held
  std::vector<std::string> trace;     // the inputs up to the first problem
};

class Walker {
 public:
  Walker(std::uint64_t seed, int steps);

  Finding walk();
  const core::CustomerState& state() const { return state_; }
  const core::CustomerState& replayed() const { return replayed_; }
  const std::string& facts() const { return facts_; }  // all of them as text, for the comparison of two runs
  const std::vector<int>& met() const { return met_; }  // facts by index of the variant: what the walk came across

 private:
  struct Pending {  // an effect on its way to the world and back
    core::Instant at;
    core::Effect effect;
  };

  // chance
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& of) { return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))]; }

  // content and arguments
  core::Content content(const std::string& text);
  core::Content fresh(const std::string& word) { return content(word + " " + std::to_string(++counter_)); }
  core::Place place();
  core::AgentId agent();
  core::LaneId lane();
  core::CaseId any_case();
  core::WorkId any_item();
  core::MessageId any_send();
  std::uint64_t epoch_of(const core::CaseId& id);
  std::string owner_of(const core::CaseId& id);
  std::string somebody_for(const core::CaseId& id);  // mostly the owner or who may write for the office

  // what happens next
  core::Input next_input();
  core::Input channel_input();
  core::Input people_input();
  core::Input case_input(const core::CaseId& id);
  core::Input clock_input(const core::CaseId& id, const std::string& by, std::uint64_t epoch);
  core::Input work_input();
  core::Input moment_input(const core::CaseId& id, const std::string& by, std::uint64_t epoch);
  core::Input issue_input(const core::CaseId& id, const std::string& by, std::uint64_t epoch);
  std::string any_answer();
  core::Input reported();
  core::Input customer_wrote();
  core::Input report();
  core::Input answer(const core::Effect& effect);
  core::Input answer_send(const core::SendMessage& effect);
  core::Input answer_ownership(const core::AskOwnership& effect);
  core::Input answer_brief(const core::AskBrief& effect);
  core::Input answer_labels(const core::AskClassifier& effect);
  core::Input answer_candidates(const core::AskCandidates& effect);
  core::Input answer_templates(const core::AskTemplates& effect);

  void keep_hours();
  void watch_rules();  // nights, opening hours and targets, not in every life
  void move_clock();
  void take(const core::Input& input, Finding& finding);
  void queue(const core::Effect& effect);

  std::mt19937_64 random_;
  int steps_;
  core::Policy policy_;
  core::CustomerState state_;
  core::CustomerState replayed_;
  core::Instant now_;
  std::int64_t next_content_ = 0;
  int counter_ = 0;
  std::deque<Pending> pending_;
  std::vector<core::CustomerWrote> written_;  // to be repeated, edited, quoted
  std::string facts_;
  std::vector<int> met_;
};

}  // namespace baton::sim
