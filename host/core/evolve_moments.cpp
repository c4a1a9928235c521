// SPDX-License-Identifier: MIT
// evolve_moments.cpp - what facts about watched rules, first words, quoted notices, briefs that were judged and calls
// add up to.
#include "host/core/evolve_parts.h"
#include "host/core/modes.h"

namespace baton::core::parts {

void apply(CustomerState& state, const RuleHeld& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->watched.push_back(watched_key(fact.held, fact.subject));
  if (fact.mode != RuleMode::suggest) return;
  auto& entry = add_entry(*c, Entry::What::note, at);
  entry.author = "host";
  entry.canned = "suggestion (" + fact.held + "): " + fact.would;
}

void apply(CustomerState& state, const IntakeHeard& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->intake.known = fact.known;
  c->intake.ask_at = fact.ask_at;
}

void apply(CustomerState& state, const IntakeAsked& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->intake.ask_at = {};
  c->intake.asked = at;
  c->intake.missing = fact.missing;
}

void apply(CustomerState& state, const ContextTaken& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->context = {fact.message, fact.text, fact.payload, fact.said};
  ++c->revision;
}

void apply(CustomerState& state, const BriefMarked& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  std::erase_if(c->marks, [&](const BriefMark& mark) { return mark.brief == fact.brief && mark.by == fact.by; });
  c->marks.push_back({fact.brief, fact.mark, fact.by, fact.text});
}

void apply(CustomerState& state, const DetailAskedAgain& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) ++c->asked_again;
}

void apply(CustomerState& state, const CallPermissionAsked& fact, Instant at) {
  auto* thread = find(state.threads, fact.thread);
  if (thread == nullptr) return;
  std::erase_if(thread->calls.asked, [&](Instant earlier) { return at - earlier >= 7 * kDay; });
  thread->calls.asked.push_back(at);
}

void apply(CustomerState& state, const CallPermissionChanged& fact, Instant at) {
  auto* thread = find(state.threads, fact.thread);
  if (thread == nullptr) return;
  thread->calls.allowed = fact.allowed;
  thread->calls.until = fact.until;
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& entry = add_entry(*c, Entry::What::customer, at);
  entry.author = "customer";
  entry.kind = MessageKind::call;
  entry.canned = fact.allowed ? "call_allowed" : "call_refused";
  ++c->revision;
}

}  // namespace baton::core::parts
