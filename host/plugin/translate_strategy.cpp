// SPDX-License-Identifier: MIT
#include "host/plugin/translate_strategy.h"

#include <deque>

#include "host/plugin/sized.h"
#include "host/plugin/str.h"
#include "host/plugin/translate_words.h"

namespace baton::plugin {
namespace {

// Owns what a baton_case_view_t points to. Deques keep addresses still while they grow.
class CaseStorage {
 public:
  explicit CaseStorage(CaseView view) : view_(std::move(view)) {}

  const baton_case_view_t& build() {
    record_ = sized<baton_case_view_t>();
    record_.status = abi_of(view_.status);
    record_.revision = view_.revision;
    record_.owner_epoch = view_.owner_epoch;
    record_.case_id = str_of(view_.case_id);
    record_.hand_id = str_of(view_.hand_id);
    record_.owner = str_of(view_.owner);
    record_.lane = str_or_absent(view_.lane);
    record_.segment = str_or_absent(view_.segment);
    record_.language = str_or_absent(view_.language);
    record_.thread_id = str_or_absent(view_.thread_id);
    record_.priority = static_cast<baton_priority_t>(view_.priority);
    record_.work_type = view_.work_type;
    record_.topology = view_.topology == core::Topology::gate ? BATON_TOPOLOGY_GATE : BATON_TOPOLOGY_OVERLAY;
    record_.window_open = view_.window_open ? 1 : 0;
    record_.window_ends_unix_ms = view_.window_ends_ms;
    record_.next_update_due_unix_ms = view_.next_update_due_ms;
    record_.now_unix_ms = view_.now_ms;
    add_trigger();
    add_plan();
    add_work();
    add_candidates();
    add_lanes();
    return record_;
  }

 private:
  void add_trigger() {
    trigger_ = sized<baton_trigger_t>();
    trigger_.rule = str_or_absent(view_.trigger_rule);
    trigger_.reason = str_or_absent(view_.trigger_reason);
    trigger_.question = str_or_absent(view_.trigger_question);
    trigger_.wanted_lane = str_or_absent(view_.trigger_lane);
    trigger_.wanted_agent = str_or_absent(view_.trigger_agent);
    trigger_.asked_by = str_or_absent(view_.trigger_by);
    record_.trigger = &trigger_;
  }

  void add_plan() {
    if (!view_.has_plan) return;
    plan_ = sized<baton_plan_t>();
    plan_.valid = 1;
    plan_.purpose = str_or_absent(view_.plan_purpose);
    plan_.at_unix_ms = view_.plan_at_ms;
    record_.plan = &plan_;
  }

  void add_work() {
    for (const auto& item : view_.work_items) {
      auto& record = work_.emplace_back(sized<baton_work_item_t>());
      record.state = abi_of(item.state);
      record.work_id = str_of(item.id);
      record.lane = str_of(item.lane);
      record.work_owner = str_or_absent(item.owner);
      record.question = str_or_absent(item.question);
      record.work_type = item.work_type;
      auto& answers = answer_pointers_.emplace_back();
      for (const auto& answer : item.answers) {
        auto& given = answers_.emplace_back(sized<baton_answer_t>());
        given.final = answer.final ? 1 : 0;
        given.answer_id = str_of(answer.id);
        given.author_id = str_of(answer.author);
        given.text = str_of(answer.text);
        given.given_unix_ms = answer.given_ms;
        answers.push_back(&given);
      }
      record.answers = answers.data();
      record.answer_count = static_cast<std::uint32_t>(answers.size());
      work_pointers_.push_back(&record);
    }
    record_.work_items = work_pointers_.data();
    record_.work_item_count = static_cast<std::uint32_t>(work_pointers_.size());
  }

  const baton_str_t* list(const std::vector<std::string>& items) {
    auto& strings = strings_.emplace_back();
    for (const auto& item : items) strings.push_back(str_of(item));
    return strings.data();
  }

  void add_candidates() {
    for (const auto& candidate : view_.candidates) {
      auto& record = candidates_.emplace_back(sized<baton_candidate_t>());
      record.agent_id = str_of(candidate.agent);
      record.lanes = list(candidate.lanes);
      record.lane_count = static_cast<std::uint32_t>(candidate.lanes.size());
      record.languages = list(candidate.languages);
      record.language_count = static_cast<std::uint32_t>(candidate.languages.size());
      record.load_milliunits = candidate.load_milliunits;
      record.capacity_milliunits = candidate.capacity_milliunits;
      record.idle_since_unix_ms = candidate.idle_since_ms;
      candidate_pointers_.push_back(&record);
    }
    record_.candidates = candidate_pointers_.data();
    record_.candidate_count = static_cast<std::uint32_t>(candidate_pointers_.size());
  }

