// SPDX-License-Identifier: MIT
#include "host/validate/stage.h"

#include <spdlog/sinks/base_sink.h>

#include <chrono>

#include "host/bridge/bridged_instance.h"
#include "host/plugin/str.h"

namespace baton::validate {
namespace {

constexpr std::uint32_t kBudgetMs = 3000;
constexpr std::chrono::milliseconds kPatience{kBudgetMs + 2000};

plugin::HttpResult result_of(const RemoteAnswer& answer) {
  plugin::HttpResult result;
  result.status = answer.status;
  result.headers = answer.headers;
  result.body = answer.body;
  return result;
}

class LinesSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit LinesSink(std::function<void(std::string)> take) : take_(std::move(take)) {}

 private:
  void sink_it_(const spdlog::details::log_msg& line) override {
    if (line.level >= spdlog::level::warn) take_(std::string(line.payload.data(), line.payload.size()));
  }
  void flush_() override {}

  const std::function<void(std::string)> take_;
};

}  // namespace

Stage::Stage(const Subject& subject) {
  http.answer_with([answer = subject.samples.sent.value_or(RemoteAnswer{})] { return result_of(answer); });
  secrets_ = finished(*subject.bundle.schema, subject.samples.settings).secrets;
  plugin::LoaderOptions options;
  options.ports = {
      .clock = &clock_, .timers = &clock_, .http = &http, .blobs = &blobs_, .kv = &kv_, .emit = &emit_};
  options.logger =
      std::make_shared<spdlog::logger>("validate", std::make_shared<LinesSink>([this](std::string line) {
                                         const std::lock_guard lock(mutex_);
                                         lines_.push_back(std::move(line));
                                       }));
  options.runner = bridge::runner_load({subject.runner});
  loader_ = std::make_unique<plugin::Loader>(std::move(options));
  plugin::LoadOrder order;
  order.bundle = subject.bundle.folder;
  order.instance_id = "under-validation";
  order.kind = subject.kind;
  order.settings = subject.samples.settings;
  order.place = subject.place == Place::runner ? plugin::Place::kRunner : plugin::Place::kInside;
  auto loaded = loader_->load(order);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&loaded))
    refusal_ = refusal->rule + ", but " + refusal->message;
  else
    instance_ = std::move(std::get<std::unique_ptr<plugin::Instance>>(loaded));
}

Stage::~Stage() {
  if (instance_) instance_->stop(plugin::kStopBudgetMs);
  http.join();
  clock_.join();
  kv_.join();
  emit_.join();
}

template <class T, class Begin>
Ended Stage::wait_for(const std::function<void(const T&)>& look, Begin begin) {
  struct End {
    std::mutex mutex;
    std::condition_variable came;
    std::optional<Ended> ended;
  };
  auto end = std::make_shared<End>();
  plugin::CallInfo call;
  call.budget_ms = kBudgetMs;
  call.idempotency_key = "operation-" + std::to_string(++asked_);
  begin(call, [end, look](const plugin::Outcome<T>& outcome) {
    Ended ended;
    ended.status = outcome.status;
    if (outcome.error != nullptr) {
      ended.message = plugin::message_of(*outcome.error);
      ended.retry_after_ms = outcome.error->retry_after_ms;
    }
    if (outcome.value != nullptr && look) look(*outcome.value);
    const std::lock_guard lock(end->mutex);
    end->ended = std::move(ended);
    end->came.notify_all();
  });
  std::unique_lock lock(end->mutex);
  if (end->came.wait_for(lock, kPatience, [&] { return end->ended.has_value(); })) return *end->ended;
  return {BATON_INTERNAL, "nothing came, not even the end of its budget", 0, false};
}

Ended Stage::deliver(Question& question, const std::string& key,
                     const std::function<void(const baton_receipt_t&)>& look) {
  return wait_for<baton_receipt_t>(look, [&](plugin::CallInfo call, plugin::Done<baton_receipt_t> done) {
    call.idempotency_key = key;
    instance_->deliver(
        plugin::argument<baton_outbound_t>([&]() -> const baton_outbound_t& { return *question.outbound(); }),
        std::move(call), std::move(done));
  });
}

