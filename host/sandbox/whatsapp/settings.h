// SPDX-License-Identifier: MIT
// Everything about the stand-in that can be set from outside, by flag, by POST /whatsapp/settings or in a
// test.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/sandbox/json_http.h"

namespace baton::sandbox::whatsapp {

struct Settings {
  std::vector<std::string> callback_urls;  // every subscribed app gets every event
  std::string waba_override_url;           // set through subscribed_apps; wins over the apps' own
  std::string phone_override_url;          // set on the phone number; wins over both
  bool subscribed = true;                  // off: nothing arrives, as when subscribed_apps was forgotten
  std::string token = "sandbox-token";
  std::string app_secret = "sandbox-secret";
  std::string verify_token = "sandbox-verify";
  std::string pnid = "100000000000001";
  std::string waba = "200000000000001";
  std::string display_phone_number = "15550100001";
  std::string verified_name = "Sandbox";
  std::string window_mode = "async";  // or "sync": how a closed window is refused
  int rate_limit_status = 400;        // Meta documents 400; the Graph API in general says 429
  int throughput_per_s = 80;          // 0: unlimited
  int pair_burst = 45;                // 0: unlimited
  std::int64_t pair_refill_ms = 6000;
  std::int64_t sent_after_ms = 100;  // statuses, from the acceptance
  std::int64_t delivered_after_ms = 500;
  std::int64_t read_after_ms = 3000;
  bool read_receipts = true;
  bool skip_delivered = false;
  bool reverse_statuses = false;
  bool status_before_response = false;
  int duplicate_statuses = 0;  // further copies of each status webhook
  int failed_after_sent = 0;   // an error code: every message fails with it after `sent`
  int duplicate_webhooks = 0;  // further copies of every webhook
  std::int64_t webhook_delay_ms = 0;
  int webhook_timeout_ms = 10000;
  std::int64_t template_review_ms = 60000;      // PENDING -> APPROVED; negative: never
  std::vector<std::string> allowed_recipients;  // not empty: a test number (131030)
};

Json to_json(const Settings& settings);  // without secrets' values

// Takes over what `changes` names. Returns what is wrong with it, or "" when all of it was taken; nothing is
// taken when something is wrong.
std::string apply_settings(Settings& settings, const Json& changes);

}  // namespace baton::sandbox::whatsapp
