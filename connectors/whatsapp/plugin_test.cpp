// SPDX-License-Identifier: MIT
// The connector through its exported entry, as a host uses it.
#include <gtest/gtest.h>

#include <baton/str.hpp>

#include "fake_host.h"

namespace baton::whatsapp {
namespace {

using fake::Host;
using sdk::make_record;
using sdk::str;

const Json kSettings =
    Json::parse(R"({"phone_number_id": "pn-1", "waba_id": "1001", "access_token": "${secret:token}",
  "app_secrets": ["${secret:app}", "${secret:app-old}"], "verify_token": "${secret:word}"})");

// The vector of the field guide: escaped as Meta escapes, so parsing and writing it again would change its
// bytes.
constexpr const char* kBody =
    R"({"object":"whatsapp_business_account","entry":[{"id":"1001","changes":[{"value":{"messaging_product":"whatsapp","text":"caf\u00e9 https:\/\/x.example\/a"},"field":"messages"}]}]})";
constexpr const char* kSignature = "sha256=45f24df90c468e0c4ee09aaf67fa3012298475458e2ad3fb32c4996e92223efb";

std::string message_body(const std::string& id) {
  return R"({"object":"whatsapp_business_account","entry":[{"id":"1001","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"pn-1"},"messages":[{"from":"16505550101","id":")" +
         id + R"(","timestamp":"1790000000","type":"text","text":{"body":"hello"}}]}}]}]})";
}

struct Text {
  Text() {
    identity.kind = BATON_IDENTITY_PHONE;
    identity.value = str("+16505550101");
    outbound.kind = BATON_OUTBOUND_MESSAGE;
    outbound.text = str("hi");
    outbound.recipients = list;
    outbound.recipient_count = 1;
  }
  baton_identity_t identity = make_record<baton_identity_t>();
  const baton_identity_t* list[1] = {&identity};
  baton_outbound_t outbound = make_record<baton_outbound_t>();
};

class Plugin : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(host.load(kSettings), BATON_OK); }
  Host host;
};

TEST_F(Plugin, the_handshake_answers_the_challenge_exactly_and_needs_no_signature) {
  EXPECT_EQ(
      host.receive("GET", "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=my%20word", "", {}),
      BATON_OK);
  EXPECT_EQ(host.last().http_status, 200u);
  EXPECT_EQ(host.last().http_body, "1158201444");
}

TEST_F(Plugin, a_wrong_word_or_half_a_handshake_is_refused) {
  for (const char* query :
       {"hub.mode=subscribe&hub.challenge=1&hub.verify_token=other", "hub.mode=subscribe&hub.challenge=1",
        "hub.mode=subscribe&hub.verify_token=my%20word", "hub.challenge=1&hub.verify_token=my%20word", ""}) {
    EXPECT_EQ(host.receive("GET", query, "", {}), BATON_OK);
    EXPECT_EQ(host.last().http_status, 403u) << query;
    EXPECT_TRUE(host.last().http_body.empty());
    EXPECT_FALSE(host.last().refusal.empty());
  }
}

TEST_F(Plugin, the_signature_is_checked_over_the_bytes_as_they_came) {
  EXPECT_EQ(host.receive("POST", "", kBody, {{"x-hub-signature-256", kSignature}}), BATON_OK);
  EXPECT_EQ(host.last().http_status, 0u);
  ASSERT_EQ(host.last().events.size(), 1u);
  const std::string unescaped = Json::parse(kBody).dump();
  EXPECT_EQ(host.receive("POST", "", unescaped, {{"x-hub-signature-256", kSignature}}), BATON_OK);
  EXPECT_EQ(host.last().http_status, 401u);
}

