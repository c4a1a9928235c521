// SPDX-License-Identifier: MIT
// check.cpp - `baton check` and `baton plugins`.
#include <iostream>
#include <nlohmann/json.hpp>

#include "host/app/commands.h"
#include "host/plugin/plugin_catalogue.h"
#include "host/policy/check.h"

namespace baton::app {

int check(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"--config"}, {});
  if (!arguments.error().empty()) return fail(arguments.error(), "see `baton check --help`");
  const auto file = arguments.value("--config");
  if (!file) return fail("no configuration is named", "give --config FILE");
  const auto problems = policy::check_file(*file, policy::DiskPluginFinder(install_prefix()));
  for (const auto& problem : problems) std::cout << policy::to_string(problem) << "\n";
  if (problems.empty()) std::cerr << *file << ": no problems\n";
  return problems.empty() ? 0 : 1;
}

}  // namespace baton::app
