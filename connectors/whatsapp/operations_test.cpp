// SPDX-License-Identifier: MIT
// Uploads, downloads and template pages, answer by answer, without a host.
#include <baton/ext/templates.h>
#include <gtest/gtest.h>

#include "delivery_memory.h"
#include "fetch_operation.h"
#include "fixture.h"
#include "send_operation.h"
#include "template_operation.h"

namespace baton::whatsapp {
namespace {

constexpr const char* kHex = "45f24df90c468e0c4ee09aaf67fa3012298475458e2ad3fb32c4996e92223efb";

HttpAnswer answer(std::uint32_t status, std::string_view body) {
  HttpAnswer made;
  made.status = status;
  made.body = body;
  return made;
}

HttpAnswer blob(std::string_view sha256) {
  HttpAnswer made = answer(200, "");
  made.blob_id = "blob-9";
  made.blob_sha256 = sha256;
  made.blob_size_bytes = 12;
  return made;
}

const HttpCall& call_of(const Step& step) {
  EXPECT_TRUE(std::holds_alternative<HttpCall>(step))
      << (std::holds_alternative<Failure>(step) ? std::get<Failure>(step).message : "");
  static const HttpCall kNone;
  return std::holds_alternative<HttpCall>(step) ? std::get<HttpCall>(step) : kNone;
}

Failure failure_of(const Step& step) {
  EXPECT_TRUE(std::holds_alternative<Failure>(step));
  return std::holds_alternative<Failure>(step) ? std::get<Failure>(step) : Failure{};
}

OutboundMessage picture() {
  OutboundMessage message;
  message.idempotency_key = "job-1";
  message.text = "see";
  message.recipients = {{BATON_IDENTITY_PHONE, "+16505550101"}};
  Attachment attachment;
  attachment.kind = BATON_MESSAGE_IMAGE;
  attachment.blob_id = "blob-1";
  attachment.media_type = "image/jpeg";
  attachment.file_name = "a.jpg";
  attachment.size_bytes = 10;
  message.attachments.push_back(attachment);
  return message;
}

TEST(Send, an_attachment_is_uploaded_and_then_sent_by_id) {
  const Settings settings = fixture::settings();
  SendOperation operation({settings, 1, {}}, picture());
  const Step first = operation.start();
  const HttpCall& upload = call_of(first);
  EXPECT_EQ(upload.method, "POST");
  EXPECT_EQ(upload.url, "https://graph.facebook.com/v25.0/pn-1/media");
  ASSERT_EQ(upload.parts.size(), 3u);
  EXPECT_EQ(upload.parts[0].data, "whatsapp");
  EXPECT_EQ(upload.parts[1].data, "image/jpeg");
  EXPECT_EQ(upload.parts[2].blob_id, "blob-1");
  EXPECT_EQ(upload.parts[2].content_type, "image/jpeg");
  EXPECT_EQ(upload.headers[0].second, "Bearer ${secret:token}");
  const Step second = operation.next(answer(200, R"({"id":"1037"})"));
  const HttpCall& send = call_of(second);
  EXPECT_EQ(send.url, "https://graph.facebook.com/v25.0/pn-1/messages");
  EXPECT_EQ(Json::parse(send.body)["image"]["id"], "1037");
  const Step third = operation.next(answer(200, R"({"messages":[{"id":"wamid.OUT1"}]})"));
  EXPECT_EQ(std::get<Receipt>(third).remote_message_id, "wamid.OUT1");
}

TEST(Send, a_failed_upload_is_surely_not_sent) {
  const Settings settings = fixture::settings();
  SendOperation operation({settings, 1, {}}, picture());
  (void)operation.start();
  HttpAnswer lost;
  lost.error = BATON_DEADLINE_EXCEEDED;
  EXPECT_EQ(failure_of(operation.next(lost)).status, BATON_UNAVAILABLE);
  SendOperation refused({settings, 1, {}}, picture());
  (void)refused.start();
  EXPECT_EQ(failure_of(refused.next(answer(400, R"({"error":{"code":131053}})"))).status, BATON_REJECTED);
}

TEST(Send, a_window_that_closes_during_the_upload_stops_the_message) {
  const Settings settings = fixture::settings();
  std::int64_t now = 1000;
  OutboundMessage message = picture();
  message.window_ends_unix_ms = 2000;
  SendOperation operation({settings, 1, [&] { return now; }}, message);
  (void)call_of(operation.start());
  now = 2000;
  EXPECT_EQ(failure_of(operation.next(answer(200, R"({"id":"1037"})"))).scope, BATON_SCOPE_WINDOW);
}

TEST(Send, the_account_chooses_the_number_and_is_never_guessed_among_several) {
  Settings settings = fixture::settings();
  settings.numbers.push_back({"pn-2", ""});
  OutboundMessage message = picture();
  message.attachments.clear();
  EXPECT_EQ(failure_of(SendOperation({settings, 1, {}}, message).start()).status, BATON_INVALID_ARGUMENT);
  message.account = "pn-2";
  SendOperation operation({settings, 1, {}}, message);
  EXPECT_NE(call_of(operation.start()).url.find("/pn-2/messages"), std::string::npos);
  message.account = "pn-9";
  EXPECT_EQ(failure_of(SendOperation({settings, 1, {}}, message).start()).status, BATON_INVALID_ARGUMENT);
}

TEST(Send, read_receipts_stay_off_when_the_operator_says_so) {
  Settings settings = fixture::settings();
  OutboundMessage message;
  message.kind = BATON_OUTBOUND_MARK_READ;
  message.quoted_message_id = "wamid.A1";
  SendOperation on({settings, 1, {}}, message);
  (void)call_of(on.start());
  EXPECT_TRUE(std::holds_alternative<Receipt>(on.next(answer(200, R"({"success":true})"))));
  settings.mark_read = false;
  EXPECT_EQ(failure_of(SendOperation({settings, 1, {}}, message).start()).status, BATON_NOT_SUPPORTED);
}

Attachment inbound(std::string sha256) {
  Attachment attachment;
  attachment.remote_id = "2754859441498128";
  attachment.sha256 = std::move(sha256);
  return attachment;
}

constexpr const char* kLookup =
    R"({"url":"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1","mime_type":"image/jpeg","file_size":"12",)"
    R"("sha256":"RfJN+QxGjgxO4JqvZ/owEimEdUWOKtP7MsSZbpIiPvs=","id":"2754859441498128"})";

TEST(Fetch, media_are_looked_up_then_downloaded_with_token_and_user_agent_and_compared) {
  const Settings settings = fixture::settings();
  FetchOperation operation(settings, inbound(kHex));
  const Step first = operation.start();
  EXPECT_EQ(call_of(first).url, "https://graph.facebook.com/v25.0/2754859441498128")
      << "no phone_number_id for inbound media";
  const Step second = operation.next(answer(200, kLookup));
  const HttpCall& download = call_of(second);
  EXPECT_EQ(download.url, "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1");
  EXPECT_TRUE(download.response_to_blob);
  EXPECT_EQ(download.max_response_bytes, settings.media_max_bytes);
  ASSERT_EQ(download.headers.size(), 2u);
  EXPECT_EQ(download.headers[1].first, "User-Agent");
  const Step third = operation.next(blob(kHex));
  const auto& media = std::get<FetchedMedia>(third);
  EXPECT_EQ(media.blob_id, "blob-9");
  EXPECT_EQ(media.media_type, "image/jpeg");
  EXPECT_EQ(media.sha256, kHex);
  EXPECT_EQ(media.size_bytes, 12u);
}

TEST(Fetch, bytes_with_another_hash_are_not_believed) {
  const Settings settings = fixture::settings();
  for (const char* stated : {kHex, ""}) {
    FetchOperation operation(settings, inbound(stated));
    (void)operation.start();
    (void)operation.next(answer(200, kLookup));
    EXPECT_EQ(failure_of(operation.next(blob(std::string(64, '0')))).status, BATON_DATA_LOSS);
  }
}

TEST(Fetch, an_address_that_went_stale_is_asked_for_once_more_and_not_for_ever) {
  const Settings settings = fixture::settings();
  FetchOperation operation(settings, inbound(""));
  (void)operation.start();
  (void)operation.next(answer(200, kLookup));
  EXPECT_NE(call_of(operation.next(answer(404, "<html>"))).url.find("/2754859441498128"), std::string::npos);
  (void)operation.next(answer(200, kLookup));
  EXPECT_EQ(failure_of(operation.next(answer(404, "<html>"))).status, BATON_NOT_FOUND);
}

TEST(Fetch, the_token_goes_to_metas_hosts_and_nowhere_else) {
  const std::string base = "https://graph.facebook.com";
  EXPECT_TRUE(may_carry_token("https://lookaside.fbsbx.com/x", base));
  EXPECT_TRUE(may_carry_token("https://MMG.whatsapp.net/x", base));
  EXPECT_TRUE(may_carry_token("http://127.0.0.1:9999/media/1", "http://127.0.0.1:9999"));
  for (const char* url :
       {"https://evilfbsbx.com/x", "https://fbsbx.com.evil.example/x", "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com@evil.example/x", "https://evil.example/?lookaside.fbsbx.com",
        "https://evil.example\\.fbsbx.com/", "https://evil.example#.fbsbx.com", "ftp://graph.facebook.com/",
        "", "//x", "https://lookaside.fbsbx.com:8443.evil.example/",
        "https://graph.facebook.com:99@evil.example"}) {
    EXPECT_FALSE(may_carry_token(url, base)) << url;
  }
  const Settings settings = fixture::settings();
  FetchOperation operation(settings, inbound(""));
  (void)operation.start();
  EXPECT_EQ(failure_of(operation.next(answer(200, R"({"url":"https://evil.example/x"})"))).status,
            BATON_PERMISSION_DENIED);
}

TEST(Fetch, an_id_is_never_a_path_and_size_is_checked_before_the_download) {
  Settings settings = fixture::settings();
  Attachment attachment = inbound("");
  attachment.remote_id = "1/../../me";
  EXPECT_EQ(failure_of(FetchOperation(settings, attachment).start()).status, BATON_INVALID_ARGUMENT);
  settings.media_max_bytes = 11;
  FetchOperation operation(settings, inbound(""));
  (void)operation.start();
  EXPECT_EQ(failure_of(operation.next(answer(200, kLookup))).status, BATON_REJECTED);
}

TEST(Fetch, media_older_than_a_week_are_not_found) {
  const Settings settings = fixture::settings();
  FetchOperation operation(settings, inbound(""));
  (void)operation.start();
  EXPECT_EQ(
      failure_of(operation.next(answer(400, R"({"error":{"code":100,"message":"Unsupported get request"}})")))
          .status,
      BATON_NOT_FOUND);
}

constexpr const char* kTemplates = R"({"data":[
  {"id":"16","name":"order_late","language":"en-US","status":"APPROVED","category":"UTILITY","parameter_format":"NAMED",
   "quality_score":{"score":"GREEN","date":1790000000},"components":[
   {"type":"HEADER","format":"IMAGE","example":{"header_handle":["https://x.example/"]}},
   {"type":"BODY","text":"Hi {{first_name}}, due {{ eta }}, {{first_name}}"},
   {"type":"FOOTER","text":"Shop"},
   {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"OK"},{"type":"URL","text":"Track","url":"https://x.example/{{1}}"}]}]},
  {"id":17,"name":"code","language":"de","status":"PAUSED","category":"AUTHENTICATION","components":[
   {"type":"header","format":"text","text":"Nr {{1}}"},{"type":"body","text":"{{2}} {{10}} {{1}} {{"}]},
  {"id":"18","status":"APPROVED"}, 5],
  "paging":{"cursors":{"before":"b","after":"a+/="},"next":"https://graph.facebook.com/v25.0/1001/x?access_token=EAAG-secret&after=a"}})";

