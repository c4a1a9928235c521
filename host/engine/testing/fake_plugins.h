// SPDX-License-Identifier: MIT
// fake_plugins.h - for tests: plugins behind the interface every instance has. The connector reads webhooks of one line
// an event, "EVENT|PHONE|TEXT", and delivers as the test says.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "host/plugin/instance.h"
#include "host/plugin/str.h"

namespace baton::engine::testing {

// Answers NOT_SUPPORTED to everything.
class FakeInstance : public plugin::Instance {
 public:
  FakeInstance(std::string instance_id, std::string plugin_id) {
    info_.instance_id = std::move(instance_id);
    info_.plugin_id = std::move(plugin_id);
    info_.plugin_version = "1.0.0";
  }
  const plugin::InstanceInfo& info() const override { return info_; }
  plugin::Health health() const override { return {}; }
  std::vector<std::string> extensions() const override { return {}; }
  std::vector<plugin::MetricReading> metrics() const override { return {}; }
  plugin::OpTicket receive(plugin::ArgumentPtr<baton_webhook_t>, plugin::CallInfo, plugin::Done<baton_batch_t> done) override { return no(done); }
  plugin::OpTicket poll(std::string, std::optional<std::string>, plugin::CallInfo, plugin::Done<baton_batch_t> done) override { return no(done); }
  plugin::OpTicket deliver(plugin::ArgumentPtr<baton_outbound_t>, plugin::CallInfo, plugin::Done<baton_receipt_t> done) override { return no(done); }
  plugin::OpTicket lookup(plugin::ArgumentPtr<baton_outbound_t>, plugin::CallInfo, plugin::Done<plugin::LookupAnswer> done) override { return no(done); }
  plugin::OpTicket list_templates(plugin::CallInfo, plugin::Done<baton_template_page_t> done) override { return no(done); }
  plugin::OpTicket fetch_media(plugin::ArgumentPtr<baton_attachment_t>, plugin::CallInfo, plugin::Done<baton_media_fetched_t> done) override { return no(done); }
  plugin::OpTicket propose(plugin::ArgumentPtr<baton_case_view_t>, plugin::CallInfo, plugin::Done<baton_proposal_t> done) override { return no(done); }
  plugin::OpTicket summarize(plugin::ArgumentPtr<baton_transcript_t>, plugin::CallInfo, plugin::Done<baton_brief_t> done) override { return no(done); }
  plugin::OpTicket classify(plugin::ArgumentPtr<baton_event_t>, plugin::CallInfo, plugin::Done<plugin::Labels> done) override { return no(done); }
  const std::optional<plugin::ChannelPolicy>& channel_policy() const override { return channel; }
  void cancel(plugin::OpTicket) override {}
  void note_refusal() override { ++refusals; }
  void note_late() override { ++late_answers; }
  bool stop(std::uint32_t) override { return true; }

  std::optional<plugin::ChannelPolicy> channel;
  std::atomic<int> refusals{0};
  std::atomic<int> late_answers{0};

 protected:
  template <class T>
  static plugin::OpTicket fails(const plugin::Done<T>& done, baton_status_t status, std::string_view message, baton_error_scope_t scope = BATON_SCOPE_MESSAGE,
                                std::string_view code = {}, std::uint64_t retry_after_ms = 0) {
    auto error = plugin::make_error(status, message);
    error.scope = scope;
    error.retry_after_ms = retry_after_ms;
    error.code_size = static_cast<std::uint32_t>(code.copy(error.code, sizeof error.code));
    done({status, nullptr, &error});
    return {};
  }
  template <class T>
  static plugin::OpTicket no(const plugin::Done<T>& done) { return fails(done, BATON_NOT_SUPPORTED, "not this one"); }

  plugin::InstanceInfo info_;
};

// Says of each message what the test wants, and remembers what it was shown.
class FakeClassifier : public FakeInstance {
 public:
  FakeClassifier() : FakeInstance("classifiers.0", "vendor") {}

