// SPDX-License-Identifier: MIT
// Glue: the rule of rule.h behind the ownership kind.
#include <baton/plugin.hpp>

#include "reassign_manifest.h"
#include "reassign_schema.h"
#include "rule.h"
#include "translate.h"

namespace baton::reassign {

class Reassign final : public sdk::Ownership {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  explicit Reassign(const sdk::Create& create) : settings_(settings_of(create.config_json)) {}

  void propose(const sdk::Call& /*call*/, const baton_case_view_t& view,
               sdk::Reply<sdk::Proposal> reply) override {
    reply.send(record_of(reassign::propose(sdk::plain_case(view), settings_), view));
  }

 private:
  const Settings settings_;
};

}  // namespace baton::reassign

BATON_EXPORT_PLUGIN(baton::reassign::Reassign)
