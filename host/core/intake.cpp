// SPDX-License-Identifier: MIT
// intake.cpp - a customer's word arrives: who it is, which thread and case it belongs to, what the window says (I1, I2,
// I3, W1, W7, C1, C10).
#include "host/core/addresses.h"
#include "host/core/joining.h"
#include "host/core/quiet.h"
#include "host/core/requests.h"
#include "host/core/triage.h"
#include "host/core/turn.h"
#include "host/core/window.h"

namespace baton::core {
namespace {

constexpr Millis kAheadTolerated = 5 * kMinute;  // a source clock ahead of ours by more is not believed

Instant plausible(Instant occurred, Instant now) {
  return !occurred || occurred > now + kAheadTolerated ? now : occurred;
}

bool known_address(const CustomerState& state, const std::string& key) {
  return std::any_of(state.addresses.begin(), state.addresses.end(), [&](const auto& a) { return a.key == key; });
}

// W8: where a country has one zone, its code tells when the customer's night is.
void learn_zone(Turn& turn, const Address& address) {
  if (address.kind != AddressKind::phone || address.value.text.empty()) return;
  auto zone = zone_of_phone(turn.policy(), normalised(AddressKind::phone, address.value.text));
  if (!zone.empty() && zone != turn.state().zone) turn.emit(ZoneLearned{std::move(zone)}, "W8");
}

void learn_addresses(Turn& turn, const std::vector<Address>& addresses) {
  for (const auto& address : addresses) {
    if (address.key.empty() || known_address(turn.state(), address.key)) continue;
    turn.emit(AddressAdded{address.kind, address.key, address.value.ref}, "I2");
    learn_zone(turn, address);
  }
}

void learn_name(Turn& turn, const Content& name) {
  if (name.ref && !name.ref.same_text(turn.state().name)) turn.emit(NameLearned{name.ref}, "I2");
}

ThreadId ensure_thread(Turn& turn, const CustomerId&, const Place& place) {
  if (const auto* known = thread_at(turn.state(), place.connector, place.account)) return known->id;
  const auto found = turn.policy().connectors.find(place.connector);
  const auto rules = found == turn.policy().connectors.end() ? ConnectorPolicy{} : found->second;
  const auto number = static_cast<unsigned long>(turn.state().counted_threads + 1);
  const auto id = numbered<ThreadTag>(turn.state().id, 't', number);
  turn.emit(ThreadOpened{id, place.connector, place.account, rules.channel.channel, rules.topology,
                         rules.channel.window_ms, turn.policy().default_language},
            "C1");
  return id;
}

ThreadId arrive(Turn& turn, const Place& place) {
  if (turn.state().segment.empty())
    turn.emit(CustomerCreated{turn.state().id, turn.policy().default_segment}, "C1");
  learn_addresses(turn, place.addresses);
  learn_name(turn, place.name);
  return ensure_thread(turn, turn.state().id, place);
}

// W1: only the customer's own words and calls open the window, by their own time; a late one opens none (I1).
void open_window(Turn& turn, const ThreadId& id, Instant occurred) {
  const auto& thread = turn.state().threads.at(id);
  if (thread.window_ms == 0 || occurred <= thread.window_opened) return;
  turn.emit(WindowOpened{id, occurred, occurred + thread.window_ms}, "W1");
  window_moved(turn, id);
}

// I1: what the inbox let through a second time (another subscription, a year later) changes nothing here either.
bool seen_before(const CustomerState& state, const ContentRef& remote_id) {
  return std::any_of(state.cases.begin(), state.cases.end(), [&](const auto& entry) {
    const auto& entries = entry.second.entries;
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& said) {
      return said.what == Entry::What::customer && said.kind != MessageKind::call && said.remote_id.same_text(remote_id);
    });
  });
}

void clear_unreachable(Turn& turn, const ThreadId& id) {
  const auto& thread = turn.state().threads.at(id);
  if (thread.failures > 0 || thread.unreachable) turn.emit(ReachabilityChanged{id, 0, {}, false}, "W7");
}

