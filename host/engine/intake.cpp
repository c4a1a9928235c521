// SPDX-License-Identifier: MIT
#include "host/engine/intake.h"

#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"

namespace baton::engine {
namespace {

constexpr std::uint32_t kReceiveBudgetMs = 5000;
constexpr std::size_t kLoggedMaxBytes = 500;  // of why a webhook was refused

// Owns what a baton_webhook_t points to.
class WebhookStorage {
 public:
  explicit WebhookStorage(Webhook webhook) : webhook_(std::move(webhook)) {}

  const baton_webhook_t& build() {
    record_.struct_size = sizeof record_;
    record_.method = plugin::str_of(webhook_.method);
    record_.path = plugin::str_of(webhook_.path);
    record_.query = plugin::str_or_absent(webhook_.query);
    for (const auto& [name, value] : webhook_.headers)
      headers_.push_back({plugin::str_of(name), plugin::str_of(value)});
    record_.headers = headers_.data();
    record_.header_count = static_cast<std::uint32_t>(headers_.size());
    record_.body = plugin::bytes_of(webhook_.body);
    return record_;
  }

 private:
  Webhook webhook_;
  baton_webhook_t record_{};
  std::vector<baton_header_t> headers_;
};

}  // namespace

void Intake::receive(const core::ConnectorId& connector, Webhook webhook, std::function<void(WebhookAnswer)> answer) {
  ++counters_.webhooks;
  const auto instance = options_.setup->get()->plugins.connector(connector);
  if (!instance) return answer({404, "no connector " + connector.value + " is enabled"});
  plugin::CallInfo call;
  call.budget_ms = kReceiveBudgetMs;
  auto token = options_.activity->begin_shared();
  auto storage = std::make_shared<WebhookStorage>(std::move(webhook));
  auto argument = plugin::argument<baton_webhook_t>([storage]() -> const baton_webhook_t& { return storage->build(); });
  // `instance` stays with its callback: one whose place is taken meanwhile is not stopped before that.
  const auto done = [this, connector, answer = std::move(answer), token,
                     instance](const plugin::Outcome<baton_batch_t>& outcome) {
    if (outcome.status == BATON_OK) return take_batch(connector, *outcome.value, answer);
    ++counters_.failed;
    const auto reason = outcome.error == nullptr ? std::string{} : plugin::one_line(plugin::message_of(*outcome.error));
    options_.logger->warn("connector {}: a webhook could not be translated (status {}): {}", connector.value,
                          outcome.status, reason);
    const bool malformed = outcome.status == BATON_INVALID_ARGUMENT;
    // The channel keeps it and sends it again, for days; somebody should look before it gives up.
    if (!malformed)
      options_.alarm->raise(connector, "webhooks of " + connector.value + " cannot be taken now: " + reason);
    answer(malformed ? WebhookAnswer{400, reason} : WebhookAnswer{503, "not taken; send it again"});
  };
  instance->receive(std::move(argument), call, done);
}

void Intake::take_batch(const core::ConnectorId& connector, const baton_batch_t& batch,
                        std::function<void(WebhookAnswer)> answer) {
  WebhookAnswer good{batch.http_status == 0 ? 200 : static_cast<int>(batch.http_status),
                     plugin::text_of(batch.http_body)};
  if (good.status >= 300) {
    ++counters_.refused;
    options_.logger->warn("connector {}: refused a webhook with {}: {}", connector.value, good.status,
                          plugin::one_line(plugin::view_of(batch.refusal).substr(0, kLoggedMaxBytes)));
    return answer(std::move(good));
  }
  options_.inbound->take(connector, inbound_batch(batch, connector, options_.clock->now()),
                         [good = std::move(good), answer = std::move(answer)](bool durable) {
                           answer(durable ? good : WebhookAnswer{503, "not stored; send it again"});
                         });
}

}  // namespace baton::engine