TEST_F(Plugin, while_secrets_rotate_both_are_good) {
  const std::string body = message_body("wamid.A1");
  for (const char* secret : {"test_app_secret", "old_app_secret"}) {
    EXPECT_EQ(host.receive("POST", "", body, {{"x-hub-signature-256", Host::signature(secret, body)}}),
              BATON_OK);
    ASSERT_EQ(host.last().events.size(), 1u) << secret;
    EXPECT_EQ(host.last().events[0].text, "hello");
    EXPECT_EQ(host.last().events[0].flags, BATON_EVENT_OPENS_WINDOW);
  }
}

TEST_F(Plugin, what_is_not_signed_brings_no_events_and_a_reason) {
  const std::string body = message_body("wamid.A1");
  const std::string good = Host::signature("test_app_secret", body);
  const std::vector<std::vector<std::pair<std::string, std::string>>> bad = {
      {},
      {{"x-hub-signature-256", ""}},
      {{"x-hub-signature-256", "sha256=zz"}},
      {{"x-hub-signature", good}},
      {{"x-hub-signature-256", Host::signature("guessed", body)}},
      {{"x-hub-signature-256", Host::signature("EAAG-very-secret", body)}},
      {{"x-hub-signature-256", good}, {"x-hub-signature-256", good}}};
  for (const auto& headers : bad) {
    EXPECT_EQ(host.receive("POST", "", body, headers), BATON_OK);
    EXPECT_EQ(host.last().http_status, 401u);
    EXPECT_TRUE(host.last().events.empty());
    EXPECT_FALSE(host.last().refusal.empty());
  }
  host.secrets.clear();
  EXPECT_EQ(host.receive("POST", "", body, {{"x-hub-signature-256", good}}), BATON_OK);
  EXPECT_EQ(host.last().refusal, "none of the app secrets exists");
}

TEST_F(Plugin, signed_garbage_is_400_and_signed_strangeness_is_kept) {
  const auto post = [&](const std::string& body) {
    EXPECT_EQ(
        host.receive("POST", "", body, {{"x-hub-signature-256", Host::signature("test_app_secret", body)}}),
        BATON_OK);
  };
  post("{oops");
  EXPECT_EQ(host.last().http_status, 400u);
  EXPECT_EQ(host.last().refusal, "body is not json");
  post("{}");
  EXPECT_EQ(host.last().http_status, 0u);
  ASSERT_EQ(host.last().events.size(), 1u);
  EXPECT_EQ(host.last().events[0].kind, BATON_EVENT_UNKNOWN);
  host.receive("PUT", "", "", {});
  EXPECT_EQ(host.last().http_status, 405u);
  host.receive("POST", "", "{}", {}, "/below");
  EXPECT_EQ(host.last().http_status, 404u);
}

TEST_F(Plugin, a_send_is_answered_by_its_own_answer_while_others_are_in_flight) {
  Text text;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_PENDING);
  EXPECT_EQ(host.deliver(text.outbound, "job-2"), BATON_PENDING);
  EXPECT_EQ(host.list(), BATON_PENDING);
  ASSERT_EQ(host.requests.size(), 3u);
  EXPECT_EQ(host.requests[0].url, "https://graph.facebook.com/v25.0/pn-1/messages");
  EXPECT_NE(host.requests[0].headers.find("Bearer ${secret:token}"), std::string::npos);
  EXPECT_EQ(Json::parse(host.requests[1].body)["biz_opaque_callback_data"], "job-2");
  host.answer(1, {200, R"({"messages":[{"id":"wamid.2"}]})"});
  host.answer(2, {200, R"({"data":[{"name":"x","language":"de"}]})"});
  host.answer(0, {200, R"({"messages":[{"id":"wamid.1"}]})"});
  ASSERT_EQ(host.completions.size(), 3u);
  EXPECT_EQ(host.completions[0].remote_id, "wamid.2");
  EXPECT_EQ(host.completions[1].what, "listed");
  EXPECT_EQ(host.completions[2].remote_id, "wamid.1");
}

TEST_F(Plugin, a_limit_is_refused_before_anything_leaves) {
  Text text;
  text.outbound.text = str("");
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(host.last().message, "text is missing");
  EXPECT_TRUE(host.requests.empty());
}

