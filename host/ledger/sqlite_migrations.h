// SPDX-License-Identifier: MIT
// sqlite_migrations.h - the schema of the store, as numbered steps. A released step is never changed; a store made by
// an older host is led through the later ones, a store made by a newer host is refused.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "host/ledger/sqlite_connection.h"

namespace baton::ledger {

struct Migration {
  int version = 0;
  std::string_view sql;
};

std::span<const Migration> migrations();

// Empty when the store is now at the version of the last step; otherwise why not. Each step commits by itself.
std::string migrate(Connection& store, std::span<const Migration> steps);

// The same for a look that changes nothing: only a store at exactly this version can be read.
std::string why_not_readable(Connection& store, std::span<const Migration> steps);

}  // namespace baton::ledger
