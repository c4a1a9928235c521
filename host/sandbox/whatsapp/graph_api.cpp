// SPDX-License-Identifier: MIT
// Who may call, which fault strikes, and where a call goes.
#include "host/sandbox/whatsapp/graph_api.h"

#include <algorithm>
#include <utility>

namespace baton::sandbox::whatsapp {
namespace {

bool is_version(std::string_view text) {
  const auto dot = text.find('.');
  if (text.size() < 4 || text[0] != 'v' || dot == std::string_view::npos) return false;
  return text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

void add_meta_headers(net::Response& response, const std::string& version, const std::string& waba) {
  response.headers.push_back({"facebook-api-version", version});
  response.headers.push_back({"X-App-Usage", R"({"call_count":3,"total_time":2,"total_cputime":2})"});
  response.headers.push_back(
      {"X-Business-Use-Case-Usage", Json({{waba, Json::array({{{"type", "whatsapp"},
                                                               {"call_count", 3},
                                                               {"total_cputime", 2},
                                                               {"total_time", 2},
                                                               {"estimated_time_to_regain_access", 0}}})}})
                                        .dump()});
}

std::string name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::error:
      return "error";
    case FaultKind::html:
      return "html";
    case FaultKind::cut_before:
      return "cut_before";
    case FaultKind::cut_after:
      return "cut_after";
    case FaultKind::delay:
      return "delay";
    case FaultKind::hang_before:
      return "hang_before";
    case FaultKind::hang_after:
      return "hang_after";
    case FaultKind::fail_later:
      return "fail_later";
  }
  return {};
}

}  // namespace

void GraphApi::mount(net::Server& server) {
  const auto handler = [this](net::Request&& request, const net::Responder& responder) {
    handle(request, responder);
  };
  server.route("*", "/{version}/{id}", handler);
  server.route("*", "/{version}/{id}/{edge}", handler);
  server.route(
      "GET", "/whatsapp_business/attachments/",
      [this](net::Request&& request, const net::Responder& responder) { download(request, responder); });
}

std::optional<GraphError> GraphApi::refuse_caller(const net::Request& request) const {
  const std::string_view header = request.header("authorization");
  if (header.size() > 7 && net::equals_ignoring_case(header.substr(0, 7), "bearer ") &&
      header.substr(7) == world_.settings.token) {
    return std::nullopt;
  }
  return GraphError{190, header.empty() ? "no access token" : "the access token cannot be used", 401, 463};
}

void GraphApi::handle(const net::Request& request, const net::Responder& responder) {
  const std::lock_guard lock(world_.mutex);
  if (!is_version(request.params.at("version"))) return responder.send(net::problem(404));
  Called called{0, world_.clock.now_ms(), request.method, request.path, 0, 0, {}};
  if (const auto refused = refuse_caller(request))
    return answer(failed(*refused), std::nullopt, responder, called);
  const auto edge_param = request.params.find("edge");
  const std::string edge = edge_param == request.params.end() ? std::string{"node"} : edge_param->second;
  const bool is_upload = edge == "media";
  const Json body = is_upload ? Json::object() : parse_object(request.body).value_or(Json());
  if (body.is_null())
    return answer(failed({100, "the body is not a JSON object"}), std::nullopt, responder, called);
  const std::string to = digits_of(text_of(body, "to"), world_.settings.display_phone_number)
                             .value_or(text_of(body, "recipient"));
  auto fault = world_.faults.take(
      {edge == "node" ? "lookup" : std::string_view(edge), to, text_of(body, "type", "text")});
  if (fault && fault_before(*fault, responder, called)) return;
  answer(dispatch(request, body, fault), fault, responder, called);
}

// True when the call ends here, with nothing done.
bool GraphApi::fault_before(const Fault& fault, const net::Responder& responder, Called& called) {
  called.fault = name_of(fault.kind);
  switch (fault.kind) {
    case FaultKind::error:
      answer(failed({fault.code, fault.details, fault.status}), std::nullopt, responder, called);
      return true;
    case FaultKind::html: {
      const int status = fault.status != 0 ? fault.status : 503;
      answer(
          {{status, "<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>", "text/html", {}},
           0,
           0},
          std::nullopt, responder, called);
      return true;
    }
    case FaultKind::cut_before:
      note(std::move(called));
      responder.cut();
      return true;
    case FaultKind::hang_before:
      note(std::move(called));
      world_.hanging.push_back(responder);
      if (world_.hanging.size() > World::kMaxHanging) world_.hanging.pop_front();
      return true;
    case FaultKind::cut_after:
    case FaultKind::delay:
    case FaultKind::hang_after:
    case FaultKind::fail_later:
      break;
  }
  return false;
}