TEST_F(Plugin, an_error_of_whatsapp_keeps_its_code_scope_and_advice_and_no_secret_is_logged) {
  Text text;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_PENDING);
  host.answer(0, {400, R"({"error":{"code":131056,"message":"x"}})"});
  EXPECT_EQ(host.last().status, BATON_RATE_LIMITED);
  EXPECT_EQ(host.last().scope, BATON_SCOPE_PAIR);
  EXPECT_EQ(host.last().code, "131056");
  EXPECT_EQ(host.last().retry_after_ms, 4000u);
  EXPECT_EQ(host.deliver(text.outbound, "job-2"), BATON_PENDING);
  host.answer(1, {401, R"({"error":{"code":190,"message":"token EAAG-very-secret"}})"});
  EXPECT_EQ(host.last().scope, BATON_SCOPE_ACCOUNT);
  ASSERT_EQ(host.log.size(), 1u);
  EXPECT_EQ(host.log[0].find("EAAG"), std::string::npos);
}

TEST_F(Plugin, a_lost_answer_is_unknown_until_a_report_with_the_key_was_seen) {
  Text text;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_PENDING);
  host.answer(0, fake::lost(BATON_DEADLINE_EXCEEDED));
  EXPECT_EQ(host.last().status, BATON_DEADLINE_EXCEEDED);
  EXPECT_EQ(host.lookup("job-1"), BATON_OK);
  EXPECT_EQ(host.last().number, BATON_LOOKUP_UNKNOWN);
  const std::string body =
      R"({"object":"whatsapp_business_account","entry":[{"id":"1001","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"pn-1"},)"
      R"("statuses":[{"id":"wamid.OUT1","status":"sent","timestamp":"1790000000","recipient_id":"16505550101","biz_opaque_callback_data":"job-1"}]}}]}]})";
  host.receive("POST", "", body, {{"x-hub-signature-256", Host::signature("test_app_secret", body)}});
  EXPECT_EQ(host.lookup("job-1"), BATON_OK);
  EXPECT_EQ(host.last().number, BATON_LOOKUP_SENT);
  EXPECT_EQ(host.last().remote_id, "wamid.OUT1");
}

TEST_F(Plugin, a_request_the_host_refuses_never_left) {
  Text text;
  host.refuse_http = BATON_UNAVAILABLE;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_UNAVAILABLE);
  host.refuse_http = BATON_INTERNAL;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_UNAVAILABLE);
}

TEST_F(Plugin, an_attachment_goes_by_upload_and_a_vanished_one_is_told) {
  Text text;
  auto attachment = make_record<baton_attachment_t>();
  attachment.kind = BATON_MESSAGE_IMAGE;
  attachment.blob_id = str("blob-1");
  attachment.media_type = str("image/png");
  const baton_attachment_t* list[] = {&attachment};
  text.outbound.attachments = list;
  text.outbound.attachment_count = 1;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_NOT_FOUND);
  host.blobs["blob-1"] = 6 * 1024 * 1024;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_INVALID_ARGUMENT);
  host.blobs["blob-1"] = 10;
  EXPECT_EQ(host.deliver(text.outbound, "job-1", 1000), BATON_PENDING);
  EXPECT_EQ(host.requests[0].part_count, 3u);
  EXPECT_EQ(host.requests[0].budget_ms, 1000u);
  host.monotonic_ms += 600;
  host.answer(0, {200, R"({"id":"1037"})"});
  ASSERT_EQ(host.requests.size(), 2u);
  EXPECT_EQ(host.requests[1].budget_ms, 400u);
  host.answer(1, {200, R"({"messages":[{"id":"wamid.1","message_status":"accepted"}]})"});
  EXPECT_EQ(host.last().what, "delivered");
  EXPECT_EQ(host.deliver(text.outbound, "job-2", 1000), BATON_PENDING);
  host.monotonic_ms += 1000;
  host.answer(2, {200, R"({"id":"1038"})"});
  EXPECT_EQ(host.requests.size(), 3u) << "no time left: the message is not sent";
  EXPECT_EQ(host.last().status, BATON_UNAVAILABLE);
}

