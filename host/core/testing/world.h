// SPDX-License-Identifier: MIT
// world.h - a small organisation and one customer in memory. Every input goes through decide, and every decision is
// checked against the invariants, so a unit test proves more than it says.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>

#include "host/core/decide.h"
#include "host/core/dues.h"
#include "host/core/effects.h"
#include "host/core/next_step.h"
#include "host/core/testing/dump.h"
#include "host/core/testing/invariants.h"

namespace baton::core::testing {

inline constexpr Instant kMonday{1'700'000'000'000};  // any instant; the core knows no calendar

// Exact words instead of patterns: what the patterns are is host/policy's business.
class FakeMatcher : public TextMatcher {
 public:
  std::optional<TextSpan> asks_for_person(std::string_view text, std::string_view language) const override;
  bool is_opt_out(std::string_view text) const override { return text == "STOP"; }
  bool is_acknowledgement(std::string_view text, std::string_view language) const override;
  std::optional<PromisedTime> promised_time(std::string_view text, std::string_view language) const override;
  std::vector<TextSpan> own_ids(std::string_view text) const override;
  std::vector<TextSpan> sensitive(std::string_view text) const override;  // what follows "secret "
  std::vector<SignalHit> signals(std::string_view text) const override;
  bool is_greeting(std::string_view text) const override { return text == "hello there"; }
  bool names_urgency(std::string_view text) const override { return text.find("urgent") != std::string_view::npos; }
  Heard language_of(std::string_view text) const override;  // what stands before ": ", "es: hola"; "in es" asks

  std::vector<std::string> signal_words;  // one of each signal of the policy
};

// Lanes general, technical, compliance (must finish) with leads; bot "helper" on account "bot"; no bot on "plain";
// connector "mail" without a window.
Policy test_policy();

// The same with lanes retention, revenue, recovery and vip, tiers, and a signal for each of some words: "refund",
// "cancel", "angry", "gdpr", ...
Policy triage_policy();

Content content(std::string text);  // equal texts have equal hashes, every call a new id
ContentRef remote(const std::string& id);

UsableTemplate usable(std::string name);

class World {
 public:
  explicit World(Policy with = test_policy());

  Policy policy;
  CustomerState state;
  Instant now = kMonday;
  std::vector<std::pair<Instant, Ruled>> history;
  std::vector<Ruled> facts;  // of the last decision
  std::vector<Refusal> refusals;
  std::vector<Effect> effects;  // all, in order

  World& decide(Input input);
  World& pass(Millis span);   // time goes by, everything due on the way is worked off at its own time
  World& jump(Millis span);   // the host was down: the clock moves and is looked at once

  // What a customer does; the newest case is the answer.
  Place place(const std::string& account = "plain") const;
  CustomerWrote words(const std::string& text, const std::string& account = "plain") const;
  CaseId says(const std::string& text, const std::string& account = "plain");
  CaseId taps(const Send& on, const std::string& title = "Yes");

  // What people do.
  MessageId replies(const CaseId& id, const std::string& agent, const std::string& text, std::vector<std::string> cites = {});
  void bot_says(const CaseId& id, const std::string& text, std::optional<std::int64_t> confidence = {});
  void bot_falls_back(const CaseId& id);
  void hands_off(const CaseId& id, const std::string& by, const std::string& lane, const std::string& model = "");
  void acts(const WorkId& item, WorkActed::Act act, const std::string& agent);
  void answers(const WorkId& item, const std::string& agent, const std::string& text);
  void resolves(const CaseId& id, const std::string& by, const std::string& reply = "");
  void waits(const CaseId& id, const std::string& by, Instant until = {});
  void assigns(const CaseId& id, const std::string& agent);

  // What plugins, roster and outbox answer.
  void strategy_fails(const CaseId& id);
  void strategy_says(OwnershipProposed answer);  // ask and revision are filled in
  void brief_comes(const CaseId& id, bool of_fallback = false);  // made by "brief", or by "plain"
  void brief_fails(const CaseId& id, bool of_fallback = false);
  void present(const WorkId& item, std::initializer_list<const char*> agents);
  void templates(const MessageId& message, std::vector<UsableTemplate> found);
  void taken(const MessageId& message);  // the channel accepts; remote id "r:" + message
  void fails(const MessageId& message, FailureScope scope, RetryClass retry = RetryClass::never, Millis after = 0);

  // Usual beginnings.
  CaseId owned_case(const std::string& agent = "ana");       // account plain, agent accepted the seat, greeting answered
  CaseId escalated_case(const std::string& agent = "ana");   // the same with a technical work item
  WorkId work_of(const CaseId& id) const;                     // the newest unfinished work item
  WorkId seat_of(const CaseId& id) const;                     // the open seat; empty = none

  const Case& at(const CaseId& id) const { return state.cases.at(id); }
  const Hand& hand(const CaseId& id) const { return state.hands.at(at(id).hand); }
  std::string owner(const CaseId& id) const { return to_string(hand(id).owner); }
  CaseStatus status(const CaseId& id) const { return at(id).status; }
  const Item& item(const WorkId& id) const { return state.items.at(id); }
  const Send& send(const MessageId& id) const { return state.sends.at(id); }
  const Send& last_send() const;
  MessageId last_message() const;

  template <class T>
  int count() const {  // facts of this kind in the last decision
    int n = 0;
    for (const auto& ruled : facts) n += std::holds_alternative<T>(ruled.fact) ? 1 : 0;
    return n;
  }
  template <class T>
  int total() const {  // in the whole history
    int n = 0;
    for (const auto& [at_time, ruled] : history) n += std::holds_alternative<T>(ruled.fact) ? 1 : 0;
    return n;
  }
  template <class T>
  const T& last() const {  // the latest of this kind in the history
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry)
      if (const auto* fact = std::get_if<T>(&entry->second.fact)) return *fact;
    throw std::runtime_error("no fact " + std::string(T::kName));
  }
};

}  // namespace baton::core::testing
