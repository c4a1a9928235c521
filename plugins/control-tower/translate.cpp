// SPDX-License-Identifier: MIT
#include "translate.h"

#include <nlohmann/json.hpp>

namespace baton::control_tower {

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
      record.to_agent(proposal.agent_id).lane = proposal.lane;
      break;
    case Action::desk:
      record.to_desk();
      break;
  }
  // Back to first line is back to model A (O5).
  record.model = proposal.action == Action::lane ? "l1_owns" : "control_tower";
  record.reason = proposal.reason;
  for (const ProposedWork& work : proposal.work)
    record.add_work({work.lane, work.question, work.agent_id, 0});
  record.update_every_ms = proposal.update_every_ms;
  record.confidence_permille = 1000;
  return record;
}

Settings settings_of(std::string_view config_json) {
  Settings settings;
  if (config_json.empty()) return settings;
  const auto config =
      nlohmann::json::parse(config_json, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (!config.is_object()) throw sdk::Failure(BATON_INVALID_ARGUMENT, "settings are not a JSON object");
  try {
    settings.general_lane = config.value("general_lane", settings.general_lane);
    settings.beside = config.value("beside", settings.beside);
    settings.update_every_min = config.value("update_every_min", settings.update_every_min);
  } catch (const nlohmann::json::exception&) {
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "a setting has the wrong type");
  }
  if (settings.general_lane.empty()) throw sdk::Failure(BATON_INVALID_ARGUMENT, "general_lane is empty");
  if (settings.update_every_min > 1440)
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "update_every_min is above 1440");
  return settings;
}

}  // namespace baton::control_tower
