// SPDX-License-Identifier: MIT
#include "translate.h"

#include <algorithm>
#include <optional>

#include "limits.h"
#include "text.h"

namespace baton::brief_llm {
namespace {

using sdk::copy;

std::string evidence_word(baton_message_kind_t kind) {
  switch (kind) {
    case BATON_MESSAGE_IMAGE:
      return "image";
    case BATON_MESSAGE_VIDEO:
      return "video";
    case BATON_MESSAGE_AUDIO:
      return "voice";
    case BATON_MESSAGE_DOCUMENT:
      return "document";
    case BATON_MESSAGE_LOCATION:
      return "location";
    case BATON_MESSAGE_CONTACTS:
      return "contact";
    default:
      return {};
  }
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Nothing for kinds that say nothing, among them every one that is newer than this plugin.
std::optional<Speaker> speaker_of(const baton_event_t& event) {
  const std::string_view author =
      BATON_HAS(&event, baton_event_t, author_id) ? sdk::view(event.author_id) : std::string_view();
  switch (event.kind) {
    case BATON_EVENT_CUSTOMER_MESSAGE:
    case BATON_EVENT_CUSTOMER_EDITED:
      return Speaker::customer;
    case BATON_EVENT_BOT_MESSAGE:
      if (author == "host") return std::nullopt;  // "a person takes over" is nothing anybody tried
      return Speaker::bot;
    case BATON_EVENT_AGENT_MESSAGE:
    case BATON_EVENT_OUTSIDE_MESSAGE:
      return starts_with(author, "bot:") ? Speaker::bot : Speaker::agent;
    case BATON_EVENT_INTERNAL_NOTE:
      return Speaker::note;
    case BATON_EVENT_WORK_ANSWER:
      return Speaker::answer;
    default:
      return std::nullopt;
  }
}

std::vector<Attachment> attachments_of(const baton_event_t& event) {
  std::vector<Attachment> out;
  if (BATON_HAS(&event, baton_event_t, attachment_count) && event.attachments != nullptr) {
    for (std::uint32_t i = 0; i < event.attachment_count && i < BATON_ATTACHMENT_MAX_COUNT; ++i) {
      const baton_attachment_t* from = event.attachments[i];
      if (from == nullptr || from->kind == BATON_MESSAGE_STICKER) continue;
      const std::string word = evidence_word(from->kind);
      out.push_back({word.empty() ? "file" : word, {}});
      if (BATON_HAS(from, baton_attachment_t, file_name))
        out.back().file_name = first_chars(sdk::view(from->file_name), kFileNameMaxChars);
    }
  }
  const std::string word = evidence_word(event.message_kind);
  if (out.empty() && !word.empty()) out.push_back({word, {}});
  return out;
}

class Turns {
 public:
  explicit Turns(bool internal_notes) : internal_notes_(internal_notes) {}

  void take(const baton_event_t& event) {
    const std::string id =
        BATON_HAS(&event, baton_event_t, message_id) ? copy(event.message_id) : std::string();
    const auto same = [&](const std::string& known) { return !id.empty() && known == id; };
    const auto known = std::find_if(ids_.begin(), ids_.end(), same);
    const auto place = static_cast<std::size_t>(known - ids_.begin());
    if (event.kind == BATON_EVENT_CUSTOMER_DELETED) {
      if (known != ids_.end()) turns_[place].text.clear(), turns_[place].attachments.clear();
      return;
    }
    const auto speaker = speaker_of(event);
    if (!speaker || (!internal_notes_ && (*speaker == Speaker::note || *speaker == Speaker::answer))) return;
    Turn turn{0, *speaker, {}, {}};
    if (BATON_HAS(&event, baton_event_t, sequence)) turn.source = event.sequence;
    const bool has_words =
        event.message_kind != BATON_MESSAGE_UNSUPPORTED && event.message_kind != BATON_MESSAGE_WELCOME;
    if (has_words && BATON_HAS(&event, baton_event_t, text)) turn.text = copy(event.text);
    if (*speaker == Speaker::customer) turn.attachments = attachments_of(event);
    if (event.kind == BATON_EVENT_CUSTOMER_EDITED && known != ids_.end()) {
      if (turn.attachments.empty()) turn.attachments = std::move(turns_[place].attachments);
      turns_[place] = std::move(turn);
      return;
    }
    turns_.push_back(std::move(turn));
    ids_.push_back(id);
  }
  std::vector<Turn> turns() && { return std::move(turns_); }

 private:
  bool internal_notes_;
  std::vector<Turn> turns_;
  std::vector<std::string> ids_;
};

std::string status_word(baton_case_status_t status) {
  switch (status) {
    case BATON_CASE_AUTOMATED:
      return "automated";
    case BATON_CASE_ESCALATED:
      return "escalated";
    case BATON_CASE_WAITING_CUSTOMER:
      return "waiting for the customer";
    case BATON_CASE_RESOLVED:
      return "resolved";
    case BATON_CASE_CLOSED:
      return "closed";
    default:
      return "open";
  }
}

std::string owner_word(std::string_view owner) {
  return starts_with(owner, "bot:") ? "bot" : starts_with(owner, "agent:") ? "person" : "office";
}

CaseFacts facts_of(const baton_case_view_t& view) {
  CaseFacts facts;
  facts.status = status_word(view.status);
  if (BATON_HAS(&view, baton_case_view_t, owner)) facts.owner = owner_word(sdk::view(view.owner));
  if (BATON_HAS(&view, baton_case_view_t, lane)) facts.lane = copy(view.lane);
  if (BATON_HAS(&view, baton_case_view_t, segment)) facts.segment = copy(view.segment);
  if (BATON_HAS(&view, baton_case_view_t, work_item_count)) {
    for (const baton_work_item_t& item : sdk::each(view.work_items, view.work_item_count)) {
      const bool finished = item.state == BATON_WORK_DONE || item.state == BATON_WORK_CANCELLED;
      if (!finished && BATON_HAS(&item, baton_work_item_t, question) && item.question.size > 0)
        facts.question = copy(item.question);
    }
  }
  if (BATON_HAS(&view, baton_case_view_t, trigger) && view.trigger != nullptr) {
    const baton_trigger_t& trigger = *view.trigger;
    if (BATON_HAS(&trigger, baton_trigger_t, rule)) facts.rule = copy(trigger.rule);
    if (BATON_HAS(&trigger, baton_trigger_t, reason)) facts.reason = copy(trigger.reason);
    if (BATON_HAS(&trigger, baton_trigger_t, question) && trigger.question.size > 0)
      facts.question = copy(trigger.question);
  }
  return facts;
}

void add_evidence(const Asked& asked, sdk::BriefBuilder& brief) {
  for (const Turn& turn : asked.turns)
    for (const Attachment& attachment : turn.attachments)
      if (brief.evidence.size() < kEvidenceMax)
        brief.add_evidence(attachment.kind,
                           attachment.file_name.empty() ? attachment.kind : attachment.file_name,
                           turn.source);
}

std::uint32_t withheld(const Excerpt& excerpt) {
  std::size_t count = 0;
  for (const auto* part : {&excerpt.first, &excerpt.last})
    for (const Turn& turn : *part)
      if (turn.speaker == Speaker::customer) count += count_marks(turn.text);
  return static_cast<std::uint32_t>(count);
}

}  // namespace

Asked asked_of(const baton_transcript_t& from, bool internal_notes) {
  Asked asked;
  if (BATON_HAS(&from, baton_transcript_t, revision)) asked.revision = from.revision;
  if (BATON_HAS(&from, baton_transcript_t, language) && from.language.size > 0)
    asked.language = copy(from.language);
  if (BATON_HAS(&from, baton_transcript_t, view) && from.view != nullptr) asked.facts = facts_of(*from.view);
  if (BATON_HAS(&from, baton_transcript_t, max_chars) && from.max_chars > 0)
    asked.chars_max = std::min<std::size_t>(from.max_chars, BATON_BRIEF_TEXT_MAX_CHARS);
  Turns turns(internal_notes);
  if (BATON_HAS(&from, baton_transcript_t, events) && from.events != nullptr)
    for (std::uint32_t i = 0; i < from.event_count; ++i)
      if (from.events[i] != nullptr) turns.take(*from.events[i]);
  asked.turns = std::move(turns).turns();
  return asked;
}

sdk::BriefBuilder brief_of(const Draft& draft, const Asked& asked, const Excerpt& excerpt) {
  auto transcript = sdk::make_record<baton_transcript_t>();
  transcript.revision = asked.revision;
  sdk::BriefBuilder brief(transcript);
  brief.intent = draft.intent.text;
  brief.intent_source_sequence = draft.intent.source;
  brief.segment = asked.facts.segment;
  brief.status = draft.status;
  brief.reason = draft.reason;
  brief.next_action = draft.next_action;
  brief.decision_needed = draft.decision_needed;
  for (const Item& detail : draft.details)
    if (count_marks(detail.text) == 0) brief.add_detail(detail.label, detail.text, detail.source);
  brief.steps_state = BATON_STEPS_NONE;
  for (const Item& step : draft.steps) brief.add_step(step.text, step.source);
  add_evidence(asked, brief);
  brief.withheld_count = withheld(excerpt);
  return brief;
}

}  // namespace baton::brief_llm
