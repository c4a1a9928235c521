// SPDX-License-Identifier: MIT
// Glue: the rule of rule.h behind the ownership kind.
#include <baton/plugin.hpp>

#include "control-tower_manifest.h"
#include "control-tower_schema.h"
#include "rule.h"
#include "translate.h"

namespace baton::control_tower {

class ControlTower final : public sdk::Ownership {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  explicit ControlTower(const sdk::Create& create) : settings_(settings_of(create.config_json)) {}

  void propose(const sdk::Call& /*call*/, const baton_case_view_t& view,
               sdk::Reply<sdk::Proposal> reply) override {
    reply.send(record_of(control_tower::propose(sdk::plain_case(view), settings_), view));
  }

 private:
  const Settings settings_;
};

}  // namespace baton::control_tower

BATON_EXPORT_PLUGIN(baton::control_tower::ControlTower)
