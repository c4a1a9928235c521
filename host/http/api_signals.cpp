// SPDX-License-Identifier: MIT
// api_signals.cpp - what programs tell about a customer: tier, risk, behaviour, the result of the secure path (I2,
// I7, R7, H13). Never the data itself: attributes are words of closed sets, and others are refused.
#include "host/engine/secure_token.h"
#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"
#include "host/http/times.h"

namespace baton::http {
namespace {

core::Address address_of(Body& body) {
  core::Address address;
  if (body.is_text("address")) {
    address.value.text = body.text("address");
    address.kind =
        address.value.text.find('@') == std::string::npos ? core::AddressKind::phone : core::AddressKind::email;
    return address;
  }
  auto written = body.object("address");
  const auto kind = core::from_word<core::AddressKind>(written.text("kind"));
  if (!kind)
    throw BadRequest(422, "address: no such kind", "/address/kind",
                     "phone, user_id, parent_id, email, external_id or username");
  address.kind = *kind;
  address.value.text = written.text("value");
  written.done();
  return address;
}

core::CustomerId customer_of_signal(engine::Engine& engine, Body& body) {
  if (body.has("customer") == body.has("address"))
    throw BadRequest(422, "give either a customer or an address", "/customer");
  if (body.has("customer")) return core::CustomerId{body.text("customer")};
  const auto found = engine.customer_at(address_of(body));
  if (found.empty()) throw BadRequest(404, "nobody with this address has written", "/address");
  return found;
}

// The kinds that have a meaning of their own read one attribute; a behaviour needs none.
void take_attributes(const core::Policy& policy, core::SignalReported& signal, core::CustomerId& customer,
                     Body& attributes) {
  if (signal.kind == "tier_changed") signal.value = attributes.text("tier");
  if (signal.kind == "at_risk") signal.value = attributes.flag_or("at_risk", true) ? "true" : "false";
  if (signal.kind != "secure_path") return;
  signal.value = attributes.text("result");
  signal.level = attributes.text_or("level");
  constexpr std::size_t kLevelMax = 32;
  if (signal.level.size() > kLevelMax) throw BadRequest(422, "level: is a word, not data", "/attributes/level");
  const auto message = engine::message_of_token(policy.secure_path, attributes.text("token"));
  if (!message)
    throw BadRequest(403, "token: is not one of this host", "/attributes/token",
                     "give back the token of the link as it was");
  signal.message = *message;
  const auto of_token = core::customer_of(message->value);
  if (!customer.empty() && customer != of_token) throw BadRequest(422, "customer: is not the token's", "/customer");
  customer = of_token;
}

}  // namespace

net::Response Api::signal(Call& call) {
  if (call.caller.role() != policy::TokenRole::service && call.caller.role() != policy::TokenRole::admin)
    throw BadRequest(403, "signals come from programs", "", "use a token of role service");
  Body body(call.request);
  core::SignalReported signal;
  signal.kind = body.text("kind");
  signal.by = call.caller.actor;
  if (body.has("at")) signal.occurred = time_field(body, "at");
  core::CustomerId customer;
  const bool by_token = signal.kind == "secure_path" && !body.has("customer") && !body.has("address");
  if (!by_token) customer = customer_of_signal(*options_.engine, body);
  if (body.has("attributes")) {
    auto attributes = body.object("attributes");
    take_attributes(call.config->policy, signal, customer, attributes);
    attributes.done();
  } else if (signal.kind == "tier_changed" || signal.kind == "secure_path") {
    throw BadRequest(422, "attributes: are missing", "/attributes");
  } else if (signal.kind == "at_risk") {
    signal.value = "true";
  }
  body.done();
  const auto kind = signal.kind;
  const auto told = [customer, kind](const engine::Outcome& outcome) {
    if (outcome.refusal) return problem(*outcome.refusal);
    return json_response(200, {{"customer", customer.value}, {"kind", kind}, {"changed", !outcome.facts.empty()}});
  };
  return told(decide(customer, std::move(signal), call.caller, call.request, told));
}

}  // namespace baton::http
