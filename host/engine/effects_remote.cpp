// SPDX-License-Identifier: MIT
// effects_remote.cpp - what leaves the host: words through connectors, customers' messages to bots, attachments fetched.
#include <nlohmann/json.hpp>

#include "host/core/find.h"
#include "host/engine/bot_signature.h"
#include "host/engine/effects.h"
#include "host/engine/views.h"
#include "host/plugin/str.h"
#include "host/plugin/translate_outbound.h"
#include "host/plugin/translate_words.h"

namespace baton::engine {
namespace {

constexpr std::uint32_t kDeliverBudgetMs = 30000;
constexpr std::uint32_t kLookupBudgetMs = 10000;
constexpr std::uint32_t kFetchBudgetMs = 120000;
constexpr std::uint32_t kBotBudgetMs = 10000;
constexpr std::int64_t kBotAttemptsMax = 6;    // within about a minute; then a person takes over (H11)
constexpr std::int64_t kFetchAttemptsMax = 8;  // WhatsApp serves inbound media for 7 days
constexpr core::Millis kNoConnectorWait = core::kMinute;

std::string why(baton_status_t status, const baton_error_t* error) {
  auto text = "status " + std::to_string(status);
  if (error != nullptr) text += ": " + std::string(plugin::message_of(*error));
  return text;
}

bool worth_another_try(baton_status_t status) {
  const auto retry = plugin::retry_of(status);
  return retry != core::RetryClass::never || status == BATON_UNAUTHENTICATED;
}

nlohmann::json bot_message(const CustomerView& customer, const core::PostToBot& effect, const core::Entry& entry) {
  const auto& c = customer.state().cases.at(effect.case_id);
  const auto* thread = core::newest_thread(customer.state(), c);
  nlohmann::json attachments = nlohmann::json::array();
  for (const auto& a : entry.attachments)
    attachments.push_back({{"kind", core::word(a.kind)}, {"media_type", a.media_type}, {"file_name", customer.text(a.file_name)}});
  return {{"case", effect.case_id.value},
          {"thread", thread == nullptr ? "" : thread->id.value},
          {"epoch", effect.epoch},
          {"bot", effect.bot.value},
          {"language", thread == nullptr ? "" : thread->language},
          {"customer", {{"id", customer.state().id.value}, {"name", customer.text(customer.state().name)}, {"segment", customer.state().segment}}},
          {"message",
           {{"id", effect.message.value}, {"kind", core::word(entry.kind)}, {"text", customer.text(entry.text)}, {"at", entry.at.ms}, {"attachments", attachments}}}};
}

}  // namespace

core::SendFailed Effects::with_backoff(core::SendFailed failure, std::int64_t attempt) {
  core::Millis wait = 0;
  if (failure.retry_after_ms > 0) {
    // The channel's own time, which its connector lets grow; later rather than sooner, so that what failed together
    // does not come back together.
    failure.retry_after_ms = backoff_.not_before(failure.retry_after_ms);
    return failure;
  }
  switch (failure.scope) {
    case core::FailureScope::pair: wait = backoff_.after(attempt, core::kSecond, 4.0, 10 * core::kMinute); break;
    case core::FailureScope::account: wait = backoff_.after(attempt, core::kMinute, 2.0, core::kHour); break;
    case core::FailureScope::message:
    case core::FailureScope::window:
    case core::FailureScope::template_message:
    case core::FailureScope::consent:
    case core::FailureScope::recipient: wait = backoff_.after(attempt, core::kSecond, 2.0, 2 * core::kMinute); break;
  }
  failure.retry_after_ms = wait;
  return failure;
}

void Effects::run(const Row& row, const core::SendMessage& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) { deliver(row, effect, customer); });
}

