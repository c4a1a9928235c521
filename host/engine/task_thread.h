// SPDX-License-Identifier: MIT
// task_thread.h - tasks one after the other on a thread of their own, which may wait.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "host/engine/activity.h"

namespace baton::engine {

class TaskThread {
 public:
  explicit TaskThread(Activity& activity) : activity_(activity), thread_([this] { work(); }) {}
  ~TaskThread() { stop(); }

  void post(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      tasks_.push_back({std::move(task), activity_.begin()});
    }
    wake_.notify_one();
  }

  // Finishes what is queued. Not from a task.
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
  }

 private:
  struct Task {
    std::function<void()> run;
    Activity::Token token;
  };

  void work() {
    while (true) {
      Task task;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task.run();
    }
  }

  Activity& activity_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baton::engine