Ended Stage::propose(Question& question, const std::function<void(const baton_proposal_t&)>& look) {
  return wait_for<baton_proposal_t>(look, [&](plugin::CallInfo call, plugin::Done<baton_proposal_t> done) {
    instance_->propose(
        plugin::argument<baton_case_view_t>([&]() -> const baton_case_view_t& { return *question.view(); }),
        std::move(call), std::move(done));
  });
}

Ended Stage::summarize(Question& question, const std::function<void(const baton_brief_t&)>& look) {
  return wait_for<baton_brief_t>(look, [&](plugin::CallInfo call, plugin::Done<baton_brief_t> done) {
    instance_->summarize(plugin::argument<baton_transcript_t>(
                             [&]() -> const baton_transcript_t& { return *question.transcript(); }),
                         std::move(call), std::move(done));
  });
}

Ended Stage::classify(Question& question, const std::function<void(const plugin::Labels&)>& look) {
  return wait_for<plugin::Labels>(look, [&](plugin::CallInfo call, plugin::Done<plugin::Labels> done) {
    instance_->classify(
        plugin::argument<baton_event_t>([&]() -> const baton_event_t& { return *question.event(); }),
        std::move(call), std::move(done));
  });
}

Ended Stage::receive(const Webhook& webhook, const std::function<void(const baton_batch_t&)>& look) {
  auto arena = std::make_shared<Arena>();
  const auto* record = webhook_record(*arena, webhook);
  return wait_for<baton_batch_t>(look, [&](plugin::CallInfo call, plugin::Done<baton_batch_t> done) {
    instance_->receive(
        plugin::argument<baton_webhook_t>([arena, record]() -> const baton_webhook_t& { return *record; }),
        std::move(call), std::move(done));
  });
}

Ended Stage::poll(const std::optional<std::string>& cursor,
                  const std::function<void(const baton_batch_t&)>& look) {
  return wait_for<baton_batch_t>(look, [&](plugin::CallInfo call, plugin::Done<baton_batch_t> done) {
    instance_->poll("", cursor, std::move(call), std::move(done));
  });
}

Ended Stage::ask(Question& question) {
  switch (question.kind()) {
    case plugin::Kind::kConnector:
      return deliver(question, "operation-" + std::to_string(++asked_));
    case plugin::Kind::kOwnership:
      return propose(question);
    case plugin::Kind::kSummarizer:
      return summarize(question);
    case plugin::Kind::kClassifier:
      return classify(question);
  }
  return {};
}

std::string Stage::broken() {
  const auto health = instance_->health();
  std::string what;
  const auto note = [&](std::uint64_t count, const char* words) {
    if (count != 0) what += (what.empty() ? "" : ", ") + std::to_string(count) + " " + words;
  };
  note(health.contract_violations, "breaches of the contract");
  note(health.double_completions, "second answers to one operation");
  note(health.late_completions, "answers after the end of the budget");
  note(health.timeouts, "operations without an answer");
  note(health.crashes, "crashes of its process");
  if (what.empty()) return what;
  const std::lock_guard lock(mutex_);
  if (!lines_.empty()) what += " (" + lines_.back() + ")";
  return what;
}

Verdict on_stage(const Subject& subject, const std::function<Verdict(Stage&)>& check) {
  if (!subject.samples.unsettled.empty()) return skipped(subject.samples.unsettled);
  if (subject.place == Place::inside && subject.bundle.manifest.isolation == plugin::Isolation::kRunner)
    return skipped("the manifest asks for a process of its own");
  Stage stage(subject);
  if (!stage.refusal().empty()) return skipped("it cannot be loaded: " + stage.refusal());
  return check(stage);
}

}  // namespace baton::validate