TEST(Templates, every_page_is_read_and_the_next_address_with_its_token_is_never_used) {
  const Settings settings = fixture::settings();
  TemplateOperation operation(settings);
  EXPECT_NE(
      call_of(operation.start()).url.find("https://graph.facebook.com/v25.0/1001/message_templates?fields="),
      std::string::npos);
  const Step second = operation.next(answer(200, kTemplates));
  const HttpCall& page = call_of(second);
  EXPECT_NE(page.url.find("&after=a%2B%2F%3D"), std::string::npos);
  EXPECT_EQ(page.url.find("secret"), std::string::npos);
  const Step third = operation.next(answer(
      200,
      R"({"data":[{"name":"x","language":"fr","status":"IN_ORBIT"}],"paging":{"cursors":{"after":"z"}}})"));
  const auto& list = std::get<TemplateList>(third);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].language, "en_US");
  EXPECT_EQ(list[0].status, BATON_TEMPLATE_APPROVED);
  EXPECT_EQ(list[0].quality, BATON_TEMPLATE_QUALITY_HIGH);
  EXPECT_EQ(list[0].category, "utility");
  EXPECT_EQ(list[0].header_kind, "image");
  EXPECT_TRUE(list[0].named);
  EXPECT_EQ(list[0].body_parameters, (std::vector<std::string>{"first_name", "eta"}));
  ASSERT_EQ(list[0].buttons.size(), 2u);
  EXPECT_EQ(list[0].buttons[1].type, "url");
  EXPECT_EQ(list[1].remote_id, "17");
  EXPECT_EQ(list[1].status, BATON_TEMPLATE_PAUSED);
  EXPECT_FALSE(list[1].named);
  EXPECT_EQ(list[1].body_parameters, (std::vector<std::string>{"1", "2", "10"}));
  EXPECT_EQ(list[1].header_parameters, (std::vector<std::string>{"1"}));
  EXPECT_EQ(list[2].status, BATON_TEMPLATE_UNKNOWN);
}

