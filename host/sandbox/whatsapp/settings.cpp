// SPDX-License-Identifier: MIT
// Every setting is named once and read, shown and changed by that name.
#include "host/sandbox/whatsapp/settings.h"

#include <utility>

namespace baton::sandbox::whatsapp {
namespace {

// Names every field once; `visit(name, field)`.
template <typename SettingsType, typename Visit>
void each_field(SettingsType& s, Visit visit) {
  visit("callback_urls", s.callback_urls);
  visit("waba_override_url", s.waba_override_url);
  visit("phone_override_url", s.phone_override_url);
  visit("subscribed", s.subscribed);
  visit("token", s.token);
  visit("app_secret", s.app_secret);
  visit("verify_token", s.verify_token);
  visit("pnid", s.pnid);
  visit("waba", s.waba);
  visit("display_phone_number", s.display_phone_number);
  visit("verified_name", s.verified_name);
  visit("window_mode", s.window_mode);
  visit("rate_limit_status", s.rate_limit_status);
  visit("throughput_per_s", s.throughput_per_s);
  visit("pair_burst", s.pair_burst);
  visit("pair_refill_ms", s.pair_refill_ms);
  visit("sent_after_ms", s.sent_after_ms);
  visit("delivered_after_ms", s.delivered_after_ms);
  visit("read_after_ms", s.read_after_ms);
  visit("read_receipts", s.read_receipts);
  visit("skip_delivered", s.skip_delivered);
  visit("reverse_statuses", s.reverse_statuses);
  visit("status_before_response", s.status_before_response);
  visit("duplicate_statuses", s.duplicate_statuses);
  visit("failed_after_sent", s.failed_after_sent);
  visit("duplicate_webhooks", s.duplicate_webhooks);
  visit("webhook_delay_ms", s.webhook_delay_ms);
  visit("webhook_timeout_ms", s.webhook_timeout_ms);
  visit("template_review_ms", s.template_review_ms);
  visit("allowed_recipients", s.allowed_recipients);
}

bool is_secret(std::string_view name) {
  return name == "token" || name == "app_secret" || name == "verify_token";
}

}  // namespace

Json to_json(const Settings& settings) {
  Json out = Json::object();
  each_field(settings, [&](const char* name, const auto& field) {
    if (!is_secret(name)) out[name] = field;
  });
  return out;
}

std::string apply_settings(Settings& settings, const Json& changes) {
  Settings changed = settings;
  Json rest = changes;
  if (rest.contains("callback_url")) {  // the usual case is one
    rest["callback_urls"] = Json::array({rest["callback_url"]});
    if (rest["callback_url"] == "" || rest["callback_url"].is_null()) rest["callback_urls"] = Json::array();
    rest.erase("callback_url");
  }
  std::string wrong;
  each_field(changed, [&](const char* name, auto& field) {
    const auto found = rest.find(name);
    if (found == rest.end()) return;
    try {
      found->get_to(field);
    } catch (const Json::exception&) {
      wrong = std::string(name) + " has the wrong type";
    }
    rest.erase(found);
  });
  if (!rest.empty()) wrong = "unknown setting " + rest.begin().key();
  if (changed.window_mode != "async" && changed.window_mode != "sync") wrong = "window_mode is async or sync";
  if (wrong.empty()) settings = std::move(changed);
  return wrong;
}

}  // namespace baton::sandbox::whatsapp
