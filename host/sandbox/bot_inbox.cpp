// SPDX-License-Identifier: MIT
// Keeps what bots are sent, newest kept longest.
#include "host/sandbox/bot_inbox.h"

#include <charconv>
#include <utility>

namespace baton::sandbox {

void BotInbox::mount(net::Server& server) {
  server.route("POST", "/bot/{name}", [this](net::Request&& request, const net::Responder& responder) {
    receive(request, responder);
  });
  server.route("GET", "/bot/{name}/received",
               [this](net::Request&& request, const net::Responder& responder) {
                 const std::string since = request.query_value("since").value_or("0");
                 std::uint64_t after = 0;
                 std::from_chars(since.data(), since.data() + since.size(), after);
                 const std::lock_guard lock(mutex_);
                 Json out = Json::array();
                 for (const Json& one : bots_[request.params["name"]].received) {
                   if (one["sequence"].get<std::uint64_t>() > after) out.push_back(one);
                 }
                 responder.send(json_response(out));
               });
  server.route("POST", "/bot/{name}/answer", [this](net::Request&& request, const net::Responder& responder) {
    const auto body = parse_object(request.body);
    const auto status = body ? number_of(*body, "status", 0) : 0;
    if (status < 200 || status > 599) return responder.send(net::problem(422, "a status is expected"));
    const std::lock_guard lock(mutex_);
    bots_[request.params["name"]].status = static_cast<int>(status);
    responder.send({204, {}, {}, {}});
  });
}

void BotInbox::receive(const net::Request& request, const net::Responder& responder) {
  const std::lock_guard lock(mutex_);
  const std::string& name = request.params.at("name");
  if (bots_.count(name) == 0 && bots_.size() >= kMaxBots)
    return responder.send(net::problem(507, "too many bots"));
  Json headers = Json::object();
  bool is_signed = false;
  for (const net::Header& header : request.headers) {
    headers[header.name] = header.value;
    is_signed = is_signed || header.name.find("signature") != std::string::npos;
  }
  if (!is_signed) return responder.send(net::problem(401, "a signature is expected"));
  Bot& bot = bots_[name];
  Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded()) body = request.body;
  bot.received.push_back({{"sequence", ++bot.count},
                          {"at_ms", clock_.now_ms()},
                          {"headers", std::move(headers)},
                          {"raw", request.body},
                          {"body", std::move(body)}});
  if (bot.received.size() > kMaxKept) bot.received.pop_front();
  responder.send(json_response(Json::object(), bot.status));
}

}  // namespace baton::sandbox
