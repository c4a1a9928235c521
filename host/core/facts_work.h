// SPDX-License-Identifier: MIT
// facts_work.h - facts about handing over: the decision, what strategies answered, seats, work items, offers, briefs,
// answers and plans.
#pragma once

#include "host/core/facts_case.h"
#include "host/core/facts_triage.h"

namespace baton::core {

struct HandoffDecided {
  CaseId case_id;
  std::int64_t handoff = 0;  // grows by one per case
  std::string trigger;       // "H8", "H9", "H10", "handoff", ...
  std::string by;
  LaneId lane;    // wanted
  AgentId agent;  // wanted
  bool desk = false;
  std::string model;
  std::string reason;
  ContentRef reason_text;
  ContentRef question;
  std::vector<Signal> signals;
  std::vector<std::string> runners_up;
  std::string policy;  // hash of the policy it was decided under
  std::string chosen{};      // the model it gets (O5); `model` is what was asked for
  std::string chosen_why{};  // the rule that chose it
  std::vector<LaneId> also{};  // lanes of further issues: a work item each (R3)
  BATON_RECORD("HandoffDecided", 1, case_id, handoff, trigger, by, lane, agent, desk, model, reason, reason_text,
               question, signals, runners_up, policy, chosen, chosen_why, also)
};

struct OwnershipAsked {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::uint64_t revision = 0;
  BATON_RECORD("OwnershipAsked", 1, case_id, ask, revision)
};

struct OwnershipSettled {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string plugin;
  std::string plugin_version;
  std::string outcome;  // "accepted", "refused", "failed", "late"
  std::string action;   // what was done: the plugin's, or the built-in default's
  std::string broke;    // with "refused": the rule it broke (O6)
  std::string model;
  ContentRef reason;
  BATON_RECORD("OwnershipSettled", 1, case_id, ask, plugin, plugin_version, outcome, action, broke, model, reason)
};

struct ModelChanged {  // O5: who owns the conversation, and how, from now on
  CaseId case_id;
  std::string from;
  std::string to;
  std::string why;
  bool automatic = false;  // by a rule and after the first handoff: counted, so that it does not go back and forth
  BATON_RECORD("ModelChanged", 1, case_id, from, to, why, automatic)
};

struct DeskHeld {  // O4: inside the desk one member at a time holds the thread; the owner is the desk
  HandId hand;
  AgentId agent;
  BATON_RECORD("DeskHeld", 1, hand, agent)
};

struct SeatOpened {  // the conversation's next owner is sought in a lane (C4)
  CaseId case_id;
  WorkId item;
  LaneId lane;
  AgentId agent;           // named beforehand
  bool returning = false;  // the agent takes it without an offer, if present (C2, reopened)
  bool takeover = false;   // O2: offered to this specialist alone, because the owner is not there for the customer
  BATON_RECORD("SeatOpened", 1, case_id, item, lane, agent, returning, takeover)
};

struct WorkOpened {
  CaseId case_id;
  WorkId item;
  LaneId lane;
  AgentId agent;
  std::int64_t work_type = 1;
  ContentRef question;
  Instant since{};  // it waits since then, in a lane where nobody was found (R8); 0 = since now
  BATON_RECORD("WorkOpened", 1, case_id, item, lane, agent, work_type, question, since)
};

struct BriefAsked {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::uint64_t revision = 0;
  bool fallback = false;  // asked beside the summarizer: its brief stands where none comes from there
  BATON_RECORD("BriefAsked", 1, case_id, ask, revision, fallback)
};

struct BriefItem {
  ContentRef label;
  ContentRef value;
  std::int64_t source = 0;  // entry of the conversation
  std::string source_name;
  BATON_FIELDS(label, value, source, source_name)
};

struct BriefChange {  // B4: of a brief, since the one that was shown before it
  std::string what;   // "intent", "status", "decision", "detail", "step", "evidence", "context"
  std::string was;    // words of closed sets
  std::string is;
  ContentRef label;
  ContentRef text;
  std::int64_t source = 0;  // entry of the conversation; 0 = the summarizer's own words
  BATON_FIELDS(what, was, is, label, text, source)
};

struct Brief {
  std::int64_t number = 0;
  std::string made_by;  // plugin id, or "host" for the minimal one (B2)
  std::string made_by_version;
  std::uint64_t revision = 0;
  Instant made_at;
  StepsState steps_state = StepsState::unknown;
  ContentRef intent;
  std::string intent_words;  // the host's own, where the customer sent no words: "image without words"
  std::int64_t intent_source = 0;
  std::string segment;
  std::string status;      // word of the status at handoff
  std::string trigger;     // rule that escalated
  ContentRef status_text;  // the summarizer's own words, where it gave some
  ContentRef reason;
  ContentRef next_action;
  ContentRef decision_needed;
  std::vector<BriefItem> details;
  std::vector<BriefItem> steps;
  std::vector<BriefItem> evidence;
  std::int64_t withheld = 0;
  ContentRef context;         // J1: another system's words that the customer answers
  std::string context_words;  // "a message of another system", where its words are not known
  std::int64_t since = 0;     // the brief that was shown before; what changed since then (B4)
  std::vector<BriefChange> changes;
  std::string language;       // the team's (B4); quotes stay as they were written
  BATON_FIELDS(number, made_by, made_by_version, revision, made_at, steps_state, intent, intent_words, intent_source, segment, status,
               trigger, status_text, reason, next_action, decision_needed, details, steps, evidence, withheld, context,
               context_words, since, changes, language)
  bool minimal() const { return made_by == "host"; }
  // B2, M10: intent, attempted steps and status; "none attempted" is a value, "unknown" a gap.
  bool complete() const { return (intent || !intent_words.empty()) && steps_state != StepsState::unknown && !status.empty(); }
};

struct BriefReady {
  CaseId case_id;
  std::uint64_t ask = 0;
  Brief brief;
  BATON_RECORD("BriefReady", 1, case_id, ask, brief)
};

struct BriefRefused {
  CaseId case_id;
  std::uint64_t ask = 0;
  std::string plugin;
  std::string why;        // the field and the rule, or the status of the failed call
  bool fallback = false;  // it was the fallback's
  BATON_RECORD("BriefRefused", 1, case_id, ask, plugin, why, fallback)
};

struct BriefStands {  // B2: the fallback's brief goes with the offers; nobody waits for the summarizer any longer
  CaseId case_id;
  std::int64_t brief = 0;
  std::string why;  // words of a closed set
  BATON_RECORD("BriefStands", 1, case_id, brief, why)
};

struct CandidatesAsked {
  CaseId case_id;
  WorkId item;
  LaneId lane;
  BATON_RECORD("CandidatesAsked", 1, case_id, item, lane)
};

struct CandidatesGiven {
  CaseId case_id;
  WorkId item;
  std::vector<AgentId> agents;  // best first
  bool any_language = false;    // nobody who speaks the customer's language was found: from now on others may (R8)
  Millis usual_ms = 0;          // H7, as the host knew it; 0 = not known
  BATON_RECORD("CandidatesGiven", 1, case_id, item, agents, any_language, usual_ms)
};

struct OfferMade {
  CaseId case_id;
  WorkId item;
  AgentId agent;
  Instant until;
  std::int64_t brief = 0;  // number of the brief that goes with it (B2)
  std::int64_t overtaken = 0;  // R6, until then
  bool beside = false;         // others are offered it at the same time (R2)
  BATON_RECORD("OfferMade", 1, case_id, item, agent, until, brief, overtaken, beside)
};

struct OfferEnded {
  CaseId case_id;
  WorkId item;
  AgentId agent;
  std::string how;  // "declined", "timed_out", "withdrawn", "away", "taken": by another who was offered it too
  BATON_RECORD("OfferEnded", 1, case_id, item, agent, how)
};

struct ItemTaken {  // claimed or accepted, by one agent, and locked (G2)
  CaseId case_id;
  WorkId item;
  ItemKind kind = ItemKind::work;
  AgentId agent;
  std::int64_t brief = 0;
  bool brief_complete = false;
  BATON_RECORD("ItemTaken", 1, case_id, item, kind, agent, brief, brief_complete)
};

struct ItemReleased {
  CaseId case_id;
  WorkId item;
  AgentId agent;
  std::string reason;
  BATON_RECORD("ItemReleased", 1, case_id, item, agent, reason)
};

struct AnswerGiven {
  CaseId case_id;
  WorkId item;
  std::string answer;  // "k7f3-w2.1": what a reply cites (G4)
  AgentId author;
  ContentRef text;
  bool final = false;
  std::string verdict{};
  std::vector<std::string> contradicts{};
  BATON_RECORD("AnswerGiven", 1, case_id, item, answer, author, text, final, verdict, contradicts)
};

struct AnswersWeighed {  // O4: the higher authority or the desk's lead decided between answers that contradict
  CaseId case_id;
  std::string stands;
  std::vector<std::string> overruled;
  std::string by;
  ContentRef reason;
  BATON_RECORD("AnswersWeighed", 1, case_id, stands, overruled, by, reason)
};

struct ItemEnded {
  CaseId case_id;
  WorkId item;
  WorkState state = WorkState::done;  // done or cancelled
  std::string reason;
  BATON_RECORD("ItemEnded", 1, case_id, item, state, reason)
};

struct PlanMade {
  CaseId case_id;
  std::int64_t plan = 0;
  PlanKind kind = PlanKind::check_in;
  ThreadId thread;
  Instant at;
  std::string purpose;
  ContentRef text;
  std::string by;
  BATON_RECORD("PlanMade", 1, case_id, plan, kind, thread, at, purpose, text, by)
};

struct PlanEnded {
  CaseId case_id;
  std::int64_t plan = 0;
  std::string how;  // "sent", "replaced", "no_longer_needed", "failed"
  BATON_RECORD("PlanEnded", 1, case_id, plan, how)
};

struct RequestMade {  // J2, J4
  CaseId case_id;
  std::int64_t request = 0;  // grows by one per case
  RequestKind kind = RequestKind::evidence;
  ThreadId thread;
  WorkId work;
  std::string by;
  ContentRef question;
  std::vector<ContentRef> options;
  bool yes_no = false;    // its options are yes and no: the closed list answers it as a tap does
  bool tap_only = false;
  Instant expires;
  Instant remind_at;      // 0 = too short for a reminder
  std::string about{};    // of an internal approval (J4): its kind, who is asked and how much it is about
  LaneId lane{};
  AgentId agent{};
  std::int64_t amount = 0;
  BATON_RECORD("RequestMade", 1, case_id, request, kind, thread, work, by, question, options, yes_no, tap_only,
      expires, remind_at, about, lane, agent, amount)
};

struct RequestReminded {
  CaseId case_id;
  std::int64_t request = 0;
  BATON_RECORD("RequestReminded", 1, case_id, request)
};

struct RequestAnswered {
  CaseId case_id;
  std::int64_t request = 0;
  std::int64_t option = 0;  // 0 = the first
  MessageId message;
  std::string how;  // "tap", "word", "number"; "decided" among ourselves
  std::string by{};      // who decided
  ContentRef reason{};
  BATON_RECORD("RequestAnswered", 1, case_id, request, option, message, how, by, reason)
};

struct EvidenceTied {
  CaseId case_id;
  std::int64_t request = 0;
  MessageId message;
  BATON_RECORD("EvidenceTied", 1, case_id, request, message)
};

struct RequestEnded {
  CaseId case_id;
  std::int64_t request = 0;
  std::string how;  // "expired", "withdrawn", "not sent"
  BATON_RECORD("RequestEnded", 1, case_id, request, how)
};

struct RequestStale {  // J4: an old button changes nothing, and says so
  CaseId case_id;
  std::int64_t request = 0;
  MessageId message;
  BATON_RECORD("RequestStale", 1, case_id, request, message)
};

struct PlanMissing {  // W6: the recorded "no plan" defect
  CaseId case_id;
  ThreadId thread;
  std::string why;
  BATON_RECORD("PlanMissing", 1, case_id, thread, why)
};

struct PlanPostponed {  // W6: the SLA or a promise falls before the window's end; looked at again then
  CaseId case_id;
  Instant until;  // 0 = no more
  BATON_RECORD("PlanPostponed", 1, case_id, until)
};

struct PromiseMade {  // G13: an update is due then
  CaseId case_id;
  std::int64_t promise = 0;
  Instant due;
  ContentRef text;
  std::string by;
  BATON_RECORD("PromiseMade", 1, case_id, promise, due, text, by)
};

struct PromiseEnded {
  CaseId case_id;
  std::int64_t promise = 0;
  std::string how;  // "kept", "late", "replaced", "no_longer_needed"
  BATON_RECORD("PromiseEnded", 1, case_id, promise, how)
};

struct PromiseProposed {  // typed freely in a reply ("by tomorrow noon"): offered to its author as a due
  CaseId case_id;
  MessageId message;
  Instant due;
  std::int64_t begin = 0;  // bytes in the reply's text
  std::int64_t length = 0;
  BATON_RECORD("PromiseProposed", 1, case_id, message, due, begin, length)
};

struct DueSettled {  // M12: an update that was due was given in time, or its time passed
  CaseId case_id;
  Instant due;
  DueClock clock = DueClock::next;
  bool met = false;
  BATON_RECORD("DueSettled", 1, case_id, due, clock, met)
};

struct UpdateOverdue {  // M11: so long after its due there was no word and no new promise
  CaseId case_id;
  Instant due;
  DueClock clock = DueClock::next;
  BATON_RECORD("UpdateOverdue", 1, case_id, due, clock)
};

struct ItemWaits {  // C6: a flag on the work item
  CaseId case_id;
  WorkId item;
  WaitsFor on = WaitsFor::third_party;
  Instant next_check;
  ContentRef reason;
  BATON_RECORD("ItemWaits", 1, case_id, item, on, next_check, reason)
};

struct ItemWaitEnded {
  CaseId case_id;
  WorkId item;
  std::string how;  // "checked", "due", "customer"
  BATON_RECORD("ItemWaitEnded", 1, case_id, item, how)
};

struct ItemAged {  // G7: so much of the goal of a work item is over, in staffed time
  CaseId case_id;
  WorkId item;
  std::int64_t percent = 0;  // 50, 75, 100
  BATON_RECORD("ItemAged", 1, case_id, item, percent)
};

struct ItemEstimated {  // H7: when its owner expects to be done
  CaseId case_id;
  WorkId item;
  Instant finish;
  BATON_RECORD("ItemEstimated", 1, case_id, item, finish)
};

struct FinishLate {  // H7: the window ends before the work does, and the customer is silent
  CaseId case_id;
  ThreadId thread;
  WorkId item;      // whose finish it is; empty: no work is open yet
  Instant expected;
  Instant closes;
  std::string source;  // "owner", "lane", "configured"
  BATON_RECORD("FinishLate", 1, case_id, thread, item, expected, closes, source)
};

struct ClockPaused {  // G13: the resolution target does not run meanwhile
  CaseId case_id;
  WaitsFor on = WaitsFor::customer;
  BATON_RECORD("ClockPaused", 1, case_id, on)
};

struct ClockResumed {
  CaseId case_id;
  BATON_RECORD("ClockResumed", 1, case_id)
};

}  // namespace baton::core
