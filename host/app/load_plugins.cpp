// SPDX-License-Identifier: MIT
#include "host/app/load_plugins.h"

#include "host/app/commands.h"
#include "host/bridge/bridged_instance.h"
#include "host/plugin/manifest/bundle_search.h"

namespace baton::app {
namespace {

plugin::Place place_of(policy::PluginIsolation isolate) {
  switch (isolate) {
    case policy::PluginIsolation::automatic: return plugin::Place::kAuto;
    case policy::PluginIsolation::inside: return plugin::Place::kInside;
    case policy::PluginIsolation::runner: return plugin::Place::kRunner;
  }
  return plugin::Place::kAuto;
}

core::ChannelRules rules_of(const plugin::ChannelPolicy& declared) {
  core::ChannelRules rules;
  rules.channel = declared.channel;
  rules.window_ms = declared.window_ms;
  rules.templates = declared.templates;
  rules.pair_burst = declared.pair_burst;
  rules.pair_refill_ms = declared.pair_refill_ms;
  rules.text_max_chars = declared.text_max_chars;
  rules.buttons_max = declared.buttons ? declared.button_max_count : 0;
  rules.calls = declared.calls;
  return rules;
}

class Loading {
 public:
  Loading(plugin::Loader& loader, const policy::CompiledConfig& config, LoadedPlugins& result)
      : loader_(loader), result_(result), bundles_(plugin::find_bundles(plugin::search_path({config.plugins.paths, install_prefix()}))) {}

  std::shared_ptr<plugin::Instance> load(const policy::PluginUse& use, plugin::Kind kind) {
    if (!use.enabled || use.plugin.empty()) return nullptr;
    const auto* bundle = plugin::find_bundle(bundles_, use.plugin);
    if (bundle == nullptr) {
      result_.refusals.push_back(use.id + ": plugin " + use.plugin + " was not found; see `plugins.paths`");
      return nullptr;
    }
    plugin::LoadOrder order{bundle->folder, use.id, kind, policy::settings_with_secrets(use), place_of(use.isolate)};
    auto loaded = loader_.load(order);
    if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&loaded)) {
      result_.refusals.push_back(use.id + ": " + plugin::to_string(*refusal));
      return nullptr;
    }
    return std::move(std::get<std::unique_ptr<plugin::Instance>>(loaded));
  }

 private:
  plugin::Loader& loader_;
  LoadedPlugins& result_;
  std::vector<plugin::FoundBundle> bundles_;
};

}  // namespace

plugin::RunnerLoad in_processes(const policy::CompiledConfig& config) {
  const auto& restarts = config.plugins.restarts;
  bridge::RestartLimits limits;
  limits.first_wait = std::chrono::milliseconds(restarts.first_wait_ms);
  limits.longest_wait = std::chrono::milliseconds(restarts.longest_wait_ms);
  limits.crashes_max = restarts.max;
  limits.within = std::chrono::minutes(restarts.within_min);
  return bridge::runner_load({runner_program(), limits});
}

LoadedPlugins load_plugins(plugin::Loader& loader, policy::CompiledConfig& config) {
  LoadedPlugins result;
  Loading loading(loader, config, result);
  for (const auto& [id, use] : config.connectors) {
    auto instance = loading.load(use, plugin::Kind::kConnector);
    if (!instance) continue;
    if (const auto& channel = instance->channel_policy()) config.policy.connectors[id].channel = rules_of(*channel);
    config.policy.connectors[id].topology = use.topology;
    result.plugins->connectors[id] = std::move(instance);
  }
  for (const auto& [model, use] : config.strategies.ownership)
    if (auto instance = loading.load(use, plugin::Kind::kOwnership)) result.plugins->ownership[model] = std::move(instance);
  for (const auto& use : config.strategies.classifiers)
    if (auto instance = loading.load(use, plugin::Kind::kClassifier))
      result.plugins->classifiers[use.id] = std::move(instance);
  result.plugins->brief = loading.load(config.strategies.brief, plugin::Kind::kSummarizer);
  result.plugins->brief_fallback = loading.load(config.strategies.brief_fallback, plugin::Kind::kSummarizer);
  return result;
}

}  // namespace baton::app
