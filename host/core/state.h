// SPDX-License-Identifier: MIT
// state.h - everything about one customer that rules need: the unit of consistency. It is what the facts of the
// customer's stream add up to, holds references instead of words, and no floating point or unordered container, so that
// two replays compare equal byte by byte.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "host/core/facts.h"
#include "host/core/state_moments.h"
#include "host/core/template_choice.h"

namespace baton::core {

struct KnownAddress {
  AddressKind kind = AddressKind::phone;
  std::string key;
  ContentRef value;
  BATON_FIELDS(kind, key, value)
};

struct Thread {
  ThreadId id;
  ConnectorId connector;
  std::string account;
  std::string channel;
  Topology topology = Topology::gate;
  std::string language;
  Millis window_ms = 0;
  Instant window_opened;  // the channel's time of the last event that opened it
  Instant window_ends;    // without margin; 0 = never opened, or the channel has none
  Instant last_word;      // the customer's last message, for "the newest thread"
  ContentRef last_remote_id;
  bool opted_out = false;
  bool unreachable = false;
  std::int64_t failures = 0;
  Instant first_failure;
  std::vector<Instant> pair_sent;    // our sends of the last minutes: what the pair rate counts
  Instant pair_blocked_until;        // the channel's own word on the pair rate
  std::string heard;                 // language of the customer's latest words that had one
  std::int64_t heard_times = 0;      // messages in a row
  CallConsent calls;
  BATON_FIELDS(id, connector, account, channel, topology, language, window_ms, window_opened, window_ends, last_word,
               last_remote_id, opted_out, unreachable, failures, first_failure, pair_sent, pair_blocked_until,
               heard, heard_times, calls)
};

struct Hand {
  HandId id;
  Owner owner;
  std::uint64_t epoch = 1;
  Instant since;
  std::string last_human;     // "agent:ID": to whom a reopened case goes (C2)
  std::string visible_party;  // who the customer was last told they are with (C5)
  bool acknowledged = false;  // the acknowledgement of this wait has been said (C5)
  AgentId holder;             // who holds the thread inside the desk (O4); empty unless the desk owns it
  AgentId cover_for;          // O7: held for this agent, who is away
  BATON_FIELDS(id, owner, epoch, since, last_human, visible_party, acknowledged, holder, cover_for)
};

// One entry of the conversation, as transcripts and briefs count them.
struct Entry {
  enum class What { customer = 1, agent, bot, host, note, answer, outside };
  std::int64_t number = 0;  // 1-based within the case
  What what = What::customer;
  Instant at;               // the channel's time for messages
  std::string author;
  MessageId message;        // customer's message or our send
  MessageKind kind = MessageKind::text;
  ContentRef remote_id;
  ContentRef text;
  std::string canned;       // host's own words: their key
  std::vector<StoredAttachment> attachments;
  bool late = false;
  bool acknowledgement = false;
  bool edited = false;
  bool deleted = false;
  std::string joined;       // why it belongs to this case (I3)
  LaneId lane = {};         // a note or an answer: of this lane (R3)
  CaseId moved_to;          // it belongs to another case since a split (C8)
  std::vector<NamedObject> objects;  // it names (I3)
  BATON_FIELDS(number, what, at, author, message, kind, remote_id, text, canned, attachments, late, acknowledgement,
               edited, deleted, joined, lane, moved_to, objects)
};

struct Pause {  // of a clock
  Instant from;
  Instant to;
  BATON_FIELDS(from, to)
};

struct Answer {
  std::string id;
  AgentId author;
  ContentRef text;
  bool final = false;
  Instant at;
  std::string verdict;
  std::vector<std::string> contradicts;
  bool overruled = false;  // another answer stands in its place (O4): not to be cited
  BATON_FIELDS(id, author, text, final, at, verdict, contradicts, overruled)
};

// A piece of work, or a seat at the conversation: what can be offered, accepted and declined.
struct Item {
  WorkId id;
  ItemKind kind = ItemKind::work;
  CaseId case_id;
  LaneId lane;
  WorkState state = WorkState::open;
  std::int64_t work_type = 1;
  ContentRef question;
  AgentId wanted;      // named beforehand
  AgentId offered_to;
  Instant offered_until;
  AgentId owner;       // who claimed or accepted it
  std::vector<AgentId> also_offered;  // beside `offered_to`, until the same time (R2)
  std::vector<AgentId> declined_by;  // not offered to them again
  std::vector<AgentId> passed;       // offers to them ran out: not offered to them before the next look
  std::vector<AgentId> candidates;   // still to be offered, best first
  bool asked_candidates = false;
  Instant looked;          // when the roster was last asked, or the last offer ended
  std::int64_t looks = 0;  // in vain, one after the other
  bool any_language = false;  // nobody of the customer's language was found (R8)
  Instant queued;          // since when it waits without a break; 0 = it was not looked for yet
  std::int64_t overtaken = 0;  // R6, as it stood at the last offer
  Instant estimate;        // when its owner expects to be done (H7)
  Millis usual_ms = 0;     // what items of its lane take, as it was known when it was routed
  bool returning = false;
  bool takeover = false;   // offered to one specialist alone; gone when they do not take it (O2)
  Instant opened;
  std::vector<Answer> answers;
  WaitsFor waits_for = WaitsFor::nobody;
  Instant waits_since;
  Instant next_check;      // the wait is looked at again
  std::vector<Pause> waited;  // past waits: its age does not count them (G7)
  std::int64_t aged = 0;      // percent of the goal that was told: 50, 75, 100
  BATON_FIELDS(id, kind, case_id, lane, state, work_type, question, wanted, offered_to, offered_until, owner,
               also_offered, declined_by, passed, candidates, asked_candidates, looked, looks, any_language, queued,
               overtaken, estimate, usual_ms, returning, takeover, opened, answers, waits_for, waits_since, next_check,
               waited, aged)
  bool finished() const { return state == WorkState::done || state == WorkState::cancelled; }
  bool offered(const AgentId& agent) const {
    return state == WorkState::offered &&
           (offered_to == agent || std::find(also_offered.begin(), also_offered.end(), agent) != also_offered.end());
  }
};

struct Handoff {
  std::int64_t number = 0;
  std::string trigger;
  std::string by;
  LaneId lane;
  AgentId agent;
  bool desk = false;
  std::string model;
  std::string reason;
  ContentRef reason_text;
  ContentRef question;
  bool from_bot = false;
  Instant at;
  std::uint64_t ownership_ask = 0;  // open question to the strategy; 0 = none
  std::int64_t ownership_asks = 0;  // asked so far: a lively case does not ask for ever
  std::uint64_t brief_ask = 0;      // open question to the summarizer; 0 = none
  bool brief_waits = false;         // offers wait for its answer
  std::uint64_t fallback_ask = 0;   // open question to the fallback's summarizer; 0 = none
  bool fallback_ready = false;      // the case's brief is the fallback's: it stands where nothing better comes
  std::string chosen;               // the model it gets (O5), `model` is what was asked for
  std::string chosen_why;
  std::vector<std::string> signals;  // by name (I9)
  BATON_FIELDS(number, trigger, by, lane, agent, desk, model, reason, reason_text, question, from_bot, at, ownership_ask,
               ownership_asks, brief_ask, brief_waits, fallback_ask, fallback_ready, chosen, chosen_why, signals)
};

struct Plan {
  std::int64_t number = 0;  // 0 = none
  PlanKind kind = PlanKind::check_in;
  ThreadId thread;
  Instant at;
  std::string purpose;
  ContentRef text;
  std::string by;
  bool open = false;
  BATON_FIELDS(number, kind, thread, at, purpose, text, by, open)
};

struct Promise {
  std::int64_t number = 0;  // 0 = none
  Instant due;
  ContentRef text;
  std::string by;
  bool open = false;
  BATON_FIELDS(number, due, text, by, open)
};

struct Proposal {  // a promise somebody typed freely; theirs to confirm
  Instant due;      // 0 = none
  MessageId message;
  std::int64_t begin = 0;
  std::int64_t length = 0;
  BATON_FIELDS(due, message, begin, length)
};

struct Automation {
  BotId bot;
  std::int64_t turns = 0;
  std::int64_t strikes = 0;
  std::int64_t fragments = 0;  // of the latest burst
  std::int64_t fallbacks = 0;  // since it began
  bool muted = false;
  std::vector<Instant> stale;  // stale bot messages of the last hour (H14)
  std::vector<std::uint64_t> said;  // fingerprints of the customer's turns (H9)
  BATON_FIELDS(bot, turns, strikes, fragments, fallbacks, muted, stale, said)
};

struct LabelQuestion {  // to a classifier, not answered yet
  std::uint64_t ask = 0;
  std::string classifier;
  MessageId message;
  ThreadId thread;
  Instant until;
  bool heard = false;
  BATON_FIELDS(ask, classifier, message, thread, until, heard)
};

// What triage knows of a case (R1, R3, R7).
struct Understanding {
  LaneId lane;          // whose decision it is, by the latest turn that said so
  std::string rule;
  std::string intent;
  bool tone = false;
  bool threat = false;
  std::int64_t unclear = 0;   // turns that helped nobody (H3)
  std::vector<Signal> seen;   // of the turn that goes on; empty once it is triaged
  MessageId latest;           // message with signals of that turn
  Instant sensitive_at;       // when data was last spoken of that does not belong in a chat (I4)
  std::vector<LabelQuestion> questions;
  std::vector<MessageId> bot_waits;  // messages the bot gets once the questions are settled
  bool seat_waits = false;           // somebody of first line is sought then
  std::vector<LaneId> topics;        // lanes of every turn so far; what became work of its own is with the items (I3)
  BATON_FIELDS(lane, rule, intent, tone, threat, unclear, seen, latest, sensitive_at, questions, bot_waits, seat_waits,
               topics)
};

struct SecurePath {
  MessageId message;  // the word that pointed there; empty: the customer was not
  std::string purpose;
  Instant expires;
  std::string result;  // "passed", "failed"; empty: none yet
  std::string level;
  BATON_FIELDS(message, purpose, expires, result, level)
};

struct Burst {
  Instant started;  // 0 = none open
  Instant last;
  std::int64_t fragments = 0;
  std::uint64_t fingerprint = 0;
  BATON_FIELDS(started, last, fragments, fingerprint)
};

// A question to the customer (J2, J4) and what became of it.
struct Request {
  std::int64_t number = 0;
  RequestKind kind = RequestKind::evidence;
  ThreadId thread;
  WorkId work;
  std::string by;
  ContentRef question;
  std::vector<ContentRef> options;
  bool yes_no = false;
  bool tap_only = false;
  Instant asked;
  Instant expires;
  Instant remind_at;  // 0 = said already, or too short for one
  std::string ended;  // empty: open; "answered", or as RequestEnded says
  std::int64_t chosen = -1;
  MessageId answer;
  std::vector<MessageId> evidence;
  std::string about;         // of an internal approval: its kind, who is asked, how much, who decided and why
  LaneId lane;
  AgentId agent;
  std::int64_t amount = 0;   // in hundredths
  std::string decided_by;
  ContentRef reason;
  BATON_FIELDS(number, kind, thread, work, by, question, options, yes_no, tap_only, asked, expires, remind_at, ended,
               chosen, answer, evidence, about, lane, agent, amount, decided_by, reason)
  bool open() const { return ended.empty(); }
};

// A merge, split or link of the case (C8): what can be undone.
struct CaseAct {
  enum class What { merge = 1, split, link };
  std::int64_t number = 0;
  What what = What::merge;
  CaseId other;
  std::string kind;      // of a link
  bool claimed = false;
  std::string by;
  std::vector<WorkId> items;
  std::vector<ThreadId> threads;
  bool undone = false;
  BATON_FIELDS(number, what, other, kind, claimed, by, items, threads, undone)
};

struct Case {
  CaseId id;
  HandId hand;
  CaseStatus status = CaseStatus::open;
  LaneId lane;
  Priority priority = Priority::medium;
  std::int64_t work_type = 1;
  std::string model;
  Instant opened;
  Instant first_word;  // the channel's time of the customer's first message
  Instant resolved_at;
  Instant last_resolved;   // kept over a reopening
  Instant last_contact;    // last message that is no acknowledgement
  Instant follow_up;       // waiting_customer ends by itself
  CaseId follows;
  bool solve_pending = false;
  MessageId provisional_on;
  std::vector<ThreadId> threads;
  std::vector<Entry> entries;
  std::uint64_t revision = 0;  // customer message, owner, status, lane, work item, plan
  std::int64_t handoffs = 0;
  Handoff handoff;             // the latest; number 0 = none yet
  Brief brief;                 // the latest; number 0 = none yet
  Plan plan;
  std::int64_t plans = 0;
  Instant checked_in_window;   // the window (its end) a check-in was sent in: at most one per window (W6)
  bool at_risk = false;
  Instant window_closed;       // the window (its end) whose closing was recorded
  Instant finish_late;         // the window (its end) that ends before the work does, as far as it was told (H7)
  Automation automation;
  Burst burst;
  Instant plan_after;          // another due covers the window until then (W6)
  Promise promise;             // the latest; number 0 = none yet
  Proposal proposed;
  Instant missed_due;          // the latest due that passed without a word (M12)
  Instant overdue_due;         // the latest due whose silence was told (M11)
  Instant paused_since;        // 0 = the resolution target runs
  std::vector<Pause> paused;   // earlier pauses
  std::int64_t model_switches = 0;  // automatic ones (O5)
  Instant model_switched;
  std::vector<LaneId> path;         // lanes the conversation was moved to, in order: ping-pong shows here
  std::vector<Request> requests;
  std::vector<CaseAct> acts;
  CaseId merged_into;               // it is part of that case now; empty: it stands by itself
  Understanding triage;
  SecurePath secure_path;
  std::vector<std::string> ways;    // beside the chat that the customer was told of: "call", "email" (H13)
  Instant closed;                   // the latest closing
  Instant forgotten;                // its words went (P1)
  std::vector<std::string> watched;  // what rules that only watch have noted: "H8 k7-m3" (G14)
  FirstWords intake;
  QuotedContext context;             // the latest
  Brief shown;                       // the latest that somebody was offered or took (B4); number 0 = none
  std::vector<BriefMark> marks;
  std::int64_t asked_again = 0;      // details that stood in a brief (B5)
  Closure closure;
  BATON_FIELDS(id, hand, status, lane, priority, work_type, model, opened, first_word, resolved_at, last_resolved,
               last_contact, follow_up, follows, solve_pending, provisional_on, threads, entries, revision, handoffs,
               handoff, brief, plan, plans, checked_in_window, at_risk, window_closed, finish_late, automation, burst,
               plan_after,
               promise, proposed, missed_due, overdue_due, paused_since, paused, model_switches, model_switched, path,
               requests, acts, merged_into, triage, secure_path, ways, closed, forgotten, watched, intake, context,
               shown, marks,
               asked_again, closure)
  bool settled() const { return status == CaseStatus::resolved || status == CaseStatus::closed; }
};

// A word to the customer and where it stands.
struct Send {
  MessageId id;
  CaseId case_id;
  ThreadId thread;
  std::uint64_t epoch = 0;
  std::string author;
  AgentId person;
  SendPurpose purpose = SendPurpose::reply;
  std::string template_purpose;
  std::string template_name;
  ContentRef text;
  std::string canned;
  std::string suffix;
  LaneId lane;
  std::vector<std::string> cites;
  std::int64_t plan = 0;
  std::int64_t request = 0;
  std::vector<ContentRef> buttons;
  SendState state = SendState::queued;
  GateDecision decision = GateDecision::refused;
  HoldReason hold = HoldReason::none;
  std::string why;
  std::string code;
  Instant queued;
  Instant hold_until;
  Instant again_at;
  Instant confirmed;
  Instant attempted;     // the last attempt
  std::int64_t attempts = 0;
  std::int64_t excused = 0;  // of the attempts: refused for the account's sake, which is no fault of the word
  ContentRef remote_id;
  TemplateUse template_use;
  std::vector<UsableTemplate> more_templates;  // to be tried next (T4)
  bool asked_templates = false;
  std::int64_t lookups = 0;
  Instant ask_at;        // next "did it go out?" (W9)
  Instant withheld_until;  // W5: the text is kept while a template asks the customer to open the window
  Instant when;          // an argument of canned words
  bool asks_to_call = false;
  BATON_FIELDS(id, case_id, thread, epoch, author, person, purpose, template_purpose, template_name, text, canned,
               suffix, lane, cites, plan, request, buttons, state, decision, hold, why, code, queued, hold_until,
               again_at, confirmed, attempted, attempts, excused, remote_id, template_use, more_templates,
               asked_templates, lookups, ask_at, withheld_until, when, asks_to_call)
};

struct Draft {
  MessageId id;
  CaseId case_id;
  std::string author;
  ContentRef text;
  std::string why;
  Instant at;
  std::string canned = {};
  BATON_FIELDS(id, case_id, author, text, why, at, canned)
};

struct Absence {  // of an agent who has something here (O7)
  Instant since;
  Instant back;  // 0 = without end
  BATON_FIELDS(since, back)
};

struct KeptMedia {  // an attachment whose content is kept, until its time is over (P2, P3)
  CaseId case_id;
  MessageId message;
  std::int64_t index = 0;
  std::string blob;
  Instant since;
  bool quarantine = false;
  BATON_FIELDS(case_id, message, index, blob, since, quarantine)
};

struct Behaviour {
  std::string kind;
  Instant at;
  BATON_FIELDS(kind, at)
};

struct CustomerState {
  CustomerId id;
  std::string segment;
  std::string zone;  // name; empty: not known, the organisation's holds
  bool at_risk = false;
  std::vector<Behaviour> behaviours;  // the latest
  ContentRef name;
  Instant erased;  // 0 = not (C7)
  std::vector<KnownAddress> addresses;
  std::map<ThreadId, Thread> threads;
  std::map<HandId, Hand> hands;
  std::map<CaseId, Case> cases;
  std::map<WorkId, Item> items;
  std::map<MessageId, Send> sends;
  std::map<MessageId, Draft> drafts;
  std::map<AgentId, Absence> away;
  std::vector<KeptMedia> media;  // oldest first
  std::vector<OutsideWord> outside;  // the latest
  std::int64_t counted_threads = 0;
  std::int64_t counted_cases = 0;
  std::int64_t counted_hands = 0;
  std::int64_t counted_items = 0;
  std::int64_t counted_messages = 0;
  std::uint64_t counted_asks = 0;
  BATON_FIELDS(id, segment, zone, at_risk, behaviours, name, erased, addresses, threads, hands, cases, items, sends,
               drafts, away, media, outside, counted_threads, counted_cases, counted_hands, counted_items,
               counted_messages,
               counted_asks)
};

template <>
struct Words<CaseAct::What> {
  using enum CaseAct::What;
  static constexpr auto all =
      std::to_array<std::pair<CaseAct::What, std::string_view>>({{merge, "merge"}, {split, "split"}, {link, "link"}});
};

template <>
struct Words<Entry::What> {
  using enum Entry::What;
  static constexpr auto all = std::to_array<std::pair<Entry::What, std::string_view>>({{customer, "customer"},
      {agent, "agent"}, {bot, "bot"}, {host, "host"}, {note, "note"}, {answer, "answer"}, {outside, "outside"}});
};

}  // namespace baton::core
