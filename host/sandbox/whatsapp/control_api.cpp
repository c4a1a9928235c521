// SPDX-License-Identifier: MIT
// The director's calls except the plays themselves (plays.cpp).
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
