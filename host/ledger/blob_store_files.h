// SPDX-License-Identifier: MIT
// blob_store_files.h - attachments as files beside the store: STORE.blobs/aa/ID, sealed in frames of 64 KiB under a key
// of their own. The key lies in the ledger, so that erasing a row makes its file unreadable wherever copies of it are.
#pragma once

#include <memory>
#include <string>

#include "host/ledger/ledger.h"

namespace baton::ledger {

class SqliteLedger;
struct SqliteOptions;

struct OpenedBlobs {
  std::unique_ptr<BlobStore> store;
  std::string error;
};

// Cleans up what an earlier process left half done. The ledger outlives the store.
OpenedBlobs open_blob_store(SqliteLedger& ledger, const SqliteOptions& options);

}  // namespace baton::ledger
