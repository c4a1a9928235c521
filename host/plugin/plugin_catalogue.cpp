// SPDX-License-Identifier: MIT
// plugin_catalogue.cpp - see plugin_catalogue.h.
#include "host/plugin/plugin_catalogue.h"

#include <algorithm>

namespace baton::plugin {
namespace {

using nlohmann::json;

CatalogueEntry entry_of(const FoundBundle& found, const LoadPolicy& policy) {
  CheckedBundle bundle;
  Refused refusal = check_bundle(found.folder, policy, bundle);
  if (!refusal) refusal = step_mode(bundle, policy, Place::kAuto);
  CatalogueEntry entry;
  const Manifest& manifest = bundle.manifest;
  entry.id = manifest.id.empty() ? found.folder.filename().string() : manifest.id;
  entry.version = manifest.version;
  for (Kind kind : manifest.kinds) entry.kinds.emplace_back(to_string(kind));
  entry.capabilities = manifest.capabilities;
  const AbiVersion none{};
  if (!(manifest.abi == none)) entry.sdk_version = to_string(manifest.abi);
  entry.file = (bundle.library.empty() ? found.folder / "plugin.json" : bundle.library).string();
  entry.sha256 = bundle.sha256;
  entry.place = bundle.in_runner ? "isolated" : "in-process";
  entry.signature = to_string(bundle.signature);
  entry.is_signed = bundle.signature.state != SignatureState::kNone;
  if (refusal) entry.why_not = to_string(*refusal);
  if (found.shadowed) entry.why_not = "another bundle with this id is found first";
  return entry;
}

CatalogueInstance instance_of(const Instance& instance) {
  const InstanceInfo& info = instance.info();
  return {info.instance_id, to_string(info.kind), info.place, instance.extensions(), instance.health()};
}

json health_as_json(const Health& health) {
  json shown = {{"healthy", health.healthy}, {"why_not", health.why_not}};
  for (const auto& one : health_counts()) shown[one.name] = health.*one.count;
  return shown;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text.empty() ? "-" : text;
}

}  // namespace

bool CatalogueEntry::healthy() const {
  return why_not.empty() && std::all_of(instances.begin(), instances.end(),
                                        [](const CatalogueInstance& instance) { return instance.health.healthy; });
}

std::vector<CatalogueEntry> make_catalogue(const std::vector<FoundBundle>& bundles, const LoadPolicy& policy,
                                           const std::vector<const Instance*>& running,
                                           const std::vector<LoadRefusal>& refused) {
  std::vector<CatalogueEntry> catalogue;
  for (const FoundBundle& bundle : bundles) catalogue.push_back(entry_of(bundle, policy));
  for (CatalogueEntry& entry : catalogue) {
    for (const LoadRefusal& refusal : refused)
      if (refusal.file == entry.file && entry.why_not.empty()) entry.why_not = to_string(refusal);
    for (const Instance* instance : running)
      if (instance->info().file == entry.file) entry.instances.push_back(instance_of(*instance));
    // What runs is told as it runs: "inside" and "runner" of the configuration overrule the default.
    if (!entry.instances.empty()) entry.place = entry.instances.front().place;
  }
  return catalogue;
}

json to_json(const std::vector<CatalogueEntry>& catalogue) {
  json list = json::array();
  for (const CatalogueEntry& entry : catalogue) {
    json instances = json::array();
    for (const CatalogueInstance& instance : entry.instances)
      instances.push_back({{"instance", instance.instance_id},
                           {"kind", instance.kind},
                           {"place", instance.place},
                           {"extensions", instance.extensions},
                           {"health", health_as_json(instance.health)}});
    list.push_back({{"id", entry.id},
                    {"version", entry.version},
                    {"kinds", entry.kinds},
                    {"capabilities", entry.capabilities},
                    {"sdk_version", entry.sdk_version},
                    {"file", entry.file},
                    {"sha256", entry.sha256},
                    {"place", entry.place},
                    {"signature", entry.signature},
                    {"healthy", entry.healthy()},
                    {"why_not", entry.why_not},
                    {"instances", std::move(instances)}});
  }
  return list;
}

std::string to_text(const std::vector<CatalogueEntry>& catalogue) {
  std::string text;
  for (const CatalogueEntry& entry : catalogue) {
    text += entry.id + " " + (entry.version.empty() ? "-" : entry.version) + " " + joined(entry.kinds) + " sdk " +
            (entry.sdk_version.empty() ? "-" : entry.sdk_version) + " " + entry.place + " " +
            (entry.healthy() ? "healthy" : "unhealthy") + " " + entry.file + " " +
            (entry.sha256.empty() ? "-" : entry.sha256) + " " + joined(entry.capabilities) + "\n";
    if (entry.is_signed) text += "  " + entry.signature + "\n";
    if (!entry.why_not.empty()) text += "  why not: " + entry.why_not + "\n";
    for (const CatalogueInstance& instance : entry.instances)
      text += "  " + instance.instance_id + " as " + instance.kind + ": " +
              (instance.health.healthy ? "healthy" : instance.health.why_not) + ", offers " + joined(instance.extensions) +
              "\n";
  }
  return text;
}

}  // namespace baton::plugin
