// SPDX-License-Identifier: MIT
// The whole stand-in over sockets, as a host and a director see it.
#include "host/sandbox/sandbox.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "host/net/client.h"
#include "host/net/server.h"
#include "host/sandbox/json_http.h"

namespace baton::sandbox {
namespace {

constexpr const char* kPnid = "/v25.0/100000000000001";
constexpr const char* kWaba = "/v25.0/200000000000001";

// A frozen sandbox and a host's callback that checks signatures and keeps what it got.
class Stage : public testing::Test {
 protected:
  void SetUp() override {
    host_.route("POST", "/hook", [this](net::Request&& request, const net::Responder& responder) {
      const std::string expected = "sha256=" + hex(hmac_sha256("sandbox-secret", request.body));
      const std::lock_guard lock(mutex_);
      if (request.header("x-hub-signature-256") != expected) {
        refused_++;
        return responder.send({401, {}, {}, {}});
      }
      hooks_.push_back(Json::parse(request.body));
      responder.send({hook_status_, {}, {}, {}});
    });
    host_.route("GET", "/hook", [](net::Request&& request, const net::Responder& responder) {
      const bool good = request.query_value("hub.verify_token") == "sandbox-verify";
      responder.send({good ? 200 : 403, request.query_value("hub.challenge").value_or(""), "text/plain", {}});
    });
    Options options;
    options.frozen = true;
    options.whatsapp.callback_urls = {"http://127.0.0.1:" + std::to_string(host_.start()) + "/hook"};
    sandbox_ = std::make_unique<Sandbox>(options);
    base_ = "http://127.0.0.1:" + std::to_string(sandbox_->start());
  }
  void TearDown() override {
    sandbox_.reset();
    host_.stop();
  }

  net::ClientResult call(const std::string& method, const std::string& path, const std::string& body = {},
                         const std::string& token = "sandbox-token") {
    net::ClientRequest request;
    request.method = method;
    request.url = path.rfind("http", 0) == 0 ? path : base_ + path;
    request.body = body;
    request.timeout_ms = 20000;
    if (!token.empty()) request.headers = {{"Authorization", "Bearer " + token}};
    return client_.send(request);
  }
  Json post(const std::string& path, const Json& body) {
    return Json::parse(call("POST", path, body.dump()).body, nullptr, false);
  }
  Json get(const std::string& path) { return Json::parse(call("GET", path).body, nullptr, false); }
  Json send_text(const std::string& to, const std::string& text = "hi") {
    return post(std::string(kPnid) + "/messages", {{"messaging_product", "whatsapp"},
                                                   {"to", to},
                                                   {"type", "text"},
                                                   {"text", {{"body", text}}},
                                                   {"biz_opaque_callback_data", "job-1"}});
  }
  Json play(const Json& what) { return post("/whatsapp/inbound", what); }
  void advance(std::int64_t ms) { EXPECT_EQ(post("/clock", {{"advance_ms", ms}})["settled"], true); }

  // statuses[].status of everything that came, in order.
  std::string statuses() {
    const std::lock_guard lock(mutex_);
    std::string out;
    for (const Json& hook : hooks_) {
      for (const Json& one : member(hook["entry"][0]["changes"][0]["value"], "statuses")) {
        out += one["status"].get<std::string>() + " ";
      }
    }
    return out;
  }
  Json last_hook() {
    const std::lock_guard lock(mutex_);
    return hooks_.empty() ? Json() : hooks_.back()["entry"][0]["changes"][0]["value"];
  }
  std::size_t hook_count() {
    const std::lock_guard lock(mutex_);
    return hooks_.size();
  }
  static int code_of(const Json& answer) {
    return static_cast<int>(number_of(member(answer, "error"), "code"));
  }

