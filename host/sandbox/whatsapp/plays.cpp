// SPDX-License-Identifier: MIT
// What the director can let happen: a customer writes, calls, opts out; a status; bytes of any kind.
#include <algorithm>
#include <memory>
#include <utility>

#include "host/sandbox/whatsapp/control_api.h"
#include "host/sandbox/whatsapp/inbound.h"

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::int64_t kMaxBatch = 1000;  // what Meta puts into one POST at most
constexpr std::int64_t kMaxDuplicates = 1000;

// Collects the first attempts of one play and answers when all are made.
struct Waiting {
  std::mutex mutex;
  std::size_t expected = 0;
  std::size_t seen = 0;
  Json answer;
  std::optional<net::Responder> responder;

  void take(const Attempt& attempt) {
    const std::lock_guard lock(mutex);
    Json one{{"status", attempt.status}};
    if (!attempt.error.empty()) one["error"] = attempt.error;
    answer["deliveries"].push_back(std::move(one));
    seen++;
    finish();
  }
  void expect(std::size_t count) {
    const std::lock_guard lock(mutex);
    expected = count;
    finish();
  }
  void finish() {  // REQUIRES: mutex. `expected` may become known after the last attempt.
    if (!responder || expected == kUnknown || seen < expected) return;
    responder->send(json_response(answer));
    responder.reset();
  }
  static constexpr std::size_t kUnknown = static_cast<std::size_t>(-1);
};

}  // namespace

void ControlApi::post_all(const std::vector<std::string>& bodies, const Json& options, Json answer,
                          const Responder& responder) {
  auto waiting = std::make_shared<Waiting>();
  answer["deliveries"] = Json::array();
  waiting->answer = std::move(answer);
  waiting->expected = Waiting::kUnknown;
  const bool wait = flag_of(options, "wait", true);
  if (wait) waiting->responder = responder;
  Emit emit;
  emit.what = text_of(options, "type", "inbound");
  emit.signature = signature_of(text_of(options, "signature"));
  emit.first_attempt = [waiting](const Attempt& attempt) { waiting->take(attempt); };
  const std::int64_t delay_ms = number_of(options, "delay_ms", 0);
  if (delay_ms > 0) {
    world_.schedule.after(delay_ms, [this, bodies, emit, waiting] {
      const std::lock_guard lock(world_.mutex);
      std::size_t posts = 0;
      for (const std::string& body : bodies) posts += world_.post(body, emit);
      waiting->expect(posts);
    });
  } else {
    std::size_t posts = 0;
    for (const std::string& body : bodies) posts += world_.post(body, emit);
    waiting->expect(posts);
  }
  if (wait) return;
  const std::lock_guard lock(waiting->mutex);
  responder.send(json_response(waiting->answer, 202));
}

void ControlApi::play_inbound(const Json& body, const Responder& responder) {
  std::vector<Played> messages;
  Json ids = Json::array();
  std::vector<Json> plays;
  const Json& several = member(body, "messages");
  if (several.is_array()) {
    for (Json play : several) {
      if (!play.contains("from") && body.contains("from")) play["from"] = body["from"];
      plays.push_back(std::move(play));
    }
  } else {
    const std::int64_t batch = std::clamp<std::int64_t>(number_of(body, "batch", 1), 1, kMaxBatch);
    for (std::int64_t i = 1; i <= batch; ++i) {
      plays.push_back(body);
      if (batch == 1) break;
      plays.back().erase("id");
      if (member(body, "text").is_string())
        plays.back()["text"] = text_of(body, "text") + " #" + std::to_string(i);
    }
  }
  for (const Json& play : plays) {
    auto built = build_message(world_, play);
    if (!built.error.empty()) return responder.send(net::problem(422, built.error));
    ids.push_back(built.played.message["id"]);
    messages.push_back(std::move(built.played));
  }
  Json options = body;
  if (!options.contains("type")) options["type"] = "inbound";
  post_all(build_webhooks(world_, std::move(messages), body), options, {{"ids", std::move(ids)}}, responder);
}

void ControlApi::play_raw(const Json& body, const Responder& responder) {
  std::string bytes;
  if (body.contains("value")) {
    bytes = php_json(envelope(world_.settings.waba,
                              Json::array({change(text_of(body, "field", "messages"), body["value"])}),
                              number_of(body, "time", 0)));
  } else if (member(body, "body").is_string()) {
    bytes = body["body"].get<std::string>();
  } else if (body.contains("body")) {
    bytes = php_json(body["body"]);
  } else {
    return responder.send(net::problem(422, "value or body is needed"));
  }
  post_all({bytes}, body, Json::object(), responder);
}

