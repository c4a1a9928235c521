// SPDX-License-Identifier: MIT
// evolve_case.cpp - what facts about customer, threads, conversation, status and owner add up to.
#include "host/core/evolve_parts.h"

namespace baton::core::parts {

Entry& add_entry(Case& c, Entry::What what, Instant at) {
  Entry entry;
  entry.number = static_cast<std::int64_t>(c.entries.size()) + 1;
  entry.what = what;
  entry.at = at;
  c.entries.push_back(std::move(entry));
  return c.entries.back();
}

void apply(CustomerState& state, const CustomerCreated& fact, Instant) {
  state.id = fact.customer;
  state.segment = fact.segment;
}

void apply(CustomerState& state, const AddressAdded& fact, Instant) {
  state.addresses.push_back({fact.kind, fact.key, fact.value});
}

void apply(CustomerState& state, const Erased&, Instant at) {
  if (!state.erased) state.erased = at;
  state.name = {};
  state.zone.clear();
  state.addresses.clear();
  state.drafts.clear();
  state.media.clear();
  state.outside.clear();
  for (auto& [id, thread] : state.threads) thread.last_remote_id = {};
  for (auto& [id, c] : state.cases) c.provisional_on = {};
}

void apply(CustomerState& state, const ZoneLearned& fact, Instant) { state.zone = fact.zone; }

void apply(CustomerState& state, const NameLearned& fact, Instant) { state.name = fact.name; }

void apply(CustomerState& state, const ThreadOpened& fact, Instant) {
  Thread thread;
  thread.id = fact.thread;
  thread.connector = fact.connector;
  thread.account = fact.account;
  thread.channel = fact.channel;
  thread.topology = fact.topology;
  thread.window_ms = fact.window_ms;
  thread.language = fact.language;
  state.counted_threads = std::max(state.counted_threads, number_of(fact.thread.value));
  state.threads.emplace(fact.thread, std::move(thread));
}

void apply(CustomerState& state, const WindowOpened& fact, Instant) {
  auto* thread = find(state.threads, fact.thread);
  if (thread == nullptr) return;
  thread->window_opened = fact.at;
  thread->window_ends = fact.ends;
  for (auto& [id, c] : state.cases)
    if (!c.settled() && on_thread(c, fact.thread)) c.at_risk = false;
}

void apply(CustomerState& state, const WindowCorrected& fact, Instant) {
  if (auto* thread = find(state.threads, fact.thread)) thread->window_ends = fact.closed_at;
}

void apply(CustomerState& state, const WindowAtRisk& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->at_risk = true;
}

void apply(CustomerState& state, const WindowClosed& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  const auto* thread = find(state.threads, fact.thread);
  if (c == nullptr || thread == nullptr) return;
  c->window_closed = thread->window_ends;
  c->at_risk = false;
}

void apply(CustomerState& state, const ConsentChanged& fact, Instant) {
  if (auto* thread = find(state.threads, fact.thread)) thread->opted_out = fact.opted_out;
}

void apply(CustomerState& state, const ReachabilityChanged& fact, Instant) {
  auto* thread = find(state.threads, fact.thread);
  if (thread == nullptr) return;
  thread->failures = fact.failures;
  thread->first_failure = fact.first_failure;
  thread->unreachable = fact.unreachable;
}

void apply(CustomerState& state, const CaseOpened& fact, Instant at) {
  Case c;
  c.id = fact.case_id;
  c.hand = fact.hand;
  c.status = fact.status;
  c.lane = fact.lane;
  c.priority = fact.priority;
  c.work_type = fact.work_type;
  c.model = fact.model;
  c.opened = at;
  c.follows = fact.follows;
  c.threads.push_back(fact.thread);
  if (const auto* bot = std::get_if<BotOwner>(&fact.owner)) c.automation.bot = bot->id;
  state.counted_cases = std::max(state.counted_cases, number_of(fact.case_id.value));
  state.counted_hands = std::max(state.counted_hands, number_of(fact.hand.value));

  Hand hand;
  hand.id = fact.hand;
  hand.owner = fact.owner;
  hand.since = at;
  hand.visible_party = is_bot(fact.owner) ? to_string(fact.owner) : std::string{};
  state.hands.emplace(fact.hand, std::move(hand));
  state.cases.emplace(fact.case_id, std::move(c));
}

void apply(CustomerState& state, const ThreadJoined& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c != nullptr && !on_thread(*c, fact.thread)) c->threads.push_back(fact.thread);
}

