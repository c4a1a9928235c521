// SPDX-License-Identifier: MIT
// operations.cpp - see operations.h. No callback runs under the lock.
#include "host/plugin/operations.h"

#include <algorithm>
#include <type_traits>

#include "host/plugin/clean_error.h"

namespace baton::plugin {
void complete_with_error(Completion& completion, const baton_error_t& error) {
  std::visit(
      [&]<class Function>(Function& done) {
        if constexpr (!std::is_same_v<Function, std::monostate>) done({error.status, nullptr, &error});
      },
      completion);
}

Operations::Operations(Counters& counters) : counters_(counters), slots_(kOperationMaxCount), free_(kOperationMaxCount) {
  for (std::size_t i = 0; i < kOperationMaxCount; ++i) free_[i] = static_cast<std::uint16_t>(i);
}

baton_op_id_t Operations::begin(Completion& completion, TimePoint deadline) {
  const std::lock_guard lock(mutex_);
  if (free_count_ == 0) return 0;
  const std::uint16_t index = free_[free_begin_];
  free_begin_ = (free_begin_ + 1) % kOperationMaxCount;
  --free_count_;
  Slot& slot = slots_[index];
  slot.id = sequence_++ * kOperationMaxCount + index;
  slot.phase = Phase::kQueued;
  slot.ended = EndedBy::kNobody;
  slot.deadline = deadline;
  slot.completion = std::move(completion);
  return slot.id;
}

std::optional<std::uint32_t> Operations::enter(baton_op_id_t id) {
  const std::lock_guard lock(mutex_);
  Slot& slot = slot_of(id);
  if (!is_live(slot, id)) return std::nullopt;
  slot.phase = Phase::kCalling;
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(slot.deadline -
                                                                          std::chrono::steady_clock::now());
  return static_cast<std::uint32_t>(std::max<std::int64_t>(left.count(), 1));  // 0 would mean "no budget"
}

EndedBy Operations::leave(baton_op_id_t id) {
  const std::lock_guard lock(mutex_);
  Slot& slot = slot_of(id);
  if (slot.id != id || slot.phase != Phase::kCalling) return EndedBy::kHost;
  const EndedBy ended = slot.ended;
  slot.phase = Phase::kPending;
  if (ended != EndedBy::kNobody) free(slot);
  return ended;
}

void Operations::fail(baton_op_id_t id, const baton_error_t& error) {
  auto completion = take(id, EndedBy::kPlugin);
  if (!completion) return;
  if (error.status != BATON_NOT_SUPPORTED) counters_.failures.add();
  complete_with_error(*completion, cleaned(error));
}

Ended Operations::end(baton_op_id_t id, const baton_error_t& error) {
  bool seen = false;
  auto completion = take(id, EndedBy::kHost, &seen);
  if (!completion) return Ended::kBefore;
  complete_with_error(*completion, error);
  return seen ? Ended::kSeen : Ended::kUnseen;
}

template <class Wanted>
void Operations::end_where(const baton_error_t& error, Wanted wanted) {
  std::vector<Completion> ended;
  {
    const std::lock_guard lock(mutex_);
    for (Slot& slot : slots_)
      if (slot.phase != Phase::kFree && slot.ended == EndedBy::kNobody && wanted(slot))
        finish(slot, EndedBy::kHost, ended.emplace_back());
  }
  for (Completion& completion : ended) complete_with_error(completion, error);
}

void Operations::end_all(const baton_error_t& error) {
  end_where(error, [](const Slot&) { return true; });
}

void Operations::end_queued(const baton_error_t& error) {
  end_where(error, [](const Slot& slot) { return slot.phase == Phase::kQueued; });
}

TimePoint Operations::expire(TimePoint now, std::vector<baton_op_id_t>& told) {
  TimePoint next = TimePoint::max();
  std::vector<Completion> ended;
  {
    const std::lock_guard lock(mutex_);
    if (free_count_ == kOperationMaxCount) return next;
    for (Slot& slot : slots_) {
      if (slot.phase == Phase::kFree || slot.ended != EndedBy::kNobody) continue;
      if (slot.deadline > now) {
        next = std::min(next, slot.deadline);
        continue;
      }
      if (slot.phase != Phase::kQueued) told.push_back(slot.id);
      finish(slot, EndedBy::kBudget, ended.emplace_back());
    }
  }
  const baton_error_t error = make_error(BATON_DEADLINE_EXCEEDED, "the plugin did not answer within its budget");
  for (Completion& completion : ended) {
    counters_.timeouts.add();
    complete_with_error(completion, error);
  }
  return next;
}

bool Operations::is_under_way(baton_op_id_t id) const {
  const std::lock_guard lock(mutex_);
  return is_live(slots_[id & (kOperationMaxCount - 1)], id);
}

std::size_t Operations::count() const {
  const std::lock_guard lock(mutex_);
  return kOperationMaxCount - free_count_;
}

bool Operations::is_live(const Slot& slot, baton_op_id_t id) const {
  return slot.id == id && slot.phase != Phase::kFree && slot.ended == EndedBy::kNobody;
}

std::optional<Completion> Operations::take(baton_op_id_t id, EndedBy by, bool* seen) {
  const std::lock_guard lock(mutex_);
  Slot& slot = slot_of(id);
  if (!is_live(slot, id)) {
    count_unexpected(slot, id, by);
    return std::nullopt;
  }
  // The plugin has not been called yet, so it cannot know this id: it was guessed.
  if (by == EndedBy::kPlugin && slot.phase == Phase::kQueued) {
    counters_.contract_violations.add();
    return std::nullopt;
  }
  if (seen != nullptr) *seen = slot.phase != Phase::kQueued;
  std::optional<Completion> completion(std::in_place);
  finish(slot, by, *completion);
  return completion;
}

void Operations::finish(Slot& slot, EndedBy by, Completion& completion) {
  slot.ended = by;
  completion = std::exchange(slot.completion, std::monostate{});
  if (slot.phase != Phase::kCalling) free(slot);
}

void Operations::free(Slot& slot) {
  slot.phase = Phase::kFree;
  free_[(free_begin_ + free_count_) % kOperationMaxCount] = static_cast<std::uint16_t>(slot.id & (kOperationMaxCount - 1));
  ++free_count_;
}

void Operations::count_unexpected(const Slot& slot, baton_op_id_t id, EndedBy by) {
  if (by != EndedBy::kPlugin) return;
  if (id == 0 || id >= sequence_ * kOperationMaxCount)
    counters_.contract_violations.add();  // never existed
  else if (slot.id == id && slot.ended == EndedBy::kPlugin)
    counters_.double_completions.add();
  else
    counters_.late_completions.add();
}

}  // namespace baton::plugin
