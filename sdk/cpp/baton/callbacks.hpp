// SPDX-License-Identifier: MIT
// callbacks.hpp - op_id -> std::function, so that what the host finishes later arrives where it was started.
// Any thread may start work; the answers come on the strand.
#pragma once

#include <functional>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "error.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace detail {

template <class... Arguments>
class Callbacks {
 public:
  using Callback = std::function<void(Arguments...)>;

  // `start(op_id*)` calls the host. The lock is held meanwhile, because the answer may reach the strand
  // before another thread's start has returned; this cannot deadlock, since the host never calls a plugin
  // from inside such a call.
  template <class Start>
  baton_status_t start(baton_op_id_t* op_id, Callback callback, Start&& start) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const baton_status_t status = std::forward<Start>(start)(op_id);
    if (status == BATON_OK || status == BATON_PENDING) waiting_.insert_or_assign(*op_id, std::move(callback));
    return status;
  }

  // Runs the callback of op_id outside the lock, once. An unknown op_id was forgotten or cancelled: nothing
  // happens.
  void finish(baton_op_id_t op_id, Arguments... arguments) {
    Callback callback = take(op_id);
    if (callback) callback(arguments...);
  }

  Callback take(baton_op_id_t op_id) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = waiting_.find(op_id);
    if (found == waiting_.end()) return {};
    Callback callback = std::move(found->second);
    waiting_.erase(found);
    return callback;
  }

  // Drops everything that still waits, and with it what the callbacks captured.
  void clear() {
    std::unordered_map<baton_op_id_t, Callback> dropped;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      dropped.swap(waiting_);
    }
  }

 private:
  std::mutex mutex_;
  std::unordered_map<baton_op_id_t, Callback> waiting_;
};

inline Error error_of(baton_status_t status, const char* message) {
  return Error{failed_status(status), message, {}, 0, BATON_SCOPE_MESSAGE};
}

// A status and the record that came with it, as a value.
inline Error error_of(baton_status_t status, const baton_error_t& record) {
  Error error = copy_error(record);
  error.status = failed_status(status);
  return error;
}

inline Error not_offered(const char* id) {
  return Error{BATON_NOT_SUPPORTED, std::string("the host does not offer ") + id, {}, 0, BATON_SCOPE_MESSAGE};
}

}  // namespace detail
}  // namespace v0
}  // namespace baton::sdk
