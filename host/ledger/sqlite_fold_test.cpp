// SPDX-License-Identifier: MIT
// The danger: folding some pending changes drops what others still need, and a crash finds a case that is in no list.
#include <gtest/gtest.h>

#include "host/ledger/sqlite_migrations.h"
#include "host/ledger/sqlite_write_side.h"
#include "host/ledger/test_store.h"

namespace baton::ledger {
namespace {

// A store and its writer's side, which a crash takes away and a start brings back from the disk alone.
class Fold : public testing::Test {
 protected:
  void start() {
    side_.reset();
    pending_ = std::make_unique<PendingChanges>();
    side_ = std::make_unique<WriteSide>(store_, *pending_, leases_, figures_, ids_);
  }
  void SetUp() override {
    ASSERT_EQ(migrate(store_, migrations()), "");
    start();
  }
  void commit(const Commit& commit) {
    side_->begin();
    ASSERT_EQ(side_->apply(commit), CommitResult::stored);
    side_->commit();
  }
  void fold(std::size_t streams) {
    side_->begin();
    side_->fold(streams);
    side_->commit();
  }

  TestFolder folder_;
  Connection store_{folder_.store(), Connection::Mode::write};
  LeaseTable leases_{1};
  SharedFigures figures_;
  IdRange ids_;
  std::unique_ptr<PendingChanges> pending_;
  std::unique_ptr<WriteSide> side_;
};

TEST_F(Fold, a_case_that_changed_again_is_in_the_list_after_a_crash) {
  for (const std::string stream : {"k1", "k2", "k3"}) {
    auto opened = commit_to(stream, 0);
    opened.cases = {case_row(stream + "-c1")};
    opened.next_due = Instant{5000};
    commit(opened);
  }
  auto later = commit_to("k1", 1);  // only what is due: the row of its case is in the change before
  later.next_due = Instant{4000};
  commit(later);
  for (std::size_t folded = 0; folded < 3; ++folded) {
    fold(1);
    start();  // what was in memory is gone
  }
  fold(10);
  EXPECT_EQ(store_.number("SELECT count(*) FROM cases", 0), 3);
  EXPECT_EQ(store_.number("SELECT count(*) FROM dues", 0), 3);
  EXPECT_EQ(store_.number("SELECT count(*) FROM changes", 0), 0);
  EXPECT_EQ(side_->figures().cases_total, 3);
}

TEST_F(Fold, the_last_word_about_a_case_stands_after_a_crash_in_the_middle) {
  for (int round = 0; round < 4; ++round) {
    for (const std::string stream : {"k1", "k2", "k3"}) {
      auto changed = commit_to(stream, round);
      changed.cases = {case_row(stream + "-c1", 0, 3 - round % 3)};
      changed.cases[0].owner = "agent:a" + std::to_string(round);
      commit(changed);
    }
    fold(1);
    start();
  }
  fold(10);
  EXPECT_EQ(store_.number("SELECT count(*) FROM cases WHERE owner = 'agent:a3'", 0), 3);
}

}  // namespace
}  // namespace baton::ledger