// Any status, also for a message nobody sent.
void ControlApi::play_status(const Json& body, const Responder& responder) {
  const std::string status = text_of(body, "status", "delivered");
  const int code = static_cast<int>(number_of(body, "code", 0));
  const Sent* message = world_.find_sent(std::string_view(text_of(body, "wamid")));
  Json one{{"id", text_of(body, "wamid", world_.ids.wamid())},
           {"status", status},
           {"timestamp", std::to_string(number_of(body, "at_ms", world_.clock.now_ms()) / 1000)},
           {"recipient_id", text_of(body, "to", message ? message->to : "16505550101")}};
  const std::string data = text_of(body, "biz_opaque_callback_data", message ? message->callback_data : "");
  if (!data.empty()) one["biz_opaque_callback_data"] = data;
  if (code != 0) one["errors"] = Json::array({error_in_webhook(code, {})});
  Json value{
      {"messaging_product", "whatsapp"}, {"metadata", world_.metadata()}, {"statuses", Json::array({one})}};
  const std::string bytes =
      php_json(envelope(world_.settings.waba, Json::array({change("messages", std::move(value))})));
  const auto copies = 1 + std::clamp<std::int64_t>(number_of(body, "duplicate", 0), 0, kMaxDuplicates);
  const std::vector<std::string> posts(static_cast<std::size_t>(copies), bytes);
  post_all(posts, body, {{"id", one["id"]}}, responder);
}

// A customer calls: this too opens the window.
void ControlApi::play_call(const Json& body, const Responder& responder) {
  const std::string from = text_of(body, "from");
  if (from.empty()) return responder.send(net::problem(422, "from is needed"));
  Customer& customer = world_.customers.by_any(from);
  const std::int64_t at_s = number_of(body, "at_ms", world_.clock.now_ms()) / 1000;
  customer.last_wrote_ms = std::max(customer.last_wrote_ms, at_s * 1000);
  Json call{{"id", text_of(body, "id", world_.ids.call())},
            {"to", world_.settings.display_phone_number},
            {"event", text_of(body, "event", "connect")},
            {"timestamp", std::to_string(at_s)},
            {"direction", "USER_INITIATED"}};
  if (customer.phone == PhoneShown::normal) call["from"] = customer.wa_id;
  if (!customer.user_id.empty()) call["from_user_id"] = customer.user_id;
  if (body.contains("extra")) call.merge_patch(body["extra"]);
  Json value{{"messaging_product", "whatsapp"},
             {"metadata", world_.metadata()},
             {"contacts", Json::array({contact_of(customer)})},
             {"calls", Json::array({call})}};
  post_all({php_json(envelope(world_.settings.waba, Json::array({change("calls", std::move(value))})))}, body,
           {{"ids", Json::array({call["id"]})}}, responder);
}

// A customer stops or takes up marketing messages again.
void ControlApi::play_preference(const Json& body, const Responder& responder) {
  const std::string from = text_of(body, "from");
  if (from.empty()) return responder.send(net::problem(422, "from is needed"));
  Customer& customer = world_.customers.by_any(from);
  const std::string value_name = text_of(body, "value", "stop");
  customer.marketing_stopped = value_name == "stop";
  Json preference{{"detail", "User requested to " + value_name + " marketing messages"},
                  {"category", "marketing_messages"},
                  {"value", value_name},
                  {"timestamp", world_.clock.now_ms() / 1000}};
  if (customer.phone == PhoneShown::normal) preference["wa_id"] = customer.wa_id;
  if (!customer.user_id.empty()) preference["user_id"] = customer.user_id;
  Json value{{"messaging_product", "whatsapp"},
             {"metadata", world_.metadata()},
             {"contacts", Json::array({contact_of(customer)})},
             {"user_preferences", Json::array({preference})}};
  post_all(
      {php_json(envelope(world_.settings.waba, Json::array({change("user_preferences", std::move(value))}),
                         world_.clock.now_ms() / 1000))},
      body, Json::object(), responder);
}

}  // namespace baton::sandbox::whatsapp
