// SPDX-License-Identifier: MIT
// load_plugins.h - from the configuration to running instances, or to every refusal with its mend. What runs already
// and would be made anew of the same things is kept.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "host/engine/plugins.h"
#include "host/plugin/loader.h"
#include "host/policy/config.h"

namespace baton::app {

struct Refused {
  std::string instance;  // "whatsapp-eu"
  std::string place;     // "connector whatsapp-eu", see place_name()
  std::string why;       // one line with the mend
};

struct LoadedPlugins {
  engine::Plugins plugins;
  std::map<std::string, std::string> made_of;  // by place: a digest of the code and the settings, secrets included
  std::vector<Refused> refusals;               // the places they would fill stay empty
  std::vector<Refused> still_down;             // kept as they are: they were down, and a new start was refused
};

using InstancePtr = std::shared_ptr<plugin::Instance>;

// "connector whatsapp-eu": an instance's place, whatever plugin fills it.
std::string place_name(plugin::Kind kind, const std::string& instance_id);
std::string place_name(const plugin::Instance& instance);
std::map<std::string, InstancePtr> by_place(const engine::Plugins& plugins);

// For LoaderOptions: which plugins are trusted, and baton-runner beside this program, restarted as `config` says.
plugin::LoadRules rules_of(const policy::CompiledConfig& config);

// What connectors declare of their channels goes into `config.policy` (W1). `before`, where there is one, is only read:
// instances of it that are healthy and as `config` wants them are taken over.
LoadedPlugins load_plugins(plugin::Loader& loader, policy::CompiledConfig& config,
                           const LoadedPlugins* before = nullptr);

}  // namespace baton::app
