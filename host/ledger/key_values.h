// SPDX-License-Identifier: MIT
// key_values.h - small durable values that somebody keeps under keys of their own (plugins: baton.kv/1). Each space is
// one owner's; a commit is all or nothing, compares revisions first, and is refused where a space would outgrow its
// limit. Not sealed: they are kin to cursors. They are no customer's, so no erasure takes their key away (C7), and a
// key beside them in the same file would keep nothing from whoever has the file.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace baton::ledger {

inline constexpr std::uint64_t kNoValueYet = 0;           // the key must not exist
inline constexpr std::uint64_t kAnyRevision = UINT64_MAX;  // whatever there is

struct KeptValue {
  std::string value;
  std::uint64_t revision = 0;  // rises with every commit of the space and never comes back, whatever was deleted
};

struct KeptRead {
  bool failed = false;  // the store cannot be read: whether there is a value is not known
  std::optional<KeptValue> found;
};

struct ValueWrite {
  std::string key;                   // each at most once in a commit
  std::optional<std::string> value;  // nothing deletes
  std::uint64_t expected_revision = kAnyRevision;
};

struct ValueLimit {
  std::int64_t bytes_max = INT64_MAX;  // of all keys and values of the space
  std::int64_t bytes_beside = 0;       // what a key costs besides
};

struct ValuesCommit {
  std::string space;
  std::vector<ValueWrite> writes;
  ValueLimit limit;
};

enum class ValuesResult { stored = 1, conflict, over_limit, failed };

// What there is under a key before a commit.
struct ValueNow {
  std::uint64_t revision = kNoValueYet;
  std::int64_t bytes = 0;  // of the value
};

// The one judgement of all ledgers: `stored` where the commit may be made; then `bytes`, what the space holds, is what
// it holds afterwards. A commit that lets a space shrink is never over the limit. Writes nothing.
ValuesResult judge(const ValuesCommit& commit, const std::function<ValueNow(const std::string& key)>& now,
                   std::int64_t& bytes);

}  // namespace baton::ledger
