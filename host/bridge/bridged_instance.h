// SPDX-License-Identifier: MIT
// bridged_instance.h - an instance whose plugin runs in a process of its own, and is started again when that ends.
// While it is down every operation ends at once, UNAVAILABLE, and the host goes on without it: the last good owner
// stays, the rules decide, briefs are the minimal ones, outboxes keep what they have.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "host/bridge/remote_source.h"
#include "host/bridge/restart_plan.h"
#include "host/plugin/direct_core.h"
#include "host/plugin/direct_instance.h"
#include "host/plugin/loader.h"

namespace baton::bridge {

struct BridgeOptions {
  std::string program;  // baton-runner
  RestartLimits restarts = {};
  std::uint32_t load_budget_ms = plugin::kLoadBudgetMs;
};

// For LoaderOptions::runner. `options` are copied; the rest is the loader's and outlives the instance.
plugin::RunnerLoad runner_load(BridgeOptions options);

class BridgedInstance final : public plugin::Instance {
 public:
  BridgedInstance(BridgeOptions options, plugin::CheckedBundle bundle, plugin::LoadOrder order,
                  plugin::FaceOptions face, plugin::Watchdog& watchdog);
  ~BridgedInstance() override;

  // The first start. A refusal is final; later ones are tried again.
  plugin::Refused load();

  const plugin::InstanceInfo& info() const override { return info_; }
  plugin::Health health() const override;
  std::vector<std::string> extensions() const override { return extensions_; }
  // Of the process that runs; none while it is down.
  std::vector<plugin::MetricReading> metrics() const override;

  plugin::OpTicket receive(plugin::ArgumentPtr<baton_webhook_t> webhook, plugin::CallInfo call,
                           plugin::Done<baton_batch_t> done) override;
  plugin::OpTicket poll(std::string cursor_name, std::optional<std::string> cursor, plugin::CallInfo call,
                        plugin::Done<baton_batch_t> done) override;
  plugin::OpTicket deliver(plugin::ArgumentPtr<baton_outbound_t> outbound, plugin::CallInfo call,
                           plugin::Done<baton_receipt_t> done) override;
  plugin::OpTicket lookup(plugin::ArgumentPtr<baton_outbound_t> outbound, plugin::CallInfo call,
                          plugin::Done<plugin::LookupAnswer> done) override;
  plugin::OpTicket list_templates(plugin::CallInfo call, plugin::Done<baton_template_page_t> done) override;
  plugin::OpTicket fetch_media(plugin::ArgumentPtr<baton_attachment_t> attachment, plugin::CallInfo call,
                               plugin::Done<baton_media_fetched_t> done) override;
  plugin::OpTicket propose(plugin::ArgumentPtr<baton_case_view_t> view, plugin::CallInfo call,
                           plugin::Done<baton_proposal_t> done) override;
  plugin::OpTicket summarize(plugin::ArgumentPtr<baton_transcript_t> transcript, plugin::CallInfo call,
                             plugin::Done<baton_brief_t> done) override;
  plugin::OpTicket classify(plugin::ArgumentPtr<baton_event_t> event, plugin::CallInfo call,
                            plugin::Done<plugin::Labels> done) override;

  const std::optional<plugin::ChannelPolicy>& channel_policy() const override { return channel_policy_; }
  void cancel(plugin::OpTicket ticket) override;
  void note_refusal() override;
  void note_late() override;
  bool stop(std::uint32_t budget_ms) override;

 private:
  struct Life {  // of one process
    std::shared_ptr<plugin::DirectCore> core;
    std::unique_ptr<plugin::DirectInstance> instance;
    std::uint64_t number = 0;
  };
  using LifePtr = std::shared_ptr<Life>;

  LifePtr current() const;
  plugin::Refused begin_life();
  void bury(const std::string& why);
  std::optional<std::chrono::milliseconds> crashed(const std::string& why);
  void say(spdlog::level::level_enum level, const std::string& what) const;
  void supervise();
  void died(std::uint64_t life, const std::string& why);
  bool wait_for(std::chrono::milliseconds time);
  template <class T, class Begin>
  plugin::OpTicket on_current(plugin::Done<T> done, Begin begin);

  const BridgeOptions options_;
  const plugin::CheckedBundle bundle_;
  const plugin::LoadOrder order_;
  const plugin::FaceOptions face_;
  plugin::Watchdog& watchdog_;
  const std::shared_ptr<Suspects> suspects_ = std::make_shared<Suspects>();
  plugin::InstanceInfo info_;
  std::vector<std::string> extensions_;
  std::optional<plugin::ChannelPolicy> channel_policy_;

  mutable std::shared_mutex life_mutex_;
  LifePtr life_;
  std::uint64_t lives_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint64_t dead_life_ = 0;  // the latest one that ended
  std::string died_of_;
  std::string down_because_;
  plugin::Health before_;  // what earlier lives counted
  RestartPlan plan_{options_.restarts};
  std::thread supervisor_;
};

}  // namespace baton::bridge
