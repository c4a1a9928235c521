// SPDX-License-Identifier: MIT
#include "host/http/problem.h"

namespace baton::http {
namespace {

std::string dumped(const nlohmann::json& body) { return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

int status_of(core::Refusal::Kind kind) {
  using enum core::Refusal::Kind;
  switch (kind) {
    case not_found: return 404;
    case stale_epoch: return 409;
    case taken: return 409;
    case not_allowed: return 403;
    case invalid: return 422;
  }
  return 500;
}

}  // namespace

net::Response json_response(int status, const nlohmann::json& body) {
  net::Response response;
  response.status = status;
  response.content_type = "application/json";
  response.body = dumped(body);
  return response;
}

net::Response problem(int status, const std::string& detail, nlohmann::json more) {
  nlohmann::json body = {{"type", "about:blank"}, {"title", std::string(net::reason_phrase(status))}, {"status", status}, {"detail", detail}};
  body.update(more);
  net::Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = dumped(body);
  return response;
}

net::Response problem(const core::Refusal& refusal) {
  nlohmann::json more = {{"mend", refusal.mend}};
  if (!refusal.owner.empty()) more["owner"] = refusal.owner;
  if (refusal.epoch != 0) more["owner_epoch"] = refusal.epoch;
  return problem(status_of(refusal.kind), refusal.what, std::move(more));
}

net::Response problem(const BadRequest& bad) {
  nlohmann::json more = nlohmann::json::object();
  if (!bad.pointer().empty()) more["pointer"] = bad.pointer();
  if (!bad.mend().empty()) more["mend"] = bad.mend();
  return problem(bad.status(), bad.what(), std::move(more));
}

}  // namespace baton::http
