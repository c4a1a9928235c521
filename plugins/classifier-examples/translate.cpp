// SPDX-License-Identifier: MIT
#include "translate.h"

#include <nlohmann/json.hpp>

namespace baton::classifier_examples {

std::string words_in(const baton_event_t& event) {
  const bool wrote = BATON_HAS(&event, baton_event_t, text) &&
                     (event.kind == BATON_EVENT_CUSTOMER_MESSAGE || event.kind == BATON_EVENT_CUSTOMER_EDITED);
  return wrote ? sdk::copy(event.text) : std::string{};
}

sdk::Labels labels_of(const std::vector<Intent>& intents) {
  sdk::Labels labels;
  for (const auto& intent : intents) labels.add("intent", intent.name, intent.likeness_permille);
  return labels;
}

Settings settings_of(std::string_view config_json) {
  const auto config =
      nlohmann::json::parse(config_json, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (!config.is_object() || !config.contains("examples"))
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "settings name no examples");
  Settings settings;
  try {
    for (const auto& [intent, sentences] : config.at("examples").items())
      settings.examples[intent] = sentences.get<std::vector<std::string>>();
    settings.minimum = config.value("minimum", settings.minimum);
    settings.most = config.value("most", settings.most);
  } catch (const nlohmann::json::exception&) {
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "a setting has the wrong type");
  }
  if (!(settings.minimum > 0 && settings.minimum <= 1))
    throw sdk::Failure(BATON_INVALID_ARGUMENT, "minimum is not between 0 and 1");
  if (settings.most < 1 || settings.most > 10) throw sdk::Failure(BATON_INVALID_ARGUMENT, "most is not 1 to 10");
  return settings;
}

}  // namespace baton::classifier_examples
