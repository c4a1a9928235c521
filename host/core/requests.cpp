// SPDX-License-Identifier: MIT
// requests.cpp - the customer is asked for evidence or a decision, once reminded, and answered by what they send
// (J2, J4).
#include "host/core/requests.h"

#include "host/core/turn.h"
#include "host/core/yes_no.h"

namespace baton::core {
namespace {

constexpr std::size_t kOptionsMin = 2;
constexpr std::size_t kOptionsMax = 3;           // reply buttons of a message
constexpr Millis kReminderFrom = 10 * kMinute;   // a shorter question is not reminded of

const Request* request_numbered(const Case& c, std::int64_t number) {
  for (const auto& request : c.requests)
    if (request.number == number) return &request;
  return nullptr;
}

bool live(const Request& request, Instant now) { return request.open() && now < request.expires; }

// "baton:k7-m5:1" -> message k7-m5, option 1
bool read_payload(std::string_view payload, MessageId& message, std::int64_t& option) {
  constexpr std::string_view kPrefix = "baton:";
  const auto last = payload.rfind(':');
  if (!payload.starts_with(kPrefix) || last < kPrefix.size() || last + 1 >= payload.size()) return false;
  message = {std::string(payload.substr(kPrefix.size(), last - kPrefix.size()))};
  const auto digits = payload.substr(last + 1);
  const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), option);
  return wrong == std::errc{} && end == digits.data() + digits.size();
}

RequestHit tapped(const CustomerState& state, const CustomerWrote& input, Instant now) {
  MessageId message;
  RequestHit hit;
  if (!read_payload(input.button_payload.text, message, hit.option)) return {};
  const auto send = state.sends.find(message);
  // The buttons of a template only open the window (W5); its question comes afterwards with buttons of its own.
  if (send == state.sends.end() || send->second.request == 0 || !send->second.template_use.name.empty()) return {};
  const auto c = state.cases.find(send->second.case_id);
  if (c == state.cases.end()) return {};
  const auto* request = request_numbered(c->second, send->second.request);
  const auto options = request == nullptr ? 0 : static_cast<std::int64_t>(request->options.size());
  if (hit.option < 0 || hit.option >= options) return {};
  hit.case_id = c->first;
  hit.request = request->number;
  hit.how = "tap";
  hit.stale = c->second.settled() || !live(*request, now);
  return hit;
}

// Where the channel has no buttons the options are numbered, and the number alone is the answer.
std::optional<std::int64_t> number_in(std::string_view text, const Request& request) {
  if (text.size() != 1 || text[0] < '1' || text[0] > '9') return std::nullopt;
  const auto option = static_cast<std::int64_t>(text[0] - '1');
  return option < static_cast<std::int64_t>(request.options.size()) ? std::optional(option) : std::nullopt;
}

RequestHit typed(const CustomerState& state, const Policy& policy, const CustomerWrote& input, const ThreadId& thread,
                 Instant now) {
  const auto at = state.threads.find(thread);
  const auto rules = at == state.threads.end() ? policy.connectors.end() : policy.connectors.find(at->second.connector);
  const bool buttons = rules != policy.connectors.end() && rules->second.channel.buttons_max > 0;
  const auto said = yes_or_no(input.text.text);
  RequestHit hit;
  for (const auto& [id, c] : state.cases) {
    if (c.settled() || !on_thread(c, thread)) continue;
    for (const auto& request : c.requests) {
      if (request.kind != RequestKind::approval || !live(request, now)) continue;
      const auto number = buttons ? std::nullopt : number_in(input.text.text, request);
      const bool word_counts = request.yes_no && !request.tap_only && said.has_value();
      if (number) hit = {id, request.number, *number, "number", false};
      else if (word_counts) hit = {id, request.number, *said ? 0 : 1, "word", false};
    }
  }
  return hit;
}

bool may_ask(Turn& turn, const Case& c, std::uint64_t epoch, const std::string& by, Instant expires) {
  if (!present_epoch(turn, c, epoch)) return false;
  const auto refuse = [&](Refusal::Kind kind, std::string what, std::string mend) {
    turn.refuse({kind, std::move(what), std::move(mend), {}, 0});
    return false;
  };
  const auto owner = to_string(turn.hand_of(c).owner);
  if (!speaks_for_owner(turn, c, agent_named(by)))
    return refuse(Refusal::Kind::not_allowed, "only " + owner + " asks the customer", "ask the owner");
  if (c.settled()) return refuse(Refusal::Kind::invalid, "the case is " + std::string(word(c.status)),
      "reopen it first");
  if (expires <= turn.now()) return refuse(Refusal::Kind::invalid, "`expires` is not in the future",
      "give a time that is still to come");
  if (newest_thread(turn.state(), c) == nullptr)
    return refuse(Refusal::Kind::invalid, "the customer has written on no thread of this case",
        "there is nobody to ask");
  return true;
}

