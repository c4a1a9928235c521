// SPDX-License-Identifier: MIT
// loading.cpp - see loading.h.
#include "host/plugin/loading.h"

#include <algorithm>

#include "host/plugin/elf_exports.h"
#include "host/plugin/manifest/bundle_search.h"
#include "host/plugin/sha256.h"

namespace baton::plugin {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

LoadRefusal refuse_manifest(const CheckedBundle& bundle, LoadStep step, const std::vector<ManifestProblem>& problems) {
  LoadRefusal refusal = refuse(bundle, step, problems.front().rule, "", problems.front().mend);
  refusal.file = problems.front().file;
  std::vector<std::string> all;
  for (const ManifestProblem& problem : problems)
    all.push_back(problem.where.empty() ? problem.rule : problem.where + " " + problem.rule);
  refusal.message = joined(all);
  for (const ManifestProblem& problem : problems)
    if (!problem.plugin_version.empty()) refusal.plugin_version = problem.plugin_version;
  return refusal;
}

bool came_with_host(const CheckedBundle& bundle, const LoadPolicy& policy) {
  return std::any_of(policy.built_in.begin(), policy.built_in.end(),
                     [&](const fs::path& folder) { return is_below(bundle.folder, folder); });
}

}  // namespace

LoadRefusal refuse(const CheckedBundle& bundle, LoadStep step, std::string rule, std::string message, std::string mend) {
  LoadRefusal refusal;
  refusal.step = step;
  refusal.rule = std::move(rule);
  refusal.file = (bundle.library.empty() ? bundle.folder / "plugin.json" : bundle.library).string();
  const AbiVersion none{};
  if (!(bundle.manifest.abi == none))
    refusal.plugin_version = to_string(bundle.manifest.abi) + " (abi_min " + to_string(bundle.manifest.abi_min) + ")";
  refusal.host_version = to_string(kHostAbi);
  refusal.message = std::move(message);
  refusal.mend = std::move(mend);
  return refusal;
}

Refused check_bundle(const fs::path& folder, const LoadPolicy& policy, CheckedBundle& bundle) {
  std::error_code error;
  bundle.folder = fs::weakly_canonical(fs::absolute(folder, error), error);
  if (error) bundle.folder = folder;
  for (Refused (*step)(CheckedBundle&) : {&step_read_manifest, &step_check_manifest, &step_fit, &step_hash})
    if (Refused refusal = step(bundle)) return refusal;
  if (Refused refusal = step_allow_list(bundle, policy)) return refusal;
  return step_inspect(bundle);
}

Refused step_read_manifest(CheckedBundle& bundle) {
  const ManifestReading reading = read_manifest(bundle.folder);
  if (!reading.readable) return refuse_manifest(bundle, LoadStep::kReadManifest, reading.problems);
  bundle.manifest = reading.manifest;
  return std::nullopt;
}

Refused step_check_manifest(CheckedBundle& bundle) {
  const ManifestReading reading = read_manifest(bundle.folder);
  if (!reading.problems.empty()) return refuse_manifest(bundle, LoadStep::kCheckManifest, reading.problems);
  bundle.manifest = reading.manifest;
  ConfigSchema::Parsed parsed = ConfigSchema::parse(reading.manifest.config_schema);
  if (!parsed.problems.empty()) {
    std::vector<std::string> all;
    for (const ConfigProblem& problem : parsed.problems) all.push_back(problem.pointer + " " + problem.what);
    return refuse(bundle, LoadStep::kCheckManifest, "config_schema must be a schema the host understands", joined(all),
                  parsed.problems.front().mend);
  }
  bundle.schema = std::move(parsed.schema);
  bundle.library = bundle.folder / bundle.manifest.library;
  return std::nullopt;
}

Refused step_fit(CheckedBundle& bundle) {
  const auto problems = check_fit(bundle.manifest, bundle.folder, kHostAbi);
  if (!problems.empty()) return refuse_manifest(bundle, LoadStep::kFit, problems);
  return std::nullopt;
}

Refused step_hash(CheckedBundle& bundle) {
  const auto hash = sha256_of_file(bundle.library);
  if (!hash)
    return refuse(bundle, LoadStep::kHash, "the library must be a readable file", "it is missing or unreadable",
                  "put it into the bundle");
  bundle.sha256 = *hash;
  if (*hash != bundle.manifest.sha256)
    return refuse(bundle, LoadStep::kHash, "the library must have the hash its manifest states",
                  "it has " + *hash + ", the manifest states " + bundle.manifest.sha256, "install the bundle again");
  return std::nullopt;
}

Refused step_allow_list(CheckedBundle& bundle, const LoadPolicy& policy) {
  bundle.signature = check_signature(bundle.folder, bundle.manifest, policy.keys);
  const bool required = policy.signatures_required && !came_with_host(bundle, policy);
  if (const auto fault = judge(bundle.signature, bundle.manifest.id, required))
    return refuse(bundle, LoadStep::kAllowList, "a bundle must be signed as the configuration asks", fault->what,
                  fault->mend);
  const auto listed = policy.trusted.find(bundle.manifest.id);
  if (listed == policy.trusted.end()) return std::nullopt;
  if (std::count(listed->second.begin(), listed->second.end(), bundle.sha256) > 0) return std::nullopt;
  return refuse(bundle, LoadStep::kAllowList, "plugins.trusted lists other files for this id",
                "this one has sha256 " + bundle.sha256, "add the hash to plugins.trusted once you have looked at the file");
}

// Code that neither came with the host nor is named by hash or a key for inside stays out of this process unless the operator says "inside".
Refused step_mode(CheckedBundle& bundle, const LoadPolicy& policy, Place place) {
  const bool known =
      policy.trusted.contains(bundle.manifest.id) || bundle.signature.inside || came_with_host(bundle, policy);
  const bool vendor_wants_runner = bundle.manifest.isolation == Isolation::kRunner;
  if (place == Place::kInside && vendor_wants_runner)
    return refuse(bundle, LoadStep::kMode, "the plugin's manifest asks for a process of its own",
                  "the configuration says \"inside\"", "set isolate to \"auto\" or \"runner\"");
  bundle.in_runner = place == Place::kRunner || vendor_wants_runner || (place == Place::kAuto && !known);
  return std::nullopt;
}

Refused step_inspect(const CheckedBundle& bundle) {
  const ElfExports exports = read_exports(bundle.library);
  if (!exports.problem.empty())
    return refuse(bundle, LoadStep::kInspect, "the library must be a 64-bit ELF shared object", "it " + exports.problem,
                  "build it with baton_add_plugin()");
  std::vector<std::string> others;
  bool entry = false;
  for (const std::string& symbol : exports.symbols) {
    if (symbol == BATON_ENTRY_SYMBOL)
      entry = true;
    else if (!symbol.starts_with("baton_entry_v"))  // one library may serve hosts of two majors
      others.push_back(symbol);
  }
  if (!entry)
    return refuse(bundle, LoadStep::kInspect, "the library must export " BATON_ENTRY_SYMBOL,
                  exports.symbols.empty() ? "it exports nothing" : "it exports " + exports.symbols.front(),
                  "build it against this host's major, with baton_add_plugin()");
  if (!others.empty())
    return refuse(bundle, LoadStep::kInspect, "the library must export its entry and nothing else",
                  "it also exports " + others.front(), "build it with hidden visibility, as baton_add_plugin() does");
  return std::nullopt;
}

}  // namespace baton::plugin
