// SPDX-License-Identifier: MIT
// See fixture.h.
#include "fixture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace baton::whatsapp::fixture {
namespace {

const char* const kKinds[] = {"none",
                              "customer_message",
                              "customer_edited",
                              "customer_deleted",
                              "customer_reacted",
                              "delivery_report",
                              "identity_changed",
                              "preference_changed",
                              "outside_message",
                              "call",
                              "template_changed",
                              "account_changed"};
const char* const kMessages[] = {"none",        "text",    "image",    "video",    "audio",
                                 "document",    "sticker", "location", "contacts", "button",
                                 "list_choice", "form",    "order",    "welcome",  "unsupported"};
const char* const kDelivery[] = {"none", "sent", "delivered", "read", "played", "failed"};
const char* const kPreferences[] = {"none", "opted_out", "opted_in", "calls_allowed", "calls_refused"};
const char* const kAccount[] = {"none", "normal", "restricted", "blocked", "notice"};

std::string kind_name(baton_event_kind_t kind) {
  if (kind == BATON_EVENT_GROUP_MESSAGE) return "group_message";
  if (kind == BATON_EVENT_UNKNOWN) return "unknown";
  return kind < std::size(kKinds) ? kKinds[kind] : std::to_string(kind);
}

std::string identity_name(const Identity& identity) {
  static const char* const kNames[] = {"",      "phone",       "user_id", "parent_id",
                                       "email", "external_id", "username"};
  return std::string(kNames[identity.kind]) + ":" + identity.value;
}

Json flags_of(const InboundEvent& event) {
  Json flags = Json::array();
  if ((event.flags & BATON_EVENT_ERRORS) != 0) flags.push_back("errors");
  if ((event.flags & BATON_EVENT_HISTORIC) != 0) flags.push_back("historic");
  if ((event.flags & BATON_EVENT_OPENS_WINDOW) != 0) flags.push_back("opens_window");
  return flags;
}

Json attachments_of(const InboundEvent& event) {
  Json list = Json::array();
  for (const Attachment& one : event.attachments) {
    list.push_back({{"kind", kMessages[one.kind]},
                    {"remote_id", one.remote_id},
                    {"media_type", one.media_type},
                    {"file_name", one.file_name},
                    {"sha256", one.sha256}});
  }
  return list;
}

bool text_matches(const std::string& expected, const std::string& actual) {
  if (expected.size() > 1 && expected.front() == '*' && expected.back() == '*') {
    return actual.find(expected.substr(1, expected.size() - 2)) != std::string::npos;
  }
  if (!expected.empty() && expected.back() == '*')
    return actual.rfind(expected.substr(0, expected.size() - 1), 0) == 0;
  return expected == actual;
}

}  // namespace

std::vector<Named> read_folder(const std::string& folder) {
  std::vector<Named> found;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(WHATSAPP_TESTDATA) + "/" + folder)) {
    std::ifstream file(entry.path());
    found.push_back({entry.path().stem().string(), Json::parse(file)});
  }
  std::sort(found.begin(), found.end(), [](const Named& a, const Named& b) { return a.name < b.name; });
  return found;
}

Settings settings() {
  const auto result =
      read_settings(R"({"numbers": [{"phone_number_id": "pn-1", "display": "+1 555 010 0001"}],
    "waba_id": "1001", "access_token": "${secret:token}", "app_secrets": ["${secret:app}"], "verify_token": "${secret:word}"})");
  EXPECT_EQ(result.problem, "");
  return result.settings;
}

Json delivery(const Json& fixture) {
  Json change{{"field", fixture["field"]}, {"value", fixture["value"]}};
  if (fixture.contains("change")) change.update(fixture["change"]);
  Json entry{{"id", fixture.value("waba", "1001")}, {"changes", Json::array({change})}};
  if (fixture.contains("time")) entry["time"] = fixture["time"];
  return {{"object", "whatsapp_business_account"}, {"entry", Json::array({entry})}};
}

Json render(const InboundEvent& event) {
  Json out{{"kind", kind_name(event.kind)},
           {"flags", flags_of(event)},
           {"occurred_unix_ms", event.occurred_unix_ms},
           {"error_status", event.error_status},
           {"error_scope", event.error_scope}};
  if (event.message_kind != BATON_MESSAGE_NONE) out["message_kind"] = kMessages[event.message_kind];
  const std::pair<const char*, const std::string*> texts[] = {{"source_event_id", &event.source_event_id},
                                                              {"message_id", &event.message_id},
                                                              {"account", &event.account},
                                                              {"display_name", &event.display_name},
                                                              {"text", &event.text},
                                                              {"quoted_message_id", &event.quoted_message_id},
                                                              {"button_payload", &event.button_payload},
                                                              {"callback_key", &event.callback_key},
                                                              {"error_code", &event.error_code},
                                                              {"error_text", &event.error_text},
                                                              {"raw", &event.raw}};
  for (const auto& [name, text] : texts) {
    if (!text->empty()) out[name] = *text;
  }
  if (!event.referral_json.empty()) out["referral"] = Json::parse(event.referral_json);
  if (!event.attributes.is_null()) out["attributes"] = event.attributes;
  out["identities"] = Json::array();
  for (const Identity& identity : event.identities) out["identities"].push_back(identity_name(identity));
  if (event.previous_identity) out["previous_identity"] = identity_name(*event.previous_identity);
  out["attachments"] = attachments_of(event);
  out["delivery_status"] = kDelivery[event.delivery_status];
  out["preference"] = kPreferences[event.preference];
  out["account_state"] = kAccount[event.account_state];
  out["call_outcome"] = event.call_outcome;
  out["call_duration_ms"] = event.call_duration_ms;
  return out;
}

std::string difference(const Json& expected, const Json& actual, const std::string& at) {
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [name, value] : expected.items()) {
      const std::string here = at + "/" + name;
      if (value.is_null()) {
        if (actual.contains(name)) return here + " is there: " + actual[name].dump();
        continue;
      }
      if (!actual.contains(name)) return here + " is missing";
      const std::string inner = difference(value, actual[name], here);
      if (!inner.empty()) return inner;
    }
    return {};
  }
  if (expected.is_array() && actual.is_array()) {
    if (expected.size() != actual.size())
      return at + ": expected " + expected.dump() + ", got " + actual.dump();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const std::string inner = difference(expected[i], actual[i], at + "/" + std::to_string(i));
      if (!inner.empty()) return inner;
    }
    return {};
  }
  const bool same = expected.is_string() && actual.is_string()
                        ? text_matches(expected.get<std::string>(), actual.get<std::string>())
                        : expected == actual;
  return same ? std::string() : at + ": expected " + expected.dump() + ", got " + actual.dump();
}

}  // namespace baton::whatsapp::fixture