void Effects::deliver(const Row& row, const core::SendMessage& effect, const CustomerView& customer) {
  const auto send = customer.state().sends.find(effect.message);
  const bool current = send != customer.state().sends.end() && send->second.state == core::SendState::dispatched && send->second.attempts == effect.attempt;
  if (!current) return nothing_to_do(row);
  if (row.started) {
    core::SendFailed lost;
    lost.message = effect.message;
    lost.code = "interrupted";
    lost.retry = core::RetryClass::unknown;
    lost.why = "the host stopped while it was being sent";
    return answer(row, std::move(lost), "host");
  }
  auto view = outbound_view(customer, effect.message);
  if (!view) return nothing_to_do(row);
  const auto instance = options_.setup->get()->plugins.connector(effect.connector);
  if (!instance) return postpone(row, kNoConnectorWait, "connector " + effect.connector.value + " is not enabled");
  plugin::CallInfo call;
  call.budget_ms = kDeliverBudgetMs;
  call.attempt = static_cast<std::uint32_t>(effect.attempt);
  call.idempotency_key = effect.message.value;
  call.trace_id = view->case_id;
  auto token = options_.activity->begin_shared();
  // Until its outcome is decided the customer stays ours: another engine that knows of the row would send it again.
  options_.customers->keep(core::CustomerId{row.stream});
  instance->deliver(plugin::outbound_record(std::move(*view)), call, [this, row, effect, token,
      instance](const plugin::Outcome<baton_receipt_t>& outcome) {
    const auto actor = "channel:" + effect.connector.value;
    if (outcome.status == BATON_OK) {
      auto accepted = plugin::accepted(effect.message, *outcome.value);
      options_.addresses->learn(core::CustomerId{row.stream}, accepted.learned);
      answer(row, std::move(accepted), actor);
    } else {
      auto failure = plugin::failed(effect.message, outcome.status, outcome.error);
      answer(row, with_backoff(std::move(failure), effect.attempt), actor);
    }
    options_.customers->let_go(core::CustomerId{row.stream});
  });
}

void Effects::run(const Row& row, const core::LookupMessage& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) {
    auto view = outbound_view(customer, effect.message);
    const auto instance = options_.setup->get()->plugins.connector(effect.connector);
    if (!view || !instance) return answer(row, core::LookupAnswered{effect.message, core::LookupResult::unknown, {}}, "host");
    plugin::CallInfo call;
    call.budget_ms = kLookupBudgetMs;
    call.idempotency_key = effect.message.value;
    auto token = options_.activity->begin_shared();
    instance->lookup(plugin::outbound_record(std::move(*view)), call, [this, row, effect, token,
        instance](const plugin::Outcome<plugin::LookupAnswer>& outcome) {
      core::LookupAnswered answered{effect.message, core::LookupResult::unknown, {}};
      if (outcome.status == BATON_OK) {
        if (outcome.value->result == BATON_LOOKUP_SENT) answered.result = core::LookupResult::sent;
        if (outcome.value->result == BATON_LOOKUP_ABSENT) answered.result = core::LookupResult::absent;
        answered.remote_id.text = plugin::text_of(outcome.value->remote_message_id);
      }
      answer(row, std::move(answered), "channel:" + effect.connector.value);
    });
  });
}

void Effects::run(const Row& row, const core::PostToBot& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) { post(row, effect, customer); });
}

void Effects::post(const Row& row, const core::PostToBot& effect, const CustomerView& customer) {
  const auto setup = options_.setup->get();
  const auto& bots = setup->config->bots;
  const auto bot = bots.find(effect.bot);
  const auto found = customer.state().cases.find(effect.case_id);
  if (found == customer.state().cases.end()) return nothing_to_do(row);
  const auto& c = found->second;
  const auto entry = std::find_if(c.entries.begin(), c.entries.end(), [&](const core::Entry& e) { return e.message == effect.message; });
  const bool bots_turn = c.status == core::CaseStatus::automated && entry != c.entries.end();
  if (!bots_turn) return nothing_to_do(row);  // people took over meanwhile (H14)
  if (bot == bots.end() || bot->second.url.empty())
    return answer(row, core::BotUnreachable{effect.case_id, effect.bot, "no url is configured"}, "host");
  plugin::HttpRequest request;
  request.method = "POST";
  request.url = bot->second.url;
  request.body = bot_message(customer, effect, *entry).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  request.headers = {{"Content-Type", "application/json"}, {"X-Baton-Signature", bot_signature(bot->second.secret, request.body)}};
  request.budget_ms = kBotBudgetMs;
  request.max_response_bytes = 64 * 1024;
  auto token = options_.activity->begin_shared();
  options_.http->send(std::move(request), [this, row, effect, token](plugin::HttpResult&& result) {
    const bool taken = result.failure == plugin::HttpFailure::kNone && result.status >= 200 && result.status < 300;
    if (taken) return nothing_to_do(row);
    const auto reason = result.failure == plugin::HttpFailure::kNone ? "answered " + std::to_string(result.status) : result.message;
    if (row.attempts + 1 >= kBotAttemptsMax) return answer(row, core::BotUnreachable{effect.case_id, effect.bot, reason}, "host");
    postpone(row, backoff_.after(row.attempts + 1, core::kSecond, 2.0, 30 * core::kSecond), reason);
  });
}

