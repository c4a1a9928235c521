// SPDX-License-Identifier: MIT
// evolve_triage.cpp - what facts about signals, tiers, languages and the secure path add up to.
#include "host/core/evolve_parts.h"

namespace baton::core::parts {

void apply(CustomerState& state, const SignalsSeen& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& seen = c->triage.seen;
  seen.insert(seen.end(), fact.signals.begin(), fact.signals.end());
  c->triage.latest = fact.message;
  for (const auto& signal : fact.signals)
    if (signal.means == SignalMeans::sensitive || signal.rule == "H2") c->triage.sensitive_at = at;
  if (c->burst.started || c->settled()) return;  // of a case that people have: only a turn with signals is waited for
  c->burst.started = at;
  c->burst.last = at;
}

void apply(CustomerState& state, const Triaged& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& known = c->triage;
  known.seen.clear();
  known.latest = {};
  if (fact.unclear) ++known.unclear;
  if (fact.outcome == word(RuleMode::observe) || fact.outcome == word(RuleMode::suggest)) return;  // G14
  // What the first reading says holds; later ones only make it deeper and faster.
  c->priority = known.lane.empty() ? fact.priority : std::min(c->priority, fact.priority);
  c->work_type = std::max(c->work_type, fact.work_type);
  const bool beside = fact.outcome == "work" && !known.lane.empty();  // I3: the case is still about what it was about
  if (!fact.lane.empty() && !beside) {
    known.lane = fact.lane;
    known.rule = fact.rule;
    known.intent = fact.intent;
    if (std::find(known.topics.begin(), known.topics.end(), fact.lane) == known.topics.end())
      known.topics.push_back(fact.lane);
  }
  known.tone = known.tone || fact.tone;
  known.threat = known.threat || fact.threat;
  if (fact.outcome != "handoff") return;
  known.bot_waits.clear();
  known.seat_waits = false;
}

void apply(CustomerState& state, const LabelsAsked& fact, Instant) {
  state.counted_asks = std::max(state.counted_asks, fact.ask);
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& known = c->triage;
  known.questions.push_back({fact.ask, fact.classifier, fact.message, fact.thread, fact.until, fact.heard});
  if (fact.holds == "seat") known.seat_waits = true;
  const bool waits = std::find(known.bot_waits.begin(), known.bot_waits.end(), fact.message) != known.bot_waits.end();
  if (fact.holds == "bot" && !waits) known.bot_waits.push_back(fact.message);
}

void apply(CustomerState& state, const LabelsSettled& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  std::erase_if(c->triage.questions, [&](const LabelQuestion& question) { return question.ask == fact.ask; });
  auto* thread = find(state.threads, fact.thread);
  if (thread == nullptr || fact.language.empty()) return;
  thread->heard_times = thread->heard == fact.language ? thread->heard_times + 1 : 1;
  thread->heard = fact.language;
}

void apply(CustomerState& state, const SegmentChanged& fact, Instant) { state.segment = fact.segment; }
void apply(CustomerState& state, const AtRiskChanged& fact, Instant) { state.at_risk = fact.at_risk; }

void apply(CustomerState& state, const BehaviourSeen& fact, Instant) {
  constexpr std::size_t kKept = 32;
  auto& seen = state.behaviours;
  seen.push_back({fact.kind, fact.occurred});
  if (seen.size() > kKept) seen.erase(seen.begin());
}

void apply(CustomerState& state, const LanguageChanged& fact, Instant) {
  if (auto* thread = find(state.threads, fact.thread)) thread->language = fact.language;
}

void apply(CustomerState& state, const SecurePathOffered& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->secure_path = {fact.message, fact.purpose, fact.expires, {}, {}};
}

void apply(CustomerState& state, const SecurePathEnded& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr || c->secure_path.message != fact.message) return;
  c->secure_path.result = fact.passed ? "passed" : "failed";
  c->secure_path.level = fact.level;
  ++c->revision;
}

}  // namespace baton::core::parts