  void add_lanes() {
    for (const auto& lane : view_.lanes) {
      auto& record = lanes_.emplace_back(sized<baton_lane_t>());
      record.lane_id = str_of(lane);
      lane_pointers_.push_back(&record);
    }
    record_.lanes = lane_pointers_.data();
    record_.lane_count = static_cast<std::uint32_t>(lane_pointers_.size());
  }

  CaseView view_;
  baton_case_view_t record_{};
  baton_trigger_t trigger_{};
  baton_plan_t plan_{};
  std::deque<baton_work_item_t> work_;
  std::vector<const baton_work_item_t*> work_pointers_;
  std::deque<baton_answer_t> answers_;
  std::deque<std::vector<const baton_answer_t*>> answer_pointers_;
  std::deque<baton_candidate_t> candidates_;
  std::vector<const baton_candidate_t*> candidate_pointers_;
  std::deque<baton_lane_t> lanes_;
  std::vector<const baton_lane_t*> lane_pointers_;
  std::deque<std::vector<baton_str_t>> strings_;
};

baton_event_kind_t event_kind(core::Entry::What what) {
  using enum core::Entry::What;
  switch (what) {
    case customer: return BATON_EVENT_CUSTOMER_MESSAGE;
    case agent: return BATON_EVENT_AGENT_MESSAGE;
    case bot: return BATON_EVENT_BOT_MESSAGE;
    case host: return BATON_EVENT_BOT_MESSAGE;
    case note: return BATON_EVENT_INTERNAL_NOTE;
    case answer: return BATON_EVENT_WORK_ANSWER;
    case outside: return BATON_EVENT_OUTSIDE_MESSAGE;
  }
  return BATON_EVENT_UNKNOWN;
}

// Owns the records of messages; they point into the views they were made of.
class EventStorage {
 public:
  baton_event_t& add(const EntryView& entry, baton_str_t case_id) {
    auto& event = events_.emplace_back(sized<baton_event_t>());
    event.kind = event_kind(entry.what);
    event.message_kind = abi_of(entry.kind);
    event.sequence = entry.number;
    event.occurred_unix_ms = entry.at_ms;
    event.received_unix_ms = entry.at_ms;
    event.case_id = case_id;
    event.author_id = entry.what == core::Entry::What::customer ? baton_str_t{nullptr, 0} : str_or_absent(entry.author);
    event.text = str_or_absent(entry.text);
    auto& attachments = attachment_pointers_.emplace_back();
    for (const auto& source : entry.attachments) {
      auto& attachment = attachments_.emplace_back(sized<baton_attachment_t>());
      attachment.kind = abi_of(source.kind);
      attachment.media_type = str_or_absent(source.media_type);
      attachment.file_name = str_or_absent(source.file_name);
      attachment.blob_id = str_or_absent(source.blob);
      attachment.size_bytes = source.size_bytes;
      attachments.push_back(&attachment);
    }
    event.attachments = attachments.data();
    event.attachment_count = static_cast<std::uint32_t>(attachments.size());
    return event;
  }

 private:
  std::deque<baton_event_t> events_;
  std::deque<baton_attachment_t> attachments_;
  std::deque<std::vector<const baton_attachment_t*>> attachment_pointers_;
};

class TranscriptStorage {
 public:
  explicit TranscriptStorage(TranscriptView view) : case_(std::move(view.view)), view_(std::move(view)) {}

  const baton_transcript_t& build() {
    record_ = sized<baton_transcript_t>();
    record_.view = &case_.build();
    record_.revision = record_.view->revision;
    record_.language = str_or_absent(view_.language);
    record_.max_chars = BATON_BRIEF_TEXT_MAX_CHARS;
    for (const auto& entry : view_.entries) pointers_.push_back(&add(entry));
    record_.events = pointers_.data();
    record_.event_count = static_cast<std::uint32_t>(pointers_.size());
    return record_;
  }

