// SPDX-License-Identifier: MIT
#include "host/runner/channel.h"

namespace baton::runner {

using wire::Frame;
using wire::FrameKind;
using wire::KindNumber;
using wire::Received;

bool Channel::read_one(std::unique_lock<std::mutex>& lock, Frame& frame) {
  reading_ = true;
  lock.unlock();
  const auto got = wire::receive_frame(socket_, frame);
  lock.lock();
  reading_ = false;
  if (got != Received::frame) gone_ = gone_ || got != Received::nothing;
  const bool is_reply = got == Received::frame && frame.kind == FrameKind::reply;
  if (is_reply)
    if (const auto asked = answers_.find(frame.id); asked != answers_.end()) asked->second = std::string(frame.body);
  if (waiting_ > 0) changed_.notify_all();
  return got == Received::frame && !is_reply;
}

bool Channel::next(Frame& frame) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!work_.empty()) {
      frame = std::move(work_.front());
      work_.pop_front();
      return true;
    }
    if (gone_) return false;
    if (reading_) {
      ++waiting_;
      changed_.wait(lock);
      --waiting_;
    } else if (read_one(lock, frame)) {
      return true;
    }
  }
}

std::optional<std::string> Channel::ask(KindNumber kind, std::string_view body) {
  std::unique_lock lock(mutex_);
  const auto id = next_question_++;
  answers_[id];
  lock.unlock();
  const bool sent = send(kind, id, body);
  lock.lock();
  while (sent && !gone_ && !answers_[id]) {
    if (reading_) {
      ++waiting_;
      changed_.wait(lock);
      --waiting_;
      continue;
    }
    Frame frame;
    if (read_one(lock, frame)) work_.push_back(std::move(frame));
  }
  auto answer = std::move(answers_[id]);
  answers_.erase(id);
  return answer;
}

bool Channel::send(KindNumber kind, std::uint64_t id, std::string_view body, std::uint16_t flags) {
  return wire::send_frame(socket_, kind, id, body, flags) == wire::Sent::yes;
}

}  // namespace baton::runner
