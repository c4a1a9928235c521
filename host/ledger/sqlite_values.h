// SPDX-License-Identifier: MIT
// sqlite_values.h - the values of key_values.h in their tables.
#pragma once

#include "host/ledger/key_values.h"
#include "host/ledger/sqlite_connection.h"

namespace baton::ledger {

std::optional<KeptValue> read_value(Connection& reader, const std::string& space, const std::string& key);

// Inside a transaction of the writer. Refused, it has written nothing.
ValuesResult write_values(Connection& store, const ValuesCommit& commit);

}  // namespace baton::ledger
