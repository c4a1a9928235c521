// SPDX-License-Identifier: MIT
// reply.hpp - the one completion of one operation. "Exactly once" is kept here, so that plugin code cannot
// break it:
//
//   answered inside the call            the host gets the answer, then BATON_OK
//   failed inside the call              the call returns that status, nothing is completed
//   kept (captured, stored) for later   BATON_PENDING, and the answer whenever it comes
//   answered twice                      the second is dropped and logged
//   every copy gone without an answer   failed with BATON_INTERNAL (inside the call: returned)
//   answered after stop                 dropped; the host has already reported CANCELLED
//
// A Reply is a handle: copies name the same operation. Any thread may answer, as long as the instance has not
// stopped.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "answers.hpp"
#include "channel.hpp"
#include "error.hpp"
#include "events.hpp"
#include "log.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace detail {

// The host's side of every operation an instance can be asked for; NULL where it is not offered.
struct HostTables {
  const baton_host_calls_t* calls = nullptr;
  const baton_host_connector_t* connector = nullptr;
  const baton_host_ownership_t* ownership = nullptr;
  const baton_host_summarizer_t* summarizer = nullptr;
  const baton_host_classifier_t* classifier = nullptr;
  const baton_host_templates_t* templates = nullptr;
  const baton_host_media_t* media = nullptr;
  const baton_host_delivery_lookup_t* delivery_lookup = nullptr;
};

// One start..stop of an instance. Closed at stop: whatever still holds a Reply then answers into the void.
struct Session {
  Session(const baton_host_t* the_host, const HostTables& the_tables, const Log& the_log) noexcept
      : host(the_host), tables(the_tables), log(the_log) {}
  const baton_host_t* const host;
  const HostTables tables;
  const Log log;
  std::atomic<bool> open{true};
};

inline void give(const Session& session, baton_op_id_t op_id, Batch& answer) {
  session.tables.connector->accepted(session.host, op_id, &answer.record());
}
inline void give(const Session& session, baton_op_id_t op_id, Receipt& answer) {
  session.tables.connector->delivered(session.host, op_id, &answer.record());
}
inline void give(const Session& session, baton_op_id_t op_id, Proposal& answer) {
  session.tables.ownership->proposed(session.host, op_id, &answer.record());
}
inline void give(const Session& session, baton_op_id_t op_id, BriefBuilder& answer) {
  session.tables.summarizer->summarized(session.host, op_id, &answer.record());
}
inline void give(const Session& session, baton_op_id_t op_id, Labels& answer) {
  const auto& records = answer.records();
  session.tables.classifier->classified(session.host, op_id, records.data(), records.count());
}
inline void give(const Session& session, baton_op_id_t op_id, TemplatePage& answer) {
  session.tables.templates->listed(session.host, op_id, &answer.record());
}
inline void give(const Session& session, baton_op_id_t op_id, FetchedMedia& answer) {
  session.tables.media->fetched(session.host, op_id, &answer.record());
}
inline void give(const Session& session, baton_op_id_t op_id, LookupAnswer& answer) {
  session.tables.delivery_lookup->looked_up(session.host, op_id, answer.result,
                                            str_or_absent(answer.remote_message_id));
}

template <class Answer>
class ReplyState {
 public:
  ReplyState(std::shared_ptr<const Session> session, baton_op_id_t op_id) noexcept
      : session_(std::move(session)), op_id_(op_id) {}
  ReplyState(const ReplyState&) = delete;
  ReplyState& operator=(const ReplyState&) = delete;
  ~ReplyState() {
    if (left_ && outcome_ == Outcome::kOpen) {
      fail_at_host(make_error_record(BATON_INTERNAL, "the operation was dropped without an answer"));
    }
  }

  void send(Answer answer) noexcept {
    if (!claim(Outcome::kSending)) return;
    try {
      if (session_->open.load())
        give(*session_, op_id_, answer);  // can only throw before the host was called
      settle(Outcome::kSent);
    } catch (...) {
      settle(Outcome::kOpen);
      fail(make_error_record(BATON_INTERNAL, "the answer could not be made"));
    }
  }

