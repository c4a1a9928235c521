// SPDX-License-Identifier: MIT
// A case view may come from an older or newer host: each field is asked for before it is read.
#include "translate.h"

#include <nlohmann/json.hpp>

namespace baton::l1_owns {
namespace {

using sdk::copy;

std::vector<std::string> copy_all(const baton_str_t* items, std::uint32_t count) {
  std::vector<std::string> out;
  if (items == nullptr) return out;
  for (const baton_str_t& item : sdk::each(items, count)) out.push_back(copy(item));
  return out;
}

Trigger trigger_of(const baton_trigger_t& from) {
  Trigger trigger;
  if (BATON_HAS(&from, baton_trigger_t, rule)) trigger.rule = copy(from.rule);
  if (BATON_HAS(&from, baton_trigger_t, reason)) trigger.reason = copy(from.reason);
  if (BATON_HAS(&from, baton_trigger_t, question)) trigger.question = copy(from.question);
  if (BATON_HAS(&from, baton_trigger_t, wanted_lane)) trigger.wanted_lane = copy(from.wanted_lane);
  if (BATON_HAS(&from, baton_trigger_t, wanted_agent)) trigger.wanted_agent = copy(from.wanted_agent);
  return trigger;
}

WorkItem work_of(const baton_work_item_t& from) {
  WorkItem item;
  if (BATON_HAS(&from, baton_work_item_t, lane)) item.lane = copy(from.lane);
  if (BATON_HAS(&from, baton_work_item_t, question)) item.question = copy(from.question);
  item.unfinished = from.state != BATON_WORK_DONE && from.state != BATON_WORK_CANCELLED;
  return item;
}

Candidate candidate_of(const baton_candidate_t& from) {
  Candidate candidate;
  candidate.agent_id = copy(from.agent_id);
  if (BATON_HAS(&from, baton_candidate_t, lane_count))
    candidate.lanes = copy_all(from.lanes, from.lane_count);
  if (BATON_HAS(&from, baton_candidate_t, capacity_milliunits)) {
    candidate.load_milliunits = from.load_milliunits;
    candidate.capacity_milliunits = from.capacity_milliunits;
  }
  return candidate;
}

// Elements may be absent in a list made by a careless host; they are passed over.
template <class Item, class Each>
void for_each(const Item* const* items, std::uint32_t count, const Each& each) {
  for (std::uint32_t i = 0; items != nullptr && i < count; ++i) {
    if (items[i] != nullptr) each(*items[i]);
  }
}

}  // namespace

View view_of(const baton_case_view_t& from) {
  View view;
  if (BATON_HAS(&from, baton_case_view_t, revision)) view.revision = from.revision;
  if (BATON_HAS(&from, baton_case_view_t, owner)) view.owner = copy(from.owner);
  if (BATON_HAS(&from, baton_case_view_t, trigger) && from.trigger != nullptr) {
    view.has_trigger = true;
    view.trigger = trigger_of(*from.trigger);
  }
  if (BATON_HAS(&from, baton_case_view_t, work_item_count)) {
    for_each(from.work_items, from.work_item_count,
             [&](const baton_work_item_t& item) { view.work_items.push_back(work_of(item)); });
  }
  if (BATON_HAS(&from, baton_case_view_t, candidate_count)) {
    for_each(from.candidates, from.candidate_count,
             [&](const baton_candidate_t& candidate) { view.candidates.push_back(candidate_of(candidate)); });
  }
  if (BATON_HAS(&from, baton_case_view_t, lane_count)) {
    for_each(from.lanes, from.lane_count,
             [&](const baton_lane_t& lane) { view.lanes.push_back(copy(lane.lane_id)); });
  }
  return view;
}

sdk::Proposal record_of(const Proposal& proposal, const baton_case_view_t& view) {
  sdk::Proposal record(view);
  switch (proposal.action) {
    case Action::keep:
      record.action = BATON_OWNER_KEEP;
      break;
    case Action::lane:
      record.to_lane(proposal.lane);
      break;
    case Action::agent:
      record.to_agent(proposal.agent_id);
      break;
  }
  record.model = "l1_owns";
  record.reason = proposal.reason;
  for (const ProposedWork& work : proposal.work)
    record.add_work({work.lane, work.question, work.agent_id, 0});
  record.writers = BATON_WRITERS_OWNER;
  record.update_every_ms = proposal.update_every_ms;
  record.confidence_permille = 1000;
  return record;
}

Settings settings_of(std::string_view config_json) {
  Settings settings;
  const auto config =
      nlohmann::json::parse(config_json, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (config_json.empty()) return settings;
  if (!config.is_object()) throw sdk::Failure(BATON_INVALID_ARGUMENT, "settings are not a JSON object");
  try {
    settings.general_lane = config.value("general_lane", settings.general_lane);
    settings.update_every_min = config.value("update_every_min", settings.update_every_min);
  } catch (const nlohmann::json::exception&) {
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "a setting has the wrong type");
  }
  if (settings.general_lane.empty()) throw sdk::Failure(BATON_INVALID_ARGUMENT, "general_lane is empty");
  if (settings.update_every_min > 1440)
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "update_every_min is above 1440");
  return settings;
}

}  // namespace baton::l1_owns
