// SPDX-License-Identifier: MIT
// stored_case.h - a look into a store, whether a host is running on it or not: for `baton explain` and `baton replay`.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "host/ledger/ledger.h"
#include "host/policy/config.h"

namespace baton::app {

struct OpenedForReading {
  policy::CompiledConfig config;
  std::unique_ptr<ledger::Histories> store;
};

// The configuration's store, read only; nothing and the lines on standard error when it cannot be opened.
std::optional<OpenedForReading> open_for_reading(const std::string& config_file);

}  // namespace baton::app
