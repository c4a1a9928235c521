// SPDX-License-Identifier: MIT
// The WhatsApp connector as the host sees it. Glue only: it checks who is at the door, hands the bodies to
// the translation and carries the requests of the operations to the host and their answers back.
#include <baton/plugin.hpp>
#include <unordered_map>

#include "delivery_memory.h"
#include "fetch_operation.h"
#include "host_records.h"
#include "send_operation.h"
#include "settings.h"
#include "template_operation.h"
#include "translate.h"
#include "webhook_gate.h"
#include "whatsapp_manifest.h"
#include "whatsapp_schema.h"

namespace baton::whatsapp {
namespace {

constexpr std::size_t kRunningMaxCount = 1024;

std::string_view as_view(const SignatureBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// One operation between its requests. The answer ends it through `reply`.
template <class Answer>
struct Running {
  std::unique_ptr<Operation> operation;
  sdk::Reply<Answer> reply;
  std::uint32_t budget_ms = 0;
  std::uint64_t started_ms = 0;
  std::string idempotency_key;
};

class Whatsapp final : public sdk::Connector,
                       public sdk::HasChannel,
                       public sdk::HasTemplates,
                       public sdk::HasMedia,
                       public sdk::HasDeliveryLookup,
                       public sdk::HasCancellation {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  explicit Whatsapp(const sdk::Create& create) : read_(read_settings(create.config_json)) {}

  void init() override;
  void stop() override { requests_.clear(); }

  void receive(const sdk::Call& call, const baton_webhook_t& webhook, sdk::Reply<sdk::Batch> reply) override;
  void deliver(const sdk::Call& call, const baton_outbound_t& outbound,
               sdk::Reply<sdk::Receipt> reply) override;
  sdk::ChannelPolicy channel_policy() const override { return to_policy(settings()); }
  void list_templates(const sdk::Call& call, sdk::Reply<sdk::TemplatePage> reply) override;
  void fetch_media(const sdk::Call& call, const baton_attachment_t& attachment,
                   sdk::Reply<sdk::FetchedMedia> reply) override;
  void look_up_delivery(const sdk::Call& call, const baton_outbound_t& outbound,
                        sdk::Reply<sdk::LookupAnswer> reply) override;
  void cancel(baton_op_id_t op_id) override;

 private:
  const Settings& settings() const { return read_.settings; }
  sdk::Batch verification(const baton_webhook_t& webhook) const;
  std::string refuse_signature(const baton_webhook_t& webhook) const;  // empty = good

  template <class Answer>
  void run(const sdk::Call& call, std::unique_ptr<Operation> operation, sdk::Reply<Answer> reply);
  template <class Answer>
  void advance(const std::shared_ptr<Running<Answer>>& running, Step step);
  template <class Answer>
  void request(const std::shared_ptr<Running<Answer>>& running, HttpCall call);
  template <class Answer>
  void finish(const Running<Answer>& running, Step step);

  SettingsResult read_;
  DeliveryMemory memory_;
  std::unordered_map<baton_op_id_t, baton_op_id_t> requests_;  // operation -> its http request in flight
};

void Whatsapp::init() {
  if (!read_.problem.empty())
    throw sdk::Failure({BATON_INVALID_ARGUMENT, read_.problem, read_.pointer, 0, BATON_SCOPE_MESSAGE});
  if (!host().secrets()) return;
  std::vector<std::string> names = settings().app_secrets;
  names.insert(names.end(), {settings().access_token, settings().verify_token});
  for (const std::string& name : names) {
    if (!host().secrets().exists(name))
      host().log().error("a secret of the settings does not exist", {{"secret", name}});
  }
}

// ---- in ----

sdk::Batch Whatsapp::verification(const baton_webhook_t& webhook) const {
  const Verification asked = read_verification(sdk::view(webhook.query));
  if (asked.mode != "subscribe") return sdk::Batch::refused(403, "get without hub.mode=subscribe");
  if (asked.challenge.empty()) return sdk::Batch::refused(403, "verification without hub.challenge");
  const baton_status_t status = host().signature().verify_equal(settings().verify_token, asked.token);
  if (status == BATON_OK) return sdk::Batch::answered(asked.challenge);
  return sdk::Batch::refused(403, status == BATON_NOT_FOUND
                                      ? "the verify token of the settings does not exist"
                                      : "wrong verify token");
}

std::string Whatsapp::refuse_signature(const baton_webhook_t& webhook) const {
  std::optional<std::string_view> header;
  for (const baton_header_t& one : sdk::each(webhook.headers, webhook.header_count)) {
    if (sdk::view(one.name) != "x-hub-signature-256") continue;
    if (header) return "two signature headers";
    header = sdk::view(one.value);
  }
  if (!header || header->empty()) return "signature header x-hub-signature-256 is missing";
  const auto signature = read_signature(*header);
  if (!signature) return "signature header is malformed";
  bool any_secret = false;
  for (const std::string& secret : settings().app_secrets) {
    const baton_status_t status =
        host().signature().verify_hmac_sha256(secret, sdk::view(webhook.body), as_view(*signature));
    if (status == BATON_OK) return {};
    any_secret = any_secret || status == BATON_PERMISSION_DENIED;
  }
  return any_secret ? "signature fits none of the app secrets" : "none of the app secrets exists";
}

void Whatsapp::receive(const sdk::Call&, const baton_webhook_t& webhook, sdk::Reply<sdk::Batch> reply) {
  const std::string_view path = sdk::view(webhook.path);
  if (!path.empty() && path != "/")
    return reply.send(sdk::Batch::refused(404, "whatsapp webhooks have no path below the hook"));
  const std::string_view method = sdk::view(webhook.method);
  if (method == "GET") return reply.send(verification(webhook));
  if (method != "POST") return reply.send(sdk::Batch::refused(405, "method is neither get nor post"));
  const std::string refusal = refuse_signature(webhook);
  if (!refusal.empty()) return reply.send(sdk::Batch::refused(401, refusal));
  Translation translation = translate_body(settings(), sdk::view(webhook.body), host().clock().now_unix_ms());
  if (!translation.refusal.empty()) return reply.send(sdk::Batch::refused(400, translation.refusal));
  for (const InboundEvent& event : translation.events) {
    if (event.kind == BATON_EVENT_DELIVERY_REPORT) memory_.note(event.callback_key, event.message_id);
  }
  reply.send(to_batch(std::move(translation.events)));
}

// ---- out ----

void Whatsapp::deliver(const sdk::Call& call, const baton_outbound_t& outbound,
                       sdk::Reply<sdk::Receipt> reply) {
  OutboundMessage message = read_outbound(outbound, call.idempotency_key);
  for (Attachment& attachment : message.attachments) {
    if (attachment.blob_id.empty()) continue;
    auto size = host().blobs().size_bytes(attachment.blob_id);
    if (size)
      attachment.size_bytes = size.value();
    else if (size.error().status == BATON_NOT_FOUND)
      return reply.fail(BATON_NOT_FOUND, "the content of the attachment is gone");
  }
  SendOperation::Options options{settings(), call.attempt, {}};
  if (host().clock()) options.now_unix_ms = [this] { return host().clock().now_unix_ms(); };
  run(call, std::make_unique<SendOperation>(std::move(options), std::move(message)), std::move(reply));
}

void Whatsapp::list_templates(const sdk::Call& call, sdk::Reply<sdk::TemplatePage> reply) {
  run(call, std::make_unique<TemplateOperation>(settings()), std::move(reply));
}

void Whatsapp::fetch_media(const sdk::Call& call, const baton_attachment_t& attachment,
                           sdk::Reply<sdk::FetchedMedia> reply) {
  run(call, std::make_unique<FetchOperation>(settings(), read_attachment(attachment)), std::move(reply));
}

void Whatsapp::look_up_delivery(const sdk::Call& call, const baton_outbound_t&,
                                sdk::Reply<sdk::LookupAnswer> reply) {
  const std::string* remote = memory_.find(call.idempotency_key);
  if (remote == nullptr) return reply.send({});  // the api cannot be asked, so: unknown
  reply.send({BATON_LOOKUP_SENT, *remote});
}

void Whatsapp::cancel(baton_op_id_t op_id) {
  const auto found = requests_.find(op_id);
  if (found != requests_.end()) host().http().cancel(found->second);
}

// ---- operations ----

template <class Answer>
void Whatsapp::run(const sdk::Call& call, std::unique_ptr<Operation> operation, sdk::Reply<Answer> reply) {
  if (requests_.size() >= kRunningMaxCount)
    return reply.fail({BATON_RATE_LIMITED, "too many requests in flight", {}, 1000, BATON_SCOPE_MESSAGE});
  auto running = std::make_shared<Running<Answer>>(
      Running<Answer>{std::move(operation), std::move(reply), call.budget_ms, host().clock().monotonic_ms(),
                      call.idempotency_key});
  advance(running, running->operation->start());
}

template <class Answer>
void Whatsapp::advance(const std::shared_ptr<Running<Answer>>& running, Step step) {
  if (auto* call = std::get_if<HttpCall>(&step)) return request(running, std::move(*call));
  finish(*running, std::move(step));
}

template <class Answer>
void Whatsapp::request(const std::shared_ptr<Running<Answer>>& running, HttpCall call) {
  if (running->reply.cancelled()) return running->reply.fail(BATON_CANCELLED, "cancelled before the request");
  sdk::HttpRequest request = to_request(std::move(call));
  if (running->budget_ms > 0) {
    const std::uint64_t spent_ms = host().clock().monotonic_ms() - running->started_ms;
    if (spent_ms >= running->budget_ms)
      return running->reply.fail(BATON_UNAVAILABLE, "no time was left for the request");
    request.budget_ms = static_cast<std::uint32_t>(running->budget_ms - spent_ms);
  }
  const baton_op_id_t op_id = running->reply.op_id();
  auto sent = host().http().send(request, [this, running, op_id](const sdk::HttpResponse& response) {
    requests_.erase(op_id);
    advance(running, running->operation->next(read_answer(response)));
  });
  if (sent) {
    requests_[op_id] = sent.value();
    return;
  }
  // The host took no request, so nothing left.
  HttpAnswer refused;
  refused.error = sdk::failed_status(sent.error().status);
  if (refused.error == BATON_INTERNAL || refused.error == BATON_DEADLINE_EXCEEDED)
    refused.error = BATON_UNAVAILABLE;
  refused.retry_after_ms = sent.error().retry_after_ms;
  advance(running, running->operation->next(refused));
}

template <class Answer>
void Whatsapp::finish(const Running<Answer>& running, Step step) {
  if (auto* failure = std::get_if<Failure>(&step)) {
    if (failure->scope == BATON_SCOPE_ACCOUNT) {
      host().log().error("whatsapp refused the account",
                         {{"code", failure->code}, {"why", failure->message}});
    }
    return running.reply.fail(to_error(std::move(*failure)));
  }
  if constexpr (std::is_same_v<Answer, sdk::Receipt>) {
    Receipt receipt = std::get<Receipt>(std::move(step));
    // Even when the host has lost interest by now: it will ask whether the message went out.
    memory_.note(running.idempotency_key, receipt.remote_message_id);
    running.reply.send(to_receipt(std::move(receipt)));
  } else if constexpr (std::is_same_v<Answer, sdk::FetchedMedia>) {
    running.reply.send(to_fetched(std::get<FetchedMedia>(std::move(step))));
  } else {
    running.reply.send(to_page(std::get<TemplateList>(std::move(step))));
  }
}

}  // namespace
}  // namespace baton::whatsapp

BATON_EXPORT_PLUGIN(baton::whatsapp::Whatsapp)
