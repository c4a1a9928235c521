// SPDX-License-Identifier: MIT
// plugins.h - the running instances by the place they fill. The engine does not know what is behind them.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "host/core/ids.h"
#include "host/plugin/instance.h"

namespace baton::engine {

// A value of pointers: setups share the instances they have in common.
struct Plugins {
  std::map<core::ConnectorId, std::shared_ptr<plugin::Instance>> connectors;
  std::map<std::string, std::shared_ptr<plugin::Instance>> ownership;  // by model; "default" for the policy's own
  std::map<std::string, std::shared_ptr<plugin::Instance>> classifiers;  // by their place: "classifiers.0"
  std::shared_ptr<plugin::Instance> brief;                             // none: the host's minimal brief
  std::shared_ptr<plugin::Instance> brief_fallback;                    // asked beside it; none: nobody

  std::shared_ptr<plugin::Instance> connector(const core::ConnectorId& id) const {
    const auto found = connectors.find(id);
    return found == connectors.end() ? nullptr : found->second;
  }
  std::shared_ptr<plugin::Instance> classifier(const std::string& place) const {
    const auto found = classifiers.find(place);
    return found == classifiers.end() ? nullptr : found->second;
  }
  std::shared_ptr<plugin::Instance> summarizer(bool fallback) const { return fallback ? brief_fallback : brief; }
  // None where no strategy is named for the model: then the host's built-in rule of that model decides.
  std::shared_ptr<plugin::Instance> ownership_for(const std::string& model, const std::string& default_model) const {
    auto found = ownership.find(model);
    if (found == ownership.end() && (model.empty() || model == default_model)) found = ownership.find("default");
    return found == ownership.end() ? nullptr : found->second;
  }

  // `visit(const std::shared_ptr<plugin::Instance>&)` for each: connectors, ownership, classifiers, the summarizers.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [id, instance] : connectors) visit(instance);
    for (const auto& [model, instance] : ownership) visit(instance);
    for (const auto& [place, instance] : classifiers) visit(instance);
    if (brief) visit(brief);
    if (brief_fallback) visit(brief_fallback);
  }
};

}  // namespace baton::engine