// W5: what could not be said becomes a draft beside the customer's new words; it is not sent by itself.
void draft_waiting_replies(Turn& turn, const ThreadId& thread) {
  std::vector<MessageId> waiting;
  for (const auto& [id, send] : turn.state().sends)
    if (send.thread == thread && send.state == SendState::held && send.hold == HoldReason::no_way) waiting.push_back(id);
  for (const auto& id : waiting)
    end_send(turn, id, SendState::refused, "no_way", "the customer wrote; the reply is offered as a draft", "W5");
}

bool shows_documents(MessageKind kind) {
  return kind == MessageKind::image || kind == MessageKind::video || kind == MessageKind::document;
}

std::vector<StoredAttachment> stored(const std::vector<Attachment>& attachments, bool withheld) {
  std::vector<StoredAttachment> result;
  for (const auto& a : attachments)
    result.push_back({a.kind, a.remote_id.ref, a.file_name.ref, a.media_type, a.sha256, a.size_bytes, {}, {},
                      withheld && shows_documents(a.kind)});
  return result;
}

struct Read {  // what the words themselves say
  std::vector<Signal> signals;
  std::string language;
  bool language_asked = false;
  bool urgency = false;
};

Read read_words(const Policy& policy, std::string_view text) {
  Read read;
  if (policy.matcher == nullptr || text.empty()) return read;
  auto words = policy.matcher->read(text);
  read.signals = signals_of(policy, text, words.signals);
  read.language = std::move(words.heard.language);
  read.language_asked = words.heard.asked;
  read.urgency = words.urgency;
  return read;
}

struct Arrived {
  ThreadId thread;
  CaseId answers;
  bool acknowledgement = false;
  bool late = false;
};

Word word_of(const Turn& turn, const CustomerWrote& input, const Arrived& arrived, const Read& read) {
  Word word;
  word.thread = arrived.thread;
  word.answers = arrived.answers;
  word.quoted = input.quoted.ref;
  word.button = input.button_payload.text;
  word.objects = input.objects;
  word.topics = topics_of(read.signals, turn.policy());
  word.acknowledgement = arrived.acknowledgement;
  word.late = arrived.late;
  return word;
}

// I4: beside masked data, or with words about a passport or a card, or soon after either.
bool sensitive_context(Turn& turn, const CustomerWrote& input, const CaseId& id, const Read& read) {
  const auto& since = turn.state().cases.at(id).triage.sensitive_at;
  return input.masked > 0 || speaks_of_sensitive(read.signals) ||
         (since && turn.now() - since <= turn.policy().sensitive_media_ms);
}

std::string_view base_of(std::string_view language) { return language.substr(0, language.find('-')); }

// K: an explicit ask, or two messages in a row.
void follow_language(Turn& turn, const ThreadId& id, const Read& read) {
  const auto& thread = turn.state().threads.at(id);
  if (read.language.empty() || base_of(read.language) == base_of(thread.language)) return;
  constexpr std::int64_t kInARow = 2;
  if (read.language_asked) turn.emit(LanguageChanged{id, read.language, "asked"}, "K");
  else if (thread.heard == read.language && thread.heard_times >= kInARow)
    turn.emit(LanguageChanged{id, read.language, "two messages"}, "K");
}

}  // namespace

void follow_heard_language(Turn& turn, const ThreadId& thread) {
  Read heard;
  heard.language = turn.state().threads.at(thread).heard;
  follow_language(turn, thread, heard);
}

