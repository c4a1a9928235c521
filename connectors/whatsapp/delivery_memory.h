// SPDX-License-Identifier: MIT
// Which of our sends were seen to exist, by idempotency key (rule W9). WhatsApp cannot be asked, but every
// report carries the key of its send; this remembers the latest ones. After a restart nothing is known, and
// the answer is "unknown", which is always true.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace baton::whatsapp {

class DeliveryMemory {
 public:
  static constexpr std::size_t kMaxCount = 20000;

  void note(std::string_view key, std::string_view remote_message_id);
  // The channel's message id, or null when nothing with that key was seen.
  const std::string* find(const std::string& key) const;
  std::size_t size() const { return seen_.size(); }

 private:
  std::unordered_map<std::string, std::string> seen_;
  std::deque<std::string> order_;  // oldest first
};

}  // namespace baton::whatsapp
