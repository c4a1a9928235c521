// SPDX-License-Identifier: MIT
#include "host/validate/question.h"

#include "host/plugin/str.h"

namespace baton::validate {
namespace {

constexpr std::int64_t kNow = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
constexpr std::int64_t kHour = 3'600'000;
constexpr std::uint32_t kOfTomorrow = 60'000;  // in no enumeration of today

}  // namespace

Question::Question(plugin::Kind kind, const Samples& samples, Oddity oddity)
    : kind_(kind), oddity_(std::move(oddity)), arena_(oddity_.guarded, oddity_.tail) {
  switch (kind) {
    case plugin::Kind::kConnector:
      outbound_ = make_outbound(samples);
      break;
    case plugin::Kind::kOwnership:
      view_ = make_view();
      break;
    case plugin::Kind::kSummarizer:
      transcript_ = make_transcript();
      break;
    case plugin::Kind::kClassifier:
      event_ = make_event(3, BATON_EVENT_CUSTOMER_MESSAGE, "", "My card was charged twice, please help");
      break;
  }
  if (oddity_.absent && *oddity_.absent < optional_.size()) *optional_[*oddity_.absent] = {nullptr, 0};
}

void Question::optional(baton_str_t& field, std::string_view text) {
  field = arena_.text(text);
  optional_.push_back(&field);
}

const baton_call_t* Question::call(baton_op_id_t op, std::uint32_t budget_ms) {
  auto* call = arena_.record<baton_call_t>();
  call->op_id = op;
  call->budget_ms = budget_ms;
  call->attempt = 1;
  call->idempotency_key = arena_.text("key-" + std::to_string(op));
  call->trace_id = arena_.text("trace-1");
  return call;
}

const baton_identity_t* Question::identity(baton_identity_kind_t kind, std::string_view value) {
  auto* made = arena_.record<baton_identity_t>();
  made->kind = kind;
  made->value = arena_.text(value);
  return made;
}

void Question::add_candidates(baton_case_view_t& view) {
  if (oddity_.no_candidates) return;
  std::vector<const baton_candidate_t*> list;
  for (const char* id : {"ana", "ben", "chen"}) {
    auto* candidate = arena_.record<baton_candidate_t>();
    candidate->agent_id = arena_.text(id);
    candidate->lanes = arena_.array<baton_str_t>({arena_.text("billing")});
    candidate->lane_count = 1;
    candidate->languages = arena_.array<baton_str_t>({arena_.text("en")});
    candidate->language_count = 1;
    candidate->capacity_milliunits = 4000;
    candidate->load_milliunits = oddity_.roomy && *oddity_.roomy != list.size() ? 4000 : 1000;
    candidate->idle_since_unix_ms = kNow - kHour;
    candidates_.emplace_back(id);
    list.push_back(candidate);
  }
  view.candidates = arena_.array(list);
  view.candidate_count = static_cast<std::uint32_t>(list.size());
}

baton_case_view_t* Question::make_view() {
  auto* view = arena_.record<baton_case_view_t>();
  view->status = oddity_.unknown_values ? kOfTomorrow : BATON_CASE_ESCALATED;
  view->revision = revision();
  view->owner_epoch = 2;
  view->case_id = arena_.text("case-1");
  view->owner = arena_.text("bot:helper");
  optional(view->hand_id, "hand-1");
  optional(view->lane, "billing");
  optional(view->segment, "standard");
  optional(view->language, "en");
  optional(view->thread_id, "thread-1");
  view->priority = oddity_.unknown_values ? kOfTomorrow : BATON_PRIORITY_MEDIUM;
  view->work_type = 1;
  view->topology = oddity_.unknown_values ? kOfTomorrow : BATON_TOPOLOGY_GATE;
  view->window_open = 1;
  view->window_ends_unix_ms = kNow + 20 * kHour;
  view->now_unix_ms = kNow;
  auto* trigger = arena_.record<baton_trigger_t>();
  trigger->rule = arena_.text(oddity_.unknown_values ? "ZZ99" : "H8");
  optional(trigger->reason, oddity_.text.value_or("the customer asked for a person"));
  optional(trigger->question, oddity_.text.value_or("Was the card charged twice?"));
  optional(trigger->wanted_lane, "billing");
  optional(trigger->asked_by, "bot:helper");
  view->trigger = trigger;
  std::vector<const baton_lane_t*> lanes;
  for (const char* id : {"billing", "technical"}) {
    auto* lane = arena_.record<baton_lane_t>();
    lane->lane_id = arena_.text(id);
    lanes_.emplace_back(id);
    lanes.push_back(lane);
  }
  view->lanes = arena_.array(lanes);
  view->lane_count = static_cast<std::uint32_t>(lanes.size());
  add_candidates(*view);
  return view;
}

baton_event_t* Question::make_event(std::uint64_t sequence, baton_event_kind_t kind, std::string_view author,
                                    std::string_view text) {
  const std::string said = oddity_.text.value_or(std::string(text));
  auto* event = arena_.record<baton_event_t>();
  event->kind = oddity_.unknown_values ? kOfTomorrow : kind;
  event->message_kind = oddity_.unknown_values ? kOfTomorrow : BATON_MESSAGE_TEXT;
  event->sequence = sequence;
  event->occurred_unix_ms = kNow - kHour + static_cast<std::int64_t>(sequence) * 1000;
  event->received_unix_ms = event->occurred_unix_ms + 100;
  event->source_event_id = arena_.text("source-" + std::to_string(sequence));
  optional(event->message_id, "message-" + std::to_string(sequence));
  optional(event->account, "main");
  optional(event->thread_id, "thread-1");
  optional(event->case_id, "case-1");
  optional(event->text, said);
  optional(event->language, "en");
  if (!author.empty()) optional(event->author_id, author);
  if (!oddity_.raw.empty()) event->raw = arena_.blob(oddity_.raw);
  said_ += said + "\n";
  return event;
}

baton_transcript_t* Question::make_transcript() {
  auto* transcript = arena_.record<baton_transcript_t>();
  view_ = make_view();
  const std::vector<const baton_event_t*> events = {
      make_event(1, BATON_EVENT_CUSTOMER_MESSAGE, "",
                 std::string("Hello, my order ") + kOrderNumber + " never arrived and I was charged twice"),
      make_event(2, BATON_EVENT_BOT_MESSAGE, "bot:helper",
                 "Please restart the app and tell me your email address"),
      make_event(3, BATON_EVENT_CUSTOMER_MESSAGE, "",
                 std::string("I restarted it, it did not help. My email is ") + kMailAddress),
      make_event(4, BATON_EVENT_INTERNAL_NOTE, "agent:ana", "Customer sounds upset, payment team to look"),
      make_event(5, BATON_EVENT_OWNER_CHANGED, "", "agent:ana"),
  };
  transcript->events = arena_.array(events);
  transcript->event_count = static_cast<std::uint32_t>(events.size());
  transcript->revision = revision();
  optional(transcript->language, "en");
  transcript->view = view_;
  transcript->max_chars = BATON_BRIEF_TEXT_MAX_CHARS;
  return transcript;
}

std::vector<std::uint64_t> Question::sequences() const { return {1, 2, 3, 4, 5}; }

baton_outbound_t* Question::make_outbound(const Samples& samples) {
  auto* outbound = arena_.record<baton_outbound_t>();
  outbound->kind = oddity_.unknown_values ? kOfTomorrow : BATON_OUTBOUND_MESSAGE;
  outbound->message_id = arena_.text("message-1");
  outbound->account = arena_.text(samples.account);
  outbound->recipients =
      arena_.array<const baton_identity_t*>({identity(samples.recipient_kind, samples.recipient)});
  outbound->recipient_count = 1;
  optional(outbound->case_id, "case-1");
  optional(outbound->thread_id, "thread-1");
  optional(outbound->text, oddity_.text.value_or("We have refunded the second charge."));
  optional(outbound->language, "en");
  if (!samples.attributes.empty()) optional(outbound->attributes_json, samples.attributes);
  outbound->window_ends_unix_ms = 4'102'444'800'000;  // 2100: no test runs so long
  return outbound;
}

const baton_webhook_t* webhook_record(Arena& arena, const Webhook& webhook) {
  auto* record = arena.record<baton_webhook_t>();
  record->method = arena.text(webhook.method);
  record->path = arena.text(webhook.path);
  record->query = arena.text(webhook.query);
  std::vector<baton_header_t> headers;
  for (const auto& [name, value] : webhook.headers) headers.push_back({arena.text(name), arena.text(value)});
  record->headers = arena.array(headers);
  record->header_count = static_cast<std::uint32_t>(headers.size());
  record->body = arena.blob(webhook.body);
  return record;
}

}  // namespace baton::validate
