// SPDX-License-Identifier: MIT
// POST /{PNID}/messages, in the order in which Meta finds fault.
#include <utility>

#include "host/sandbox/whatsapp/graph_api.h"
#include "host/sandbox/whatsapp/inbound.h"
#include "host/sandbox/whatsapp/message_check.h"

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::int64_t kThirtyDaysMs = 30LL * 24 * 3600 * 1000;

}  // namespace

GraphApi::Outcome GraphApi::messages(const Json& body, const std::optional<Fault>& fault,
                                     bool marketing_only) {
  if (text_of(body, "messaging_product") != "whatsapp")
    return failed({100, "messaging_product must be whatsapp"});
  if (text_of(body, "status") == "read") return mark_read(body);
  if (auto wrong = check_message(body)) return failed(wrong);
  Customer* customer = nullptr;
  if (auto wrong = check_recipient(body, customer)) return failed(wrong);
  if (auto wrong = check_rates(*customer)) return failed(wrong);
  Template* used = nullptr;
  if (auto wrong = check_template(body, *customer, marketing_only, used)) return failed(wrong);
  if (auto wrong = check_references(body, *customer)) return failed(wrong);
  const int fails_with = fails_later(body, *customer, used, fault);
  const bool window = fails_with == 131047 || fails_with == 131050;
  if (window && world_.settings.window_mode == "sync") return failed({fails_with, {}});
  return accept(body, *customer, used, fails_with);
}

GraphApi::Outcome GraphApi::mark_read(const Json& body) {
  const auto found = world_.inbound.find(text_of(body, "message_id"));
  if (found == world_.inbound.end()) return failed({131009, "message_id is not known"});
  if (world_.clock.now_ms() - found->second > kThirtyDaysMs)
    return failed({131009, "message_id is over 30 days old"});
  const Json& typing = member(body, "typing_indicator");
  if (!typing.is_null() && text_of(typing, "type") != "text")
    return failed({131009, "typing_indicator.type"});
  return success();
}

GraphError GraphApi::check_recipient(const Json& body, Customer*& customer) {
  const Settings& settings = world_.settings;
  const std::string kind = text_of(body, "recipient_type", "individual");
  if (kind != "individual") return {100, "recipient_type " + kind + " is not played by this sandbox"};
  const std::string to = text_of(body, "to");
  const std::string recipient = text_of(body, "recipient");
  if (to.empty() && recipient.empty()) return {131008, "to"};
  if (to.empty()) {
    customer = world_.customers.find_user_id(recipient);
    if (!customer) return {131009, "recipient is not known"};
  } else {
    const auto digits = digits_of(to, settings.display_phone_number);
    if (!digits) return {131009, "to is not a phone number"};
    if (canonical(*digits) == canonical(settings.display_phone_number)) return {131021, {}};
    customer = &world_.customers.by_phone(*digits);
    bool allowed = settings.allowed_recipients.empty();
    for (const std::string& one : settings.allowed_recipients)
      allowed = allowed || one == *digits;  // not canonical
    if (!allowed) return {131030, {}};
  }
  const std::string hash = text_of(body, "recipient_identity_key_hash");
  if (!hash.empty() && !customer->identity_key_hash.empty() && hash != customer->identity_key_hash)
    return {137000, {}};
  return {};
}

GraphError GraphApi::check_rates(Customer& customer) {
  const Settings& settings = world_.settings;
  const std::int64_t now = world_.clock.now_ms();
  const int http = settings.rate_limit_status;
  if (settings.throughput_per_s > 0 &&
      !world_.throughput.take(now, settings.throughput_per_s,
                              std::max(1, 1000 / settings.throughput_per_s))) {
    return {130429, "throughput has been reached", http};
  }
  if (settings.pair_burst > 0 && !customer.pair.take(now, settings.pair_burst, settings.pair_refill_ms)) {
    return {131056, "too many messages to this recipient in a short time", http};
  }
  return {};
}