  std::vector<std::pair<std::string, std::uint32_t>> intents;  // with their score
  std::atomic<baton_status_t> status{BATON_OK};
  std::atomic<std::uint32_t> budget_ms{0};

  std::vector<std::string> shown() const {
    const std::lock_guard lock(mutex_);
    return shown_;
  }

  plugin::OpTicket classify(plugin::ArgumentPtr<baton_event_t> event, plugin::CallInfo call,
                            plugin::Done<plugin::Labels> done) override {
    {
      const std::lock_guard lock(mutex_);
      shown_.push_back(plugin::text_of(event->build().text));
    }
    budget_ms = call.budget_ms;
    if (status != BATON_OK) return fails(done, status, "no labels today");
    std::deque<baton_label_t> labels;
    std::vector<const baton_label_t*> items;
    for (const auto& [intent, score] : intents) {
      auto& label = labels.emplace_back();
      label.struct_size = sizeof label;
      label.scheme = plugin::str_of("intent");
      label.value = plugin::str_of(intent);
      label.score_permille = score;
      items.push_back(&label);
    }
    const plugin::Labels answer{items.data(), static_cast<std::uint32_t>(items.size())};
    done({BATON_OK, &answer, nullptr});
    return {};
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> shown_;
};

// Makes the same small brief of every conversation, or fails.
class FakeSummarizer : public FakeInstance {
 public:
  FakeSummarizer(std::string instance_id, std::string plugin_id)
      : FakeInstance(std::move(instance_id), std::move(plugin_id)) {}

  std::atomic<baton_status_t> status{BATON_OK};
  std::atomic<bool> names_no_status{false};  // which breaks B2
  std::atomic<std::uint32_t> budget_ms{0};
  std::atomic<int> calls{0};

  plugin::OpTicket summarize(plugin::ArgumentPtr<baton_transcript_t> transcript, plugin::CallInfo call,
                             plugin::Done<baton_brief_t> done) override {
    ++calls;
    budget_ms = call.budget_ms;
    if (status != BATON_OK) return fails(done, status, "no brief today");
    baton_brief_t brief{};
    brief.struct_size = sizeof brief;
    brief.revision = transcript->build().revision;
    brief.steps_state = BATON_STEPS_NONE;
    brief.intent = plugin::str_of("wants help");
    if (!names_no_status) brief.status = plugin::str_of("open");
    done({BATON_OK, &brief, nullptr});
    return {};
  }
};

struct Delivery {
  std::string message, text, to;
  std::uint32_t attempt = 0;
};

// What the channel answers to a delivery.
struct Answer {
  baton_status_t status = BATON_OK;
  baton_error_scope_t scope = BATON_SCOPE_MESSAGE;
  std::string code = {};
  std::uint64_t retry_after_ms = 0;
  bool later = false;  // answered by answer_late()
};

// What a connector hands over, made of one line an event: "EVENT|PHONE|TEXT". Lives as long as its record is used.
class FakeBatch {
 public:
  explicit FakeBatch(const std::string& body, std::string cursor_name = {}, std::string next_cursor = {})
      : cursor_name_(std::move(cursor_name)), next_cursor_(std::move(next_cursor)) {
    std::istringstream text(body);
    for (std::string line; std::getline(text, line);) lines_.emplace_back(line);
    for (auto& line : lines_) events_.push_back(line.build());
    record_.struct_size = sizeof record_;
    record_.events = events_.data();
    record_.event_count = static_cast<std::uint32_t>(events_.size());
    record_.cursor_name = plugin::str_or_absent(cursor_name_);
    record_.next_cursor = plugin::str_or_absent(next_cursor_);
  }
  FakeBatch(const FakeBatch&) = delete;
  FakeBatch& operator=(const FakeBatch&) = delete;

  baton_batch_t& record() { return record_; }

