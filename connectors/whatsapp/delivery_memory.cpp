// SPDX-License-Identifier: MIT
// See delivery_memory.h.
#include "delivery_memory.h"

namespace baton::whatsapp {

void DeliveryMemory::note(std::string_view key, std::string_view remote_message_id) {
  if (key.empty() || remote_message_id.empty()) return;
  const auto [place, is_new] = seen_.emplace(std::string(key), std::string(remote_message_id));
  if (!is_new) return;
  order_.push_back(place->first);
  if (order_.size() <= kMaxCount) return;
  seen_.erase(order_.front());
  order_.pop_front();
}

const std::string* DeliveryMemory::find(const std::string& key) const {
  const auto found = seen_.find(key);
  return found == seen_.end() ? nullptr : &found->second;
}

}  // namespace baton::whatsapp