namespace {

MessageId record_message(Turn& turn, const CustomerWrote& input, const Joined& joined, const ThreadId& thread,
                         Instant occurred, bool late, bool acknowledgement, const Read& read) {
  MessageReceived fact;
  fact.case_id = joined.id;
  fact.thread = thread;
  fact.message = turn.next_message();
  fact.kind = input.kind;
  fact.remote_id = input.remote_id.ref;
  fact.text = input.text.ref;
  fact.quoted = input.quoted.ref;
  fact.button_payload = input.button_payload.ref;
  fact.referral = input.referral.ref;
  fact.attributes = input.attributes.ref;
  fact.attachments = stored(input.attachments, sensitive_context(turn, input, joined.id, read));
  fact.language = read.language;
  fact.occurred = occurred;
  fact.late = late;
  fact.historic = input.historic;
  fact.acknowledgement = acknowledgement;
  fact.masked = input.masked;
  fact.error_code = input.error_code;
  fact.joined_because = joined.because;
  fact.fingerprint = input.fingerprint;
  fact.objects = input.objects;
  const auto id = fact.message;
  turn.emit(std::move(fact), late ? "I1" : "C1");
  return id;
}

void draft_withheld(Turn& turn, const Send& kept, std::string_view why) {
  turn.emit(WithheldEnded{kept.id, "drafted"}, "W5");
  draft_reply(turn, kept, why, "W5");
}

// Anything public said since, through the gate or past it; what is on its way counts, what failed does not.
bool spoken_since(const CustomerState& state, const Case& c, const Send& kept) {
  const bool by_us = std::any_of(state.sends.begin(), state.sends.end(), [&](const auto& entry) {
    const auto& other = entry.second;
    return other.thread == kept.thread && number_of(other.id.value) > number_of(kept.id.value) && other.attempts > 0 &&
           other.state != SendState::failed;
  });
  return by_us || std::any_of(c.entries.begin(), c.entries.end(), [&](const Entry& entry) {
           return entry.what == Entry::What::outside && entry.kind != MessageKind::call && entry.at > kept.attempted;
         });
}

// W5: the tap on our template's button releases the kept reply under the same epoch, with nothing public sent since.
// Any other word of the customer makes it a draft beside that word.
void release_withheld(Turn& turn, const CustomerWrote& input, const CaseId& case_id, const ThreadId& thread) {
  const bool tap = input.kind == MessageKind::button && input.quoted.ref;
  const auto* quoted = tap ? send_with_remote(turn.state(), input.quoted.ref) : nullptr;
  const auto tapped = quoted == nullptr ? MessageId{} : quoted->id;
  std::vector<Send> others;
  for (const auto& [id, send] : turn.state().sends)
    if (send.thread == thread && send.withheld_until && id != tapped) others.push_back(send);
  for (const auto& other : others) draft_withheld(turn, other, "the customer came back with other words");
  quoted = find(turn.state().sends, tapped);
  if (quoted == nullptr || !quoted->withheld_until) return;
  const Send kept = *quoted;
  const auto& c = turn.state().cases.at(case_id);
  const bool same_owner = turn.hand_of(c).epoch == kept.epoch;
  if (turn.now() > kept.withheld_until || spoken_since(turn.state(), c, kept) || !same_owner || kept.case_id != case_id)
    return draft_withheld(turn, kept, "the customer came back, but the reply may no longer fit");
  turn.emit(WithheldEnded{kept.id, "released"}, "W5");
  SendQueued again;
  again.case_id = kept.case_id;
  again.thread = kept.thread;
  again.epoch = kept.epoch;
  again.author = kept.author;
  again.person = kept.person;
  again.purpose = kept.purpose;
  again.text = kept.text;
  again.cites = kept.cites;
  again.request = kept.request;
  again.buttons = kept.buttons;
  again.asks_to_call = kept.asks_to_call;
  queue_send(turn, std::move(again), "W5");
}

// A classifier reads words.
bool wants_labels(const CustomerWrote& input) {
  return !input.text.text.empty() && input.kind != MessageKind::reaction;
}

struct Heeded {  // of the message, for classifiers
  ThreadId thread;
  bool heard = false;   // its language is known
  bool labels = false;  // it is worth asking
};

// H8 ends automation at once; otherwise the bot is asked, after the classifiers where there are any.
void serve_automated(Turn& turn, const CustomerWrote& input, const CaseId& id, const MessageId& message,
                     const Heeded& heeded) {
  auto& c = turn.state().cases.at(id);
  const auto& hand = turn.hand_of(c);
  const auto* bot = std::get_if<BotOwner>(&hand.owner);
  if (bot == nullptr) return;
  const auto bot_id = bot->id;
  const auto epoch = hand.epoch;
  const auto* matcher = turn.policy().matcher.get();
  const auto& thread = turn.state().threads.at(c.threads.front());
  const auto asked = matcher == nullptr ? std::nullopt : matcher->asks_for_person(input.text.text, thread.language);
  if (asked && !held_back(turn, id, lane_by_signals(turn, id), "H8", "end automation: the customer asks for a person",
                          message.value)) {
    HandoffDecided decided;
    decided.trigger = "H8";
    decided.by = "customer";
    decided.reason = "customer_request";
    decided.signals.push_back({"asks_for_person:" + asked->pattern, 1000, message, asked->begin, asked->length, "H8"});
    explain_by_signals(turn, id, decided);
    begin_handoff(turn, id, std::move(decided), "H8");
    return;
  }
  const auto taken = triage_message(turn, id, message);
  if (taken == TurnTaken::handed_over) return;
  // W1: the bot is silent, and somebody must answer.
  if (turn.state().cases.at(id).automation.muted && taken == TurnTaken::nobody) {
    HandoffDecided decided;
    decided.trigger = "bot_muted";
    decided.by = "host";
    decided.reason = "other";
    decided.signals.push_back({"outside_gate", 1000, message, 0, 0});
    explain_by_signals(turn, id, decided);
    begin_handoff(turn, id, std::move(decided), "W1");
    return;
  }
  const std::string holds = taken == TurnTaken::nobody ? "bot" : "";
  const bool waits = heeded.labels && ask_classifiers(turn, id, message, heeded.thread, {heeded.heard, holds});
  if (!waits && taken == TurnTaken::nobody) turn.emit(BotAsked{id, bot_id, message, epoch}, "H14");
}

// I8: a burst ends by time, also where the word that comes after it is decided before the clock.
void end_old_burst(Turn& turn, const CaseId& id) {
  const auto& burst = turn.state().cases.at(id).burst;
  const auto& policy = turn.policy();
  if (!burst.started) return;
  if (turn.now() - burst.last >= policy.burst_gap_ms || turn.now() - burst.started >= policy.burst_max_ms) end_burst(turn, id);
}

// Somebody is sought for a case nobody has taken: a new one, or one that a late word opened.
bool needs_seat(Turn& turn, const CaseId& id, bool opened) {
  const auto& c = turn.state().cases.at(id);
  if (opened || c.settled()) return opened;
  const bool late_only = std::all_of(c.entries.begin(), c.entries.end() - 1, [](const Entry& entry) { return entry.late; });
  return late_only && std::holds_alternative<LeadOwner>(turn.hand_of(c).owner) && seat_of(turn.state(), id) == nullptr;
}

}  // namespace

