// SPDX-License-Identifier: MIT
// A fixed number of threads with a bounded queue, for handlers that may wait (disk, another service). When
// the queue is full the caller hears so at once and can say 503: a queue that grows only hides the fault.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace baton::net {

struct PoolOptions {
  std::size_t threads = 4;
  std::size_t max_queued = 1024;
};

class Pool {
 public:
  explicit Pool(PoolOptions options);
  ~Pool();  // finishes what is queued, then joins
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // False when the queue is full or the pool is being taken down. A job that throws is swallowed: it must
  // report itself.
  bool try_post(std::function<void()> job);

 private:
  void work();

  const std::size_t max_queued_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace baton::net
