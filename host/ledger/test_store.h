// SPDX-License-Identifier: MIT
// test_store.h - for tests: a store in a folder that goes away, commits that are waited for, and rows to put in them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <future>

#include "host/ledger/ledger.h"
#include "host/ledger/sqlite_ledger.h"

namespace baton::ledger {

class TestFolder {
 public:
  TestFolder() {
    auto name = (std::filesystem::temp_directory_path() / "baton-ledger-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TestFolder() { std::filesystem::remove_all(path_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string store() const { return (path_ / "store.db").string(); }

 private:
  std::filesystem::path path_;
};

inline CommitResult store_now(Ledger& ledger, Commit commit) {
  std::promise<CommitResult> result;
  auto answer = result.get_future();
  if (!ledger.submit(std::move(commit), [&](CommitResult stored) { result.set_value(stored); })) return CommitResult::failed;
  return answer.get();
}

inline FactRow fact(const std::string& name, const std::string& json = "{}") { return {name, 1, "C7", json}; }

inline Commit commit_to(const StreamName& stream, std::int64_t after, int facts = 1) {
  Commit commit;
  commit.stream = stream;
  commit.after_sequence = after;
  commit.at = {1'700'000'000'000 + after};
  commit.actor = "agent:anna";
  commit.cause = "CustomerWrote:" + std::to_string(after);
  for (int i = 0; i < facts; ++i)
    commit.facts.push_back(fact("MessageReceived", R"({"n":)" + std::to_string(after + i + 1) + "}"));
  return commit;
}

inline CaseRow case_row(const std::string& id, std::int64_t due = 0, int priority = 3, std::int64_t opened = 1000) {
  CaseRow row;
  row.case_id = id;
  row.stream = id.substr(0, id.rfind('-'));
  row.status = "open";
  row.owner = "lead:general";
  row.lane = "general";
  row.channel = "whatsapp";
  row.segment = "standard";
  row.priority = priority;
  row.opened = {opened};
  row.next_update_due = {due};
  return row;
}

inline OutboxRow outbox_row(std::int64_t id, std::int64_t due = 5000) {
  OutboxRow row;
  row.id = id;
  row.kind = "SendMessage";
  row.stream = "k1";
  row.json = R"({"message":"k1-m1"})";
  row.connector = "wa";
  row.due = {due};
  return row;
}

}  // namespace baton::ledger