bool work_exists(Turn& turn, const Case& c, const WorkId& work) {
  const auto* item = work.empty() ? nullptr : find(turn.state().items, work);
  if (work.empty() || (item != nullptr && item->case_id == c.id)) return true;
  turn.refuse({Refusal::Kind::not_found, "no work item " + work.value + " on case " + c.id.value,
      "see `work` of the case", {}, 0});
  return false;
}

void ask(Turn& turn, RequestMade made, std::uint64_t epoch, std::string_view rule) {
  const auto id = made.case_id;
  const auto& c = turn.state().cases.at(id);
  const auto* thread = newest_thread(turn.state(), c);
  made.request = static_cast<std::int64_t>(c.requests.size()) + 1;
  made.thread = thread->id;
  const auto span = made.expires - turn.now();
  if (span >= kReminderFrom) made.remind_at = turn.now() + span / 2;
  SendQueued queued;
  queued.case_id = id;
  queued.thread = made.thread;
  queued.epoch = epoch;
  queued.author = made.by;
  queued.person = agent_named(made.by);
  queued.purpose = SendPurpose::reply;
  queued.template_purpose = made.kind == RequestKind::approval ? "approval_request" : "evidence_request";
  queued.text = made.question;
  queued.request = made.request;
  queued.buttons = made.options;
  const auto expires = made.expires;
  const auto number = made.request;
  turn.emit(std::move(made), rule);
  queue_send(turn, std::move(queued), rule);
  const auto& asked = turn.state().cases.at(id);
  const auto* request = request_numbered(asked, number);
  if (asked.status == CaseStatus::open && request != nullptr && request->open())  // C6: a question with expiry was sent
    change_status(turn, id, CaseStatus::waiting_customer, "C6", expires);
}

const Request* latest_evidence(const Case& c, Instant now) {
  for (auto request = c.requests.rbegin(); request != c.requests.rend(); ++request) {
    const bool live_or_answered = request->open() || request->ended == "answered";
    if (request->kind == RequestKind::evidence && live_or_answered && now < request->expires) return &*request;
  }
  return nullptr;
}

void say_over(Turn& turn, const CaseId& id, const ThreadId& thread) {
  if (kept_silent(turn, id, "J4", "say that the question is over",
                  std::to_string(turn.state().cases.at(id).entries.size())))
    return;
  SendQueued word;
  word.case_id = id;
  word.thread = thread;
  word.epoch = turn.hand_of(turn.state().cases.at(id)).epoch;
  word.author = "host";
  word.purpose = SendPurpose::notice;
  word.canned = "request_over";
  queue_send(turn, std::move(word), "J4");
}

}  // namespace

RequestHit request_hit(const CustomerState& state, const Policy& policy, const CustomerWrote& input,
                       const ThreadId& thread, Instant now) {
  const bool tap = input.kind == MessageKind::button || input.kind == MessageKind::list_choice;
  return tap ? tapped(state, input, now) : typed(state, policy, input, thread, now);
}

void take_answer(Turn& turn, const RequestHit& hit, const CustomerWrote& input, const CaseId& id,
                 const MessageId& message, const ThreadId& thread) {
  if (!hit.case_id.empty() && hit.stale) {
    turn.emit(RequestStale{hit.case_id, hit.request, message}, "J4");
    return say_over(turn, id, thread);
  }
  if (!hit.case_id.empty()) turn.emit(RequestAnswered{hit.case_id, hit.request, hit.option, message, hit.how}, "J4");
  const auto* evidence = latest_evidence(turn.state().cases.at(id), turn.now());
  if (evidence == nullptr) return;
  const auto* quoted = send_with_remote(turn.state(), input.quoted.ref);
  const bool answers_it = input.quoted.ref && quoted != nullptr && quoted->case_id == id &&
                          quoted->request == evidence->number;
  if (!input.attachments.empty() || answers_it) turn.emit(EvidenceTied{id, evidence->number, message}, "J2");
}

