// SPDX-License-Identifier: MIT
#include "translate.h"

#include <nlohmann/json.hpp>

namespace baton::reassign {

sdk::Proposal record_of(const Proposal& proposal, const baton_case_view_t& view) {
  sdk::Proposal record(view);
  if (proposal.action == Action::lane) record.to_lane(proposal.lane);
  if (proposal.action == Action::agent) record.to_agent(proposal.agent_id).lane = proposal.lane;
  record.model = "reassign";
  record.reason = proposal.reason;
  record.confidence_permille = 1000;
  return record;
}

Settings settings_of(std::string_view config_json) {
  Settings settings;
  if (config_json.empty()) return settings;
  const auto config =
      nlohmann::json::parse(config_json, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (!config.is_object()) throw sdk::Failure(BATON_INVALID_ARGUMENT, "settings are not a JSON object");
  const auto lane = config.find("general_lane");
  if (lane == config.end()) return settings;
  if (!lane->is_string() || lane->get_ref<const std::string&>().empty())
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "general_lane is no name of a lane");
  settings.general_lane = lane->get<std::string>();
  return settings;
}

}  // namespace baton::reassign
