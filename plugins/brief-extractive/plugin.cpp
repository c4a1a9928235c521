// SPDX-License-Identifier: MIT
// Glue: the extraction of brief.h behind the summarizer kind.
#include <baton/plugin.hpp>

#include "brief-extractive_manifest.h"
#include "brief-extractive_schema.h"
#include "brief.h"
#include "translate.h"

namespace baton::brief {

class BriefExtractive final : public sdk::Summarizer {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  explicit BriefExtractive(const sdk::Create& create) : settings_(settings_of(create.config_json)) {}

  void summarize(const sdk::Call& /*call*/, const baton_transcript_t& transcript,
                 sdk::Reply<sdk::BriefBuilder> reply) override {
    reply.send(record_of(make_brief(input_of(transcript), settings_), transcript));
  }

 private:
  const Settings settings_;
};

}  // namespace baton::brief

BATON_EXPORT_PLUGIN(baton::brief::BriefExtractive)
