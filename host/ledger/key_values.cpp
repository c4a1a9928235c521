// SPDX-License-Identifier: MIT
#include "host/ledger/key_values.h"

namespace baton::ledger {

ValuesResult judge(const ValuesCommit& commit, const std::function<ValueNow(const std::string& key)>& now,
                   std::int64_t& bytes) {
  std::int64_t after = bytes;
  for (const auto& write : commit.writes) {
    const auto found = now(write.key);
    if (write.expected_revision != kAnyRevision && write.expected_revision != found.revision)
      return ValuesResult::conflict;
    const auto key_bytes = static_cast<std::int64_t>(write.key.size()) + commit.limit.bytes_beside;
    if (found.revision != kNoValueYet) after -= key_bytes + found.bytes;
    if (write.value) after += key_bytes + static_cast<std::int64_t>(write.value->size());
  }
  if (after > bytes && after > commit.limit.bytes_max) return ValuesResult::over_limit;
  bytes = after;
  return ValuesResult::stored;
}

}  // namespace baton::ledger
