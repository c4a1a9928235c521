// SPDX-License-Identifier: MIT
// Jobs run in the order they were given; a thread outlives whatever a job throws.
#include "host/net/pool.h"

#include <utility>

namespace baton::net {

Pool::Pool(PoolOptions options) : max_queued_(options.max_queued) {
  for (std::size_t i = 0; i < options.threads; ++i) threads_.emplace_back([this] { work(); });
}

Pool::~Pool() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Pool::try_post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_ || jobs_.size() >= max_queued_) return false;
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void Pool::work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return closing_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    try {
      job();
    } catch (...) {  // the job's own guard has failed; the thread must live on
    }
  }
}

}  // namespace baton::net
