// SPDX-License-Identifier: MIT
// Media, the phone number, calls and subscriptions.
#include <utility>

#include "host/sandbox/whatsapp/graph_api.h"

namespace baton::sandbox::whatsapp {

GraphApi::Outcome GraphApi::upload(const net::Request& request) {
  auto given = parse_upload(request);
  if (!given) return failed({100, "multipart/form-data is expected"});
  if (auto wrong = check_upload(*given)) return failed(wrong);
  const Media& made =
      world_.media.add(given->mime_type, std::move(given->bytes), false, world_.clock.now_ms());
  return done({{"id", made.id}});
}

GraphApi::Outcome GraphApi::media(const net::Request& request, const Media& found) {
  // `phone_number_id` matches media that was uploaded on that number, and nothing a customer sent.
  const auto pnid = request.query_value("phone_number_id");
  if (pnid && (found.inbound || *pnid != world_.settings.pnid))
    return failed({100, "media not on this number", 400, 33});
  if (request.method == "DELETE") {
    world_.media.remove(found.id);
    return success();
  }
  return done({{"messaging_product", "whatsapp"},
               {"url", world_.base_url + world_.media.url_path(found, world_.clock.now_ms())},
               {"mime_type", found.mime_type},
               {"sha256", hex(sha256(found.bytes))},
               {"file_size", found.bytes.size()},
               {"id", found.id}});
}

// Without bearer 401, without User-Agent a page instead of the media, after five minutes 404.
void GraphApi::download(const net::Request& request, const net::Responder& responder) {
  const std::lock_guard lock(world_.mutex);
  Called called{0, world_.clock.now_ms(), request.method, request.path, 0, 0, {}};
  if (const auto refused = refuse_caller(request))
    return answer(failed(*refused), std::nullopt, responder, called);
  auto fault = world_.faults.take({"download", {}, {}});
  if (fault && fault_before(*fault, responder, called)) return;
  if (request.header("user-agent").empty()) {
    const net::Response page{400, "<!DOCTYPE html><html><body>Error</body></html>", "text/html", {}};
    return answer({page, 0, 0}, std::nullopt, responder, called);
  }
  const Media* found = world_.media.open(request, world_.clock.now_ms());
  if (!found) return answer({{404, {}, {}, {}}, 0, 0}, fault, responder, called);
  answer({{200, found->bytes, found->mime_type, {}}, 0, 0}, fault, responder, called);
}

GraphApi::Outcome GraphApi::phone_fields(const net::Request& request) const {
  const Settings& settings = world_.settings;
  const std::string& id = request.params.at("id");
  const bool phone = id == settings.pnid;
  Json all{{"display_phone_number", settings.display_phone_number},
           {"verified_name", settings.verified_name},
           {"name", settings.verified_name},
           {"quality_rating", "GREEN"},
           {"status", "CONNECTED"},
           {"code_verification_status", "VERIFIED"},
           {"throughput", {{"level", settings.throughput_per_s > 80 ? "HIGH" : "STANDARD"}}},
           {"whatsapp_business_manager_messaging_limit", "TIER_2K"},
           {"webhook_configuration", {{"phone_number", settings.phone_override_url}}},
           {"health_status",
            {{"can_send_message", "AVAILABLE"},
             {"entities", Json::array({{{"entity_type", phone ? "PHONE_NUMBER" : "WABA"},
                                        {"id", id},
                                        {"can_send_message", "AVAILABLE"}}})}}}};
  const std::string fields = request.query_value("fields").value_or(
      phone ? "display_phone_number,verified_name,quality_rating" : "name");
  Json out{{"id", id}};
  for (auto& [name, value] : all.items()) {
    if (("," + fields + ",").find("," + name + ",") != std::string::npos) out[name] = std::move(value);
  }
  return {json_response(out), 0, 0};
}

GraphApi::Outcome GraphApi::configure_phone(const Json& body) {
  const Json& webhook = member(body, "webhook_configuration");
  if (webhook.is_object()) world_.settings.phone_override_url = text_of(webhook, "override_callback_uri");
  return success();
}

GraphApi::Outcome GraphApi::call_permissions(const net::Request& request) {
  const auto phone = request.query_value("user_wa_id");
  const auto user_id = request.query_value("recipient");
  const bool known =
      (phone && world_.customers.find_phone(*phone)) || (user_id && world_.customers.find_user_id(*user_id));
  if (!known) return failed({131009, "the user is not known"});
  Json ask{{"action_name", "send_call_permission_request"}, {"can_perform_action", true}};
  ask["limits"] = Json::array({{{"time_period", "PT24H"}, {"max_allowed", 1}, {"current_usage", 0}},
                               {{"time_period", "P7D"}, {"max_allowed", 2}, {"current_usage", 0}}});
  Json start{{"action_name", "start_call"}, {"can_perform_action", false}};
  return done({{"messaging_product", "whatsapp"},
               {"permission", {{"status", "no_permission"}}},
               {"actions", Json::array({std::move(ask), std::move(start)})}});
}

GraphApi::Outcome GraphApi::call(const Json& body) {
  if (text_of(body, "messaging_product") != "whatsapp")
    return failed({100, "messaging_product must be whatsapp"});
  const std::string action = text_of(body, "action");
  if (action == "connect") {
    return done({{"messaging_product", "whatsapp"}, {"calls", Json::array({{{"id", world_.ids.call()}}})}});
  }
  if (action != "pre_accept" && action != "accept" && action != "reject" && action != "terminate") {
    return failed({131009, "action"});
  }
  return text_of(body, "call_id").empty() ? failed({131008, "call_id"}) : success();
}

GraphApi::Outcome GraphApi::subscribed_apps(const net::Request& request, const Json& body) {
  if (request.method == "GET") {
    Json app{{"whatsapp_business_api_data", {{"id", "300000000000001"}, {"name", "sandbox app"}}}};
    if (!world_.settings.waba_override_url.empty())
      app["override_callback_uri"] = world_.settings.waba_override_url;
    return done({{"data", world_.settings.subscribed ? Json::array({std::move(app)}) : Json::array()}});
  }
  world_.settings.subscribed = request.method != "DELETE";
  world_.settings.waba_override_url = text_of(body, "override_callback_uri");
  return success();
}

}  // namespace baton::sandbox::whatsapp
