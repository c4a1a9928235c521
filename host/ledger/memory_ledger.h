// SPDX-License-Identifier: MIT
// memory_ledger.h - the whole ledger in memory, for tests of everything above it and as the proof of its shape: two
// engines may share one, with row locks and epochs, as two hosts will share a PostgreSQL.
#pragma once

#include <memory>

#include "host/ledger/ledger.h"

namespace baton::ledger {

struct MemoryOptions {
  std::size_t queued_commits_max = 4096;
  int duplicate_keys_days = 30;
};

std::unique_ptr<Ledger> make_memory_ledger(const MemoryOptions& options = {});
std::unique_ptr<BlobStore> make_memory_blob_store(std::int64_t blob_bytes_max = 100 * 1000 * 1000);

}  // namespace baton::ledger