 private:
  struct Line {
    explicit Line(const std::string& line) {
      const auto first = line.find('|'), second = line.find('|', first + 1);
      if (second == std::string::npos) {
        text = line;
        return;
      }
      event_id = line.substr(0, first);
      phone = line.substr(first + 1, second - first - 1);
      text = line.substr(second + 1);
    }
    const baton_event_t* build() {
      identity.struct_size = sizeof identity;
      identity.kind = BATON_IDENTITY_PHONE;
      identity.value = plugin::str_of(phone);
      identities = &identity;
      event.struct_size = sizeof event;
      event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
      event.message_kind = BATON_MESSAGE_TEXT;
      event.flags = BATON_EVENT_OPENS_WINDOW;
      event.source_event_id = plugin::str_of(event_id);
      event.message_id = plugin::str_of(event_id);
      event.account = plugin::str_of("plain");
      event.text = plugin::str_of(text);
      event.identities = &identities;
      event.identity_count = 1;
      return &event;
    }
    std::string event_id, phone, text;
    baton_identity_t identity{};
    const baton_identity_t* identities = nullptr;
    baton_event_t event{};
  };

  std::string cursor_name_, next_cursor_;
  std::deque<Line> lines_;
  std::vector<const baton_event_t*> events_;
  baton_batch_t record_{};
};

// What the remote side answers to a poll.
struct PollAnswer {
  baton_status_t status = BATON_OK;
  std::string lines{}, cursor_name{}, next_cursor{};
  std::uint32_t again_ms = 0;
  std::uint64_t retry_after_ms = 0;
  bool later = false;  // answered by answer_polls(), or by a cancellation
};

struct Poll {
  std::string name;
  std::optional<std::string> cursor;
  bool operator==(const Poll&) const = default;
};

class FakeConnector : public FakeInstance {
 public:
  FakeConnector() : FakeInstance("wa", "whatsapp") {
    channel.emplace();
    channel->channel = "whatsapp";
    channel->window_ms = 24 * 3600 * 1000;
  }

  std::function<Answer(const Delivery&)> on_deliver;         // absent: everything is taken
  std::atomic<baton_lookup_result_t> lookup_says{BATON_LOOKUP_UNKNOWN};
  std::atomic<int> lookups{0};
  std::atomic<std::uint32_t> webhook_status{200};
  std::string cursor_name, next_cursor;  // that webhooks leave
  std::string teaches;  // a phone number that every receipt names as the recipient's

  std::vector<Delivery> deliveries() const {
    const std::lock_guard lock(mutex_);
    return deliveries_;
  }
  bool wait_deliveries(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return deliveries_.size() >= count; });
  }
  // The answers kept back by Answer::later, all taken by the channel.
  void answer_late() {
    std::deque<std::pair<std::string, plugin::Done<baton_receipt_t>>> late;
    {
      const std::lock_guard lock(mutex_);
      late.swap(late_);
    }
    for (const auto& [message, done] : late) took(message, done);
  }

  plugin::OpTicket receive(plugin::ArgumentPtr<baton_webhook_t> webhook, plugin::CallInfo, plugin::Done<baton_batch_t> done) override {
    const std::string body(plugin::view_of(webhook->build().body));
    if (body == "down") return fails(done, BATON_UNAVAILABLE, "the connector\nis down");
    if (body == "malformed") return fails(done, BATON_INVALID_ARGUMENT, "no JSON");
    FakeBatch batch(body, cursor_name, next_cursor);
    batch.record().http_status = webhook_status;
    batch.record().refusal = plugin::str_of("refused\nby the test");
    done({BATON_OK, &batch.record(), nullptr});
    return {};
  }