void decide_on(Turn& turn, const CustomerWrote& input) {
  if (seen_before(turn.state(), input.remote_id.ref)) return;
  const auto thread = arrive(turn, input.place);
  const auto occurred = plausible(input.occurred, turn.now());
  const bool late = input.historic || turn.now() - occurred > turn.policy().late_after_ms;
  const auto* matcher = turn.policy().matcher.get();
  const auto& language = turn.state().threads.at(thread).language;
  const auto hit = late ? RequestHit{} : request_hit(turn.state(), turn.policy(), input, thread, turn.now());
  // The button of a question that is over changes nothing (J4), as an acknowledgement does not (C10).
  const bool acknowledgement = hit.stale || (matcher != nullptr && input.attachments.empty() && hit.case_id.empty() &&
                                             matcher->is_acknowledgement(input.text.text, language));

  clear_unreachable(turn, thread);
  if (input.opens_window && !late) open_window(turn, thread, occurred);
  if (matcher != nullptr && input.kind == MessageKind::text && matcher->is_opt_out(input.text.text))
    turn.emit(ConsentChanged{thread, true, "word"}, "W7");

  auto read = read_words(turn.policy(), input.text.text);
  const auto joined = join_case(turn, word_of(turn, input, {thread, hit.case_id, acknowledgement, late}, read));
  end_old_burst(turn, joined.id);
  const auto message = record_message(turn, input, joined, thread, occurred, late, acknowledgement, read);
  if (late) return;  // I1: it moves nothing but the record

  draft_waiting_replies(turn, thread);
  if (joined.reopens) reopen(turn, joined.id, "the customer wrote again", "C10");
  release_withheld(turn, input, joined.id, thread);
  if (!acknowledgement) customer_came_back(turn, joined.id);
  take_answer(turn, hit, input, joined.id, message, thread);
  take_context(turn, input, joined.id, message);
  if (!acknowledgement && turn.state().cases.at(joined.id).status == CaseStatus::waiting_customer)
    change_status(turn, joined.id, CaseStatus::open, "C6");
  follow_language(turn, thread, read);
  if (!acknowledgement) note_signals(turn, joined.id, message, std::move(read.signals), {input.masked, input.classes});
  if (!acknowledgement) hear_first_words(turn, joined.id, message, {input.text.text, read.urgency});
  const bool labels = !acknowledgement && wants_labels(input);
  if (turn.state().cases.at(joined.id).status == CaseStatus::automated) {
    return serve_automated(turn, input, joined.id, message, {thread, !read.language.empty(), labels});
  }
  const auto taken = triage_message(turn, joined.id, message);
  if (taken == TurnTaken::handed_over) return;
  const bool seat = taken == TurnTaken::nobody && needs_seat(turn, joined.id, joined.opened);
  const LabelsWanted wanted{!read.language.empty(), seat ? "seat" : ""};
  const bool asked = labels && ask_classifiers(turn, joined.id, message, thread, wanted);
  if (seat && !asked) seek_first_line(turn, joined.id, "R5");
}

