// SPDX-License-Identifier: MIT
// sqlite_ledger.h - opens the ledger on an SQLite file (WAL, synchronous=FULL), alone among all processes.
#pragma once

#include <memory>
#include <string>

#include "host/ledger/ledger.h"

namespace baton::ledger {

struct SqliteOptions {
  std::string path;
  int readers = 4;
  std::size_t queued_commits_max = 4096;
  std::size_t commits_per_transaction_max = 512;
  int duplicate_keys_days = 30;        // P4
  int store_pages_max = 0;             // 4 KiB each; 0 = as large as the disk
  std::int64_t blob_bytes_max = 100 * 1000 * 1000;
};

// `blobs` lives in the folder PATH.blobs and keeps its keys in the ledger; it ends before it.
struct OpenedStore {
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<BlobStore> blobs;
  std::string error;  // empty when both are there
};

OpenedStore open_sqlite_store(const SqliteOptions& options);

}  // namespace baton::ledger
