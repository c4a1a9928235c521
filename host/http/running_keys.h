// SPDX-License-Identifier: MIT
// running_keys.h - the Idempotency-Keys whose first request this process is still answering. What a request did is kept
// with its commit, before it is answered; until it is, who repeats it is told to wait, not half of the answer.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace baton::http {

class RunningKeys {
 public:
  // While it lives, the key runs.
  class Run {
   public:
    Run(RunningKeys& keys, std::string key) : keys_(keys), key_(std::move(key)) {
      const std::lock_guard lock(keys_.mutex_);
      keys_.running_.insert(key_);
    }
    ~Run() {
      const std::lock_guard lock(keys_.mutex_);
      keys_.running_.erase(key_);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

   private:
    RunningKeys& keys_;
    const std::string key_;
  };

  bool contains(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    return running_.contains(key);
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::string> running_;
};

}  // namespace baton::http
