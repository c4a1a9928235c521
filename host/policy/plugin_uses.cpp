// SPDX-License-Identifier: MIT
// plugin_uses.cpp - see plugin_uses.h.
#include "host/policy/plugin_uses.h"

#include <algorithm>
#include <map>
#include <set>

#include "host/policy/look.h"
#include "host/policy/schema_walk.h"

namespace baton::policy {
namespace {

using nlohmann::json;

constexpr const char* kBriefId = "brief";

PlacedUse placed_use(const std::string& id, const std::string& pointer, plugin::Kind kind,
                     const json& value) {
  PlacedUse placed;
  placed.pointer = pointer;
  placed.kind = kind;
  placed.use.id = id;
  placed.use.plugin = text_of(value, "plugin");
  placed.use.enabled = !look(value, {"enabled"}).is_boolean() || flag_of(value, "enabled");
  const std::string isolate = text_of(value, "isolate");
  placed.use.isolate = isolate == "inside"   ? PluginIsolation::inside
                       : isolate == "runner" ? PluginIsolation::runner
                                             : PluginIsolation::automatic;
  placed.use.settings = as_object(look(value, {"settings"}));
  placed.poll_s = number_of(value, "poll_s");
  placed.topology = text_of(value, "topology") == "overlay" ? core::Topology::overlay : core::Topology::gate;
  return placed;
}

class UseChecker {
 public:
  UseChecker(const Examined& examined, const PluginFinder& finder, Findings& findings)
      : examined_(examined),
        finder_(finder),
        findings_(findings),
        bundles_(finder.find(plugin_paths(examined.config, examined.folder))),
        keys_(vendor_keys(examined.config)) {
    for (const plugin::FoundBundle& bundle : bundles_)
      if (!bundle.reading.manifest.id.empty()) ids_.push_back(bundle.reading.manifest.id);
  }

  void check(PlacedUse& placed) {
    PluginUse& use = placed.use;
    if (use.plugin.empty()) return check_no_settings(placed);
    const plugin::FoundBundle* bundle = plugin::find_bundle(bundles_, use.plugin);
    if (bundle == nullptr) {
      if (use.enabled)
        findings_.add(placed.pointer + "/plugin",
                      "there is no plugin \"" + use.plugin + "\" in the folders searched",
                      meant(use.plugin, ids_, "install it, or name its folder in plugins.paths"));
      return;
    }
    if (!check_bundle(placed, *bundle)) return;
    check_settings(placed, bundle->reading.manifest);
  }

 private:
  void check_no_settings(const PlacedUse& placed) {
    if (!placed.use.settings.empty())
      findings_.add(placed.pointer + "/settings", "there is no plugin to take these settings",
                    "name a plugin, or remove them");
  }

  bool check_bundle(const PlacedUse& placed, const plugin::FoundBundle& bundle) {
    std::vector<plugin::ManifestProblem> problems = bundle.reading.problems;
    if (problems.empty()) problems = finder_.verify(bundle);
    // Every problem of a bundle once, at the first place that names it.
    if (reported_.insert(bundle.folder.string()).second)
      for (const plugin::ManifestProblem& problem : problems) {
        plugin::ManifestProblem what = problem;
        what.mend.clear();
        std::string text = to_string(what);
        if (text.ends_with("; ")) text.resize(text.size() - 2);
        findings_.add(placed.pointer + "/plugin", text, problem.mend);
      }
    if (!problems.empty()) return false;
    const plugin::Manifest& manifest = bundle.reading.manifest;
    if (!manifest.has_kind(placed.kind)) {
      std::string kinds;
      for (const plugin::Kind kind : manifest.kinds)
        kinds += (kinds.empty() ? "" : ", ") + std::string(to_string(kind));
      findings_.add(
          placed.pointer + "/plugin",
          "\"" + manifest.id + "\" is no plugin of kind " + to_string(placed.kind) + " but " + kinds,
          "name one of that kind");
      return false;
    }
    const json& trusted = look(examined_.config, {"plugins", "trusted", manifest.id});
    if (trusted.is_array() && std::find(trusted.begin(), trusted.end(), manifest.sha256) == trusted.end())
      findings_.add(placed.pointer + "/plugin",
                    "this build of \"" + manifest.id + "\" is not among plugins.trusted",
                    "add its hash " + manifest.sha256 + " if you trust it");
    const auto verdict = plugin::check_signature(bundle.folder, manifest, keys_);
    const bool required = signatures_required(examined_.config) && !finder_.came_with_host(bundle);
    if (const auto fault = plugin::judge(verdict, manifest.id, required))
      findings_.add(placed.pointer + "/plugin", fault->what, fault->mend);
    return true;
  }