  void fail(const baton_error_t& error) noexcept {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (outcome_ != Outcome::kOpen) {
        complain();
        return;
      }
      outcome_ = Outcome::kFailed;
      if (!left_) {
        error_ = error;  // told by the return value
        return;
      }
    }
    fail_at_host(error);
  }

  // The call is over; what is its status? `self` is the last handle when nobody kept one.
  static baton_status_t leave(std::shared_ptr<ReplyState> self, baton_error_t* err) noexcept {
    const std::lock_guard<std::mutex> lock(self->mutex_);
    if (self->outcome_ == Outcome::kOpen && self.use_count() == 1) {
      self->outcome_ = Outcome::kFailed;
      self->error_ = make_error_record(BATON_INTERNAL, "the call ended without an answer");
    }
    return self->status_of_call(err);
  }

  // The call threw. An answer that was already given stands.
  static baton_status_t abandon(const std::shared_ptr<ReplyState>& self, const baton_error_t& thrown,
                                baton_error_t* err) noexcept {
    const std::lock_guard<std::mutex> lock(self->mutex_);
    if (self->outcome_ == Outcome::kOpen) {
      self->outcome_ = Outcome::kFailed;
      self->error_ = thrown;
    } else {
      self->session_->log.write(BATON_LOG_PLUGIN_MISBEHAVING, {thrown.message, thrown.message_size});
    }
    return self->status_of_call(err);
  }

  const Session& session() const noexcept { return *session_; }
  baton_op_id_t op_id() const noexcept { return op_id_; }

 private:
  enum class Outcome { kOpen, kSending, kSent, kFailed };

  bool claim(Outcome wanted) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (outcome_ != Outcome::kOpen) {
      complain();
      return false;
    }
    outcome_ = wanted;
    return true;
  }
  void settle(Outcome outcome) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    outcome_ = outcome;
  }
  // REQUIRES: mutex_ held.
  baton_status_t status_of_call(baton_error_t* err) noexcept {
    left_ = true;
    switch (outcome_) {
      case Outcome::kSent:
        return BATON_OK;
      case Outcome::kFailed:
        give_error(err, error_);
        return error_.status;
      case Outcome::kOpen:
      case Outcome::kSending:  // another thread is telling the host at this moment
        break;
    }
    return BATON_PENDING;
  }
  void fail_at_host(const baton_error_t& error) const noexcept {
    if (session_->open.load() && session_->tables.calls != nullptr) {
      session_->tables.calls->fail(session_->host, op_id_, &error);
    }
  }
  void complain() const noexcept {
    if (session_->open.load()) {
      session_->log.write(BATON_LOG_PLUGIN_MISBEHAVING,
                          "an operation was answered twice; the second answer is dropped");
    }
  }

  const std::shared_ptr<const Session> session_;
  const baton_op_id_t op_id_;
  std::mutex mutex_;
  Outcome outcome_ = Outcome::kOpen;
  bool left_ = false;
  baton_error_t error_{};
};

}  // namespace detail

template <class Answer>
class Reply {
 public:
  explicit Reply(std::shared_ptr<detail::ReplyState<Answer>> state) noexcept : state_(std::move(state)) {}

  void send(Answer answer) const noexcept { state_->send(std::move(answer)); }
  void fail(const Error& error) const noexcept { state_->fail(make_error_record(error)); }
  void fail(baton_status_t status, std::string_view message) const noexcept {
    state_->fail(detail::make_error_record(status, message));
  }

  // True once the host has lost interest: cancelled, past its budget, or stopped.
  bool cancelled() const noexcept {
    const detail::Session& session = state_->session();
    if (!session.open.load()) return true;
    return session.tables.calls != nullptr &&
           session.tables.calls->is_cancelled(session.host, state_->op_id()) != 0;
  }
  // Shows life and extends nothing; permille 0..1000.
  void progress(std::uint32_t permille, std::string_view note) const noexcept {
    const detail::Session& session = state_->session();
    if (!session.open.load() || session.tables.calls == nullptr) return;
    session.tables.calls->progress(session.host, state_->op_id(), permille, str_or_absent(note));
  }
  baton_op_id_t op_id() const noexcept { return state_->op_id(); }

 private:
  std::shared_ptr<detail::ReplyState<Answer>> state_;
};

}  // namespace v0
}  // namespace baton::sdk
