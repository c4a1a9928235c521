// SPDX-License-Identifier: MIT
// Glue only: who is at the door, and the way between translate.h and the host.
#include <baton/plugin.hpp>
#include <nlohmann/json.hpp>

#include "translate.h"
#include "{{id}}_manifest.h"
#include "{{id}}_schema.h"

namespace {

using namespace baton::sdk;

// A secret reaches a plugin as "${secret:NAME}"; this is NAME.
std::string secret_name(const std::string& reference) {
  constexpr std::string_view kBegin = "${secret:";
  const bool good = reference.size() > kBegin.size() && reference.compare(0, kBegin.size(), kBegin) == 0;
  return good ? reference.substr(kBegin.size(), reference.size() - kBegin.size() - 1) : "";
}

class PigeonConnector final : public Connector, public HasChannel {
 public:
  static Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  // The host has checked the settings against config.schema.json and filled in the defaults.
  explicit PigeonConnector(const Create& create) : PigeonConnector(nlohmann::json::parse(create.config_json)) {}

  // Texts without a window, templates or buttons.
  ChannelPolicy channel_policy() const override {
    ChannelPolicy policy;
    policy.channel = "pigeon";
    policy.text_max_chars = 2000;
    return policy;
  }

  void receive(const Call&, const baton_webhook_t& webhook, Reply<Batch> reply) override {
    if (view(webhook.method) != "POST") return reply.send(Batch::refused(405, "pigeon posts its messages"));
    if (!signed_by_pigeon(webhook)) return reply.send(Batch::refused(401, "the signature is missing or wrong"));
    auto read = pigeon::read_message(view(webhook.body));
    if (const auto* refusal = std::get_if<pigeon::Refusal>(&read))
      return reply.send(Batch::refused(400, refusal->why));
    const auto& message = std::get<pigeon::Message>(read);
    Batch batch;
    EventBuilder& event = batch.add(BATON_EVENT_CUSTOMER_MESSAGE, message.id);
    event.message_id = message.id;
    event.message_kind = BATON_MESSAGE_TEXT;
    event.account = account_;
    event.display_name = message.name;
    event.text = message.text;
    event.occurred_unix_ms = message.sent_at_ms;
    event.add_identity(BATON_IDENTITY_PHONE, message.from);
    reply.send(std::move(batch));
  }

  void deliver(const Call& call, const baton_outbound_t& outbound, Reply<Receipt> reply) override {
    const bool plain = outbound.kind == BATON_OUTBOUND_MESSAGE && outbound.template_use == nullptr &&
                       outbound.attachment_count == 0;
    if (!plain) return reply.fail(BATON_NOT_SUPPORTED, "pigeon carries plain texts");
    const std::string to = phone_of(outbound);
    if (to.empty()) return reply.fail({BATON_NOT_FOUND, "no telephone number is known", {}, 0, BATON_SCOPE_RECIPIENT});
    HttpRequest request;
    request.method = "POST";
    request.url = api_base_ + "/messages";
    request.headers = {{"Authorization", "Bearer " + token_},  // the host puts the secret in
                       {"Content-Type", "application/json"},
                       {"Idempotency-Key", call.idempotency_key}};
    request.body = pigeon::write_message(to, view(outbound.text));
    request.budget_ms = call.budget_ms;
    const auto sent = host().http().send(request, [reply](const HttpResponse& response) { finish(reply, response); });
    if (!sent) reply.fail(sent.error());
  }

 private:
  explicit PigeonConnector(const nlohmann::json& settings)
      : api_base_(settings.at("api_base").get<std::string>()),
        account_(settings.at("account").get<std::string>()),
        token_(settings.at("token").get<std::string>()),
        signing_secret_(secret_name(settings.at("signing_secret").get<std::string>())) {}

  bool signed_by_pigeon(const baton_webhook_t& webhook) const {
    for (const baton_header_t& header : each(webhook.headers, webhook.header_count)) {
      if (view(header.name) != "x-pigeon-signature") continue;
      const auto expected = pigeon::read_signature(view(header.value));
      if (!expected) return false;
      return host().signature().verify_hmac_sha256(signing_secret_, view(webhook.body), *expected) == BATON_OK;
    }
    return false;
  }

  static std::string phone_of(const baton_outbound_t& outbound) {
    for (const baton_identity_t& one : each(outbound.recipients, outbound.recipient_count))
      if (one.kind == BATON_IDENTITY_PHONE) return copy(one.value);
    return {};
  }

  static void finish(const Reply<Receipt>& reply, const HttpResponse& response) {
    if (response.error) return reply.fail(*response.error);
    const auto sent = pigeon::read_answer(response.http_status, response.body);
    if (sent.status != BATON_OK)
      return reply.fail({sent.status, sent.why, std::to_string(response.http_status),
                         pigeon::wait_ms(response.headers_json), sent.scope});
    Receipt receipt;
    receipt.remote_message_id = sent.remote_id;
    reply.send(std::move(receipt));
  }

  const std::string api_base_;
  const std::string account_;
  const std::string token_;
  const std::string signing_secret_;
};

}  // namespace

BATON_EXPORT_PLUGIN(PigeonConnector)