  void check_settings(PlacedUse& placed, const plugin::Manifest& manifest) {
    const auto parsed = plugin::ConfigSchema::parse(manifest.config_schema);
    if (!parsed.schema) {
      for (const plugin::ConfigProblem& problem : parsed.problems)
        findings_.add(placed.pointer + "/plugin",
                      "the settings schema of \"" + manifest.id + "\" is broken at " +
                          (problem.pointer.empty() ? "/" : problem.pointer) + ": " + problem.what,
                      "tell its vendor: " + problem.mend);
      return;
    }
    const std::string base = placed.pointer + "/settings";
    // References to numbers and flags get their type before the form is checked.
    walk_with_schema(parsed.schema->document(), placed.use.settings, base,
                     [&](const json& schema, json& value, const std::string& pointer) {
                       if (examined_.references.contains(pointer)) give_type(schema, value);
                     });
    plugin::SecretStore secrets;
    plugin::ConfigSchema::Checked checked = parsed.schema->check(placed.use.settings, secrets);
    findings_.add_schema_problems(base, checked.problems, examined_.references);
    check_literal_secrets(examined_, parsed.schema->document(), placed.use.settings, base, findings_);
    if (!checked.problems.empty()) return;
    placed.in_order = true;
    placed.use.settings = std::move(checked.settings);
    for (const std::string& name : secrets.names())
      placed.use.secrets[name] = secrets.value(name).value_or("");
  }

  const Examined& examined_;
  const PluginFinder& finder_;
  Findings& findings_;
  std::vector<plugin::FoundBundle> bundles_;
  std::vector<plugin::VendorKey> keys_;
  std::vector<std::string> ids_;
  std::set<std::string> reported_;
};

}  // namespace

std::vector<PlacedUse> uses_in(const json& config) {
  std::vector<PlacedUse> uses;
  for (const auto& [id, value] : as_object(look(config, {"connectors"})).items())
    uses.push_back(placed_use(id, plugin::pointer_below("/connectors", id), plugin::Kind::kConnector, value));
  const json& strategies = as_object(look(config, {"strategies"}));
  uses.push_back(
      placed_use(kBriefId, "/strategies/brief", plugin::Kind::kSummarizer, look(strategies, {"brief"})));
  // Only where it says something: what never named a fallback keeps its policy's hash.
  PlacedUse fallback = placed_use(kBriefFallback, "/strategies/brief/fallback", plugin::Kind::kSummarizer,
                                  look(strategies, {"brief", "fallback"}));
  if (!fallback.use.plugin.empty() || !fallback.use.settings.empty()) uses.push_back(std::move(fallback));
  for (const auto& [name, value] : as_object(look(strategies, {"ownership"})).items())
    uses.push_back(placed_use("ownership." + name, plugin::pointer_below("/strategies/ownership", name),
                              plugin::Kind::kOwnership, value));
  const json& classifiers = as_array(look(strategies, {"classifiers"}));
  for (std::size_t i = 0; i < classifiers.size(); ++i)
    uses.push_back(placed_use("classifiers." + std::to_string(i),
                              "/strategies/classifiers/" + std::to_string(i), plugin::Kind::kClassifier,
                              classifiers[i]));
  return uses;
}

void check_uses(const Examined& examined, const PluginFinder& finder, std::vector<PlacedUse>& uses,
                Findings& findings) {
  UseChecker checker(examined, finder, findings);
  for (PlacedUse& placed : uses) {
    if (placed.kind == plugin::Kind::kConnector && !is_config_id(placed.use.id))
      findings.add(placed.pointer, "is not an id",
                   "use lower-case letters, digits, - and _, beginning with a letter");
    // What a plugin keeps is found by the id of its instance, and so must nobody share one.
    if (placed.kind == plugin::Kind::kConnector && placed.use.id == kBriefId)
      findings.add(placed.pointer, "is the id of the summarizer's instance", "choose another id");
    checker.check(placed);
  }
}

std::vector<plugin::VendorKey> vendor_keys(const json& config) {
  std::vector<plugin::VendorKey> keys;
  for (const auto& [name, value] : as_object(look(config, {"plugins", "keys"})).items())
    keys.push_back({name, plugin::public_key_from(text_of(value, "key")).value_or(""), texts_of(value, "ids"),
                    flag_of(value, "inside")});
  return keys;
}

bool signatures_required(const json& config) {
  return text_of(as_object(look(config, {"plugins"})), "signatures") == "required";
}

void check_keys(const Examined& examined, Findings& findings) {
  for (const plugin::VendorKey& key : vendor_keys(examined.config)) {
    const std::string pointer = plugin::pointer_below("/plugins/keys", key.name);
    if (key.public_key.empty())
      findings.add(pointer + "/key", "is no Ed25519 public key",
                   "write what `openssl pkey -pubout` prints, or base64 of the 32 bytes of the key");
    for (std::size_t i = 0; i < key.ids.size(); ++i)
      if (!plugin::is_id_pattern(key.ids[i]))
        findings.add(pointer + "/ids/" + std::to_string(i), "\"" + key.ids[i] + "\" is no id of a plugin",
                     "write an id, or the beginning of ids with .* at its end, as com.acme.*");
  }
}

std::vector<std::filesystem::path> plugin_paths(const json& config, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const std::string& path : texts_of(as_object(look(config, {"plugins"})), "paths"))
    if (!path.empty()) paths.push_back(placed(folder, path));
  return paths;
}

}  // namespace baton::policy