  std::mutex mutex_;
  std::vector<Json> hooks_;
  int hook_status_ = 200;
  int refused_ = 0;
  net::Server host_{{}};
  std::unique_ptr<Sandbox> sandbox_;
  std::string base_;
  net::Client client_;
};

TEST_F(Stage, a_message_gets_its_statuses_and_its_callback_data_back) {
  play({{"from", "16505550101"}, {"text", "hello"}, {"name", "Ana"}});
  const Json sent = send_text("+1 650 555 0101");
  const std::string wamid = sent["messages"][0]["id"];
  EXPECT_EQ(sent["contacts"][0]["wa_id"], "16505550101");
  advance(10000);
  EXPECT_EQ(statuses(), "sent delivered read ");
  EXPECT_EQ(last_hook()["statuses"][0]["id"], wamid);
  EXPECT_EQ(last_hook()["statuses"][0]["biz_opaque_callback_data"], "job-1");
  const Json log = get("/whatsapp/sent");
  ASSERT_EQ(log.size(), 1u);
  EXPECT_EQ(log[0]["status"], "read");
  EXPECT_EQ(log[0]["body"], "hi");
  EXPECT_TRUE(get("/whatsapp/sent?since=1").empty());
}

TEST_F(Stage, the_window_closes_to_the_second) {
  play({{"from", "16505550101"}, {"text", "hello"}});
  const std::int64_t wrote = get("/whatsapp/customers")[0]["last_wrote_ms"];
  post("/clock", {{"set_ms", wrote + 24 * 3600 * 1000 - 1}});
  send_text("+16505550101");
  post("/clock", {{"set_ms", wrote + 24 * 3600 * 1000}});
  const Json late = send_text("+16505550101");
  EXPECT_TRUE(late.contains("messages")) << "accepted, refused later by webhook";
  advance(10000);
  const Json log = get("/whatsapp/sent");
  EXPECT_EQ(log[0]["status"], "read");
  EXPECT_EQ(log[1]["status"], "failed");
  EXPECT_EQ(log[1]["error_code"], 131047);
  post("/whatsapp/settings", {{"window_mode", "sync"}});
  EXPECT_EQ(code_of(send_text("+16505550101")), 131047);
}

TEST_F(Stage, a_wrong_token_and_a_wrong_number_are_refused) {
  const auto refused = call("POST", std::string(kPnid) + "/messages", "{}", "other");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(code_of(Json::parse(refused.body)), 190);
  EXPECT_EQ(code_of(post("/v25.0/42/messages", Json::object())), 100);
  EXPECT_EQ(code_of(send_text("+15550100001")), 131021);
  EXPECT_EQ(call("GET", "/nonsense/1").status, 404);
  EXPECT_NE(call("GET", kPnid).header("x-app-usage"), "");
}

TEST_F(Stage, the_pair_limit_holds_for_one_pair_only) {
  int accepted = 0;
  for (int i = 0; i < 50; ++i) accepted += send_text("+16505550101").contains("messages") ? 1 : 0;
  EXPECT_EQ(accepted, 45);
  EXPECT_EQ(code_of(send_text("+16505550101")), 131056);
  EXPECT_TRUE(send_text("+16505550102").contains("messages"));
}

TEST_F(Stage, a_batch_duplicates_and_bad_signatures_arrive_as_asked) {
  EXPECT_EQ(
      play({{"from", "16505550101"}, {"text", "hello"}, {"batch", 3}, {"split", "entries"}})["ids"].size(),
      3u);
  EXPECT_EQ(hooks_.at(0)["entry"].size(), 3u);
  EXPECT_EQ(play({{"from", "16505550101"}, {"text", "again"}, {"duplicate", 4}})["deliveries"].size(), 5u);
  EXPECT_EQ(hook_count(), 6u);
  const Json bad = post("/whatsapp/raw", {{"value", {{"x", 1}}}, {"signature", "wrong"}});
  EXPECT_EQ(bad["deliveries"][0]["status"], 401);
}

TEST_F(Stage, a_username_user_shows_no_number) {
  play({{"user_id", "US.77"}, {"text", "hi"}, {"username", "ana.k"}});
  const Json message = last_hook()["messages"][0];
  EXPECT_FALSE(message.contains("from"));
  EXPECT_EQ(message["from_user_id"], "US.77");
  play({{"from", "16505550101"}, {"phone", "empty"}, {"text", "hi"}});
  EXPECT_EQ(last_hook()["messages"][0]["from"], "");
  const Json sent = post(std::string(kPnid) + "/messages", {{"messaging_product", "whatsapp"},
                                                            {"recipient", "US.77"},
                                                            {"type", "text"},
                                                            {"text", {{"body", "hi"}}}});
  EXPECT_EQ(sent["contacts"][0]["user_id"], "US.77");
  EXPECT_FALSE(sent["contacts"][0].contains("wa_id"));
}

TEST_F(Stage, a_webhook_that_is_not_answered_200_comes_again_for_seven_days_and_no_longer) {
  hook_status_ = 503;
  play({{"from", "16505550101"}, {"text", "hello"}});
  advance(8LL * 24 * 3600 * 1000);
  const std::size_t tries = hook_count();
  EXPECT_GT(tries, 10u);
  advance(8LL * 24 * 3600 * 1000);
  EXPECT_EQ(hook_count(), tries);
  EXPECT_EQ(get("/whatsapp/deliveries")["waiting_for_retry"], 0);
}

TEST_F(Stage, faults_refuse_cut_and_lose_answers) {
  const auto message = [&] {
    const Json body{{"messaging_product", "whatsapp"},
                    {"to", "+16505550101"},
                    {"type", "text"},
                    {"text", {{"body", "x"}}}};
    return call("POST", std::string(kPnid) + "/messages", body.dump());
  };
  post("/whatsapp/faults", {{"kind", "error"}, {"code", 131016}, {"edge", "messages"}});
  EXPECT_EQ(message().status, 500);
  post("/whatsapp/faults", {{"kind", "html"}, {"status", 502}});
  const auto html = message();
  EXPECT_EQ(html.status, 502);
  EXPECT_EQ(html.body.rfind("<!DOCTYPE", 0), 0u);
  post("/whatsapp/faults", {{"kind", "cut_before"}});
  EXPECT_EQ(message().kind, net::ClientResult::Kind::unknown);
  EXPECT_EQ(get("/whatsapp/sent").size(), 0u);
  post("/whatsapp/faults", {{"kind", "cut_after"}});
  EXPECT_EQ(message().kind, net::ClientResult::Kind::unknown);
  EXPECT_EQ(get("/whatsapp/sent").size(), 1u);
  post("/whatsapp/faults", {{"kind", "delay"}, {"delay_ms", 30}});
  EXPECT_EQ(message().status, 200);
  EXPECT_EQ(get("/whatsapp/requests").size(), 5u);
}

TEST_F(Stage, a_paused_template_is_refused_until_its_pause_ends) {
  const Json message{{"messaging_product", "whatsapp"},
                     {"to", "+16505550101"},
                     {"type", "template"},
                     {"template", {{"name", "hello"}, {"language", {{"code", "en_US"}}}}}};
  EXPECT_TRUE(post(std::string(kPnid) + "/messages", message).contains("messages"));
  post("/whatsapp/templates/hello", {{"status", "PAUSED"}});
  EXPECT_EQ(code_of(post(std::string(kPnid) + "/messages", message)), 132015);
  advance(3LL * 3600 * 1000);
  EXPECT_EQ(last_hook()["event"], "APPROVED");
  EXPECT_EQ(last_hook()["message_template_language"], "en-US");
  EXPECT_TRUE(post(std::string(kPnid) + "/messages", message).contains("messages"));
}

TEST_F(Stage, a_new_template_is_reviewed_listed_and_deleted) {
  const Json made = post(std::string(kWaba) + "/message_templates",
                         {{"name", "fresh"},
                          {"language", "en_US"},
                          {"category", "UTILITY"},
                          {"components", Json::array({{{"type", "BODY"}, {"text", "Hello there."}}})}});
  EXPECT_EQ(made["status"], "PENDING");
  advance(61000);
  EXPECT_EQ(get(std::string(kWaba) + "/message_templates?name=fresh")["data"][0]["status"], "APPROVED");
  EXPECT_EQ(call("DELETE", std::string(kWaba) + "/message_templates?name=fresh").status, 200);
  EXPECT_TRUE(get(std::string(kWaba) + "/message_templates?name=fresh")["data"].empty());
  const Json first = get(std::string(kWaba) + "/message_templates");
  EXPECT_EQ(first["data"].size(), 25u);
  EXPECT_FALSE(get(first["paging"]["next"])["data"].empty());
}

TEST_F(Stage, media_is_fetched_with_bearer_and_user_agent_within_five_minutes) {
  play({{"from", "16505550101"}, {"type", "image"}, {"image", {{"caption", "see"}}}});
  const Json image = last_hook()["messages"][0]["image"];
  const Json looked_up = get("/v25.0/" + image["id"].get<std::string>());
  const auto bytes = call("GET", looked_up["url"]);
  EXPECT_EQ(bytes.status, 200);
  EXPECT_EQ(base64(sha256(bytes.body)), image["sha256"]);
  EXPECT_EQ(hex(sha256(bytes.body)), looked_up["sha256"]);
  EXPECT_EQ(call("GET", looked_up["url"], {}, "").status, 401);
  advance(5LL * 60 * 1000);
  EXPECT_EQ(call("GET", looked_up["url"]).status, 404);
}

TEST_F(Stage, a_follower_is_waited_for_and_the_challenge_answered) {
  EXPECT_EQ(post("/whatsapp/verify", Json::object())["verified"], true);
  EXPECT_EQ(post("/whatsapp/verify", {{"verify_token", "other"}})["verified"], false);
  const Json clock = get("/clock?follower=host&moves=-1&wait_ms=1000");
  EXPECT_EQ(clock["followers"][0], "host");
  std::thread host([&] {
    std::int64_t moves = clock["moves"];
    for (std::int64_t now = clock["now_ms"]; now < clock["now_ms"].get<std::int64_t>() + 5000;) {
      const Json moved = get("/clock?follower=host&wait_ms=20000&moves=" + std::to_string(moves));
      moves = moved["moves"];
      now = moved["now_ms"];
      post("/clock/settled", {{"follower", "host"}, {"moves", moves}, {"next_due_ms", now + 2000}});
    }
    call("DELETE", "/clock/followers/host");
  });
  const Json moved = post("/clock", {{"advance_ms", 5000}});
  host.join();
  EXPECT_EQ(moved["settled"], true);
  EXPECT_EQ(moved["now_ms"], clock["now_ms"].get<std::int64_t>() + 5000);
  EXPECT_GE(moved["steps"].get<int>(), 4);
}

TEST_F(Stage, a_customer_with_a_habit_taps_the_button) {
  post("/whatsapp/customers/16505550101",
       {{"habits", Json::array({{{"when", "resolution"}, {"tap_button", "No"}}})}});
  const auto parameter = [](const char* name, const char* text) {
    return Json{{"type", "text"}, {"parameter_name", name}, {"text", text}};
  };
  post(std::string(kPnid) + "/messages",
       {{"messaging_product", "whatsapp"},
        {"to", "+16505550101"},
        {"type", "template"},
        {"template",
         {{"name", "resolution"},
          {"language", {{"code", "en"}}},
          {"components", Json::array({{{"type", "body"},
                                       {"parameters", Json::array({parameter("first_name", "Ana"),
                                                                   parameter("answer", "Done.")})}}})}}}});
  advance(2000);
  const std::lock_guard lock(mutex_);
  bool tapped = false;
  for (const Json& hook : hooks_) {
    const Json& value = hook["entry"][0]["changes"][0]["value"];
    tapped = tapped ||
             (value.contains("messages") && text_of(member(value["messages"][0], "button"), "text") == "No");
  }
  EXPECT_TRUE(tapped);
}

TEST_F(Stage, the_bot_inbox_keeps_what_is_signed) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = base_ + "/bot/helper";
  request.body = R"({"text":"hello"})";
  EXPECT_EQ(client_.send(request).status, 401);
  request.headers = {{"Baton-Signature", "v1=abc"}};
  EXPECT_EQ(client_.send(request).status, 200);
  const Json received = get("/bot/helper/received");
  ASSERT_EQ(received.size(), 1u);
  EXPECT_EQ(received[0]["body"]["text"], "hello");
}

}  // namespace
}  // namespace baton::sandbox
