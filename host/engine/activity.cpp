// SPDX-License-Identifier: MIT
#include "host/engine/activity.h"

#include <utility>

namespace baton::engine {

Activity::Token::Token(Activity& activity) : activity_(&activity) {
  const std::lock_guard lock(activity.mutex_);
  ++activity.count_;
}

Activity::Token::Token(Token&& other) noexcept : activity_(std::exchange(other.activity_, nullptr)) {}

Activity::Token& Activity::Token::operator=(Token&& other) noexcept {
  if (this != &other) {
    if (activity_ != nullptr) activity_->end();
    activity_ = std::exchange(other.activity_, nullptr);
  }
  return *this;
}

Activity::Token::~Token() {
  if (activity_ != nullptr) activity_->end();
}

void Activity::end() {
  const std::lock_guard lock(mutex_);
  if (--count_ == 0) idle_.notify_all();
}

bool Activity::wait_idle(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return idle_.wait_for(lock, limit, [&] { return count_ == 0; });
}

std::int64_t Activity::under_way() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace baton::engine
