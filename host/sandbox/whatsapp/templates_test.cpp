// SPDX-License-Identifier: MIT
// Templates, media, faults and planned statuses: the stores without a socket.
#include "host/sandbox/whatsapp/templates.h"

#include <gtest/gtest.h>

#include <set>

#include "host/sandbox/whatsapp/faults.h"
#include "host/sandbox/whatsapp/media.h"
#include "host/sandbox/whatsapp/world.h"

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::int64_t kDay = 24LL * 3600 * 1000;

class TemplateStore : public testing::Test {
 protected:
  TemplateStore() { seed(templates_); }
  static Json wanted(const std::string& name) {
    return {{"name", name},
            {"language", "en_US"},
            {"category", "UTILITY"},
            {"components", Json::array({{{"type", "BODY"}, {"text", "Hello {{1}}!"}}})}};
  }
  Ids ids_;
  Templates templates_{ids_};
};

TEST_F(TemplateStore, every_page_must_be_read_to_know_all_of_them) {
  std::set<std::string> seen;
  Templates::Filter filter;
  int pages = 0;
  for (;;) {
    const auto page = templates_.list(filter, "http://x/?after=");
    ASSERT_TRUE(page);
    pages++;
    for (const Json& one : (*page)["data"]) EXPECT_TRUE(seen.insert(one["id"]).second);
    if (!(*page)["paging"].contains("next")) break;
    filter.after = (*page)["paging"]["cursors"]["after"];
  }
  EXPECT_EQ(pages, 2);
  EXPECT_EQ(seen.size(), templates_.all().size());
  EXPECT_GE(seen.size(), 30u);
  filter.after = "nonsense";
  EXPECT_FALSE(templates_.list(filter, ""));
}

TEST_F(TemplateStore, there_is_one_for_every_purpose_in_both_languages) {
  for (const char* name : {"progress_update", "evidence_request", "resolution", "reopen", "no_answer_yet"}) {
    for (const char* language : {"en", "es"}) {
      const Template* found = templates_.find(name, language);
      ASSERT_NE(found, nullptr) << name;
      EXPECT_EQ(found->status, "APPROVED");
      EXPECT_EQ(found->category, "UTILITY");
    }
  }
  EXPECT_EQ(templates_.find("hello", "en-US"), templates_.find("hello", "en_US"));
  EXPECT_EQ(templates_.find("hello", "en"), nullptr);
}

TEST_F(TemplateStore, deleting_by_name_removes_all_languages_and_blocks_the_name) {
  EXPECT_EQ(templates_.remove("resolution", "", 0).size(), 2u);
  EXPECT_EQ(templates_.create(wanted("resolution"), 29 * kDay).error.code, 2388023);
  EXPECT_NE(templates_.create(wanted("resolution"), 30 * kDay).made, nullptr);
}

TEST_F(TemplateStore, what_meta_refuses_on_creation) {
  EXPECT_EQ(templates_.create(wanted("Bad Name"), 0).error.code, 100);
  Json start = wanted("a");
  start["components"][0]["text"] = "{{1}} hello";
  EXPECT_EQ(templates_.create(start, 0).error.code, 2388299);
  Json longer = wanted("b");
  longer["components"][0]["text"] = std::string(1025, 'x');
  EXPECT_EQ(templates_.create(longer, 0).error.code, 2388040);
  EXPECT_EQ(templates_.create(wanted("hello"), 0).error.code, 2388023);
}

TEST_F(TemplateStore, an_approved_template_is_edited_once_a_day_and_keeps_its_category) {
  Template& hello = *templates_.find("hello", "en_US");
  const Json change{{"components", wanted("x")["components"]}};
  EXPECT_FALSE(templates_.edit(hello, change, 0));
  EXPECT_EQ(hello.status, "PENDING");
  EXPECT_TRUE(templates_.edit(hello, change, 1)) << "still under review";
  hello.status = "APPROVED";
  EXPECT_TRUE(templates_.edit(hello, change, kDay - 1));
  EXPECT_TRUE(templates_.edit(hello, {{"category", "MARKETING"}}, 2 * kDay));
  EXPECT_FALSE(templates_.edit(hello, change, kDay + 1));
}

