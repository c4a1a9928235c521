// SPDX-License-Identifier: MIT
#include "host/http/reader.h"

#include <algorithm>

namespace baton::http {
namespace {

void add(std::vector<core::LaneId>& lanes, const core::LaneId& lane) {
  if (std::find(lanes.begin(), lanes.end(), lane) == lanes.end()) lanes.push_back(lane);
}

}  // namespace

Reader::Reader(const Caller& caller) : agent_(caller.agent), all_(caller.role() == policy::TokenRole::admin) {
  if (agent_.empty()) lanes_ = caller.token->lanes;
}

bool Reader::may_read(const core::Policy& policy, const core::LaneId& lane) const {
  if (all_ || !policy.restricted(lane)) return true;
  if (agent_.empty()) return std::find(lanes_.begin(), lanes_.end(), lane) != lanes_.end();
  return policy.holds_skill(agent_, lane) || policy.leads(agent_, lane);
}

nlohmann::json withheld_json(const core::LaneId& lane) { return {{"lane", lane.value}, {"rule", "R3"}}; }

ReadableBrief readable(const core::Policy& policy, const core::Case& c, const Reader& reader) {
  ReadableBrief result{c.brief, {}};
  auto& brief = result.brief;
  // The lane in which a part's source was written, where it is not for this reader.
  const auto closed = [&](std::int64_t source) -> const core::LaneId* {
    if (source < 1 || source > static_cast<std::int64_t>(c.entries.size())) return nullptr;
    const auto& lane = c.entries[static_cast<std::size_t>(source - 1)].lane;
    return reader.may_read(policy, lane) ? nullptr : &lane;
  };
  for (auto* items : {&brief.details, &brief.steps, &brief.evidence}) {
    std::erase_if(*items, [&](const core::BriefItem& item) {
      const auto* lane = closed(item.source);
      if (lane != nullptr) add(result.withheld, *lane);
      return lane != nullptr;
    });
  }
  std::erase_if(brief.changes, [&](const core::BriefChange& change) { return closed(change.source) != nullptr; });
  if (const auto* lane = closed(brief.intent_source)) {
    add(result.withheld, *lane);
    brief.intent = {};
    brief.intent_words = "withheld by lane " + lane->value;
  }
  if (brief.minimal()) return result;
  // A summarizer read all of the conversation: its own words may say what such an entry says.
  for (const auto& entry : c.entries) {
    if (entry.at > brief.made_at || reader.may_read(policy, entry.lane)) continue;
    add(result.withheld, entry.lane);
    brief.status_text = brief.reason = brief.next_action = brief.decision_needed = {};
    std::erase_if(brief.details, [](const core::BriefItem& item) { return item.source == 0; });
    std::erase_if(brief.steps, [](const core::BriefItem& item) { return item.source == 0; });
    std::erase_if(brief.changes, [](const core::BriefChange& change) { return change.text && change.source == 0; });
  }
  return result;
}

}  // namespace baton::http
