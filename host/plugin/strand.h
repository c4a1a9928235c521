// SPDX-License-Identifier: MIT
// strand.h - one thread that calls one plugin instance, so that calls never overlap and a plugin that hangs hangs
// nothing but itself. Tasks run in order.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace baton::plugin {

class Task {
 public:
  virtual ~Task() = default;
  virtual void run() = 0;
};

template <class Function>
std::unique_ptr<Task> make_task(Function function) {
  struct FromFunction final : Task {
    explicit FromFunction(Function f) : function_(std::move(f)) {}
    void run() override { function_(); }
    Function function_;
  };
  return std::make_unique<FromFunction>(std::move(function));
}

class Strand {
 public:
  // `owner` stays alive as long as the thread does, which is for ever when the thread is given up.
  void start(std::shared_ptr<void> owner);
  // Dropped after finish(). For what is bounded where it comes from: answers, timers, cancellations, stop.
  void post(std::unique_ptr<Task> task);
  // False when `max_count` tasks wait already: operations whose budget ends behind a call that hangs leave their tasks
  // behind, so their number alone bounds nothing.
  bool try_post(std::unique_ptr<Task> task, std::size_t max_count);

  // No task begins after this; the one that runs is not waited for.
  void finish();
  void join();
  void give_up();  // lets go of a thread that does not come back

  // Nanoseconds on the steady clock since which one task has been running; 0 when none is.
  std::int64_t busy_since_ns() const { return busy_since_ns_.load(std::memory_order_relaxed); }
  bool is_current() const;  // called on the strand's own thread?

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::unique_ptr<Task>> tasks_;
  bool finishing_ = false;
  std::atomic<std::int64_t> busy_since_ns_{0};
  std::atomic<std::thread::id> id_{};
  std::thread thread_;
};

}  // namespace baton::plugin
