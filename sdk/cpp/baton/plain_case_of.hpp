// SPDX-License-Identifier: MIT
// plain_case_of.hpp - the host's record of a case as plain values. A record may come from an older or newer host: each
// field is asked for before it is read, and what is absent reads as less, never as something else.
#pragma once

#include <string>
#include <vector>

#include "plain_case.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace detail {

inline std::vector<std::string> copy_all(const baton_str_t* items, std::uint32_t count) {
  std::vector<std::string> out;
  if (items == nullptr) return out;
  for (const baton_str_t& item : each(items, count)) out.push_back(copy(item));
  return out;
}

inline PlainTrigger plain_trigger(const baton_trigger_t& from) {
  PlainTrigger trigger;
  if (BATON_HAS(&from, baton_trigger_t, rule)) trigger.rule = copy(from.rule);
  if (BATON_HAS(&from, baton_trigger_t, reason)) trigger.reason = copy(from.reason);
  if (BATON_HAS(&from, baton_trigger_t, question)) trigger.question = copy(from.question);
  if (BATON_HAS(&from, baton_trigger_t, wanted_lane)) trigger.wanted_lane = copy(from.wanted_lane);
  if (BATON_HAS(&from, baton_trigger_t, wanted_agent)) trigger.wanted_agent = copy(from.wanted_agent);
  return trigger;
}

inline PlainWork plain_work(const baton_work_item_t& from) {
  PlainWork item;
  if (BATON_HAS(&from, baton_work_item_t, lane)) item.lane = copy(from.lane);
  if (BATON_HAS(&from, baton_work_item_t, question)) item.question = copy(from.question);
  item.unfinished = from.state != BATON_WORK_DONE && from.state != BATON_WORK_CANCELLED;
  return item;
}

inline PlainCandidate plain_candidate(const baton_candidate_t& from) {
  PlainCandidate candidate;
  candidate.agent_id = copy(from.agent_id);
  if (BATON_HAS(&from, baton_candidate_t, lane_count)) candidate.lanes = copy_all(from.lanes, from.lane_count);
  if (BATON_HAS(&from, baton_candidate_t, capacity_milliunits)) {
    candidate.load_milliunits = from.load_milliunits;
    candidate.capacity_milliunits = from.capacity_milliunits;
  }
  return candidate;
}

// Elements may be absent in a list made by a careless host; they are passed over.
template <class Item, class Each>
void for_each(const Item* const* items, std::uint32_t count, const Each& each_one) {
  for (std::uint32_t i = 0; items != nullptr && i < count; ++i) {
    if (items[i] != nullptr) each_one(*items[i]);
  }
}

}  // namespace detail

// Copies; nothing of the record is needed afterwards. Any thread.
inline PlainCase plain_case(const baton_case_view_t& from) {
  PlainCase view;
  if (BATON_HAS(&from, baton_case_view_t, revision)) view.revision = from.revision;
  if (BATON_HAS(&from, baton_case_view_t, owner)) view.owner = copy(from.owner);
  if (BATON_HAS(&from, baton_case_view_t, trigger) && from.trigger != nullptr) {
    view.has_trigger = true;
    view.trigger = detail::plain_trigger(*from.trigger);
  }
  if (BATON_HAS(&from, baton_case_view_t, work_item_count)) {
    detail::for_each(from.work_items, from.work_item_count,
                     [&](const baton_work_item_t& item) { view.work_items.push_back(detail::plain_work(item)); });
  }
  if (BATON_HAS(&from, baton_case_view_t, candidate_count)) {
    detail::for_each(from.candidates, from.candidate_count, [&](const baton_candidate_t& candidate) {
      view.candidates.push_back(detail::plain_candidate(candidate));
    });
  }
  if (BATON_HAS(&from, baton_case_view_t, lane_count)) {
    detail::for_each(from.lanes, from.lane_count,
                     [&](const baton_lane_t& lane) { view.lanes.push_back(copy(lane.lane_id)); });
  }
  return view;
}

}  // namespace v0
}  // namespace baton::sdk
