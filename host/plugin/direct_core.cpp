// SPDX-License-Identifier: MIT
// direct_core.cpp - see direct_core.h. Loading is in direct_load.cpp.
#include "host/plugin/direct_core.h"

#include "host/plugin/clean_error.h"

namespace baton::plugin {
namespace {

constexpr std::chrono::seconds kStuckAfter{30};
constexpr std::uint64_t kHostIdBit = 1ull << 63;  // keeps ids of requests and timers apart from operations

std::int64_t now_ns() { return std::chrono::steady_clock::now().time_since_epoch().count(); }

}  // namespace

DirectCore::DirectCore(CheckedBundle bundle, LoadOrder order, FaceOptions face, Watchdog& watchdog,
                       std::unique_ptr<PluginSource> source)
    : bundle_(std::move(bundle)),
      order_(std::move(order)),
      face_options_(std::move(face)),
      watchdog_(watchdog),
      operations_(counters_),
      source_(std::move(source)) {
  info_ = {order_.instance_id,
           bundle_.manifest.id,
           bundle_.manifest.version,
           order_.kind,
           bundle_.library.string(),
           bundle_.sha256,
           to_string(bundle_.manifest.abi),
           bundle_.in_runner ? "isolated" : "in-process",
           to_string(bundle_.signature)};
}

OpTicket DirectCore::refuse_at_once(Completion done, baton_status_t status, const char* why) {
  complete_with_error(done, make_error(status, why));
  return {};
}

// What the plugin's function returned, held against what it did (plugin-abi, "async"): OK means it has completed,
// PENDING that it will, anything else that it never does.
void DirectCore::called(baton_op_id_t op, baton_status_t status, baton_error_t& error) {
  const EndedBy ended = operations_.leave(op);
  if (status == BATON_PENDING) return;
  if (status == BATON_OK) {
    if (ended != EndedBy::kNobody) return;
    const baton_error_t broken = make_error(BATON_INTERNAL, "the plugin said OK without handing over a result");
    if (operations_.end(op, broken) != Ended::kBefore) face_->misbehaved("it returned OK without a result");
    return;
  }
  if (ended == EndedBy::kPlugin) {
    face_->misbehaved("it handed over a result and returned an error");
    return;
  }
  if (status < BATON_OK || status > BATON_REJECTED) face_->misbehaved("it returned a status that does not exist");
  if (ended != EndedBy::kNobody) return;
  error.status = status;
  operations_.fail(op, face_->without_secrets(error));
}

void DirectCore::cancel(OpTicket ticket) {
  if (operations_.end(ticket.op_id, make_error(BATON_CANCELLED, "cancelled by the host")) == Ended::kSeen)
    tell_cancelled(ticket.op_id);
}

void DirectCore::tell_cancelled(baton_op_id_t op) {
  if (interfaces_.cancellation == nullptr) return;
  call_later([this, op](const baton_instance_t* self) { interfaces_.cancellation->cancel(self, op); });
}

TimePoint DirectCore::expire(TimePoint now) {
  std::vector<baton_op_id_t> told;
  const TimePoint next = operations_.expire(now, told);
  for (baton_op_id_t op : told) {
    tell_cancelled(op);
    source_->overdue(op);
  }
  return next;
}

void DirectCore::call_later(std::function<void(const baton_instance_t*)> call) {
  strand_.post(make_task([this, call = std::move(call)] {
    if (callable_) call(instance_);
  }));
}

std::uint64_t DirectCore::new_id() { return kHostIdBit | next_id_.fetch_add(1); }

bool DirectCore::stop(std::uint32_t budget_ms) {
  State expected = State::kStarted;
  if (!state_.compare_exchange_strong(expected, State::kStopping)) return expected != State::kAbandoned;
  operations_.end_queued(make_error(BATON_CANCELLED, "the plugin is being stopped"));
  auto stopped = std::make_shared<std::promise<void>>();
  auto done = stopped->get_future();
  strand_.post(make_task([this, stopped] {
    stop_on_strand();
    stopped->set_value();
  }));
  const bool in_time = done.wait_for(std::chrono::milliseconds(budget_ms)) == std::future_status::ready;
  if (face_) face_->cut_off();
  if (in_time) {
    strand_.finish();
    strand_.join();
    state_ = State::kStopped;
    source_->gone();
  } else {
    abandon();
  }
  operations_.end_all(make_error(BATON_CANCELLED, "the plugin was stopped"));
  return in_time;
}

void DirectCore::lost(std::string_view why) {
  operations_.end_queued(not_there(why));
  operations_.end_all(make_error(BATON_INTERNAL, why));
}

void DirectCore::stop_on_strand() {
  callable_ = false;
  instance_->stop(instance_);
  face_->cut_off();
  instance_->destroy(instance_);
}

void DirectCore::abandon() {
  state_ = State::kAbandoned;
  source_->abandon(order_.instance_id);
  strand_.give_up();
}

Health DirectCore::health() const {
  Health health;
  const State state = state_.load();
  const std::int64_t busy_since = strand_.busy_since_ns();
  const bool stuck = busy_since != 0 && std::chrono::nanoseconds(now_ns() - busy_since) > kStuckAfter;
  health.healthy = state == State::kStarted && !stuck;
  if (state == State::kAbandoned)
    health.why_not = "it did not stop within its budget and was abandoned; restart the host";
  else if (state != State::kStarted)
    health.why_not = "it is not running";
  else if (stuck)
    health.why_not = "it has been in one call for more than 30 s";
  health.calls = counters_.calls.read();
  health.failures = counters_.failures.read();
  health.timeouts = counters_.timeouts.read();
  health.late_completions = counters_.late_completions.read();
  health.double_completions = counters_.double_completions.read();
  health.contract_violations = counters_.contract_violations.read();
  health.refused_proposals = counters_.refused_proposals.read();
  health.refused_calls = counters_.refused_calls.read();
  health.dropped_log_lines = counters_.dropped_log_lines.read();
  health.under_way = operations_.count();
  return health;
}

}  // namespace baton::plugin
