// SPDX-License-Identifier: MIT
// activity.h - how much is under way, so that a moved clock can wait until everything due has been decided, and a stop
// can drain. A token is held by every queued input, commit, effect and question.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>

namespace baton::engine {

class Activity {
 public:
  class Token {
   public:
    Token() = default;
    explicit Token(Activity& activity);
    Token(Token&& other) noexcept;
    Token& operator=(Token&& other) noexcept;
    ~Token();

   private:
    Activity* activity_ = nullptr;
  };
  using SharedToken = std::shared_ptr<Token>;  // for callbacks that must be copyable

  Token begin() { return Token(*this); }
  SharedToken begin_shared() { return std::make_shared<Token>(*this); }

  // True once nothing is under way; false when it took longer than `limit`.
  bool wait_idle(std::chrono::milliseconds limit);
  std::int64_t under_way() const;

 private:
  void end();

  mutable std::mutex mutex_;
  std::condition_variable idle_;
  std::int64_t count_ = 0;
};

}  // namespace baton::engine