void GraphApi::answer(Outcome outcome, const std::optional<Fault>& fault, const net::Responder& responder,
                      Called& called) {
  const std::string version = called.path.substr(1, called.path.find('/', 1) - 1);
  add_meta_headers(outcome.response, version, world_.settings.waba);
  called.code = outcome.code;
  const bool lost = fault && (fault->kind == FaultKind::cut_after || fault->kind == FaultKind::hang_after);
  called.status = lost ? 0 : outcome.response.status;
  note(std::move(called));
  if (fault && fault->kind == FaultKind::cut_after) return responder.cut();
  if (fault && fault->kind == FaultKind::hang_after) {
    world_.hanging.push_back(responder);
    if (world_.hanging.size() > World::kMaxHanging) world_.hanging.pop_front();
    return;
  }
  if (fault && fault->kind == FaultKind::delay) {
    world_.real_time.after(fault->delay_ms,
                           [responder, response = std::move(outcome.response)] { responder.send(response); });
    return;
  }
  if (outcome.status_first != 0 && !world_.callbacks().empty()) {
    Emit emit;
    emit.first_attempt = [responder, response = std::move(outcome.response)](const Attempt&) {
      responder.send(response);
    };
    return world_.status_now(outcome.status_first, "sent", 0, std::move(emit));
  }
  responder.send(std::move(outcome.response));
}

void GraphApi::note(Called called) {
  called.sequence = ++world_.api_calls;
  world_.calls.push_back(std::move(called));
  if (world_.calls.size() > World::kMaxRemembered) world_.calls.pop_front();
}

GraphApi::Outcome GraphApi::failed(GraphError error) {
  const int code = error.code;
  return {error_response(error, world_.ids.trace()), code, 0};
}

GraphApi::Outcome GraphApi::done(Json body) { return {json_response(body), 0, 0}; }

GraphApi::Outcome GraphApi::success() { return done({{"success", true}}); }

GraphApi::Outcome GraphApi::dispatch(const net::Request& request, const Json& body,
                                     const std::optional<Fault>& fault) {
  const std::string& id = request.params.at("id");
  const auto edge = request.params.find("edge");
  if (edge == request.params.end()) return on_node(request, body);
  if (id == world_.settings.pnid) return on_phone(request, edge->second, body, fault);
  if (id == world_.settings.waba) return on_account(request, edge->second, body);
  Template* found = world_.templates.find_id(id);
  if (found && edge->second == "unpause" && request.method == "POST") return unpause(*found);
  return failed({100, "the object does not exist or cannot be used", 400, 33});
}

GraphApi::Outcome GraphApi::on_node(const net::Request& request, const Json& body) {
  const std::string& id = request.params.at("id");
  if (id == world_.settings.pnid || id == world_.settings.waba) {
    return request.method == "POST" ? configure_phone(body) : phone_fields(request);
  }
  if (Template* found = world_.templates.find_id(id)) {
    if (request.method == "POST") return edit_template(*found, body);
    return done(to_json(*found));
  }
  if (const Media* found = world_.media.find(id, world_.clock.now_ms())) return media(request, *found);
  return failed({100, "the object does not exist or cannot be used", 400, 33});
}

GraphApi::Outcome GraphApi::on_phone(const net::Request& request, const std::string& edge, const Json& body,
                                     const std::optional<Fault>& fault) {
  const bool post = request.method == "POST";
  if (edge == "messages" && post) return messages(body, fault, false);
  if (edge == "marketing_messages" && post) return messages(body, fault, true);
  if (edge == "media" && post) return upload(request);
  if (edge == "calls" && post) return call(body);
  if (edge == "call_permissions") return call_permissions(request);
  if ((edge == "settings" || edge == "register" || edge == "deregister" ||
       edge == "whatsapp_business_profile") &&
      post) {
    return success();
  }
  if (edge == "whatsapp_business_profile") {
    return done({{"data", Json::array({{{"messaging_product", "whatsapp"}, {"about", "Support"}}})}});
  }
  if (edge == "settings") return done({{"calling", {{"status", "ENABLED"}}}});
  if (edge == "contact_book" && request.method == "DELETE") {
    return done({{"messaging_product", "whatsapp"}, {"success", true}, {"deleted", true}});
  }
  return failed({100, "unknown edge " + edge});
}

GraphApi::Outcome GraphApi::on_account(const net::Request& request, const std::string& edge,
                                       const Json& body) {
  if (edge == "message_templates") {
    if (request.method == "POST") return create_template(body);
    if (request.method == "DELETE") return delete_templates(request);
    return list_templates(request);
  }
  if (edge == "subscribed_apps") return subscribed_apps(request, body);
  if (edge == "phone_numbers") {
    return done({{"data", Json::array({{{"id", world_.settings.pnid},
                                        {"display_phone_number", world_.settings.display_phone_number},
                                        {"verified_name", world_.settings.verified_name}}})}});
  }
  return failed({100, "unknown edge " + edge});
}

void GraphApi::stop() {
  const std::lock_guard lock(world_.mutex);
  for (const net::Responder& responder : world_.hanging) responder.cut();
  world_.hanging.clear();
}

}  // namespace baton::sandbox::whatsapp