TEST(Templates, a_stale_cursor_begins_again_once_and_endless_pages_end) {
  const Settings settings = fixture::settings();
  TemplateOperation operation(settings);
  (void)operation.start();
  (void)operation.next(answer(200, kTemplates));
  const char* stale = R"({"error":{"code":131059}})";
  EXPECT_EQ(call_of(operation.next(answer(400, stale))).url.find("after="), std::string::npos);
  EXPECT_EQ(failure_of(operation.next(answer(400, stale))).status, BATON_CONFLICT);

  TemplateOperation endless(settings);
  Step step = endless.start();
  int pages = 0;
  while (std::holds_alternative<HttpCall>(step) && pages < 1000) {
    const std::string body =
        R"({"data":[],"paging":{"next":"x","cursors":{"after":")" + std::to_string(pages++) + R"("}}})";
    step = endless.next(answer(200, body));
  }
  EXPECT_EQ(pages, 200);
  EXPECT_EQ(failure_of(step).status, BATON_REJECTED);
}

TEST(Templates, a_list_of_the_wrong_shape_is_no_empty_list) {
  const Settings settings = fixture::settings();
  for (const char* body : {"", "{}", "[]", "<html>", R"({"data":{}})"}) {
    TemplateOperation operation(settings);
    (void)operation.start();
    EXPECT_EQ(failure_of(operation.next(answer(200, body))).status, BATON_UNAVAILABLE) << body;
  }
}

