// SPDX-License-Identifier: MIT
// plugins.cpp - `baton plugins`: what is found, before a line of its code runs.
#include <iostream>
#include <nlohmann/json.hpp>

#include "host/app/commands.h"
#include "host/app/load_plugins.h"
#include "host/plugin/plugin_catalogue.h"
#include "host/policy/check.h"

namespace baton::app {

int plugins(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"--config"}, {"--json"});
  if (!arguments.error().empty()) return fail(arguments.error(), "see `baton plugins --help`");
  plugin::SearchOptions search;
  search.prefix = install_prefix();
  plugin::LoadPolicy policy = rules_of({}).policy;
  if (const auto file = arguments.value("--config")) {
    auto loaded = policy::load(*file, policy::DiskPluginFinder(install_prefix()));
    for (const auto& problem : loaded.problems) std::cerr << policy::to_string(problem) << "\n";
    if (!loaded.config) return fail("the configuration has problems", "mend the lines above");
    search.configured = loaded.config->plugins.paths;
    policy = rules_of(*loaded.config).policy;
  }
  const auto catalogue = plugin::make_catalogue(plugin::find_bundles(plugin::search_path(search)), policy, {}, {});
  std::cout << (arguments.has("--json") ? plugin::to_json(catalogue).dump(2) + "\n" : plugin::to_text(catalogue));
  return 0;
}

}  // namespace baton::app
