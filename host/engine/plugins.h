// SPDX-License-Identifier: MIT
// plugins.h - the running instances by the place they fill. The engine does not know what is behind them.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "host/core/ids.h"
#include "host/plugin/instance.h"

namespace baton::engine {

struct Plugins {
  std::map<core::ConnectorId, std::shared_ptr<plugin::Instance>> connectors;
  std::map<std::string, std::shared_ptr<plugin::Instance>> ownership;  // by model; "default" is used for the rest
  std::shared_ptr<plugin::Instance> brief;                             // none: the host's minimal brief

  std::shared_ptr<plugin::Instance> connector(const core::ConnectorId& id) const {
    const auto found = connectors.find(id);
    return found == connectors.end() ? nullptr : found->second;
  }
  std::shared_ptr<plugin::Instance> ownership_for(const std::string& model) const {
    auto found = ownership.find(model);
    if (found == ownership.end()) found = ownership.find("default");
    return found == ownership.end() ? nullptr : found->second;
  }
};

}  // namespace baton::engine