void request_not_sent(Turn& turn, const Send& send) {
  const auto* c = find(turn.state().cases, send.case_id);
  const auto* request = c == nullptr || send.request == 0 ? nullptr : request_numbered(*c, send.request);
  if (request == nullptr || !request->open() || send.author == "host") return;
  turn.emit(RequestEnded{send.case_id, send.request, "not sent"}, "J4");
  if (turn.state().cases.at(send.case_id).status == CaseStatus::waiting_customer)
    change_status(turn, send.case_id, CaseStatus::open, "C6");
}

void withdraw_requests(Turn& turn, const CaseId& id) {
  std::vector<std::int64_t> open;
  for (const auto& request : turn.state().cases.at(id).requests)
    if (request.open()) open.push_back(request.number);
  for (const auto number : open) turn.emit(RequestEnded{id, number, "withdrawn"}, "J4");
}

void remind_of_request(Turn& turn, const CaseId& id, std::int64_t number) {
  if (request_numbered(turn.state().cases.at(id), number)->kind == RequestKind::internal)
    return remind_of_approval(turn, id, number);
  if (kept_silent(turn, id, "J4", "remind the customer of the question", std::to_string(number)))
    return turn.emit(RequestReminded{id, number}, "J4");
  const auto& c = turn.state().cases.at(id);
  const auto* request = request_numbered(c, number);
  SendQueued word;
  word.case_id = id;
  word.thread = request->thread;
  word.epoch = turn.hand_of(c).epoch;
  word.author = "host";
  word.purpose = SendPurpose::plan;
  word.template_purpose = request->kind == RequestKind::approval ? "approval_request" : "evidence_request";
  word.canned = "request_reminder";
  turn.emit(RequestReminded{id, number}, "J4");
  queue_send(turn, std::move(word), "J4");
}

void expire_request(Turn& turn, const CaseId& id, std::int64_t number) {
  if (request_numbered(turn.state().cases.at(id), number)->kind == RequestKind::internal)
    return expire_approval(turn, id, number);
  turn.emit(RequestEnded{id, number, "expired"}, "J4");
  if (turn.state().cases.at(id).status == CaseStatus::waiting_customer) change_status(turn, id, CaseStatus::open, "C6");
}

void decide_on(Turn& turn, const EvidenceAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !may_ask(turn, *c, input.epoch, input.by, input.expires)) return;
  if (!work_exists(turn, *c, input.work) || !safe_to_say(turn, *c, input.text.text, input.classes)) return;
  RequestMade made;
  made.case_id = c->id;
  made.kind = RequestKind::evidence;
  made.work = input.work;
  made.by = input.by;
  made.question = input.text.ref;
  made.expires = input.expires;
  const auto id = made.case_id;
  ask(turn, std::move(made), input.epoch, "J2");
  note_asked_again(turn, id, input.asked_again, input.by);
}

void decide_on(Turn& turn, const ApprovalAsked& input) {
  const auto* c = wanted_case(turn, input.case_id);
  if (c == nullptr || !may_ask(turn, *c, input.epoch, input.by, input.expires)) return;
  if (!work_exists(turn, *c, input.work)) return;
  if (input.options.size() < kOptionsMin || input.options.size() > kOptionsMax) {
    turn.refuse({Refusal::Kind::invalid, "a decision has two or three options",
        "give `options`, or leave them out for yes and no", {}, 0});
    return;
  }
  if (auto missing = missing_authority(turn, *c, agent_named(input.by), {}); !missing.empty()) {
    turn.refuse({Refusal::Kind::not_allowed, std::move(missing), "let somebody ask who holds the skill", {}, 0});
    return;
  }
  if (!safe_to_say(turn, *c, input.question.text, input.classes)) return;
  RequestMade made;
  made.case_id = c->id;
  made.kind = RequestKind::approval;
  made.work = input.work;
  made.by = input.by;
  made.question = input.question.ref;
  for (const auto& option : input.options) made.options.push_back(option.ref);
  made.yes_no = input.options.size() == 2 && yes_or_no(input.options[0].text) == true
      && yes_or_no(input.options[1].text) == false;
  made.tap_only = input.tap_only;
  made.expires = input.expires;
  ask(turn, std::move(made), input.epoch, "J4");
}

}  // namespace baton::core
