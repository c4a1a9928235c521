// SPDX-License-Identifier: MIT
// check.cpp - the order of it all: text, references, form, meaning, plugins; then values.
#include "host/policy/check.h"

#include <fstream>

#include "host/policy/compile.h"
#include "host/policy/config_schema_text.h"
#include "host/policy/document.h"
#include "host/policy/findings.h"
#include "host/policy/hash.h"
#include "host/policy/look.h"
#include "host/policy/plugin_uses.h"
#include "host/policy/references.h"
#include "host/policy/rules.h"
#include "host/policy/schema_walk.h"

namespace baton::policy {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const plugin::ConfigSchema& own_schema() {
  static const plugin::ConfigSchema schema = *plugin::ConfigSchema::parse(kConfigSchemaText).schema;
  return schema;
}

// Reserved sections take no keys yet; "remove it" alone would not say why.
void explain_reserved(std::vector<plugin::ConfigProblem>& problems) {
  for (plugin::ConfigProblem& problem : problems)
    for (const char* section : {"/segments/", "/escalation_paths/", "/gestures/"})
      if (problem.pointer.starts_with(section)) {
        problem.what = "this section is reserved and takes no keys yet";
        problem.mend = "remove it";
      }
}

void resolve_all(json& root, const Document& document, const ReferenceSources& sources,
                 const fs::path& folder, Findings& findings, std::map<std::string, std::string>& references) {
  root = document.root();
  Resolved resolved = resolve_references(root, sources, folder);
  for (const ReferenceProblem& problem : resolved.problems)
    findings.add_form(problem.pointer, problem.what, problem.mend);
  references = std::move(resolved.references);
  walk_with_schema(own_schema().document(), root, "",
                   [&](const json& schema, json& value, const std::string& pointer) {
                     if (references.contains(pointer)) give_type(schema, value);
                   });
}

void check_meaning(const Examined& examined, Findings& findings) {
  check_server(examined, findings);
  check_keys(examined, findings);
  check_people(examined, findings);
  check_hours(examined, findings);
  check_paths(examined, findings);
  check_ownership(examined, findings);
  check_modes(examined, findings);
  check_approvals(examined, findings);
  check_access(examined, findings);
  check_automation(examined, findings);
  check_templates(examined, findings);
  check_triage(examined, findings);
  check_metrics(examined, findings);
  check_words(examined, findings);
  check_privacy(examined, findings);
}

Loaded only_problem(const fs::path& file, std::string what, std::string mend) {
  return {std::nullopt, {{file.string(), 1, 1, "", std::move(what), std::move(mend)}}};
}

}  // namespace

Loaded load_text(const std::string& text, const fs::path& file, const PluginFinder& plugins,
                 const ReferenceSources& sources) {
  const Document document = Document::read(text);
  Findings findings(file.string(), document);
  for (const TextProblem& problem : document.problems()) findings.add_text_problem(problem);
  if (!document.valid()) return {std::nullopt, findings.sorted()};
  const fs::path folder = fs::absolute(file).parent_path();
  json root;
  std::map<std::string, std::string> references;
  resolve_all(root, document, sources, folder, findings, references);
  plugin::SecretStore ignored;  // secrets are taken from `root`
  plugin::ConfigSchema::Checked form = own_schema().check(root, ignored);
  explain_reserved(form.problems);
  findings.add_schema_problems("", form.problems, references);
  const Examined examined{form.settings, references, folder};
  check_literal_secrets(examined, own_schema().document(), root, "", findings);
  check_meaning(examined, findings);
  check_quarantine_key(root, findings);
  std::vector<PlacedUse> uses = uses_in(form.settings);
  check_uses(examined, plugins, uses, findings);
  if (!findings.empty()) return {std::nullopt, findings.sorted()};
  return {compile({form.settings, root, fs::absolute(file), folder, uses}), {}};
}

Loaded load(const fs::path& file, const PluginFinder& plugins, const ReferenceSources& sources) {
  std::error_code error;
  if (fs::is_directory(file, error))
    return only_problem(file, "is a folder", "name the configuration file in it");
  std::ifstream in(file, std::ios::binary);
  if (!in) return only_problem(file, "cannot be read", "name a file that exists and that this user may read");
  std::string text(kConfigMaxBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return load_text(text, file, plugins, sources);
}

std::vector<Problem> check_file(const fs::path& file, const PluginFinder& plugins) {
  return load(file, plugins).problems;
}

std::vector<plugin::FoundBundle> DiskPluginFinder::find(const std::vector<fs::path>& configured) const {
  return plugin::find_bundles(plugin::search_path({configured, prefix_}));
}

bool DiskPluginFinder::came_with_host(const plugin::FoundBundle& bundle) const {
  std::error_code error;
  return plugin::is_below(fs::weakly_canonical(bundle.folder, error), prefix_ / "lib" / "baton");
}

std::vector<plugin::ManifestProblem> DiskPluginFinder::verify(const plugin::FoundBundle& bundle) const {
  const plugin::Manifest& manifest = bundle.reading.manifest;
  std::vector<plugin::ManifestProblem> problems =
      plugin::check_fit(manifest, bundle.folder, plugin::kHostAbi);
  const std::optional<std::string> hash = sha256_hex_of_file(bundle.folder / manifest.library);
  const std::string file = (bundle.folder / "plugin.json").string();
  if (!hash)
    problems.push_back({file,
                        "/library",
                        "the library " + manifest.library + " is not beside its manifest",
                        "install the whole folder of the plugin",
                        {},
                        {}});
  else if (*hash != manifest.sha256)
    problems.push_back({file,
                        "/sha256",
                        "the library " + manifest.library + " is not the one the manifest was made for",
                        "install both from one build",
                        {},
                        {}});
  return problems;
}

}  // namespace baton::policy
