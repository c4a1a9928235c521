// SPDX-License-Identifier: MIT
#include "host/sandbox/whatsapp/control_api.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "host/net/client.h"
#include "host/net/url.h"
#include "host/sandbox/whatsapp/inbound.h"

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::int64_t kMaxBatch = 1000;  // what Meta puts into one POST at most
constexpr std::int64_t kHourMs = 3600 * 1000;

std::uint64_t since(const net::Request& request) {
  const std::string text = request.query_value("since").value_or("0");
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Json to_json(const Sent& one) {
  return {{"sequence", one.sequence},
          {"wamid", one.wamid},
          {"to", one.to},
          {"type", one.type},
          {"body", one.body},
          {"template", one.template_name},
          {"language", one.template_language},
          {"category", one.category},
          {"at_ms", one.at_ms},
          {"biz_opaque_callback_data", one.callback_data},
          {"status", one.status},
          {"error_code", one.error_code},
          {"message", one.message}};
}

Json to_json(const Called& one) {
  return {{"sequence", one.sequence}, {"at_ms", one.at_ms},     {"method", one.method}, {"path", one.path},
          {"status", one.status},     {"error_code", one.code}, {"fault", one.fault}};
}

Json to_json(const Attempt& one) {
  return {{"delivery", one.delivery}, {"at_ms", one.at_ms}, {"attempt", one.number},   {"status", one.status},
          {"error", one.error},       {"what", one.what},   {"given_up", one.given_up}};
}

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

void ControlApi::mount(net::Server& server) {
  mount_plays(server);
  mount_lists(server);
}

void ControlApi::mount_plays(net::Server& server) {
  const auto play = [&](const char* path,
                        void (ControlApi::*member_function)(const Json&, const Responder&)) {
    server.route("POST", path, [this, member_function](net::Request&& request, const Responder& responder) {
      const auto body = parse_object(request.body);
      if (!body) return responder.send(net::problem(400, "a JSON object is expected"));
      const std::lock_guard lock(world_.mutex);
      (this->*member_function)(*body, responder);
    });
  };
  play("/whatsapp/inbound", &ControlApi::play_inbound);
  play("/whatsapp/raw", &ControlApi::play_raw);
  play("/whatsapp/status", &ControlApi::play_status);
  play("/whatsapp/call", &ControlApi::play_call);
  play("/whatsapp/preference", &ControlApi::play_preference);
  const auto named = [&](const char* path, void (ControlApi::*member_function)(
                                               const std::string&, const Json&, const Responder&)) {
    server.route("POST", path, [this, member_function](net::Request&& request, const Responder& responder) {
      const auto body = parse_object(request.body);
      if (!body) return responder.send(net::problem(400, "a JSON object is expected"));
      const std::lock_guard lock(world_.mutex);
      (this->*member_function)(request.params["name"], *body, responder);
    });
  };
  named("/whatsapp/templates/{name}", &ControlApi::set_template);
  named("/whatsapp/customers/{name}", &ControlApi::set_customer);
  server.route(
      "POST", "/whatsapp/verify",
      [this](net::Request&& request, const Responder& responder) { verify(request, responder); }, &pool_);
  server.route("POST", "/whatsapp/settings", [this](net::Request&& request, const Responder& responder) {
    const auto body = parse_object(request.body);
    if (!body) return responder.send(net::problem(400, "a JSON object is expected"));
    const std::lock_guard lock(world_.mutex);
    const std::string wrong = apply_settings(world_.settings, *body);
    if (!wrong.empty()) return responder.send(net::problem(422, wrong));
    responder.send(json_response(to_json(world_.settings)));
  });
  server.route("POST", "/whatsapp/faults", [this](net::Request&& request, const Responder& responder) {
    const auto body = parse_object(request.body);
    if (!body) return responder.send(net::problem(400, "a JSON object is expected"));
    const std::lock_guard lock(world_.mutex);
    const std::string wrong = world_.faults.add(*body);
    if (!wrong.empty()) return responder.send(net::problem(422, wrong));
    responder.send(json_response(world_.faults.list(), 201));
  });
  server.route("DELETE", "/whatsapp/faults", [this](net::Request&&, const Responder& responder) {
    const std::lock_guard lock(world_.mutex);
    world_.faults.clear();
    responder.send({204, {}, {}, {}});
  });
}

void ControlApi::mount_lists(net::Server& server) {
  const auto list = [&](const char* path, std::function<Json(const net::Request&)> make) {
    server.route("GET", path,
                 [this, make = std::move(make)](net::Request&& request, const Responder& responder) {
                   const std::lock_guard lock(world_.mutex);
                   responder.send(json_response(make(request)));
                 });
  };
  const auto newer = [](const auto& items, const net::Request& request) {
    Json out = Json::array();
    const std::uint64_t after = since(request);
    for (const auto& item : items) {
      if (item.sequence > after) out.push_back(to_json(item));
    }
    return out;
  };
  list("/whatsapp/sent", [this, newer](const net::Request& request) { return newer(world_.sent, request); });
  list("/whatsapp/requests",
       [this, newer](const net::Request& request) { return newer(world_.calls, request); });
  list("/whatsapp/deliveries", [this](const net::Request&) {
    Json out{{"waiting_for_retry", world_.deliverer.waiting_for_retry()}, {"attempts", Json::array()}};
    for (const Attempt& one : world_.deliverer.attempts()) out["attempts"].push_back(to_json(one));
    return out;
  });
  list("/whatsapp/settings", [this](const net::Request&) { return to_json(world_.settings); });
  list("/whatsapp/faults", [this](const net::Request&) { return world_.faults.list(); });
  list("/whatsapp/customers", [this](const net::Request&) {
    Json out = Json::array();
    for (const Customer& one : world_.customers.all()) out.push_back(to_json(one, world_.clock.now_ms()));
    return out;
  });
  list("/whatsapp/templates", [this](const net::Request&) {
    Json out = Json::array();
    for (const auto& one : world_.templates.all()) out.push_back(to_json(*one));
    return out;
  });
}

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
  post_all(
      std::vector<std::string>(
          static_cast<std::size_t>(1 + std::clamp<std::int64_t>(number_of(body, "duplicate", 0), 0, 1000)),
          bytes),
      body, {{"id", one["id"]}}, responder);
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

// The GET challenge; there is no signature on it.
void ControlApi::verify(const net::Request& request, const Responder& responder) {
  const auto body = parse_object(request.body);
  if (!body) return responder.send(net::problem(400, "a JSON object is expected"));
  std::string url, token;
  {
    const std::lock_guard lock(world_.mutex);
    const auto urls = world_.callbacks();
    url = text_of(*body, "callback_url", urls.empty() ? "" : urls.front());
    token = text_of(*body, "verify_token", world_.settings.verify_token);
  }
  const std::string challenge = text_of(*body, "challenge", "1158201444");
  net::ClientRequest ask;
  ask.url = url + (url.find('?') == std::string::npos ? "?" : "&") +
            "hub.mode=" + net::percent_encode(text_of(*body, "mode", "subscribe")) +
            "&hub.challenge=" + net::percent_encode(challenge) +
            "&hub.verify_token=" + net::percent_encode(token);
  net::Client client;
  const auto result = client.send(ask);
  responder.send(json_response({{"verified", result.status == 200 && result.body == challenge},
                                {"status", result.status},
                                {"body", result.body.substr(0, 200)},
                                {"error", result.error}}));
}

void ControlApi::set_customer(const std::string& name, const Json& body, const Responder& responder) {
  Customer& customer = world_.customers.by_any(name);
  apply_changes(customer, body);
  world_.customers.index(customer);
  responder.send(json_response(to_json(customer, world_.clock.now_ms())));
}

void ControlApi::set_template(const std::string& name, const Json& body, const Responder& responder) {
  const std::string language = text_of(body, "language");
  Json changed = Json::array();
  for (const auto& one : world_.templates.all()) {
    if (one->name != name || (!language.empty() && one->language != language)) continue;
    change_template(*one, body);
    changed.push_back(to_json(*one));
  }
  if (changed.empty()) return responder.send(net::problem(404, "no such template"));
  responder.send(json_response(changed));
}

void ControlApi::change_template(Template& which, const Json& body) {
  const std::string status = text_of(body, "status");
  which.rejected_reason = text_of(body, "reason", which.rejected_reason);
  if (status == "PAUSED") {
    static constexpr const char* kTitles[] = {"FIRST_PAUSE", "SECOND_PAUSE"};
    which.pauses++;
    which.status = which.pauses > 2 ? "DISABLED" : "PAUSED";
    world_.template_event(which, which.status, which.pauses > 2 ? "DISABLED" : kTitles[which.pauses - 1]);
    if (which.pauses <= 2 && flag_of(body, "unpause", true)) unpause_later(which);
  } else if (!status.empty()) {
    which.status = status;
    world_.template_event(which, status, text_of(body, "title"));
  }
  const std::string category = text_of(body, "category");
  if (!category.empty() && category != which.category) {
    which.previous_category = std::exchange(which.category, category);
    world_.event("template_category_update", {{"message_template_id", std::stoull(which.id)},
                                              {"message_template_name", which.name},
                                              {"message_template_language", which.language},
                                              {"previous_category", which.previous_category},
                                              {"new_category", which.category}});
  }
  const std::string quality = text_of(body, "quality");
  if (quality.empty()) return;
  const std::string before = std::exchange(which.quality, quality);
  world_.event("message_template_quality_update", {{"message_template_id", std::stoull(which.id)},
                                                   {"message_template_name", which.name},
                                                   {"message_template_language", which.language},
                                                   {"previous_quality_score", before},
                                                   {"new_quality_score", quality}});
}

// The first pause ends by itself after 3 hours, the second after 6.
void ControlApi::unpause_later(const Template& which) {
  world_.schedule.after(which.pauses * 3 * kHourMs, [this, id = which.id] {
    const std::lock_guard lock(world_.mutex);
    Template* found = world_.templates.find_id(id);
    if (!found || found->status != "PAUSED") return;
    found->status = "APPROVED";
    world_.template_event(*found, "APPROVED", "UNPAUSE");
  });
}

}  // namespace baton::sandbox::whatsapp
