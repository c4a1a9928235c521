// SPDX-License-Identifier: MIT
// sqlite_look.h - looks into an SQLite store without owning it: no lock, no write, so it works beside the host that has
// the store open, and never keeps one from starting.
#pragma once

#include <memory>
#include <string>

#include "host/ledger/ledger.h"

namespace baton::ledger {

struct Look {
  std::unique_ptr<Histories> store;
  std::string error;  // empty when it is there
};

Look look_into_sqlite_store(const std::string& path);

}  // namespace baton::ledger