void decide_on(Turn& turn, const CustomerEdited& input) {
  for (auto& [id, c] : turn.state().cases) {
    for (const auto& entry : c.entries) {
      if (!entry.remote_id.same_text(input.remote_id.ref)) continue;
      const auto case_id = id;
      const auto message = entry.message;
      turn.emit(MessageEdited{message, input.text.ref, input.occurred}, "K");
      if (turn.state().cases.at(case_id).settled()) return;
      note_signals(turn, case_id, message, signals_in(turn.policy(), input.text.text), {});  // K: triage again
      const auto taken = triage_message(turn, case_id, message);
      const auto* thread = thread_at(turn.state(), input.place.connector, input.place.account);
      if (taken != TurnTaken::handed_over && thread != nullptr && !input.text.text.empty())
        ask_classifiers(turn, case_id, message, ThreadId{thread->id}, {true, {}});
      return;
    }
  }
  arrive(turn, input.place);
  turn.emit(NoticeRecorded{"edit of an unknown message", input.text.ref, input.occurred}, "K");
}

void decide_on(Turn& turn, const CustomerDeleted& input) {
  for (auto& [id, c] : turn.state().cases) {
    for (const auto& entry : c.entries) {
      if (!entry.remote_id.same_text(input.remote_id.ref)) continue;
      turn.emit(MessageDeleted{entry.message, input.occurred}, "K");
      return;
    }
  }
  arrive(turn, input.place);
  turn.emit(NoticeRecorded{"deletion of an unknown message", {}, input.occurred}, "K");
}

namespace {

// J5: we called. It opens no window and no case, and nobody came back by it.
void record_own_call(Turn& turn, const CallReported& input, const ThreadId& thread, Instant occurred) {
  const auto* c = open_case_on(turn.state(), thread);
  if (c == nullptr) c = latest_case_on(turn.state(), thread);
  if (c == nullptr) return turn.emit(NoticeRecorded{"a call to the customer", input.remote_id.ref, occurred}, "J5");
  const auto id = c->id;
  const auto dues = counted_dues(turn.state(), *c, turn.policy());
  turn.emit(CallRecorded{id, thread, input.remote_id.ref, input.outcome, input.duration_ms, occurred, true}, "J5");
  if (input.outcome == CallOutcome::completed) updated_from_outside(turn, id, dues);
}

}  // namespace