 private:
  const baton_event_t& add(const EntryView& entry) { return events_.add(entry, record_.view->case_id); }

  CaseStorage case_;
  TranscriptView view_;
  baton_transcript_t record_{};
  EventStorage events_;
  std::vector<const baton_event_t*> pointers_;
};

class MessageStorage {
 public:
  explicit MessageStorage(MessageView view) : view_(std::move(view)) {}

  const baton_event_t& build() {
    auto& event = events_.add(view_.entry, str_of(view_.case_id));
    event.thread_id = str_or_absent(view_.thread_id);
    event.language = str_or_absent(view_.language);
    return event;
  }

 private:
  MessageView view_;
  EventStorage events_;
};

core::Content content(baton_str_t text) { return {{}, text_of(text)}; }

std::vector<core::BriefItemMade> items(const baton_brief_item_t* const* records, std::uint32_t count) {
  std::vector<core::BriefItemMade> result;
  for (std::uint32_t i = 0; i < count; ++i)
    result.push_back({content(records[i]->label), content(records[i]->value),
                      static_cast<std::int64_t>(records[i]->source_sequence), text_of(records[i]->source_name)});
  return result;
}

}  // namespace

ArgumentPtr<baton_case_view_t> case_record(CaseView view) {
  return argument<baton_case_view_t>([storage = std::make_shared<CaseStorage>(std::move(view))]() -> const baton_case_view_t& {
    return storage->build();
  });
}

ArgumentPtr<baton_transcript_t> transcript_record(TranscriptView view) {
  return argument<baton_transcript_t>([storage = std::make_shared<TranscriptStorage>(std::move(view))]() -> const baton_transcript_t& {
    return storage->build();
  });
}

ArgumentPtr<baton_event_t> message_record(MessageView view) {
  auto storage = std::make_shared<MessageStorage>(std::move(view));
  return argument<baton_event_t>([storage]() -> const baton_event_t& { return storage->build(); });
}

std::vector<core::Label> labels_given(const Labels& labels) {
  std::vector<core::Label> result;
  for (std::uint32_t i = 0; i < labels.count; ++i) {
    const auto& label = *labels.items[i];
    result.push_back({text_of(label.scheme), text_of(label.value), static_cast<std::int64_t>(label.score_permille)});
  }
  return result;
}

core::OwnershipProposed proposed(const baton_proposal_t& proposal) {
  core::OwnershipProposed result;
  result.revision = proposal.revision;
  switch (proposal.action) {
    case BATON_OWNER_KEEP: result.action = "keep"; break;
    case BATON_OWNER_LANE: result.action = "lane"; break;
    case BATON_OWNER_AGENT: result.action = "agent"; break;
    case BATON_OWNER_DESK: result.action = "desk"; break;
    default: result.action = "unknown action " + std::to_string(proposal.action); break;
  }
  result.lane = core::LaneId{text_of(proposal.lane)};
  result.agent = core::AgentId{text_of(proposal.agent_id)};
  result.model = text_of(proposal.model);
  result.reason = content(proposal.reason);
  for (std::uint32_t i = 0; i < proposal.work_item_count; ++i) {
    const auto& work = *proposal.work_items[i];
    result.work.push_back({core::LaneId{text_of(work.lane)}, core::AgentId{text_of(work.agent_id)},
                           static_cast<std::int64_t>(work.work_type), content(work.question)});
  }
  return result;
}

core::BriefMade brief_made(const baton_brief_t& brief) {
  core::BriefMade result;
  result.revision = brief.revision;
  switch (brief.steps_state) {
    case BATON_STEPS_NONE: result.steps_state = core::StepsState::none; break;
    case BATON_STEPS_LISTED: result.steps_state = core::StepsState::listed; break;
    default: result.steps_state = core::StepsState::unknown; break;
  }
  result.intent = content(brief.intent);
  result.intent_source = static_cast<std::int64_t>(brief.intent_source_sequence);
  result.segment = text_of(brief.segment);
  result.status = content(brief.status);
  result.reason = content(brief.reason);
  result.next_action = content(brief.next_action);
  result.decision_needed = content(brief.decision_needed);
  result.details = items(brief.details, brief.detail_count);
  result.steps = items(brief.steps, brief.step_count);
  result.evidence = items(brief.evidence, brief.evidence_count);
  result.withheld = brief.withheld_count;
  return result;
}

}  // namespace baton::plugin
