// SPDX-License-Identifier: MIT
// A transcript may come from an older or newer host: each field is asked for before it is read.
#include "translate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace baton::brief {
namespace {

using sdk::copy;

// Evidence by the word people use for it; empty: no evidence.
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

Speaker speaker_of(const baton_event_t& event) {
  const std::string_view author =
      BATON_HAS(&event, baton_event_t, author_id) ? sdk::view(event.author_id) : std::string_view();
  switch (event.kind) {
    case BATON_EVENT_CUSTOMER_MESSAGE:
    case BATON_EVENT_CUSTOMER_EDITED:
      return Speaker::customer;
    case BATON_EVENT_BOT_MESSAGE:
      return author == "host" ? Speaker::other : Speaker::bot;  // "a person takes over" is no step of anybody
    case BATON_EVENT_AGENT_MESSAGE:
    case BATON_EVENT_OUTSIDE_MESSAGE:
      return author.substr(0, 4) == "bot:" ? Speaker::bot : Speaker::agent;
    case BATON_EVENT_INTERNAL_NOTE:
      return Speaker::note;
    case BATON_EVENT_WORK_ANSWER:
      return Speaker::work_answer;
    default:
      return Speaker::other;  // also every kind that is newer than this plugin
  }
}

std::vector<Attachment> attachments_of(const baton_event_t& event) {
  std::vector<Attachment> out;
  if (BATON_HAS(&event, baton_event_t, attachment_count) && event.attachments != nullptr) {
    for (std::uint32_t i = 0; i < event.attachment_count && i < BATON_ATTACHMENT_MAX_COUNT; ++i) {
      if (event.attachments[i] == nullptr) continue;
      const baton_attachment_t& from = *event.attachments[i];
      std::string word = evidence_word(from.kind);
      if (word.empty() && from.kind == BATON_MESSAGE_STICKER) continue;
      Attachment attachment{word.empty() ? "file" : std::move(word), {}};
      if (BATON_HAS(&from, baton_attachment_t, file_name)) attachment.file_name = copy(from.file_name);
      out.push_back(std::move(attachment));
    }
  }
  std::string word = evidence_word(event.message_kind);
  if (out.empty() && !word.empty()) out.push_back({std::move(word), {}});
  return out;
}

Event event_of(const baton_event_t& from) {
  Event event;
  event.speaker = speaker_of(from);
  if (BATON_HAS(&from, baton_event_t, sequence)) event.sequence = from.sequence;
  if (BATON_HAS(&from, baton_event_t, message_id)) event.message_id = sdk::view(from.message_id);
  event.edits = from.kind == BATON_EVENT_CUSTOMER_EDITED;
  event.deletes = from.kind == BATON_EVENT_CUSTOMER_DELETED;
  const bool has_words =
      from.message_kind != BATON_MESSAGE_UNSUPPORTED && from.message_kind != BATON_MESSAGE_WELCOME;
  if (has_words && BATON_HAS(&from, baton_event_t, text)) event.text = sdk::view(from.text);
  if (event.speaker == Speaker::customer) event.attachments = attachments_of(from);
  return event;
}

CaseFacts::Status status_of(baton_case_status_t status) {
  switch (status) {
    case BATON_CASE_AUTOMATED:
      return CaseFacts::Status::automated;
    case BATON_CASE_ESCALATED:
      return CaseFacts::Status::escalated;
    case BATON_CASE_WAITING_CUSTOMER:
      return CaseFacts::Status::waiting_customer;
    case BATON_CASE_RESOLVED:
      return CaseFacts::Status::resolved;
    case BATON_CASE_CLOSED:
      return CaseFacts::Status::closed;
    default:
      return CaseFacts::Status::open;
  }
}

CaseFacts facts_of(const baton_case_view_t& view) {
  CaseFacts facts;
  facts.status = status_of(view.status);
  if (BATON_HAS(&view, baton_case_view_t, owner)) facts.owner = copy(view.owner);
  if (BATON_HAS(&view, baton_case_view_t, segment)) facts.segment = copy(view.segment);
  if (BATON_HAS(&view, baton_case_view_t, trigger) && view.trigger != nullptr) {
    const baton_trigger_t& trigger = *view.trigger;
    if (BATON_HAS(&trigger, baton_trigger_t, rule)) facts.rule = copy(trigger.rule);
    if (BATON_HAS(&trigger, baton_trigger_t, reason)) facts.reason = copy(trigger.reason);
    if (BATON_HAS(&trigger, baton_trigger_t, question)) facts.question = copy(trigger.question);
  }
  if (!BATON_HAS(&view, baton_case_view_t, work_item_count) || view.work_items == nullptr) return facts;
  for (std::uint32_t i = 0; i < view.work_item_count; ++i) {
    const baton_work_item_t* item = view.work_items[i];
    if (item == nullptr || item->state == BATON_WORK_DONE || item->state == BATON_WORK_CANCELLED) continue;
    if (BATON_HAS(item, baton_work_item_t, question) && item->question.size > 0)
      facts.work_question = copy(item->question);
  }
  return facts;
}

std::vector<sdk::BriefItem> items_of(std::vector<Item> items) {
  std::vector<sdk::BriefItem> out;
  for (Item& item : items) out.push_back({std::move(item.label), std::move(item.value), item.sequence, {}});
  return out;
}

}  // namespace