void decide_on(Turn& turn, const CallReported& input) {
  const auto thread = arrive(turn, input.place);
  const auto occurred = plausible(input.occurred, turn.now());
  if (input.by_us) return record_own_call(turn, input, thread, occurred);
  const bool late = turn.now() - occurred > turn.policy().late_after_ms;
  if (input.opens_window && !late) open_window(turn, thread, occurred);
  clear_unreachable(turn, thread);
  Word called;
  called.thread = thread;
  called.late = late;
  const auto joined = join_case(turn, called);
  const auto dues = counted_dues(turn.state(), turn.state().cases.at(joined.id), turn.policy());
  turn.emit(CallRecorded{joined.id, thread, input.remote_id.ref, input.outcome, input.duration_ms, occurred}, "J5");
  if (late) return;
  if (joined.reopens) reopen(turn, joined.id, "the customer called", "C10");
  if (input.outcome == CallOutcome::completed) updated_from_outside(turn, joined.id, dues);
  if (turn.state().cases.at(joined.id).status == CaseStatus::waiting_customer)  // C6: they came back
    change_status(turn, joined.id, CaseStatus::open, "J5");
  if (joined.opened && turn.state().cases.at(joined.id).status == CaseStatus::open) {
    open_seat(turn, joined.id, turn.policy().first_line(turn.state().segment), {}, false, "R5");
    route_items(turn, joined.id);
  }
}

void decide_on(Turn& turn, const IdentityChanged& input) {
  learn_addresses(turn, input.place.addresses);
  turn.emit(NoticeRecorded{"identity_changed", {}, input.occurred}, "I2");
}

void decide_on(Turn& turn, const PreferenceChanged& input) {
  const auto thread = arrive(turn, input.place);
  if (input.preference == "opted_out" || input.preference == "opted_in") {
    const bool out = input.preference == "opted_out";
    if (turn.state().threads.at(thread).opted_out != out) turn.emit(ConsentChanged{thread, out, "preference"}, "W7");
    return;
  }
  if (input.preference != "calls_allowed" && input.preference != "calls_refused")
    return turn.emit(NoticeRecorded{input.preference, {}, input.occurred}, "J5");
  const auto occurred = plausible(input.occurred, turn.now());
  if (input.opens_window && turn.now() - occurred <= turn.policy().late_after_ms) open_window(turn, thread, occurred);
  call_permission(turn, thread, input.preference == "calls_allowed", input.until);
}

void decide_on(Turn& turn, const OutsideWordSeen& input) {
  const auto thread = arrive(turn, input.place);
  const auto* open = open_case_on(turn.state(), thread);
  const auto id = open == nullptr ? CaseId{} : open->id;
  const auto dues = open == nullptr ? std::vector<UpdateDue>{} : counted_dues(turn.state(), *open, turn.policy());
  turn.emit(OutsideWordRecorded{id, thread, input.remote_id.ref, input.text.ref, input.occurred}, "W1");
  const bool talks = open != nullptr && open->status == CaseStatus::automated && !open->automation.muted;
  if (talks && !held_back(turn, id, LaneId{open->lane}, "W1", "silence the bot: somebody else is talking",
                          std::to_string(input.occurred.ms)))
    turn.emit(BotMuted{id, true}, "W1");  // somebody else is talking: the bot is silent
  if (!id.empty()) updated_from_outside(turn, id, dues);
}

void decide_on(Turn& turn, const ChannelNoticed& input) {
  if (!input.place.addresses.empty()) arrive(turn, input.place);
  turn.emit(NoticeRecorded{input.name, input.detail.ref, input.occurred}, "I1");
}

void decide_on(Turn& turn, const AttachmentFetched& input) {
  turn.emit(AttachmentStored{input.message, input.index, input.blob, input.sha256, input.media_type, input.size_bytes},
            "I6");
}

void decide_on(Turn& turn, const AttachmentLost& input) {
  turn.emit(AttachmentMissed{input.message, input.index, input.reason}, "I6");
}

}  // namespace baton::core
