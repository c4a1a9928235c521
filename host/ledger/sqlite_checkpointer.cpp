// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_checkpointer.h"

#include <sqlite3.h>

namespace baton::ledger {
namespace {

constexpr int kFewPages = 32;
constexpr int kRoundsMax = 4;  // the writer adds while pages are moved; after so many the next call goes on

}  // namespace

Checkpointer::Checkpointer(const std::string& path) : store_(path, Connection::Mode::write) {
  store_.execute("PRAGMA wal_autocheckpoint=0");
  thread_ = std::thread([this] { work(); });
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::wake() {
  near_the_end_ = false;  // what was said is out of date
  {
    const std::lock_guard lock(mutex_);
    asked_ = true;
  }
  wake_.notify_one();
}

void Checkpointer::work() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || asked_; });
      if (stopping_) return;
      asked_ = false;
    }
    move_pages();
  }
}

// PASSIVE never waits for a reader or the writer; what it could not move is moved by the next one.
void Checkpointer::move_pages() {
  for (int round = 0; round < kRoundsMax; ++round) {
    int in_log = 0;
    int moved = 0;
    if (sqlite3_wal_checkpoint_v2(store_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved) != SQLITE_OK) return;
    if (in_log - moved > kFewPages) continue;
    near_the_end_ = true;
    return;
  }
}

}  // namespace baton::ledger
