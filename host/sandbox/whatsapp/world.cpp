// SPDX-License-Identifier: MIT
// Webhooks and statuses leave from here and from nowhere else.
#include "host/sandbox/whatsapp/world.h"

#include <algorithm>
#include <array>
#include <utility>

namespace baton::sandbox::whatsapp {
namespace {

int rank_of(std::string_view status) {
  static constexpr std::array<std::string_view, 5> kOrder = {"accepted", "sent", "delivered", "read",
                                                             "failed"};
  const auto* found = std::find(kOrder.begin(), kOrder.end(), status);
  return static_cast<int>(found - kOrder.begin());
}

}  // namespace

World::World(Clock& time, Schedule& jobs, Schedule& real_time_jobs, Deliverer& deliveries)
    : clock(time), schedule(jobs), real_time(real_time_jobs), deliverer(deliveries) {
  seed(templates);
}

void World::remember_inbound(const std::string& wamid, std::int64_t at_ms) {
  if (inbound.insert_or_assign(wamid, at_ms).second) inbound_order_.push_back(wamid);
  if (inbound_order_.size() <= kMaxRemembered) return;
  inbound.erase(inbound_order_.front());
  inbound_order_.pop_front();
}

std::vector<std::string> World::callbacks() const {
  if (!settings.subscribed) return {};
  if (!settings.phone_override_url.empty()) return {settings.phone_override_url};
  if (!settings.waba_override_url.empty()) return {settings.waba_override_url};
  return settings.callback_urls;
}

std::size_t World::post(const std::string& body, const Emit& emit) {
  const std::vector<std::string> urls = callbacks();
  for (const std::string& url : urls) {
    Delivery delivery{url, body, webhook_headers(body, settings.app_secret, emit.signature), emit.what,
                      settings.webhook_timeout_ms};
    for (int copy = 0; copy <= settings.duplicate_webhooks; ++copy) {
      auto done = copy == 0 ? emit.first_attempt : Deliverer::Done{};
      if (settings.webhook_delay_ms <= 0) {
        deliverer.send(delivery, std::move(done));
        continue;
      }
      schedule.after(settings.webhook_delay_ms, [this, delivery, done] { deliverer.send(delivery, done); });
    }
  }
  return urls.size();
}

std::size_t World::event(std::string_view field, Json value, Emit emit) {
  if (emit.what.empty()) emit.what = std::string(field);
  const bool account_event = field != "messages" && field != "calls" && field != "standby";
  const std::int64_t time_s = account_event ? clock.now_ms() / 1000 : 0;
  return post(php_json(envelope(settings.waba, Json::array({change(field, std::move(value))}), time_s)),
              emit);
}

Json World::metadata() const {
  return {{"display_phone_number", settings.display_phone_number}, {"phone_number_id", settings.pnid}};
}

Sent& World::record(Sent accepted) {
  accepted.sequence = next_sequence_++;
  sent.push_back(std::move(accepted));
  if (sent.size() > kMaxRemembered) sent.pop_front();
  return sent.back();
}

Sent* World::find_sent(std::uint64_t sequence) {
  if (sent.empty() || sequence < sent.front().sequence) return nullptr;
  const auto place = sequence - sent.front().sequence;
  return place < sent.size() ? &sent[place] : nullptr;
}

Sent* World::find_sent(std::string_view wamid) {
  const auto found =
      std::find_if(sent.rbegin(), sent.rend(), [&](const Sent& one) { return one.wamid == wamid; });
  return found == sent.rend() ? nullptr : &*found;
}

std::vector<PlannedStatus> statuses_for(const Settings& settings, const Sent& message, int code) {
  std::vector<PlannedStatus> out;
  if (code != 0) return {{settings.sent_after_ms, "failed", code}};
  out.push_back({settings.sent_after_ms, "sent", 0});
  if (settings.failed_after_sent != 0) {
    out.push_back({settings.delivered_after_ms, "failed", settings.failed_after_sent});
    return out;
  }
  // A reaction is sent and no more; somebody who is offline gets nothing yet.
  if (message.type == "reaction" || (message.customer && !message.customer->online)) return out;
  const bool reads = settings.read_receipts && (!message.customer || message.customer->read_receipts);
  if (!settings.skip_delivered || !reads) out.push_back({settings.delivered_after_ms, "delivered", 0});
  if (reads) out.push_back({settings.read_after_ms, "read", 0});
  if (settings.reverse_statuses) {
    for (std::size_t i = 0; i < out.size() / 2; ++i) std::swap(out[i].status, out[out.size() - 1 - i].status);
  }
  return out;
}

void World::plan_statuses(const Sent& message, int code) {
  for (const PlannedStatus& planned : statuses_for(settings, message, code)) {
    if (planned.status == "sent" && settings.status_before_response) continue;  // came already
    schedule.after(planned.after_ms, [this, sequence = message.sequence, planned] {
      const std::lock_guard lock(mutex);
      for (int copy = 0; copy <= settings.duplicate_statuses; ++copy) {
        status_now(sequence, planned.status, planned.code);
      }
    });
  }
}

void World::status_now(std::uint64_t sequence, const std::string& status, int code, Emit emit) {
  Sent* message = find_sent(sequence);
  if (!message) return;
  if (rank_of(status) > rank_of(message->status)) message->status = status;
  if (code != 0) message->error_code = code;
  if (emit.what.empty()) emit.what = "status " + status;
  event("messages", status_value(*message, status, code), std::move(emit));
}

Json World::status_value(const Sent& message, const std::string& status, int code) {
  Json one{{"id", message.wamid}, {"status", status}, {"timestamp", std::to_string(clock.now_ms() / 1000)}};
  Json value{{"messaging_product", "whatsapp"}, {"metadata", metadata()}};
  if (message.customer) {
    const Customer& customer = *message.customer;
    if (customer.phone == PhoneShown::normal) one["recipient_id"] = customer.wa_id;
    if (customer.phone == PhoneShown::empty) one["recipient_id"] = "";
    if (!customer.user_id.empty() && status != "failed") one["recipient_user_id"] = customer.user_id;
    if (status != "failed") value["contacts"] = Json::array({contact_of(customer)});
  }
  if (!message.callback_data.empty()) one["biz_opaque_callback_data"] = message.callback_data;
  if (code != 0) one["errors"] = Json::array({error_in_webhook(code, {})});
  if (status == "sent" || status == "delivered") {
    one["pricing"] = {
        {"billable", true}, {"pricing_model", "PMP"}, {"type", "regular"}, {"category", message.category}};
  }
  value["statuses"] = Json::array({std::move(one)});
  return value;
}

void World::template_event(const Template& which, std::string_view event_name, std::string_view title) {
  std::string language = which.language;  // webhooks say en-US where the API says en_US
  std::replace(language.begin(), language.end(), '_', '-');
  Json value{{"event", event_name},
             {"message_template_id", std::stoull(which.id)},
             {"message_template_name", which.name},
             {"message_template_language", language},
             {"message_template_category", which.category},
             {"reason", event_name == "REJECTED" ? Json(which.rejected_reason) : Json(nullptr)}};
  if (!title.empty()) value["other_info"] = {{"title", title}, {"description", title}};
  event("message_template_status_update", std::move(value));
}

}  // namespace baton::sandbox::whatsapp