TEST(MediaStore, urls_live_five_minutes_and_ids_for_days) {
  Ids ids;
  MediaStore store(ids);
  const Media media = store.add("image/png", "bytes", true, 1000);
  net::Request request;
  const std::string path = store.url_path(media, 1000);
  request.query = path.substr(path.find('?') + 1);
  EXPECT_NE(store.open(request, 1000 + kMediaUrlMs - 1), nullptr);
  EXPECT_EQ(store.open(request, 1000 + kMediaUrlMs), nullptr);
  request.query += "0";
  EXPECT_EQ(store.open(request, 1000), nullptr) << "forged";
  EXPECT_NE(store.find(media.id, 1000 + kInboundMediaMs - 1), nullptr);
  EXPECT_EQ(store.find(media.id, 1000 + kInboundMediaMs), nullptr);
}

TEST(MediaStore, uploads_are_read_from_multipart_and_checked) {
  net::Request request;
  request.headers = {{"content-type", "multipart/form-data; boundary=\"XX\""}};
  const std::string bytes("\r\n--X\0\xff", 7);
  request.body =
      "--XX\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
      "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: "
      "image/png\r\n\r\n" +
      bytes + "\r\n--XX--\r\n";
  auto upload = parse_upload(request);
  ASSERT_TRUE(upload);
  EXPECT_EQ(upload->bytes, bytes);
  EXPECT_EQ(upload->mime_type, "image/png");
  EXPECT_FALSE(check_upload(*upload));
  upload->mime_type = "image/gif";
  EXPECT_EQ(check_upload(*upload).code, 131053);
  upload->mime_type = "image/jpeg";
  upload->bytes.assign((5u << 20) + 1, 'x');
  EXPECT_EQ(check_upload(*upload).code, 131053);
  request.body.resize(request.body.size() - 20);
  EXPECT_FALSE(parse_upload(request));
}

TEST(Faults, strike_as_often_as_they_were_asked_to_and_only_whom) {
  Faults faults;
  EXPECT_EQ(faults.add({{"kind", "error"}, {"code", 131056}, {"to_suffix", "99"}, {"count", 2}}), "");
  EXPECT_NE(faults.add({{"kind", "nonsense"}}), "");
  EXPECT_FALSE(faults.take({"messages", "16505550101", "text"}));
  EXPECT_TRUE(faults.take({"messages", "16505550199", "text"}));
  EXPECT_TRUE(faults.take({"messages", "16505550199", "text"}));
  EXPECT_FALSE(faults.take({"messages", "16505550199", "text"}));
}

std::string names(const std::vector<PlannedStatus>& planned) {
  std::string out;
  for (const auto& one : planned) out += one.status + " ";
  return out;
}

TEST(Statuses, come_as_the_settings_say) {
  Settings settings;
  Sent message;
  message.type = "text";
  EXPECT_EQ(names(statuses_for(settings, message, 0)), "sent delivered read ");
  EXPECT_EQ(names(statuses_for(settings, message, 131047)), "failed ");
  settings.skip_delivered = true;
  EXPECT_EQ(names(statuses_for(settings, message, 0)), "sent read ");
  settings = {};
  settings.reverse_statuses = true;
  EXPECT_EQ(names(statuses_for(settings, message, 0)), "read delivered sent ");
  settings = {};
  settings.failed_after_sent = 131026;
  EXPECT_EQ(names(statuses_for(settings, message, 0)), "sent failed ");
  settings = {};
  message.type = "reaction";
  EXPECT_EQ(names(statuses_for(settings, message, 0)), "sent ");
}

TEST(Settings, an_unknown_name_or_a_wrong_type_changes_nothing) {
  Settings settings;
  EXPECT_NE(apply_settings(settings, {{"token", "x"}, {"tokne", "y"}}), "");
  EXPECT_NE(apply_settings(settings, {{"token", "x"}, {"pair_burst", "many"}}), "");
  EXPECT_NE(apply_settings(settings, {{"window_mode", "maybe"}}), "");
  EXPECT_EQ(settings.token, "sandbox-token");
  EXPECT_EQ(apply_settings(settings, {{"callback_url", "http://x/"}, {"pair_burst", 1}}), "");
  EXPECT_EQ(settings.callback_urls.size(), 1u);
  EXPECT_EQ(to_json(settings).count("token"), 0u) << "secrets are not shown";
}

}  // namespace
}  // namespace baton::sandbox::whatsapp
