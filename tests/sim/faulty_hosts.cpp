// SPDX-License-Identifier: MIT
#include "tests/sim/faulty_hosts.h"

namespace baton::sim {

using namespace core;

namespace {

// A host that decides rightly and then puts down something else.
template <class Kind, class Change>
Host that_changes(Change change) {
  return [change](CustomerState state, const Input& input, const Policy& policy, Instant now) {
    auto decision = decide(std::move(state), input, policy, now);
    for (std::size_t i = 0; i < decision.facts.size(); ++i) {
      auto* fact = std::get_if<Kind>(&decision.facts[i].fact);
      if (fact == nullptr) continue;
      if (change(decision, *fact, i)) break;
    }
    return decision;
  };
}

void repeat(Decision& decision, std::size_t at, Fact fact) {
  const auto rule = decision.facts[at].rule;
  decision.facts.insert(decision.facts.begin() + static_cast<std::ptrdiff_t>(at) + 1, Ruled{std::move(fact), rule});
}

// Whoever replies is told that windows last for three days; the clock knows better.
Host that_thinks_windows_last_three_days() {
  return [longer = std::shared_ptr<Policy>()](CustomerState state, const Input& input, const Policy& policy,
                                              Instant now) mutable {
    if (!longer) {
      longer = std::make_shared<Policy>(policy);
      longer->window_margin_ms = -2 * kDay;
    }
    return decide(std::move(state), input, std::holds_alternative<ReplyWritten>(input) ? *longer : policy, now);
  };
}

void add_faults_of_people(std::vector<Fault>& all) {
  all.push_back({"an epoch is skipped", "C3",
                 that_changes<OwnerChanged>([](Decision&, OwnerChanged& fact, std::size_t) {
                   fact.epoch += 1;
                   return true;
                 })});
  all.push_back({"the owner changes under the same epoch", "C2",
                 that_changes<OwnerChanged>([](Decision& decision, OwnerChanged& fact, std::size_t) {
                   if (fact.epoch < 3) return false;
                   fact.epoch -= 1;
                   decision.state.hands.at(fact.hand).epoch -= 1;
                   return true;
                 })});
  all.push_back({"free words after the window", "W1", that_thinks_windows_last_three_days()});
  all.push_back({"somebody else speaks", "O1", that_changes<SendQueued>([](Decision&, SendQueued& fact, std::size_t) {
                   if (!fact.author.starts_with("agent:")) return false;
                   fact.author = "agent:nobody", fact.person = {"nobody"};
                   return true;
                 })});
  all.push_back({"a second owner of one item", "G2",
                 that_changes<ItemTaken>([](Decision& decision, ItemTaken& fact, std::size_t at) {
                   auto again = fact;
                   again.agent = {"second"};
                   repeat(decision, at, Fact{std::move(again)});
                   return true;
                 })});
}

void add_faults_of_records(std::vector<Fault>& all) {
  all.push_back({"taken without a brief", "B2", that_changes<ItemTaken>([](Decision&, ItemTaken& fact, std::size_t) {
                   fact.brief_complete = false;
                   return true;
                 })});
  all.push_back({"offered with another brief", "B2",
                 that_changes<OfferMade>([](Decision&, OfferMade& fact, std::size_t) {
                   fact.brief += 1;
                   return true;
                 })});
  all.push_back({"a due passes in silence", "G12",
                 that_changes<UpdateOverdue>([](Decision& decision, UpdateOverdue& fact, std::size_t at) {
                   auto& c = decision.state.cases.at(fact.case_id);
                   if (c.status != CaseStatus::escalated) return false;
                   c.overdue_due = {};
                   decision.facts.erase(decision.facts.begin() + static_cast<std::ptrdiff_t>(at));
                   return true;
                 })});
  all.push_back({"a message is recorded twice", "I1",
                 that_changes<MessageReceived>([](Decision& decision, MessageReceived& fact, std::size_t at) {
                   repeat(decision, at, Fact{fact});
                   return true;
                 })});
  all.push_back({"a message is lost", "C1",
                 that_changes<MessageReceived>([](Decision& decision, MessageReceived& fact, std::size_t at) {
                   if (!fact.late) return false;
                   decision.facts.erase(decision.facts.begin() + static_cast<std::ptrdiff_t>(at));
                   return true;
                 })});
  all.push_back({"a fact is not written down", "C7",
                 that_changes<NoteAdded>([](Decision& decision, NoteAdded&, std::size_t at) {
                   decision.facts.erase(decision.facts.begin() + static_cast<std::ptrdiff_t>(at));
                   return true;
                 })});
  all.push_back({"what people said stands in a reason", "I4",
                 [](CustomerState state, const Input& input, const Policy& policy, Instant now) {
                   auto decision = decide(std::move(state), input, policy, now);
                   const auto* reply = std::get_if<ReplyWritten>(&input);
                   if (reply == nullptr || reply->masked == 0) return decision;
                   for (auto& ruled : decision.facts)
                     if (auto* draft = std::get_if<ReplyDrafted>(&ruled.fact)) draft->why += planted().front();
                   return decision;
                 }});
}

}  // namespace

std::vector<Fault> faults() {
  std::vector<Fault> all;
  add_faults_of_people(all);
  add_faults_of_records(all);
  return all;
}

}  // namespace baton::sim
