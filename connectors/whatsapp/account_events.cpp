// SPDX-License-Identifier: MIT
// Notices about the account and its numbers: what the organisation may still send.
#include "account_events.h"

#include <algorithm>
#include <array>

#include "people.h"

namespace baton::whatsapp {
namespace {

constexpr std::array<std::string_view, 8> kFields{
    "account_update",           "account_review_update",      "account_alerts", "phone_number_quality_update",
    "phone_number_name_update", "business_capability_update", "security",       "business_status_update"};

// Members that show an account notice whatever its label says.
constexpr std::array kMembers{"ban_info",
                              "violation_info",
                              "restriction_info",
                              "alert_info",
                              "max_daily_conversations_per_business",
                              "max_daily_conversation_per_phone"};

baton_account_state_t state_of_ban(const Json& value) {
  const Json* ban = object_at(value, "ban_info");
  const std::string state = ban == nullptr ? std::string() : lower(text_at(*ban, "waba_ban_state"));
  if (state == "disable" || state == "disabled") return BATON_ACCOUNT_BLOCKED;
  if (state == "reinstate" || state == "reinstated") return BATON_ACCOUNT_NORMAL;
  return BATON_ACCOUNT_NOTICE;
}

baton_account_state_t state_of_restriction(const Json& value, InboundEvent& event) {
  const Json* restrictions = array_at(value, "restriction_info");
  auto state = BATON_ACCOUNT_NOTICE;
  if (restrictions == nullptr) return state;
  std::int64_t expires = 0;
  for (const Json& restriction : *restrictions) {
    const std::string type = lower(text_at(restriction, "restriction_type"));
    if (type == "restricted_customer_initiated_messaging") state = BATON_ACCOUNT_BLOCKED;
    const bool starts =
        type == "restricted_biz_initiated_messaging" || type == "restricted_utility_templates";
    if (starts && state != BATON_ACCOUNT_BLOCKED) state = BATON_ACCOUNT_RESTRICTED;
    expires = std::max(expires, unix_ms_at(restriction, "expiration", 0));
  }
  if (expires > 0) event.attributes["expires_unix_ms"] = expires;
  return state;
}

baton_account_state_t state_of_update(const Json& value, InboundEvent& event) {
  const std::string name = lower(text_at(value, "event"));
  if (name == "disabled_update" || object_at(value, "ban_info") != nullptr) return state_of_ban(value);
  if (name == "account_restriction" || array_at(value, "restriction_info") != nullptr) {
    return state_of_restriction(value, event);
  }
  if (name == "account_deleted" || name == "account_offboarded") return BATON_ACCOUNT_BLOCKED;
  if (name == "account_reconnected") return BATON_ACCOUNT_NORMAL;
  return BATON_ACCOUNT_NOTICE;
}

// Notices name the number itself, not its id; the operator's `display` tells which it is.
std::string account_of_display(const Change& change) {
  const std::string ours = e164(text_at(change.value, "display_phone_number"));
  if (ours.empty()) return change.account;
  for (const BusinessNumber& number : change.settings.numbers) {
    if (e164(number.display) == ours) return number.phone_number_id;
  }
  const BusinessNumber* only = change.settings.only_number();
  return only != nullptr && only->display.empty() ? only->phone_number_id : change.account;
}

std::string headline(const Change& change) {
  std::string text = change.field;
  std::string_view detail = text_at(change.value, "event");
  if (detail.empty()) detail = text_at(change.value, "decision");
  if (const Json* alert = object_at(change.value, "alert_info")) detail = text_at(*alert, "alert_type");
  if (!detail.empty()) text.append(1, ' ').append(detail);
  return text;
}

}  // namespace

bool add_account_change(const Change& change, Events& events) {
  const bool by_field = std::find(kFields.begin(), kFields.end(), change.field) != kFields.end();
  const bool by_members = std::any_of(kMembers.begin(), kMembers.end(),
                                      [&](const char* key) { return member(change.value, key) != nullptr; });
  if ((!by_field && !by_members) || !change.value.is_object()) return false;
  InboundEvent event = begin_event(change, BATON_EVENT_ACCOUNT_CHANGED, change.value);
  event.source_event_id = content_key(change, change.value);
  event.account = account_of_display(change);
  event.account_state = state_of_update(change.value, event);
  event.text = headline(change);
  event.attributes["field"] = change.field;
  if (!change.waba_id.empty()) event.attributes["waba_id"] = change.waba_id;
  event.attributes["value"] = change.value;
  events.push_back(std::move(event));
  return true;
}

}  // namespace baton::whatsapp
