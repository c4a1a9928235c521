// SPDX-License-Identifier: MIT
// ledger_contract.h - for tests: every kind of ledger, each in a folder of its own. A TEST_P of LedgerContract runs
// against all of them.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "host/ledger/memory_ledger.h"
#include "host/ledger/test_store.h"

namespace baton::ledger {

struct LedgerKind {
  std::string name;
  std::function<OpenedStore(const TestFolder&)> open;
};

inline OpenedStore open_memory(const TestFolder&) { return {make_memory_ledger(), make_memory_blob_store(), {}}; }
inline OpenedStore open_sqlite(const TestFolder& folder) { return open_sqlite_store({.path = folder.store()}); }

class LedgerContract : public ::testing::TestWithParam<LedgerKind> {
 protected:
  LedgerContract() : opened_(GetParam().open(folder_)), ledger_(*opened_.ledger), blobs_(*opened_.blobs) {}

  CommitResult store(Commit commit) { return store_now(ledger_, std::move(commit)); }

  TestFolder folder_;
  OpenedStore opened_;
  Ledger& ledger_;
  BlobStore& blobs_;
};

}  // namespace baton::ledger
