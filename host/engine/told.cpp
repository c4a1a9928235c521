// SPDX-License-Identifier: MIT
#include "host/engine/told.h"

#include <algorithm>
#include <set>

#include "host/core/find.h"

namespace baton::engine {
namespace {

using namespace core;  // NOLINT: every fact by its name

std::string wanted(const HandoffDecided& fact) {
  std::string to = fact.trigger;
  if (!fact.lane.empty()) to += " to lane " + fact.lane.value;
  if (!fact.agent.empty()) to += " to agent " + fact.agent.value;
  if (fact.desk) to += " to the desk";
  if (!fact.model.empty()) to += " (" + fact.model + ")";
  return to;
}

class Teller {
 public:
  explicit Teller(const CustomerState& state) : state_(state) {}

  template <class Fact>
  std::vector<Said> operator()(const Fact&) const {
    return {};
  }
  std::vector<Said> operator()(const CaseOpened& fact) const {
    return {{fact.case_id, "lane", fact.lane.value},
            {fact.case_id, "owner", to_string(fact.owner)},
            {fact.case_id, "status", std::string(word(fact.status))}};
  }
  std::vector<Said> operator()(const OwnerChanged& fact) const {
    return of_hand(fact.hand, to_string(fact.to));
  }
  std::vector<Said> operator()(const HandsJoined& fact) const {
    return of_hand(fact.into, to_string(fact.owner));
  }
  std::vector<Said> operator()(const LaneChanged& fact) const {
    return {{fact.case_id, "lane", fact.lane.value}};
  }
  std::vector<Said> operator()(const StatusChanged& fact) const {
    return {{fact.case_id, "status", std::string(word(fact.to))}};
  }
  std::vector<Said> operator()(const HandoffDecided& fact) const {
    return {{fact.case_id, "handoff", wanted(fact)}};
  }
  std::vector<Said> operator()(const WorkOpened& fact) const {
    return {{fact.case_id, "work", "for lane " + fact.lane.value}};
  }
  std::vector<Said> operator()(const GateDecided& fact) const {
    std::string decided(word(fact.decision));
    if (fact.hold != HoldReason::none) decided += ": " + std::string(word(fact.hold));
    if (fact.decision == GateDecision::template_message && !fact.template_use.name.empty())
      decided += ": " + fact.template_use.name;
    return of_message(fact.message, "gate", decided);
  }
  std::vector<Said> operator()(const SendAttempted& fact) const {
    return of_message(fact.message, "send", "goes out");
  }
  std::vector<Said> operator()(const SendEnded& fact) const {
    return of_message(fact.message, "send", std::string(word(fact.state)));
  }
  std::vector<Said> operator()(const ReplyDrafted& fact) const {
    return {{fact.case_id, "send", "kept as a draft"}};
  }

 private:
  std::vector<Said> of_hand(const HandId& hand, const std::string& owner) const {
    std::vector<Said> said;
    for (const auto& [id, c] : state_.cases)
      if (c.hand == hand && !c.settled()) said.push_back({id, "owner", owner});
    return said;
  }
  std::vector<Said> of_message(const MessageId& message, const char* what, const std::string& value) const {
    const auto* send = find(state_.sends, message);
    const auto* draft = find(state_.drafts, message);
    if (send != nullptr) return {{send->case_id, what, value}};
    if (draft != nullptr) return {{draft->case_id, what, value}};
    return {};
  }

  const CustomerState& state_;
};

std::string joined(const std::vector<std::pair<std::string, std::string>>& all, const std::string& what) {
  std::string text;
  for (const auto& [kind, value] : all)
    if (kind == what) text += (text.empty() ? "" : ", ") + value;
  return text;
}

}  // namespace

std::vector<Said> told_by(const core::CustomerState& state, const core::Fact& fact) {
  return std::visit(Teller(state), fact);
}

void Told::add(std::vector<std::pair<std::string, std::string>>& to, core::Instant at, const Said& said) {
  if (was_.empty() && would_.empty()) since_ = at;
  const auto place =
      std::upper_bound(to.begin(), to.end(), said.what,
                       [](const std::string& what, const auto& one) { return what < one.first; });
  to.insert(place, {said.what, said.value});
}

std::vector<ToldDifference> Told::differences() const {
  std::set<std::string> kinds;
  for (const auto& [what, value] : was_) kinds.insert(what);
  for (const auto& [what, value] : would_) kinds.insert(what);
  std::vector<ToldDifference> found;
  for (const auto& what : kinds) {
    auto before = joined(was_, what);
    auto after = joined(would_, what);
    if (before != after) found.push_back({what, std::move(before), std::move(after)});
  }
  return found;
}

}  // namespace baton::engine
