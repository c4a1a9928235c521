// SPDX-License-Identifier: MIT
#include "host/app/stored_case.h"

#include <filesystem>
#include <iostream>

#include "host/app/commands.h"
#include "host/ledger/sqlite_look.h"
#include "host/policy/check.h"

namespace baton::app {

std::optional<OpenedForReading> open_for_reading(const std::string& config_file) {
  auto loaded = policy::load(config_file, policy::DiskPluginFinder(install_prefix()));
  for (const auto& problem : loaded.problems) std::cerr << policy::to_string(problem) << "\n";
  if (!loaded.config) {
    fail("the configuration has problems", "mend the lines above");
    return std::nullopt;
  }
  const auto path = loaded.config->store.path;
  if (!std::filesystem::exists(path)) {
    fail("no store at " + path.string(), "see `store.path`; a store is made by the first `baton serve`");
    return std::nullopt;
  }
  auto look = ledger::look_into_sqlite_store(path.string());
  if (!look.error.empty()) {
    fail("the store cannot be read: " + look.error, "see `store.path` of the configuration");
    return std::nullopt;
  }
  return OpenedForReading{std::move(*loaded.config), std::move(look.store)};
}

}  // namespace baton::app
