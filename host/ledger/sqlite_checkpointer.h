// SPDX-License-Identifier: MIT
// sqlite_checkpointer.h - moves what is in the write-ahead log into the store on a thread and a connection of its own, so
// that nobody's commit waits for it. The log starts again from its beginning only when all of it has been moved while the
// writer adds nothing: that last, short step is the writer's (`near_the_end`).
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "host/ledger/sqlite_connection.h"

namespace baton::ledger {

class Checkpointer {
 public:
  explicit Checkpointer(const std::string& path);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  void wake();  // there is something to move; returns at once
  // Everything but a few pages had been moved a moment ago. Said once for each time.
  bool near_the_end() { return near_the_end_.exchange(false); }

 private:
  void work();
  void move_pages();

  Connection store_;
  std::atomic<bool> near_the_end_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool asked_ = false;
  bool stopping_ = false;
  std::thread thread_;  // last: everything it uses exists before it starts
};

}  // namespace baton::ledger