namespace {

void count_fragment(Case& c, const MessageReceived& fact, Instant at) {
  if (fact.late || fact.historic) return;
  auto& burst = c.burst;
  if (c.status != CaseStatus::automated && !burst.started) return;
  if (!burst.started) {
    burst.started = at;
    c.automation.fragments = 0;
    c.automation.fallbacks = 0;
  }
  ++c.automation.fragments;
  burst.last = at;
  ++burst.fragments;
  burst.fingerprint += fact.fingerprint;
}

}  // namespace

void apply(CustomerState& state, const MessageReceived& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& entry = add_entry(*c, Entry::What::customer, fact.occurred);
  entry.author = "customer";
  entry.message = fact.message;
  entry.kind = fact.kind;
  entry.remote_id = fact.remote_id;
  entry.text = fact.text;
  entry.attachments = fact.attachments;
  entry.late = fact.late;
  entry.acknowledgement = fact.acknowledgement;
  entry.joined = fact.joined_because;
  entry.objects = fact.objects;
  state.counted_messages = std::max(state.counted_messages, number_of(fact.message.value));
  ++c->revision;
  if (!c->first_word) c->first_word = fact.occurred;
  if (!fact.acknowledgement && !fact.historic && !fact.late) c->last_contact = at;
  count_fragment(*c, fact, at);
  auto* thread = find(state.threads, fact.thread);
  if (thread == nullptr) return;
  if (!fact.language.empty()) {
    thread->heard_times = thread->heard == fact.language ? thread->heard_times + 1 : 1;
    thread->heard = fact.language;
  }
  if (fact.occurred < thread->last_word) return;
  thread->last_word = fact.occurred;
  thread->last_remote_id = fact.remote_id;
}

void apply(CustomerState& state, const MessageEdited& fact, Instant) {
  auto* entry = entry_of(state, fact.message);
  if (entry == nullptr) return;
  entry->edited = true;
  entry->text = fact.text;
}

void apply(CustomerState& state, const MessageDeleted& fact, Instant) {
  if (auto* entry = entry_of(state, fact.message)) entry->deleted = true;
}

void apply(CustomerState& state, const CallRecorded& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& entry = add_entry(*c, fact.by_us ? Entry::What::outside : Entry::What::customer, fact.occurred);
  entry.author = fact.by_us ? "us" : "customer";
  entry.kind = MessageKind::call;
  entry.canned = "call_" + std::string(word(fact.outcome));
  entry.remote_id = fact.remote_id;
  ++c->revision;
}

void apply(CustomerState& state, const OutsideWordRecorded& fact, Instant) {
  constexpr std::size_t kKept = 16;  // what a customer may still answer (J1)
  state.outside.push_back({fact.remote_id, fact.text, fact.occurred});
  if (state.outside.size() > kKept) state.outside.erase(state.outside.begin());
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& entry = add_entry(*c, Entry::What::outside, fact.occurred);
  entry.author = "outside_gate";
  entry.remote_id = fact.remote_id;
  entry.text = fact.text;
}

void apply(CustomerState&, const NoticeRecorded&, Instant) {}

void apply(CustomerState& state, const AttachmentStored& fact, Instant at) {
  auto* attachment = attachment_of(state, fact.message, fact.index);
  if (attachment == nullptr) return;
  attachment->blob = fact.blob;
  attachment->sha256 = fact.sha256;
  attachment->media_type = fact.media_type;
  attachment->size_bytes = fact.size_bytes;
  keep_media(state, fact.message, fact.index, at);
}