void Effects::run(const Row& row, const core::FetchAttachment& effect) {
  options_.customers->read(core::CustomerId{row.stream}, [this, row, effect](const CustomerView& customer) { fetch(row, effect, customer); });
}

void Effects::fetch(const Row& row, const core::FetchAttachment& effect, const CustomerView& customer) {
  const core::Entry* entry = nullptr;
  const core::Thread* thread = nullptr;
  for (const auto& [id, c] : customer.state().cases) {
    for (const auto& e : c.entries) {
      if (e.message != effect.message) continue;
      entry = &e;
      thread = core::newest_thread(customer.state(), c);
    }
  }
  const auto index = static_cast<std::size_t>(effect.index);
  if (entry == nullptr || thread == nullptr || index >= entry->attachments.size()) return nothing_to_do(row);
  const auto& wanted = entry->attachments[index];
  const auto setup = options_.setup->get();
  const auto& quarantine_key = setup->config->privacy.quarantine_key;
  const bool locks = wanted.withheld && !quarantine_key.empty() && options_.blobs != nullptr;
  if (wanted.withheld && !locks) {  // I4: it is not even fetched
    constexpr const char* kWhy = "withheld: not kept, for it may show what does not belong in a chat, and there is no "
                                 "privacy.quarantine_key";
    return answer(row, core::AttachmentLost{effect.message, effect.index, kWhy}, "host");
  }
  const auto instance = setup->plugins.connector(thread->connector);
  if (!instance) return postpone(row, kNoConnectorWait, "connector " + thread->connector.value + " is not enabled");
  plugin::AttachmentView view{wanted.kind, {}, customer.text(wanted.remote_id), wanted.media_type, customer.text(wanted.file_name), wanted.sha256, static_cast<std::uint64_t>(wanted.size_bytes)};
  plugin::CallInfo call;
  call.budget_ms = kFetchBudgetMs;
  call.attempt = static_cast<std::uint32_t>(row.attempts + 1);
  const auto actor = "channel:" + thread->connector.value;
  auto token = options_.activity->begin_shared();
  using Fetched = plugin::Outcome<baton_media_fetched_t>;
  const auto done = [this, row, effect, actor, locks, token, instance](const Fetched& outcome) {
    if (outcome.status == BATON_OK) {
      const auto& media = *outcome.value;
      core::AttachmentFetched fetched{effect.message, effect.index, plugin::text_of(media.blob_id),
                                      plugin::text_of(media.sha256), plugin::text_of(media.media_type),
                                      static_cast<std::int64_t>(media.size_bytes)};
      if (!locks) return answer(row, std::move(fetched), actor);
      return options_.aside([this, row, fetched = std::move(fetched), actor] { lock_away(row, fetched, actor); });
    }
    const auto reason = why(outcome.status, outcome.error);
    if (!worth_another_try(outcome.status) || row.attempts + 1 >= kFetchAttemptsMax)
      return answer(row, core::AttachmentLost{effect.message, effect.index, reason}, actor);
    postpone(row, backoff_.after(row.attempts + 1, 2 * core::kSecond, 3.0, core::kHour), reason);
  };
  instance->fetch_media(plugin::attachment_record(std::move(view)), call, done);
}

// I4: what came is unread. It is sealed anew under a key that the store does not hold, and what it was before goes.
void Effects::lock_away(const Row& row, const core::AttachmentFetched& fetched, const std::string& actor) {
  const auto setup = options_.setup->get();
  auto locked = options_.blobs->lock_away(fetched.blob, setup->config->privacy.quarantine_key);
  options_.blobs->erase(fetched.blob);
  if (!locked) {
    options_.logger->error("an attachment of {} was not kept: the quarantine could not take it", fetched.message.value);
    constexpr const char* kWhy = "withheld: not kept, for the quarantine could not take it";
    return answer(row, core::AttachmentLost{fetched.message, fetched.index, kWhy}, actor);
  }
  answer(row,
         core::AttachmentQuarantined{fetched.message, fetched.index, std::move(*locked), fetched.sha256,
                                     fetched.media_type, fetched.size_bytes},
         actor);
}

}  // namespace baton::engine
