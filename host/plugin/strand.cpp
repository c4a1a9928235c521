// SPDX-License-Identifier: MIT
// strand.cpp - see strand.h.
#include "host/plugin/strand.h"

#include <chrono>

namespace baton::plugin {

void Strand::start(std::shared_ptr<void> owner) {
  thread_ = std::thread([this, owner = std::move(owner)] { run(); });
}

void Strand::post(std::unique_ptr<Task> task) {
  {
    const std::lock_guard lock(mutex_);
    if (finishing_) return;
    tasks_.push_back(std::move(task));
  }
  posted_.notify_one();
}

bool Strand::try_post(std::unique_ptr<Task> task, std::size_t max_count) {
  {
    const std::lock_guard lock(mutex_);
    if (tasks_.size() >= max_count) return false;
    if (finishing_) return true;
    tasks_.push_back(std::move(task));
  }
  posted_.notify_one();
  return true;
}

void Strand::finish() {
  std::deque<std::unique_ptr<Task>> dropped;  // destroyed outside the lock: their closures may hold anything
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    dropped.swap(tasks_);
  }
  posted_.notify_one();
}

void Strand::join() {
  if (thread_.joinable()) thread_.join();
}

void Strand::give_up() {
  finish();
  if (thread_.joinable()) thread_.detach();
}

bool Strand::is_current() const { return id_.load() == std::this_thread::get_id(); }

void Strand::run() {
  id_ = std::this_thread::get_id();
  std::unique_lock lock(mutex_);
  while (true) {
    posted_.wait(lock, [this] { return finishing_ || !tasks_.empty(); });
    if (finishing_) return;
    std::unique_ptr<Task> task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    busy_since_ns_.store(std::chrono::steady_clock::now().time_since_epoch().count(), std::memory_order_relaxed);
    task->run();
    task.reset();
    busy_since_ns_.store(0, std::memory_order_relaxed);
    lock.lock();
  }
}

}  // namespace baton::plugin