void apply(CustomerState& state, const AttachmentMissed& fact, Instant) {
  if (auto* attachment = attachment_of(state, fact.message, fact.index)) attachment->lost = fact.reason;
}

void apply(CustomerState& state, const BurstEnded& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->burst = {};
  if (fact.fingerprint != 0) c->automation.said.push_back(fact.fingerprint);
}

void apply(CustomerState& state, const StatusChanged& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->status = fact.to;
  if (fact.to == CaseStatus::closed) c->closed = at;
  c->follow_up = fact.to == CaseStatus::waiting_customer ? fact.follow_up : Instant{};
  if (fact.from == CaseStatus::automated && c->triage.seen.empty()) c->burst = {};
  ++c->revision;
}

void apply(CustomerState& state, const OwnerChanged& fact, Instant at) {
  auto* hand = find(state.hands, fact.hand);
  if (hand == nullptr) return;
  if (const auto* agent = std::get_if<AgentOwner>(&fact.to)) {
    hand->last_human = "agent:" + agent->id.value;
    hand->acknowledged = false;  // the wait is over; a later one may be acknowledged again (C5)
  }
  hand->owner = fact.to;
  hand->holder = {};
  hand->epoch = fact.epoch;
  hand->since = at;
  hand->cover_for = fact.cover;
  for (auto& [id, c] : state.cases)
    if (c.hand == fact.hand && !c.settled()) ++c.revision;
}

void apply(CustomerState& state, const LaneChanged& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->lane = fact.lane;
  c->path.push_back(fact.lane);
  ++c->revision;
}

void apply(CustomerState& state, const HandsJoined& fact, Instant at) {
  auto* into = find(state.hands, fact.into);
  if (into == nullptr) return;
  if (into->owner != fact.owner) into->holder = {};
  into->owner = fact.owner;
  into->epoch = fact.epoch;
  into->since = at;
  for (auto& [id, c] : state.cases) {
    if (c.hand == fact.from) c.hand = fact.into;
    if (c.hand == fact.into) ++c.revision;
  }
  state.hands.erase(fact.from);
}

void apply(CustomerState& state, const NoteAdded& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& entry = add_entry(*c, Entry::What::note, at);
  entry.author = fact.author;
  entry.text = fact.text;
  entry.lane = fact.lane;
}

void apply(CustomerState& state, const CaseResolved& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->resolved_at = fact.at;
  c->last_resolved = fact.at;
  c->last_contact = fact.at;
  c->provisional_on = fact.provisional_on;
  c->closure = {fact.wrong, fact.changed, fact.next};
  c->solve_pending = false;
  c->at_risk = false;
  c->burst = {};
  c->triage.seen.clear();
  c->triage.questions.clear();
  c->triage.bot_waits.clear();
  c->triage.seat_waits = false;
}

void apply(CustomerState& state, const CaseReopened& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->resolved_at = {};  // last_resolved keeps it (C10)
  c->provisional_on = {};
}

void apply(CustomerState& state, const SolvePending& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->solve_pending = fact.pending;
}

void apply(CustomerState&, const AlarmRaised&, Instant) {}
void apply(CustomerState& state, const BotAsked& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) std::erase(c->triage.bot_waits, fact.message);
}

void apply(CustomerState& state, const BotTurnTaken& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->automation.turns = fact.turn;
  if (fact.fallback) ++c->automation.fallbacks;
}

void apply(CustomerState& state, const StrikeCounted& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->automation.strikes = fact.strikes;
}

void apply(CustomerState& state, const BotStale& fact, Instant) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  auto& stale = c->automation.stale;
  std::erase_if(stale, [&](Instant earlier) { return fact.at - earlier >= kHour; });
  stale.push_back(fact.at);
}

void apply(CustomerState& state, const BotMuted& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->automation.muted = fact.muted;
}

void apply(CustomerState&, const BotGaveUp&, Instant) {}

}  // namespace baton::core::parts
