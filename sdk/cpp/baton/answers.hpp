// SPDX-License-Identifier: MIT
// answers.hpp - owning builders for what strategies and connector extensions answer: proposal, brief, labels,
// templates, fetched media, lookups, channel policy. The same rules as in events.hpp: `record()` is borrowed
// from the builder.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "events.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

struct ProposedWork {
  std::string lane;
  std::string question;
  std::string agent_id;         // empty: whoever the lane routes it to
  std::uint32_t work_type = 0;  // 0 = the host decides
};

// The answer to propose. Made from the view, so that the revision cannot be forgotten; as made it says KEEP,
// the safe answer. Copies nothing of the view but the revision.
class Proposal {
 public:
  explicit Proposal(const baton_case_view_t& view) noexcept : revision_(view.revision) {}

  baton_owner_action_t action = BATON_OWNER_KEEP;
  std::string lane;      // for LANE
  std::string agent_id;  // for AGENT
  std::string model;
  std::string reason;  // one sentence, shown to agents
  std::vector<ProposedWork> work_items;
  baton_writers_t writers = BATON_WRITERS_OWNER;
  std::uint32_t update_every_ms = 0;
  std::uint32_t confidence_permille = 0;

  Proposal& to_lane(std::string wanted) {
    action = BATON_OWNER_LANE;
    lane = std::move(wanted);
    return *this;
  }
  Proposal& to_agent(std::string wanted) {
    action = BATON_OWNER_AGENT;
    agent_id = std::move(wanted);
    return *this;
  }
  Proposal& to_desk() {
    action = BATON_OWNER_DESK;
    return *this;
  }
  Proposal& add_work(ProposedWork work) {
    work_items.push_back(std::move(work));
    return *this;
  }

  const baton_proposal_t& record() {
    work_records_.rebuild(work_items, [](const ProposedWork& from) {
      auto work = make_record<baton_proposed_work_t>();
      work.work_type = from.work_type;
      work.lane = str_or_absent(from.lane);
      work.agent_id = str_or_absent(from.agent_id);
      work.question = str_or_absent(from.question);
      return work;
    });
    record_ = make_record<baton_proposal_t>();
    record_.action = action;
    record_.revision = revision_;
    record_.lane = str_or_absent(lane);
    record_.agent_id = str_or_absent(agent_id);
    record_.model = str_or_absent(model);
    record_.reason = str_or_absent(reason);
    record_.work_items = work_records_.data();
    record_.work_item_count = work_records_.count();
    record_.writers = writers;
    record_.update_every_ms = update_every_ms;
    record_.confidence_permille = confidence_permille;
    return record_;
  }

 private:
  std::uint64_t revision_;
  baton_proposal_t record_{};
  detail::RecordList<baton_proposed_work_t> work_records_;
};

// One fact of a brief: where it came from is part of it (rule B1).
struct BriefItem {
  std::string label;
  std::string value;
  std::uint64_t source_sequence = 0;  // 0 = `source_name`
  std::string source_name;
};

// The answer to summarize.
class BriefBuilder {
 public:
  explicit BriefBuilder(const baton_transcript_t& transcript) noexcept : revision_(transcript.revision) {}

  baton_steps_state_t steps_state = BATON_STEPS_UNKNOWN;  // add_step() makes it LISTED
  std::string intent;
  std::uint64_t intent_source_sequence = 0;
  std::string segment;
  std::string status;
  std::string reason;
  std::string next_action;
  std::string decision_needed;
  std::vector<BriefItem> details;
  std::vector<BriefItem> steps;
  std::vector<BriefItem> evidence;
  std::uint32_t withheld_count = 0;

  BriefBuilder& add_detail(std::string label, std::string value, std::uint64_t source_sequence) {
    details.push_back({std::move(label), std::move(value), source_sequence, {}});
    return *this;
  }
  BriefBuilder& add_step(std::string value, std::uint64_t source_sequence) {
    steps.push_back({{}, std::move(value), source_sequence, {}});
    steps_state = BATON_STEPS_LISTED;
    return *this;
  }
  BriefBuilder& add_evidence(std::string label, std::string value, std::uint64_t source_sequence) {
    evidence.push_back({std::move(label), std::move(value), source_sequence, {}});
    return *this;
  }

  const baton_brief_t& record() {
    record_ = make_record<baton_brief_t>();
    record_.steps_state = steps_state;
    record_.revision = revision_;
    record_.intent = str_or_absent(intent);
    record_.intent_source_sequence = intent_source_sequence;
    record_.segment = str_or_absent(segment);
    record_.status = str_or_absent(status);
    record_.reason = str_or_absent(reason);
    record_.next_action = str_or_absent(next_action);
    record_.decision_needed = str_or_absent(decision_needed);
    detail_records_.rebuild(details, item_record);
    step_records_.rebuild(steps, item_record);
    evidence_records_.rebuild(evidence, item_record);
    record_.details = detail_records_.data();
    record_.detail_count = detail_records_.count();
    record_.steps = step_records_.data();
    record_.step_count = step_records_.count();
    record_.evidence = evidence_records_.data();
    record_.evidence_count = evidence_records_.count();
    record_.withheld_count = withheld_count;
    return record_;
  }

 private:
  static baton_brief_item_t item_record(const BriefItem& from) noexcept {
    auto item = make_record<baton_brief_item_t>();
    item.label = str_or_absent(from.label);
    item.value = str_or_absent(from.value);
    item.source_sequence = from.source_sequence;
    item.source_name = str_or_absent(from.source_name);
    return item;
  }

  std::uint64_t revision_;
  baton_brief_t record_{};
  detail::RecordList<baton_brief_item_t> detail_records_;
  detail::RecordList<baton_brief_item_t> step_records_;
  detail::RecordList<baton_brief_item_t> evidence_records_;
};

struct Label {
  std::string scheme;
  std::string value;
  std::uint32_t score_permille = 0;
};

// The answer to classify. No labels is an answer: "nothing to say".
class Labels {
 public:
  std::vector<Label> labels;

  Labels& add(std::string scheme, std::string value, std::uint32_t score_permille) {
    labels.push_back({std::move(scheme), std::move(value), score_permille});
    return *this;
  }
  // Borrowed like every record().
  const detail::RecordList<baton_label_t>& records() {
    records_.rebuild(labels, [](const Label& from) {
      auto label = make_record<baton_label_t>();
      label.scheme = str_or_absent(from.scheme);
      label.value = str_or_absent(from.value);
      label.score_permille = from.score_permille;
      return label;
    });
    return records_;
  }

 private:
  detail::RecordList<baton_label_t> records_;
};

// The answer to media fetch.
class FetchedMedia {
 public:
  std::string blob_id;
  std::string media_type;
  std::string sha256;
  std::uint64_t size_bytes = 0;

  const baton_media_fetched_t& record() {
    record_ = make_record<baton_media_fetched_t>();
    record_.blob_id = str_or_absent(blob_id);
    record_.media_type = str_or_absent(media_type);
    record_.sha256 = str_or_absent(sha256);
    record_.size_bytes = size_bytes;
    return record_;
  }

 private:
  baton_media_fetched_t record_{};
};

// The answer to a delivery lookup.
struct LookupAnswer {
  baton_lookup_result_t result = BATON_LOOKUP_UNKNOWN;  // the safe answer: a person decides
  std::string remote_message_id;                        // with SENT, where it is known
};

}  // namespace v0
}  // namespace baton::sdk
