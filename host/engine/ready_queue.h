// SPDX-License-Identifier: MIT
// ready_queue.h - whose inputs are decided next: customers with an input that somebody outside waits for, before those
// with nothing but the host's own (a burst that ended, a brief that came); these get every kth turn, so that a busy
// hour delays them and never stops them.
#pragma once

#include <cstddef>
#include <list>
#include <memory>

namespace baton::engine {

// `Slot` has a member `ReadyQueue<Slot>::Place ready`. Every function under one lock of the caller's.
template <typename Slot>
class ReadyQueue {
 public:
  using Pointer = std::shared_ptr<Slot>;
  enum class Rank { nowhere, own, waited_for };
  struct Place {
    Rank rank = Rank::nowhere;
    typename std::list<Pointer>::iterator at;
  };

  bool empty() const { return own_.empty() && waited_for_.empty(); }

  // REQUIRES: it is nowhere in the queue.
  void push(Pointer slot, Rank rank) {
    auto& list = rank == Rank::own ? own_ : waited_for_;
    auto& place = slot->ready;
    place = {rank, list.insert(list.end(), std::move(slot))};
  }

  // Somebody outside waits for it now. Nothing happens where it is not in the queue, or not among the host's own.
  void raise(Slot& slot) {
    if (slot.ready.rank != Rank::own) return;
    slot.ready.rank = Rank::waited_for;
    waited_for_.splice(waited_for_.end(), own_, slot.ready.at);
  }

  // REQUIRES: not empty.
  Pointer pop() {
    const bool own_turn = turns_ >= kOwnEvery - 1 || waited_for_.empty();
    auto& list = own_turn && !own_.empty() ? own_ : waited_for_;
    turns_ = &list == &own_ || own_.empty() ? 0 : turns_ + 1;
    Pointer slot = std::move(list.front());
    list.pop_front();
    slot->ready.rank = Rank::nowhere;
    return slot;
  }

 private:
  static constexpr std::size_t kOwnEvery = 4;

  std::list<Pointer> waited_for_;
  std::list<Pointer> own_;
  std::size_t turns_ = 0;  // of those outside since the host's own had one
};

}  // namespace baton::engine