TEST_F(Plugin, media_are_fetched_into_a_blob) {
  EXPECT_EQ(host.fetch("275"), BATON_PENDING);
  host.answer(0, {200, R"({"url":"https://lookaside.fbsbx.com/x"})"});
  fake::Answer content(200, "");
  content.headers = R"({"content-type":"image/png"})";
  content.blob_id = "blob-7";
  content.blob_sha256 = std::string(64, 'a');
  host.answer(1, content);
  EXPECT_EQ(host.last().what, "fetched");
  EXPECT_EQ(host.last().remote_id, "blob-7");
}

TEST_F(Plugin, a_cancelled_send_cancels_its_request_and_completes_once) {
  Text text;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_PENDING);
  host.cancel(100);
  host.cancel(99999);
  EXPECT_TRUE(host.requests[0].cancelled);
  host.answer(0, fake::lost(BATON_CANCELLED));
  host.answer(0, {200, R"({"messages":[{"id":"wamid.late"}]})"});
  ASSERT_EQ(host.completions.size(), 1u);
  EXPECT_EQ(host.last().status, BATON_CANCELLED);
}

TEST_F(Plugin, stop_drops_what_is_in_flight_and_late_answers_reach_nobody) {
  Text text;
  EXPECT_EQ(host.deliver(text.outbound, "job-1"), BATON_PENDING);
  host.stop();
  host.answer(0, {200, R"({"messages":[{"id":"wamid.1"}]})"});
  EXPECT_TRUE(host.completions.empty());
}

TEST_F(Plugin, there_is_nothing_to_poll) { EXPECT_EQ(host.poll(), BATON_NOT_SUPPORTED); }

TEST_F(Plugin, the_policy_is_whatsapps_and_follows_the_settings) {
  const baton_channel_policy_t& policy = *host.policy();
  EXPECT_EQ(sdk::view(policy.channel), "whatsapp");
  EXPECT_EQ(policy.window_ms, 86400000);
  EXPECT_EQ(policy.text_max_chars, 4096u);
  EXPECT_EQ(policy.button_max_count, 3u);
  EXPECT_EQ(policy.list_row_max_count, 10u);
  EXPECT_EQ(policy.pair_burst, 45u);
  EXPECT_EQ(policy.pair_refill_ms, 6000u);
  EXPECT_EQ(policy.sends_per_second, 80u);
  EXPECT_NE(policy.flags & BATON_CHANNEL_READ, 0u);
  EXPECT_GT(policy.media_limit_count, 10u);
  Json settings = kSettings;
  settings["mark_read"] = false;
  settings["limits"] = {{"sends_per_second", 20}};
  Host quiet;
  ASSERT_EQ(quiet.load(settings), BATON_OK);
  EXPECT_EQ(quiet.policy()->flags & (BATON_CHANNEL_READ | BATON_CHANNEL_TYPING), 0u);
  EXPECT_EQ(quiet.policy()->sends_per_second, 20u);
}

TEST(PluginSettings, what_the_schema_cannot_say_is_refused_at_init_with_its_pointer) {
  Host host;
  Json settings = kSettings;
  settings.erase("phone_number_id");
  EXPECT_EQ(host.load(settings), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(std::string(host.error.code, host.error.code_size), "/phone_number_id");
}

TEST(PluginSettings, a_secret_that_does_not_exist_is_logged_by_name) {
  Host host;
  host.secrets.erase("token");
  EXPECT_EQ(host.load(kSettings), BATON_OK);
  ASSERT_EQ(host.log.size(), 1u);
  EXPECT_NE(host.log[0].find("\"token\""), std::string::npos);
}

}  // namespace
}  // namespace baton::whatsapp
