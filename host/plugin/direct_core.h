// SPDX-License-Identifier: MIT
// direct_core.h - a plugin instance as the host drives it: its strand, its operations, its side of the ABI. Its code is
// where its source says. Kept alive by its handle (direct_instance.h) and by its thread, so that an instance that hangs
// for ever never touches freed memory.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/plugin/counters.h"
#include "host/plugin/host_face.h"
#include "host/plugin/instance.h"
#include "host/plugin/loading.h"
#include "host/plugin/operations.h"
#include "host/plugin/plugin_source.h"
#include "host/plugin/strand.h"
#include "host/plugin/watchdog.h"

namespace baton::plugin {

// What an instance offers, looked up once. Null: it does not.
struct Interfaces {
  const baton_connector_t* connector = nullptr;
  const baton_ownership_t* ownership = nullptr;
  const baton_summarizer_t* summarizer = nullptr;
  const baton_classifier_t* classifier = nullptr;
  const baton_templates_t* templates = nullptr;
  const baton_media_t* media = nullptr;
  const baton_delivery_lookup_t* lookup = nullptr;
  const baton_cancellation_t* cancellation = nullptr;
  const baton_channel_t* channel = nullptr;
  Clients clients;
  std::vector<std::string> offered;  // optional ones, by id
};

class DirectCore final : public Watched, public PluginCaller, public std::enable_shared_from_this<DirectCore> {
 public:
  DirectCore(CheckedBundle bundle, LoadOrder order, FaceOptions face, Watchdog& watchdog,
             std::unique_ptr<PluginSource> source);

  // Steps 7 to 17 on the strand. Nothing when the instance is started.
  Refused load(std::uint32_t budget_ms);
  bool stop(std::uint32_t budget_ms);
  // The plugin's process is gone: what it has seen has an unknown outcome, what it has not was not begun.
  void lost(std::string_view why);

  // Queues one operation. `invoke(self, call, error)` calls the plugin, on the strand.
  template <class Invoke>
  OpTicket submit(CallInfo info, Completion done, Invoke invoke);
  OpTicket refuse_at_once(Completion done, baton_status_t status, const char* why);
  void cancel(OpTicket ticket);

  Health health() const;
  const InstanceInfo& info() const { return info_; }
  const Interfaces& interfaces() const { return interfaces_; }
  const std::optional<ChannelPolicy>& policy() const { return policy_; }
  Counters& counters() { return counters_; }
  std::vector<MetricReading> metrics() const { return face_->metrics.read(); }

  TimePoint expire(TimePoint now) override;
  void call_later(std::function<void(const baton_instance_t*)> call) override;
  std::uint64_t new_id() override;

 private:
  enum class State { kLoading, kStarted, kStopping, kStopped, kAbandoned };

  // One function a step; direct_load.cpp.
  Refused run_steps();
  Refused step_source();
  Refused step_config();
  Refused step_requirements();
  Refused step_create();
  Refused step_init();
  Refused step_extensions();
  Refused step_start();
  Refused find_kind_interfaces();
  Refused find_clients();
  Refused find_policy();
  LoadRefusal refused(LoadStep step, std::string rule, std::string message, std::string mend) const;
  template <class Table>
  const Table* look_up(const char* id);

  void called(baton_op_id_t op, baton_status_t status, baton_error_t& error);
  void stop_on_strand();
  void tell_cancelled(baton_op_id_t op);
  void abandon();

  const CheckedBundle bundle_;
  const LoadOrder order_;
  const FaceOptions face_options_;
  Watchdog& watchdog_;
  InstanceInfo info_;
  Counters counters_;
  Operations operations_;
  std::shared_ptr<SecretStore> secrets_ = std::make_shared<SecretStore>();
  std::string config_json_;
  std::unique_ptr<HostFace> face_;
  const std::unique_ptr<PluginSource> source_;
  const baton_factory_t* factory_ = nullptr;
  const baton_instance_t* instance_ = nullptr;
  Interfaces interfaces_;
  std::optional<ChannelPolicy> policy_;
  std::atomic<LoadStep> step_{LoadStep::kInspect};
  std::atomic<State> state_{State::kLoading};
  bool callable_ = false;  // only on the strand: between start and stop
  std::atomic<std::uint64_t> next_id_{1};
  Strand strand_;  // last: its thread uses everything above
};

template <class Invoke>
OpTicket DirectCore::submit(CallInfo info, Completion done, Invoke invoke) {
  if (state_.load() != State::kStarted) return refuse_at_once(std::move(done), BATON_UNAVAILABLE, "the plugin is not running");
  const std::uint32_t budget_ms = info.budget_ms == 0 ? kDefaultBudgetMs : info.budget_ms;
  const TimePoint deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(budget_ms);
  const baton_op_id_t op = operations_.begin(done, deadline);
  if (op == 0) {
    counters_.refused_calls.add();
    return refuse_at_once(std::move(done), BATON_RATE_LIMITED, "too many operations are under way");
  }
  counters_.calls.add();
  auto task = make_task([this, op, info = std::move(info), invoke = std::move(invoke)]() mutable {
    const auto left_ms = operations_.enter(op);
    if (!left_ms) return;  // it ended while it waited
    baton_call_t call{};
    call.struct_size = sizeof call;
    call.budget_ms = *left_ms;
    call.op_id = op;
    call.attempt = info.attempt;
    call.idempotency_key = str_or_absent(info.idempotency_key);
    call.trace_id = str_or_absent(info.trace_id);
    baton_error_t error = empty_error();
    baton_status_t status = BATON_INTERNAL;
    try {
      status = invoke(instance_, &call, &error);
    } catch (const std::exception&) {
      error = make_error(BATON_INTERNAL, "the arguments could not be built");
    }
    called(op, status, error);
  });
  if (!strand_.try_post(std::move(task), kOperationMaxCount)) {
    counters_.refused_calls.add();
    operations_.end(op, make_error(BATON_RATE_LIMITED, "too many operations wait for the plugin"));
    return {};
  }
  watchdog_.expect(deadline);
  // stop() may have emptied the queue between the look at the state and the post.
  if (state_.load() != State::kStarted)
    operations_.end(op, make_error(BATON_CANCELLED, "the plugin is being stopped"));
  return {op};
}

}  // namespace baton::plugin