GraphError GraphApi::check_template(const Json& body, const Customer& customer, bool marketing_only,
                                    Template*& used) {
  if (text_of(body, "type", "text") != "template") {
    return marketing_only ? GraphError{131055, "only marketing templates"} : GraphError{};
  }
  const Json& sent = body["template"];
  used = world_.templates.find(text_of(sent, "name"), text_of(member(sent, "language"), "code"));
  if (!used) return {132001, "name or language is not known"};
  if (used->status == "PAUSED") return {132015, {}};
  if (used->status == "DISABLED") return {132016, {}};
  if (used->status != "APPROVED") return {132001, "the template is " + used->status};
  if (marketing_only && used->category != "MARKETING") return {134100, {}};
  if (used->category == "AUTHENTICATION" && text_of(body, "to").empty()) return {131062, {}};
  if (customer.wa_id.empty() && used->category == "AUTHENTICATION") return {131062, {}};
  return check_parameters(*used, sent);
}

GraphError GraphApi::check_references(const Json& body, const Customer& customer) {
  const std::string media = media_id_of(body);
  if (!media.empty() && !world_.media.find(media, world_.clock.now_ms()))
    return {131009, "the media id is not known"};
  if (text_of(body, "type") == "interactive" && customer.wa_id.empty() && customer.user_id.empty())
    return {131009, {}};
  return {};
}

// The code an accepted message will fail with, 0 when it will arrive.
int GraphApi::fails_later(const Json& body, const Customer& customer, const Template* used,
                          const std::optional<Fault>& fault) {
  const std::int64_t now = world_.clock.now_ms();
  if (fault && fault->kind == FaultKind::fail_later) return fault->code;
  if (!customer.on_whatsapp) return 131026;
  if (!used && !customer.window_open(now)) return 131047;
  if (used && used->category == "MARKETING" && customer.marketing_stopped) return 131050;
  if (text_of(body, "type") != "reaction") return 0;
  const auto reacted_to = world_.inbound.find(text_of(body["reaction"], "message_id"));
  const bool known = reacted_to != world_.inbound.end() && now - reacted_to->second <= kThirtyDaysMs;
  return known ? 0 : 131009;
}

GraphApi::Outcome GraphApi::accept(const Json& body, Customer& customer, const Template* used,
                                   int fails_with) {
  const std::string to = text_of(body, "to");
  Sent accepted;
  accepted.wamid = world_.ids.wamid();
  accepted.to = customer.wa_id.empty() ? customer.user_id : customer.wa_id;
  accepted.type = text_of(body, "type", "text");
  accepted.body = readable_body(body, used);
  accepted.category = "service";
  if (used) {
    accepted.template_name = used->name;
    accepted.template_language = used->language;
    accepted.category = net::to_lower(used->category);
  }
  accepted.callback_data = text_of(body, "biz_opaque_callback_data");
  accepted.at_ms = world_.clock.now_ms();
  accepted.customer = &customer;
  accepted.message = body;
  const Sent& recorded = world_.record(std::move(accepted));
  const bool status_first = world_.settings.status_before_response && fails_with == 0;
  world_.plan_statuses(recorded, fails_with);
  if (fails_with == 0) follow_habits(world_, recorded);

  Json contact{{"input", to.empty() ? text_of(body, "recipient") : to}};
  if (!to.empty() || customer.phone == PhoneShown::normal) {
    if (!customer.wa_id.empty()) contact["wa_id"] = customer.wa_id;
  }
  const bool both = !to.empty() && !text_of(body, "recipient").empty();
  if (!both && !customer.user_id.empty()) contact["user_id"] = customer.user_id;
  Json message{{"id", recorded.wamid}};
  if (used) message["message_status"] = "accepted";
  Outcome outcome = done({{"messaging_product", "whatsapp"},
                          {"contacts", Json::array({std::move(contact)})},
                          {"messages", Json::array({std::move(message)})}});
  if (status_first) outcome.status_first = recorded.sequence;
  return outcome;
}

}  // namespace baton::sandbox::whatsapp
