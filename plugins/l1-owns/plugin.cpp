// SPDX-License-Identifier: MIT
// Glue: the rule of rule.h behind the ownership kind.
#include <baton/plugin.hpp>

#include "l1-owns_manifest.h"
#include "l1-owns_schema.h"
#include "rule.h"
#include "translate.h"

namespace baton::l1_owns {

class L1Owns final : public sdk::Ownership {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  explicit L1Owns(const sdk::Create& create) : settings_(settings_of(create.config_json)) {}

  void propose(const sdk::Call& /*call*/, const baton_case_view_t& view,
               sdk::Reply<sdk::Proposal> reply) override {
    reply.send(record_of(l1_owns::propose(view_of(view), settings_), view));
  }

 private:
  const Settings settings_;
};

}  // namespace baton::l1_owns

BATON_EXPORT_PLUGIN(baton::l1_owns::L1Owns)
