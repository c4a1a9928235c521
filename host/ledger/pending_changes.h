// SPDX-License-Identifier: MIT
// pending_changes.h - changes of the case list and of what is due that are on disk (table `changes`) and not yet folded
// into their tables. Those tables are written at random places; folding many changes at a time, the later ones of a
// stream replacing the earlier, keeps that out of the way of an ordinary commit. Readers look here first.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "host/ledger/ledger.h"

namespace baton::ledger {

struct StreamChange {
  std::int64_t position = 0;  // of the latest commit in it
  std::int64_t stream = 0;
  StreamName name;
  std::optional<Instant> due;
  std::vector<CaseRow> cases;
  std::vector<MeasuredRow> measured;
  std::int64_t first = 0;  // position of the earliest commit in it: its row on disk is needed until all is folded

  static constexpr bool kHasFields = true;  // what table `changes` keeps
  template <class Self, class Visit>
  static void fields(Self& self, Visit&& visit) {
    visit("name", self.name);
    visit("due", self.due);
    visit("cases", self.cases);
    visit("measured", self.measured);
  }
};

class PendingChanges {
 public:
  void add(StreamChange change);

  std::vector<StreamChange> oldest(std::size_t count) const;              // by their earliest commit
  void folded(const std::vector<StreamChange>& changes);  // forgets those that have not changed again meanwhile
  std::size_t size() const;
  std::int64_t oldest_position() const;  // 0 = nothing pending

  // One look for a reader: take it before reading the tables; what it has stands above what they say. The first `limit`
  // that are due until then and that `wanted` takes, earliest first. `wanted` is asked under the lock of these changes
  // and must not look into them.
  std::vector<Ledger::Due> dues(Instant until, std::size_t limit,
                                const std::function<bool(const StreamName&)>& wanted) const;
  std::optional<Instant> earliest_due() const;
  bool has_due(std::int64_t stream) const;  // its row in the table is out of date

  // Every row of the table that is due before this is out of date. With many customers at work they are thousands, and
  // a look that read them all would cost more than what it looks for.
  struct Front {
    std::int64_t due = INT64_MIN;
    std::uint64_t folds = 0;
  };
  Front front() const;
  // A look that began at `seen` found nothing that holds before `due`. Without effect where rows were folded meanwhile.
  void move_front(const Front& seen, std::int64_t due);

  struct Cases {
    std::vector<CaseRow> matching;
    std::unordered_set<std::string> all;
  };
  Cases cases(const CaseQuery& query) const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::int64_t, StreamChange> by_stream_;
  std::map<std::int64_t, std::int64_t> by_first_;  // position of the earliest commit -> stream
  std::set<std::pair<std::int64_t, std::int64_t>> by_due_;  // set dues only
  Front front_;
};

}  // namespace baton::ledger
