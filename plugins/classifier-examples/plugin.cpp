// SPDX-License-Identifier: MIT
// Glue: the examples of examples.h behind the classifier kind.
#include <baton/plugin.hpp>

#include "classifier-examples_manifest.h"
#include "classifier-examples_schema.h"
#include "examples.h"
#include "translate.h"

namespace baton::classifier_examples {

class ClassifierExamples final : public sdk::Classifier {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  explicit ClassifierExamples(const sdk::Create& create) : examples_(settings_of(create.config_json)) {}

  void classify(const sdk::Call& /*call*/, const baton_event_t& event, sdk::Reply<sdk::Labels> reply) override {
    reply.send(labels_of(examples_.find(words_in(event))));
  }

 private:
  const Examples examples_;
};

}  // namespace baton::classifier_examples

BATON_EXPORT_PLUGIN(baton::classifier_examples::ClassifierExamples)