TEST(DeliveryMemory, the_latest_keys_are_remembered_and_no_more) {
  DeliveryMemory memory;
  memory.note("", "wamid.X");
  memory.note("key", "");
  EXPECT_EQ(memory.size(), 0u);
  for (std::size_t i = 0; i <= DeliveryMemory::kMaxCount; ++i)
    memory.note(std::to_string(i), "wamid." + std::to_string(i));
  EXPECT_EQ(memory.size(), DeliveryMemory::kMaxCount);
  EXPECT_EQ(memory.find("0"), nullptr);
  memory.note("1", "wamid.other");
  ASSERT_NE(memory.find("1"), nullptr);
  EXPECT_EQ(*memory.find("1"), "wamid.1");
}

TEST(Settings, problems_name_their_setting) {
  const auto pointer = [](const char* text) { return read_settings(text).pointer; };
  EXPECT_EQ(
      pointer(
          R"({"waba_id":"1","access_token":"${secret:t}","app_secrets":["${secret:a}"],"verify_token":"${secret:v}"})"),
      "/phone_number_id");
  EXPECT_EQ(
      pointer(
          R"({"phone_number_id":"p","access_token":"${secret:t}","app_secrets":["${secret:a}"],"verify_token":"${secret:v}"})"),
      "/waba_id");
  EXPECT_EQ(
      pointer(
          R"({"phone_number_id":"p","waba_id":"1","access_token":"EAAG","app_secrets":["${secret:a}"],"verify_token":"${secret:v}"})"),
      "/access_token");
  EXPECT_EQ(
      pointer(
          R"({"phone_number_id":"p","waba_id":"1","access_token":"${secret:t}","app_secrets":[],"verify_token":"${secret:v}"})"),
      "/app_secrets");
  EXPECT_EQ(
      pointer(
          R"({"phone_number_id":"p","waba_id":"1","access_token":"${secret:t}","app_secrets":["${secret:a}"]})"),
      "/verify_token");
  EXPECT_FALSE(read_settings("[]").problem.empty());
  const auto good = read_settings(
      R"({"phone_number_id":"p","api_base":"http://127.0.0.1:9/","limits":{"pair_burst":1},"mark_read":false,
    "waba_id":"1","access_token":"${secret:t}","app_secrets":["${secret:a}","${secret:b}"],"verify_token":"${secret:v}"})");
  EXPECT_EQ(good.problem, "");
  EXPECT_EQ(good.settings.api_base, "http://127.0.0.1:9");
  EXPECT_EQ(good.settings.app_secrets, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(good.settings.pair_burst, 1u);
  EXPECT_FALSE(good.settings.mark_read);
}

}  // namespace
}  // namespace baton::whatsapp
