// SPDX-License-Identifier: MIT
// sqlite_look_test.cpp - a look into a store beside the host that owns it.
#include "host/ledger/sqlite_look.h"

#include <gtest/gtest.h>

#include <fstream>

#include "host/ledger/replay.h"
#include "host/ledger/sqlite_connection.h"
#include "host/ledger/sqlite_migrations.h"
#include "host/ledger/test_store.h"

namespace baton::ledger {
namespace {

TEST(SqliteLook, sees_what_the_running_host_has_stored_and_does_not_disturb_it) {
  const TestFolder folder;
  const auto host = open_sqlite_store({.path = folder.store()});
  ASSERT_EQ(host.error, "");
  auto first = commit_to("k1", 0, 2);
  first.content = {{7, "sealed"}};
  ASSERT_EQ(store_now(*host.ledger, first), CommitResult::stored);
  const auto look = look_into_sqlite_store(folder.store());
  ASSERT_EQ(look.error, "");
  EXPECT_EQ(look.store->history("k1", 0, 10).size(), 2U);
  EXPECT_EQ(look.store->content(7), "sealed");
  EXPECT_EQ(look.store->streams("", 10), std::vector<StreamName>{"k1"});
  ASSERT_EQ(store_now(*host.ledger, commit_to("k1", 2)), CommitResult::stored);
  EXPECT_EQ(look.store->load("k1").sequence, 3);
  EXPECT_EQ(look.store->load("k1").facts.size(), host.ledger->load("k1").facts.size());
  EXPECT_EQ(look.store->health(), "");
}

TEST(SqliteLook, does_not_keep_a_host_from_starting) {
  const TestFolder folder;
  ASSERT_EQ(open_sqlite_store({.path = folder.store()}).error, "");
  const auto look = look_into_sqlite_store(folder.store());
  ASSERT_EQ(look.error, "");
  const auto host = open_sqlite_store({.path = folder.store()});
  ASSERT_EQ(host.error, "");
  ASSERT_EQ(store_now(*host.ledger, commit_to("k1", 0)), CommitResult::stored);
  EXPECT_EQ(look.store->load("k1").sequence, 1);
}

TEST(SqliteLook, a_file_that_is_no_store_is_named_as_such) {
  const TestFolder folder;
  EXPECT_NE(look_into_sqlite_store(folder.store()).error, "");  // not there, and not made
  Connection(folder.store(), Connection::Mode::write).execute("CREATE TABLE other(x)");
  const auto look = look_into_sqlite_store(folder.store());
  EXPECT_EQ(look.store, nullptr);
  EXPECT_NE(look.error.find("not a store of Baton"), std::string::npos) << look.error;
}

TEST(SqliteLook, a_store_of_another_version_is_not_half_understood) {
  const TestFolder folder;
  ASSERT_EQ(open_sqlite_store({.path = folder.store()}).error, "");
  Connection(folder.store(), Connection::Mode::write).execute("PRAGMA user_version=99");
  const auto look = look_into_sqlite_store(folder.store());
  EXPECT_EQ(look.store, nullptr);
  EXPECT_NE(look.error.find("99"), std::string::npos) << look.error;
}

}  // namespace
}  // namespace baton::ledger
