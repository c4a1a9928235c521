// SPDX-License-Identifier: MIT
// Glue only: from an event to rule.h and back to labels.
#include <baton/plugin.hpp>
#include <nlohmann/json.hpp>

#include "rule.h"
#include "{{id}}_manifest.h"
#include "{{id}}_schema.h"

namespace {

using namespace baton::sdk;

class PhraseClassifier final : public Classifier {
 public:
  static Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  // The host has checked the settings against config.schema.json and filled in the defaults.
  explicit PhraseClassifier(const Create& create) : PhraseClassifier(nlohmann::json::parse(create.config_json)) {}

  // What a schema cannot say is an error of init, with the setting's JSON pointer as its code.
  void init() override {
    if (!phrases_.usable())
      throw Failure({BATON_INVALID_ARGUMENT, "a phrase has no word", "/phrases", 0, BATON_SCOPE_MESSAGE});
  }

  void classify(const Call&, const baton_event_t& event, Reply<Labels> reply) override {
    const bool wrote = event.kind == BATON_EVENT_CUSTOMER_MESSAGE || event.kind == BATON_EVENT_CUSTOMER_EDITED;
    Labels labels;  // none is an answer, too: nothing to say
    if (wrote && phrases_.said_in(view(event.text))) labels.add("intent", intent_, score_permille_);
    reply.send(std::move(labels));
  }

 private:
  explicit PhraseClassifier(const nlohmann::json& settings)
      : phrases_(settings.at("phrases").get<std::vector<std::string>>()),
        intent_(settings.at("intent").get<std::string>()),
        score_permille_(settings.at("score_permille").get<std::uint32_t>()) {}

  const phrases::Phrases phrases_;
  const std::string intent_;
  const std::uint32_t score_permille_;
};

}  // namespace

BATON_EXPORT_PLUGIN(PhraseClassifier)
