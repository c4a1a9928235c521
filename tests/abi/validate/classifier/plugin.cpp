// SPDX-License-Identifier: MIT
// plugin.cpp - a classifier that is wrong in the one way that its setting `wrong` says, or in none.
#include <baton/plugin.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "test.validate.classifier_manifest.h"
#include "test.validate.classifier_schema.h"

namespace {

using namespace baton::sdk;

class Words final : public Classifier {
 public:
  static Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }
  explicit Words(const Create& create)
      : wrong_(nlohmann::json::parse(create.config_json).at("wrong").get<std::string>()) {}

  void classify(const Call&, const baton_event_t& event, Reply<Labels> reply) override {
    Labels labels;
    if (event.kind != BATON_EVENT_CUSTOMER_MESSAGE) {
      if (wrong_ == "knows_all_kinds") std::abort();
      return reply.send(std::move(labels));
    }
    if (view(event.text).find("charged") != std::string_view::npos)
      labels.add(wrong_ == "names_no_scheme"  ? ""
                 : wrong_ == "writes_a_colon" ? "in:tent"
                                              : "intent",
                 wrong_ == "names_no_value" ? "" : "refund", wrong_ == "is_too_sure" ? 5000 : 900);
    reply.send(std::move(labels));
  }

 private:
  const std::string wrong_;
};

}  // namespace

BATON_EXPORT_PLUGIN(Words)
