// SPDX-License-Identifier: MIT
#include "host/engine/emissions.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace baton::engine {
namespace {

// What a batch costs while it waits: the texts that may be long, and something for each record.
std::size_t bytes_of(const baton_batch_t& batch) {
  constexpr std::size_t kEach = 1024;
  std::size_t bytes = kEach + batch.next_cursor.size;
  for (std::uint32_t i = 0; i < batch.event_count; ++i) {
    const auto& event = *batch.events[i];
    bytes += kEach + event.text.size + event.display_name.size + event.button_payload.size + event.error_text.size +
             event.referral_json.size + event.attributes_json.size;
    for (std::uint32_t a = 0; a < event.attachment_count; ++a) bytes += kEach + event.attachments[a]->file_name.size;
    bytes += event.identity_count * kEach;
  }
  return bytes;
}

}  // namespace

baton_status_t Emissions::emit(const std::string& instance_id, const baton_batch_t& batch,
                               std::function<void(baton_status_t)> stored) {
  const auto bytes = bytes_of(batch);
  const auto has_room = [&](const Queue& queue) {
    if (queue.waiting.empty()) return true;
    return queue.waiting.size() < limits_.batches_max && queue.bytes + bytes <= limits_.bytes_max;
  };
  {
    // Before the copy: who is told to wait asks again and again.
    const std::lock_guard lock(mutex_);
    if (closed_) return BATON_UNAVAILABLE;
    if (!has_room(queues_[instance_id])) return BATON_RATE_LIMITED;
  }
  Emission emission{inbound_batch(batch, core::ConnectorId{instance_id}, clock_.now()), std::move(stored), bytes};
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return BATON_UNAVAILABLE;
    auto& queue = queues_[instance_id];
    if (!has_room(queue)) return BATON_RATE_LIMITED;
    queue.bytes += bytes;
    queue.waiting.push_back(std::move(emission));
  }
  wake_.notify_one();
  return BATON_OK;
}

void Emissions::open(BringIn bring_in) {
  bring_in_ = std::move(bring_in);
  thread_ = std::thread([this] { work(); });
}

// What is under way is waited for by the engine, and told as it ends.
void Emissions::close() {
  std::vector<std::function<void(baton_status_t)>> told;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (auto& [connector, queue] : queues_) {
      const std::size_t kept = queue.under_way ? 1 : 0;
      for (; queue.waiting.size() > kept; queue.waiting.pop_back())
        told.push_back(std::move(queue.waiting.back().stored));
    }
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  for (const auto& stored : told) stored(BATON_UNAVAILABLE);
}

// REQUIRES: mutex_ is held. Connectors take turns; `wait_until` is when the next one may have its turn.
std::map<std::string, Emissions::Queue>::iterator Emissions::next(TimePoint now, TimePoint& wait_until) {
  const auto may = [&](const auto& entry) {
    const auto& queue = entry.second;
    if (queue.under_way || queue.waiting.empty()) return false;
    if (queue.not_before > now) wait_until = std::min(wait_until, queue.not_before);
    return queue.not_before <= now;
  };
  const auto found = std::find_if(queues_.upper_bound(last_), queues_.end(), may);
  return found != queues_.end() ? found : std::find_if(queues_.begin(), queues_.end(), may);
}

void Emissions::work() {
  std::unique_lock lock(mutex_);
  while (!closed_) {
    auto wait_until = TimePoint::max();
    const auto found = next(std::chrono::steady_clock::now(), wait_until);
    if (found == queues_.end()) {
      if (wait_until == TimePoint::max()) wake_.wait(lock);
      else wake_.wait_until(lock, wait_until);
      continue;
    }
    auto& [connector, queue] = *found;
    last_ = connector;
    queue.under_way = true;
    auto batch = queue.waiting.front().batch;  // a copy: it may have to be brought in again
    lock.unlock();
    bring_in_(core::ConnectorId{connector}, std::move(batch),
              [this, connector = connector](bool durable) { brought_in(connector, durable); });
    lock.lock();
  }
}

void Emissions::brought_in(const std::string& connector, bool durable) {
  std::function<void(baton_status_t)> stored;
  {
    const std::lock_guard lock(mutex_);
    auto& queue = queues_[connector];
    queue.under_way = false;
    if (durable || closed_) {
      stored = std::move(queue.waiting.front().stored);
      queue.bytes -= queue.waiting.front().bytes;
      queue.waiting.pop_front();
    } else {
      queue.not_before = std::chrono::steady_clock::now() + limits_.again_after;
    }
  }
  wake_.notify_one();
  if (stored) stored(durable ? BATON_OK : BATON_UNAVAILABLE);
}

}  // namespace baton::engine
