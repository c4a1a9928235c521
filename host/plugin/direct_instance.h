// SPDX-License-Identifier: MIT
// direct_instance.h - the Instance of a plugin that runs in this process: names each operation, DirectCore does it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/plugin/direct_core.h"

namespace baton::plugin {

class DirectInstance final : public Instance {
 public:
  explicit DirectInstance(std::shared_ptr<DirectCore> core) : core_(std::move(core)) {}
  ~DirectInstance() override { core_->stop(kStopBudgetMs); }

  const InstanceInfo& info() const override { return core_->info(); }
  Health health() const override { return core_->health(); }
  std::vector<std::string> extensions() const override { return core_->interfaces().offered; }
  std::vector<MetricReading> metrics() const override { return core_->metrics(); }

  OpTicket receive(ArgumentPtr<baton_webhook_t> webhook, CallInfo call, Done<baton_batch_t> done) override;
  OpTicket poll(std::string cursor_name, std::optional<std::string> cursor, CallInfo call,
                Done<baton_batch_t> done) override;
  OpTicket deliver(ArgumentPtr<baton_outbound_t> outbound, CallInfo call, Done<baton_receipt_t> done) override;
  OpTicket lookup(ArgumentPtr<baton_outbound_t> outbound, CallInfo call, Done<LookupAnswer> done) override;
  OpTicket list_templates(CallInfo call, Done<baton_template_page_t> done) override;
  OpTicket fetch_media(ArgumentPtr<baton_attachment_t> attachment, CallInfo call,
                       Done<baton_media_fetched_t> done) override;
  OpTicket propose(ArgumentPtr<baton_case_view_t> view, CallInfo call, Done<baton_proposal_t> done) override;
  OpTicket summarize(ArgumentPtr<baton_transcript_t> transcript, CallInfo call, Done<baton_brief_t> done) override;
  OpTicket classify(ArgumentPtr<baton_event_t> event, CallInfo call, Done<Labels> done) override;

  const std::optional<ChannelPolicy>& channel_policy() const override { return core_->policy(); }
  void cancel(OpTicket ticket) override { core_->cancel(ticket); }
  void note_refusal() override { core_->counters().refused_proposals.add(); }
  void note_late() override { core_->counters().late_completions.add(); }
  bool stop(std::uint32_t budget_ms) override { return core_->stop(budget_ms); }

 private:
  const std::shared_ptr<DirectCore> core_;
};

}  // namespace baton::plugin
