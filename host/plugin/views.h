// SPDX-License-Identifier: MIT
// views.h - what the engine shows plugins, with the words in it: plain values that own their text. The translation
// files turn them into records of the ABI; nobody else builds records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/core/inputs.h"
#include "host/core/policy.h"
#include "host/core/state.h"

namespace baton::plugin {

struct IdentityView {
  core::AddressKind kind = core::AddressKind::phone;
  std::string value;
};

struct AttachmentView {
  core::MessageKind kind = core::MessageKind::document;
  std::string blob, remote_id, media_type, file_name, sha256;
  std::uint64_t size_bytes = 0;
};

struct ParameterView {
  std::string name;  // empty: positional
  std::string value;
};

struct ButtonView {
  std::string id;
  std::string title;
};

struct OutboundView {
  std::string message_id, case_id, thread_id, account, text, language, quoted_remote_id;
  std::vector<IdentityView> recipients;  // best first
  std::string template_name, template_language;  // empty: free-form
  std::vector<ParameterView> parameters;         // of the body, in order
  std::vector<std::string> quick_reply_payloads; // place = index of the button
  std::vector<ButtonView> buttons;               // of a free-form message (J4)
  std::string attributes;  // JSON: what no field says
  std::int64_t window_ends_ms = 0;
};

struct AnswerView {
  std::string id, author, text;
  bool final = false;
  std::int64_t given_ms = 0;
};

struct WorkItemView {
  std::string id, lane, owner, question;
  core::WorkState state = core::WorkState::open;
  std::uint32_t work_type = 1;
  std::vector<AnswerView> answers;
};

struct CandidateView {
  std::string agent;
  std::vector<std::string> lanes, languages;
  std::uint32_t load_milliunits = 0, capacity_milliunits = 0;
  std::int64_t idle_since_ms = 0;
};

struct CaseView {
  std::string case_id, hand_id, owner, lane, segment, language, thread_id;
  core::CaseStatus status = core::CaseStatus::open;
  core::Priority priority = core::Priority::medium;
  core::Topology topology = core::Topology::gate;
  std::uint64_t revision = 0, owner_epoch = 0;
  std::uint32_t work_type = 1;
  bool window_open = false;
  std::int64_t window_ends_ms = 0, next_update_due_ms = 0, now_ms = 0;
  std::string trigger_rule, trigger_reason, trigger_question, trigger_lane, trigger_agent, trigger_by;
  bool has_plan = false;
  std::string plan_purpose;
  std::int64_t plan_at_ms = 0;
  std::vector<WorkItemView> work_items;
  std::vector<CandidateView> candidates;
  std::vector<std::string> lanes;
};

struct EntryView {
  core::Entry::What what = core::Entry::What::customer;
  core::MessageKind kind = core::MessageKind::text;
  std::uint64_t number = 0;
  std::int64_t at_ms = 0;
  std::string author, text;
  std::vector<AttachmentView> attachments;
};

struct MessageView {  // of the customer, by itself
  EntryView entry;
  std::string case_id, thread_id, language;  // language: of the thread
};

struct TranscriptView {
  CaseView view;
  std::vector<EntryView> entries;  // oldest first
  std::string language;
};

}  // namespace baton::plugin
