// SPDX-License-Identifier: MIT
// Glue only: from the case view to rule.h and back to a proposal.
#include <baton/plugin.hpp>
#include <nlohmann/json.hpp>

#include "{{id}}_manifest.h"
#include "{{id}}_schema.h"
#include "rule.h"

namespace {

using namespace baton::sdk;

class LeastBusy final : public Ownership {
 public:
  static Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  // The host has checked the settings against config.schema.json and filled in the defaults.
  explicit LeastBusy(const Create& create)
      : max_load_permille_(
            nlohmann::json::parse(create.config_json).at("max_load_permille").get<std::uint32_t>()) {}

  void propose(const Call&, const baton_case_view_t& seen, Reply<Proposal> reply) override {
    const std::string_view lane = wanted_lane(seen);
    Proposal proposal(seen);  // says KEEP, the safe answer, until told otherwise
    if (!lane.empty()) {
      if (const auto agent_id = least_busy::least_busy(people(seen, lane), max_load_permille_)) {
        proposal.to_agent(*agent_id).reason = "least busy in the lane who speaks the customer's language";
      } else {
        proposal.to_lane(std::string(lane)).reason = "nobody in the lane is free; its lead holds the thread";
        host().log().info("nobody is free", {{"lane", lane}, {"candidates", seen.candidate_count}});
      }
    }
    proposal.model = "least_busy";
    reply.send(std::move(proposal));
  }

 private:
  static std::string_view wanted_lane(const baton_case_view_t& seen) {
    return seen.trigger == nullptr ? std::string_view{} : view(seen.trigger->wanted_lane);
  }

  static bool contains(ValueRange<baton_str_t> texts, std::string_view wanted) {
    for (const baton_str_t& text : texts) {
      if (view(text) == wanted) return true;
    }
    return false;
  }

  static std::vector<least_busy::Person> people(const baton_case_view_t& seen, std::string_view lane) {
    std::vector<least_busy::Person> found;
    for (const baton_candidate_t& one : each(seen.candidates, seen.candidate_count)) {
      const bool speaks =
          absent(seen.language) || contains(each(one.languages, one.language_count), view(seen.language));
      found.push_back({copy(one.agent_id), contains(each(one.lanes, one.lane_count), lane), speaks,
                       one.load_milliunits, one.capacity_milliunits, one.idle_since_unix_ms});
    }
    return found;
  }

  const std::uint32_t max_load_permille_;
};

}  // namespace

BATON_EXPORT_PLUGIN(LeastBusy)