  // By the test's word; absent: NOT_SUPPORTED.
  std::function<PollAnswer(const Poll&)> on_poll;
  std::vector<Poll> polls() const {
    const std::lock_guard lock(mutex_);
    return polls_;
  }
  bool wait_polls(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return polls_.size() >= count; });
  }
  void answer_polls(const PollAnswer& answer) {
    std::map<std::uint64_t, plugin::Done<baton_batch_t>> waiting;
    {
      const std::lock_guard lock(mutex_);
      waiting.swap(waiting_polls_);
    }
    for (const auto& [ticket, done] : waiting) answer_poll(answer, done);
  }

  plugin::OpTicket poll(std::string name, std::optional<std::string> cursor, plugin::CallInfo,
                        plugin::Done<baton_batch_t> done) override {
    const Poll asked{std::move(name), std::move(cursor)};
    const auto answer = on_poll ? on_poll(asked) : PollAnswer{BATON_NOT_SUPPORTED};
    std::uint64_t ticket = 0;
    {
      const std::lock_guard lock(mutex_);
      polls_.push_back(asked);
      ticket = polls_.size();
      if (answer.later) waiting_polls_.emplace(ticket, std::move(done));
      changed_.notify_all();
    }
    if (!answer.later) answer_poll(answer, done);
    return {ticket};
  }
  void cancel(plugin::OpTicket ticket) override {
    plugin::Done<baton_batch_t> done;
    {
      const std::lock_guard lock(mutex_);
      auto waiting = waiting_polls_.extract(ticket.op_id);
      if (waiting.empty()) return;
      done = std::move(waiting.mapped());
    }
    answer_poll({BATON_CANCELLED}, done);
  }

  plugin::OpTicket deliver(plugin::ArgumentPtr<baton_outbound_t> outbound, plugin::CallInfo call, plugin::Done<baton_receipt_t> done) override {
    const auto& record = outbound->build();
    Delivery delivery{call.idempotency_key, plugin::text_of(record.text), {}, call.attempt};
    if (record.recipient_count > 0) delivery.to = plugin::text_of(record.recipients[0]->value);
    const auto answer = on_deliver ? on_deliver(delivery) : Answer{};
    {
      const std::lock_guard lock(mutex_);
      deliveries_.push_back(delivery);
      if (answer.later) late_.emplace_back(delivery.message, std::move(done));
      changed_.notify_all();
    }
    if (answer.later) return {};
    if (answer.status == BATON_OK) return took(delivery.message, done);
    return fails(done, answer.status, "the channel said no", answer.scope, answer.code, answer.retry_after_ms);
  }

  plugin::OpTicket lookup(plugin::ArgumentPtr<baton_outbound_t>, plugin::CallInfo, plugin::Done<plugin::LookupAnswer> done) override {
    ++lookups;
    const plugin::LookupAnswer answer{lookup_says, plugin::str_of("remote-looked-up")};
    done({BATON_OK, &answer, nullptr});
    return {};
  }

 private:
  void answer_poll(const PollAnswer& answer, const plugin::Done<baton_batch_t>& done) const {
    if (answer.status != BATON_OK) {
      fails(done, answer.status, "not now", BATON_SCOPE_MESSAGE, {}, answer.retry_after_ms);
      return;
    }
    FakeBatch batch(answer.lines, answer.cursor_name, answer.next_cursor);
    batch.record().poll_again_ms = answer.again_ms;
    done({BATON_OK, &batch.record(), nullptr});
  }

  plugin::OpTicket took(const std::string& message, const plugin::Done<baton_receipt_t>& done) const {
    const auto remote = "remote-" + message;
    baton_receipt_t receipt{};
    receipt.struct_size = sizeof receipt;
    receipt.remote_message_id = plugin::str_of(remote);
    baton_identity_t recipient{};
    recipient.struct_size = sizeof recipient;
    recipient.kind = BATON_IDENTITY_PHONE;
    recipient.value = plugin::str_of(teaches);
    const baton_identity_t* recipients = &recipient;
    receipt.recipients = &recipients;
    receipt.recipient_count = teaches.empty() ? 0 : 1;
    done({BATON_OK, &receipt, nullptr});
    return {};
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Delivery> deliveries_;
  std::deque<std::pair<std::string, plugin::Done<baton_receipt_t>>> late_;
  std::vector<Poll> polls_;
  std::map<std::uint64_t, plugin::Done<baton_batch_t>> waiting_polls_;
};

}  // namespace baton::engine::testing
