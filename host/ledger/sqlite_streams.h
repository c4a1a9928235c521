// SPDX-License-Identifier: MIT
// sqlite_streams.h - the statements that read streams and their words, over whatever connection is given: the ledger's
// own readers, or a look from outside. Errors are SQLite::Exception.
#pragma once

#include "host/ledger/ledger.h"
#include "host/ledger/sqlite_connection.h"

namespace baton::ledger {

// `duplicates_from`: keys of earlier instants are past their time; the largest number leaves all of them out.
LoadedStream read_stream(Connection& from, const StreamName& stream, std::int64_t duplicates_from);
std::vector<StoredFact> read_history(Connection& from, const StreamName& stream, std::int64_t after_sequence, int limit);
std::vector<StoredInput> read_inputs(Connection& from, const StreamName& stream, std::int64_t after_position,
                                     int limit);
std::vector<StreamName> read_streams(Connection& from, const StreamName& after, int limit);
std::optional<std::string> read_content(Connection& from, std::int64_t id);

}  // namespace baton::ledger