Input input_of(const baton_transcript_t& from) {
  Input input;
  if (BATON_HAS(&from, baton_transcript_t, revision)) input.revision = from.revision;
  if (BATON_HAS(&from, baton_transcript_t, language)) input.language = copy(from.language);
  if (BATON_HAS(&from, baton_transcript_t, view) && from.view != nullptr) input.facts = facts_of(*from.view);
  if (BATON_HAS(&from, baton_transcript_t, max_chars) && from.max_chars > 0) {
    input.chars_max = std::min<std::size_t>(from.max_chars, BATON_BRIEF_TEXT_MAX_CHARS);
  }
  if (BATON_HAS(&from, baton_transcript_t, events) && from.events != nullptr) {
    input.events.reserve(from.event_count);
    for (std::uint32_t i = 0; i < from.event_count; ++i) {
      if (from.events[i] != nullptr) input.events.push_back(event_of(*from.events[i]));
    }
  }
  return input;
}

sdk::BriefBuilder record_of(Brief brief, const baton_transcript_t& transcript) {
  sdk::BriefBuilder record(transcript);
  switch (brief.steps_state) {
    case StepsState::unknown:
      record.steps_state = BATON_STEPS_UNKNOWN;
      break;
    case StepsState::none:
      record.steps_state = BATON_STEPS_NONE;
      break;
    case StepsState::listed:
      record.steps_state = BATON_STEPS_LISTED;
      break;
  }
  record.intent = std::move(brief.intent);
  record.intent_source_sequence = brief.intent_sequence;
  record.segment = std::move(brief.segment);
  record.status = std::move(brief.status);
  record.reason = std::move(brief.reason);
  record.next_action = std::move(brief.next_action);
  record.decision_needed = std::move(brief.decision_needed);
  record.details = items_of(std::move(brief.details));
  record.steps = items_of(std::move(brief.steps));
  record.evidence = items_of(std::move(brief.evidence));
  record.withheld_count = static_cast<std::uint32_t>(std::min<std::size_t>(brief.withheld_count, UINT32_MAX));
  return record;
}

Settings settings_of(std::string_view config_json) {
  Settings settings;
  if (config_json.empty()) return settings;
  const auto config =
      nlohmann::json::parse(config_json, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (!config.is_object()) throw sdk::Failure(BATON_INVALID_ARGUMENT, "settings are not a JSON object");
  try {
    settings.intent_chars_max = config.value("intent_max_chars", settings.intent_chars_max);
    settings.withheld_labels = config.value("withhold", settings.withheld_labels);
  } catch (const nlohmann::json::exception&) {
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "a setting has the wrong type");
  }
  if (settings.intent_chars_max < 40 || settings.intent_chars_max > 300) {
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "intent_max_chars is not between 40 and 300");
  }
  if (settings.withheld_labels.size() > 64)
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "withhold has more than 64 words");
  return settings;
}

}  // namespace baton::brief
