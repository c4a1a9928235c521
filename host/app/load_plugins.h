// SPDX-License-Identifier: MIT
// load_plugins.h - from the configuration to running instances, or to every refusal with its mend.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/engine/plugins.h"
#include "host/plugin/loader.h"
#include "host/policy/config.h"

namespace baton::app {

struct LoadedPlugins {
  std::shared_ptr<engine::Plugins> plugins = std::make_shared<engine::Plugins>();
  std::vector<std::string> refusals;  // one line each; the places they would fill stay empty
};

// For LoaderOptions::runner: baton-runner beside this program, restarted as the configuration says.
plugin::RunnerLoad in_processes(const policy::CompiledConfig& config);

// What connectors declare of their channels goes into `config.policy` (W1).
LoadedPlugins load_plugins(plugin::Loader& loader, policy::CompiledConfig& config);

}  // namespace baton::app
