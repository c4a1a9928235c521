// SPDX-License-Identifier: MIT
// operations.h - the operations of one instance that are queued or under way, and the one rule about them: each ends
// exactly once, whoever comes first - the plugin's answer, its error, the budget, a cancellation. Whatever comes later
// is counted and dropped.
//
// Invariants: a slot is reused only after its operation has ended and the plugin's function has returned; slots are
// reused oldest first, so that a second or late completion is still told apart from an id that never was.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "host/plugin/counters.h"
#include "host/plugin/instance.h"
#include "host/plugin/str.h"

namespace baton::plugin {

using TimePoint = std::chrono::steady_clock::time_point;  // budgets are real time, whatever the movable clock says

using Completion = std::variant<std::monostate, Done<baton_batch_t>, Done<baton_receipt_t>, Done<LookupAnswer>,
                                Done<baton_template_page_t>, Done<baton_media_fetched_t>, Done<baton_proposal_t>,
                                Done<baton_brief_t>, Done<Labels>>;

// Runs a completion that has no value.
void complete_with_error(Completion& completion, const baton_error_t& error);

enum class EndedBy : std::uint8_t { kNobody, kPlugin, kBudget, kHost };

enum class Ended { kBefore, kUnseen, kSeen };  // already over; ended before the plugin saw it; ended after

class Operations {
 public:
  explicit Operations(Counters& counters);

  // 0 when too many are under way; `completion` is then left as it was.
  baton_op_id_t begin(Completion& completion, TimePoint deadline);

  // The strand is about to call the plugin: what is left of the budget; nothing when the operation has ended meanwhile.
  std::optional<std::uint32_t> enter(baton_op_id_t id);
  // The plugin's function has returned: who ended the operation, if anybody has.
  EndedBy leave(baton_op_id_t id);

  template <class T>
  void complete(baton_op_id_t id, const T& value);
  // By the plugin, through baton.host-calls/1.
  void fail(baton_op_id_t id, const baton_error_t& error);
  // By the host: a broken contract, a cancellation.
  Ended end(baton_op_id_t id, const baton_error_t& error);
  void end_all(const baton_error_t& error);
  void end_queued(const baton_error_t& error);  // those the plugin has not seen

  // Ends what is past its deadline; `told` gets the ids the plugin has seen. Returns the next deadline.
  TimePoint expire(TimePoint now, std::vector<baton_op_id_t>& told);

  bool is_under_way(baton_op_id_t id) const;
  std::size_t count() const;

 private:
  enum class Phase : std::uint8_t { kFree, kQueued, kCalling, kPending };
  struct Slot {
    baton_op_id_t id = 0;  // kept while free, to recognise what comes late
    Phase phase = Phase::kFree;
    EndedBy ended = EndedBy::kNobody;
    TimePoint deadline;
    Completion completion;
  };

  Slot& slot_of(baton_op_id_t id) { return slots_[id & (kOperationMaxCount - 1)]; }
  bool is_live(const Slot& slot, baton_op_id_t id) const;
  std::optional<Completion> take(baton_op_id_t id, EndedBy by, bool* seen = nullptr);
  void finish(Slot& slot, EndedBy by, Completion& completion);
  template <class Wanted>
  void end_where(const baton_error_t& error, Wanted wanted);
  void free(Slot& slot);
  void count_unexpected(const Slot& slot, baton_op_id_t id, EndedBy by);

  Counters& counters_;
  mutable std::mutex mutex_;
  std::vector<Slot> slots_;
  std::vector<std::uint16_t> free_;  // ring, oldest first
  std::size_t free_begin_ = 0;
  std::size_t free_count_ = kOperationMaxCount;
  baton_op_id_t sequence_ = 1;
};

static_assert((kOperationMaxCount & (kOperationMaxCount - 1)) == 0 && kOperationMaxCount <= 65536,
              "the slot number is the low bits of an id");

template <class T>
void Operations::complete(baton_op_id_t id, const T& value) {
  auto completion = take(id, EndedBy::kPlugin);
  if (!completion) return;
  if (auto* done = std::get_if<Done<T>>(&*completion)) {
    (*done)(Outcome<T>{BATON_OK, &value, nullptr});
    return;
  }
  counters_.contract_violations.add();
  complete_with_error(*completion, make_error(BATON_INTERNAL, "the plugin answered with the result of another operation"));
}

}  // namespace baton::plugin
