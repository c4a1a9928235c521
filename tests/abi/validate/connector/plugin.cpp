// SPDX-License-Identifier: MIT
// plugin.cpp - a connector that is wrong in the one way that its setting `wrong` says, or in none. The
// library has it twice: once without what a connector says of its channel.
#include <baton/plugin.hpp>
#include <nlohmann/json.hpp>

#include "test.validate.connector_manifest.h"
#include "test.validate.connector_schema.h"

namespace {

using namespace baton::sdk;
using nlohmann::json;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// The bytes of an even number of hexadecimal digits; empty when it is none.
std::string from_hex(std::string_view digits) {
  std::string made;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    const int high = hex_digit(digits[i]), low = hex_digit(digits[i + 1]);
    if (high < 0 || low < 0) return {};
    made.push_back(static_cast<char>(high * 16 + low));
  }
  return made;
}

class Silent : public Connector {
 public:
  static Descriptor descriptor() {
    return {"test.validate.silent", kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }
  explicit Silent(const Create& create) {
    const auto settings = json::parse(create.config_json);
    api_base_ = settings.at("api_base").get<std::string>();
    wrong_ = settings.at("wrong").get<std::string>();
  }

  void receive(const Call&, const baton_webhook_t& webhook, Reply<Batch> reply) override {
    if (!is_wrong("believes_everybody") && !is_wrong("believes_anything") && !is_signed(webhook))
      return reply.send(Batch::refused(401, "the signature is missing or wrong"));
    const auto document = json::parse(view(webhook.body), nullptr, false);
    const bool good = document.is_object() && document.contains("messages");
    if (!good && !is_wrong("believes_anything"))
      return reply.send(Batch::refused(400, "there are no messages"));
    Batch batch;
    if (!good) batch.add(BATON_EVENT_UNKNOWN, "something");
    for (const auto& message : good ? document.at("messages") : json::array()) {
      auto id = message.at("id").get<std::string>();
      if (is_wrong("counts_events")) id = std::to_string(++counter_);
      if (is_wrong("gives_one_id")) id = "m";
      auto& event = batch.add(BATON_EVENT_CUSTOMER_MESSAGE, id);
      event.message_id = message.at("id").get<std::string>();
      event.text = message.at("text").get<std::string>();
      if (is_wrong("takes_the_first_only")) break;
    }
    reply.send(std::move(batch));
  }

  void poll(const Call&, std::string_view, std::optional<std::string_view>, Reply<Batch> reply) override {
    Batch batch;
    batch.add(BATON_EVENT_CUSTOMER_MESSAGE,
              is_wrong("forgets_what_it_fetched") ? std::to_string(++counter_) : "p-1");
    batch.next_cursor = "1";
    reply.send(std::move(batch));
  }

  void deliver(const Call& call, const baton_outbound_t& outbound, Reply<Receipt> reply) override {
    if (outbound.kind != BATON_OUTBOUND_MESSAGE) return reply.fail(BATON_NOT_SUPPORTED, "only messages");
    HttpRequest request;
    request.method = "POST";
    request.url = api_base_ + "/messages";
    request.headers = {{"Idempotency-Key", call.idempotency_key}};
    request.body = json{{"text", view(outbound.text)}}.dump(-1, ' ', false, json::error_handler_t::replace);
    if (is_wrong("never_sends_the_same")) request.headers = {{"Idempotency-Key", std::to_string(++counter_)}};
    const auto sent =
        host().http().send(request, [this, reply](const HttpResponse& response) { finish(reply, response); });
    if (!sent) reply.fail(sent.error());
  }

 private:
  bool is_wrong(std::string_view way) const { return wrong_ == way; }

  bool is_signed(const baton_webhook_t& webhook) const {
    for (const baton_header_t& header : each(webhook.headers, webhook.header_count))
      if (view(header.name) == "x-signature")
        return host().signature().verify_hmac_sha256("signing_secret", view(webhook.body),
                                                     from_hex(view(header.value))) == BATON_OK;
    return false;
  }

  void finish(const Reply<Receipt>& reply, const HttpResponse& response) const {
    if (response.error) {
      Error error = *response.error;
      if (is_wrong("takes_lost_for_unsent")) error.status = BATON_UNAVAILABLE;
      return reply.fail(error);
    }
    const auto document = json::parse(response.body, nullptr, false);
    Receipt receipt;
    if (document.is_object()) receipt.remote_message_id = document.value("id", "");
    const bool done = response.http_status / 100 == 2 && !receipt.remote_message_id.empty();
    if (done || (response.http_status == 500 && is_wrong("takes_trouble_for_success")))
      return reply.send(receipt);
    reply.fail(error_of(response));
  }

  Error error_of(const HttpResponse& response) const {
    Error error{BATON_REJECTED, "the service said no", std::to_string(response.http_status), 0,
                BATON_SCOPE_MESSAGE};
    if (response.http_status == 401) error.status = BATON_UNAUTHENTICATED;
    if (response.http_status >= 500 || response.http_status / 100 == 2)
      error.status = BATON_DEADLINE_EXCEEDED;
    if (response.http_status != 429 || is_wrong("takes_a_limit_for_a_no")) return error;
    error.status = BATON_RATE_LIMITED;
    const auto headers = json::parse(response.headers_json, nullptr, false);
    if (!headers.is_object() || !headers.contains("retry-after") || is_wrong("forgets_the_wait"))
      return error;
    const auto seconds = std::stoul(headers.at("retry-after").get<std::string>());
    error.retry_after_ms = 1000 * std::uint64_t{seconds};
    return error;
  }

  std::string api_base_, wrong_;
  int counter_ = 0;
};

class Whole final : public Silent, public HasChannel {
 public:
  using Silent::Silent;
  static Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }
  ChannelPolicy channel_policy() const override {
    ChannelPolicy policy;
    policy.channel = "validated";
    return policy;
  }
};

}  // namespace

BATON_EXPORT_PLUGIN(Whole, Silent)
