// SPDX-License-Identifier: MIT
#include "host/app/load_plugins.h"

#include "host/app/commands.h"
#include "host/bridge/bridged_instance.h"
#include "host/plugin/manifest/bundle_search.h"
#include "host/plugin/sha256.h"

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

core::ChannelRules channel_rules(const plugin::ChannelPolicy& declared) {
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

plugin::RunnerLoad in_processes(const policy::PluginsConfig::Restarts& restarts) {
  bridge::RestartLimits limits;
  limits.first_wait = std::chrono::milliseconds(restarts.first_wait_ms);
  limits.longest_wait = std::chrono::milliseconds(restarts.longest_wait_ms);
  limits.crashes_max = restarts.max;
  limits.within = std::chrono::minutes(restarts.within_min);
  return bridge::runner_load({runner_program(), limits});
}

// Everything an instance is made from. Two that agree in it would be the same plugin with the same settings.
std::string digest_of(const plugin::CheckedBundle& bundle, const plugin::LoadOrder& order,
                      const policy::PluginsConfig::Restarts& restarts) {
  nlohmann::json made = {bundle.folder.string(),
                         plugin::sha256_of_file(bundle.folder / "plugin.json").value_or(""),
                         bundle.manifest.config_schema,
                         bundle.sha256,
                         order.settings,
                         bundle.in_runner};
  if (bundle.in_runner)
    made.push_back({restarts.first_wait_ms, restarts.longest_wait_ms, restarts.max, restarts.within_min});
  plugin::Sha256 hash;
  hash.add(made.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  return hash.hex();
}

class Loading {
 public:
  Loading(plugin::Loader& loader, const policy::CompiledConfig& config, const LoadedPlugins* before,
          LoadedPlugins& result)
      : loader_(loader),
        plugins_(config.plugins),
        before_(before),
        running_(before == nullptr ? std::map<std::string, InstancePtr>{} : by_place(before->plugins)),
        result_(result),
        bundles_(plugin::find_bundles(plugin::search_path({config.plugins.paths, install_prefix()}))) {}

  InstancePtr load(const policy::PluginUse& use, plugin::Kind kind) {
    if (!use.enabled || use.plugin.empty()) return nullptr;
    const auto place = place_name(kind, use.id);
    const auto refused = [&](const std::string& why) {
      result_.refusals.push_back({use.id, place, use.id + ": " + why});
      return nullptr;
    };
    const auto* bundle = plugin::find_bundle(bundles_, use.plugin);
    if (bundle == nullptr) return refused("plugin " + use.plugin + " was not found; see `plugins.paths`");
    const plugin::LoadOrder order{bundle->folder, use.id, kind, policy::settings_with_secrets(use),
                                  place_of(use.isolate)};
    const auto checked = loader_.check(order);
    if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&checked)) return refused(plugin::to_string(*refusal));
    const auto digest = digest_of(std::get<plugin::CheckedBundle>(checked), order, plugins_.restarts);
    const auto same = running_as(place, digest);
    result_.made_of[place] = digest;
    if (same && same->health().healthy) return same;
    auto loaded = loader_.load(order);
    if (auto* instance = std::get_if<std::unique_ptr<plugin::Instance>>(&loaded)) return std::move(*instance);
    const auto why = plugin::to_string(std::get<plugin::LoadRefusal>(loaded));
    if (!same) return refused(why);
    result_.still_down.push_back({use.id, place, use.id + ": " + why});
    return same;
  }

 private:
  InstancePtr running_as(const std::string& place, const std::string& digest) const {
    const auto instance = running_.find(place);
    return instance != running_.end() && before_->made_of.at(place) == digest ? instance->second : nullptr;
  }

  plugin::Loader& loader_;
  const policy::PluginsConfig& plugins_;
  const LoadedPlugins* const before_;
  const std::map<std::string, InstancePtr> running_;
  LoadedPlugins& result_;
  const std::vector<plugin::FoundBundle> bundles_;
};

}  // namespace

std::string place_name(plugin::Kind kind, const std::string& instance_id) {
  return std::string(plugin::to_string(kind)) + " " + instance_id;
}

std::string place_name(const plugin::Instance& instance) {
  return place_name(instance.info().kind, instance.info().instance_id);
}

std::map<std::string, InstancePtr> by_place(const engine::Plugins& plugins) {
  std::map<std::string, InstancePtr> found;
  plugins.for_each([&](const InstancePtr& instance) { found[place_name(*instance)] = instance; });
  return found;
}

plugin::LoadRules rules_of(const policy::CompiledConfig& config) {
  plugin::LoadRules rules;
  rules.policy.trusted = config.plugins.trusted;
  rules.policy.keys = config.plugins.keys;
  rules.policy.signatures_required = config.plugins.signatures_required;
  rules.policy.built_in.push_back(install_prefix() / "lib" / "baton");
  rules.runner = in_processes(config.plugins.restarts);
  return rules;
}

LoadedPlugins load_plugins(plugin::Loader& loader, policy::CompiledConfig& config, const LoadedPlugins* before) {
  LoadedPlugins result;
  Loading loading(loader, config, before, result);
  for (const auto& [id, use] : config.connectors) {
    auto instance = loading.load(use, plugin::Kind::kConnector);
    if (!instance) continue;
    if (const auto& channel = instance->channel_policy()) config.policy.connectors[id].channel = channel_rules(*channel);
    config.policy.connectors[id].topology = use.topology;
    result.plugins.connectors[id] = std::move(instance);
  }
  for (const auto& [model, use] : config.strategies.ownership)
    if (auto instance = loading.load(use, plugin::Kind::kOwnership))
      result.plugins.ownership[model] = std::move(instance);
  for (const auto& use : config.strategies.classifiers)
    if (auto instance = loading.load(use, plugin::Kind::kClassifier))
      result.plugins.classifiers[use.id] = std::move(instance);
  result.plugins.brief = loading.load(config.strategies.brief, plugin::Kind::kSummarizer);
  result.plugins.brief_fallback = loading.load(config.strategies.brief_fallback, plugin::Kind::kSummarizer);
  return result;
}

}  // namespace baton::app
