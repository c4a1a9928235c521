// SPDX-License-Identifier: MIT
// watchdog.h - the one thread that ends operations whose budget is over. It sleeps until the earliest deadline it has
// been told of, so an operation that is answered in time costs it nothing.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "host/plugin/operations.h"

namespace baton::plugin {

class Watched {
 public:
  virtual ~Watched() = default;
  // Ends what is past its deadline and returns the next one, TimePoint::max() when there is none.
  virtual TimePoint expire(TimePoint now) = 0;
};

class Watchdog {
 public:
  Watchdog();
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Until the object is gone.
  void watch(std::weak_ptr<Watched> watched);
  // Wakes the thread only when `deadline` is earlier than everything it knows.
  void expect(TimePoint deadline);

 private:
  void run();
  TimePoint expire_all(TimePoint now, const std::vector<std::weak_ptr<Watched>>& watched);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::weak_ptr<Watched>> watched_;
  TimePoint next_ = TimePoint::max();
  std::atomic<TimePoint::rep> next_fast_{TimePoint::max().time_since_epoch().count()};  // next_, readable without lock
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baton::plugin
