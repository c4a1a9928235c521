// SPDX-License-Identifier: MIT
// town_world.cpp - the customers of a town, and the channel between them and the host.
#include <algorithm>

#include "host/core/fingerprint.h"
#include "host/core/masking.h"
#include "tests/sim/town.h"

namespace baton::sim {

using namespace core;

// I4: the stage before the first write.
Town::Sealed Town::seal(const std::string& text) {
  const auto masked = options_.leaky ? Masked{text, 0} : mask(text, policy_.matcher.get());
  return {{{++next_content_, "h:" + masked.text}, masked.text}, masked.found};
}

// Most write to one number; some to two, and some by mail as well.
Place Town::place(int customer) {
  Place where;
  const bool mails = customer % 20 == 0 && one_in(2);
  const int number = customer % 10 == 0 ? below(3) : customer % 3;
  where.connector = {mails ? "mail" : "wa"};
  where.account = mails ? "box" : (number == 0 ? "plain" : "bot");
  if (one_in(10)) where.name = content("Ada");
  const std::string number_text = customer % 4 == 0 ? "+447700900123" : "+4915112345678";
  const Content phone{{++next_content_, "h:" + number_text}, number_text};  // an address is no word: nothing masks it
  where.addresses.push_back({AddressKind::phone, "key-" + std::to_string(customer), phone, {}});
  return where;
}

CustomerWrote Town::word(int customer) {
  static const std::vector<std::string> kSaid = {
      "hello", "where is my parcel", "thanks", "ok", "talk to a person", "it is broken", "I want a refund", "any news?",
      "no", "the price. and gdpr", "please cancel it", "an error for all our users, we are stuck", "production down",
      "damn, it did not help", "I am angry", "my passport", "es: hola", "in de", "colleagues too see the error",
      "the invoice and the price", "I will hurt you"};
  CustomerWrote wrote;
  wrote.place = place(customer);
  wrote.remote_id = fresh("wamid");
  auto said = pick(kSaid);
  if (one_in(2)) said += " " + std::to_string(++counter_);
  if (one_in(25)) said = one_in(3) ? "secret hunter2" : "it is " + planted()[static_cast<std::size_t>(below(2))];
  if (one_in(300)) said = "STOP";
  auto sealed = seal(said);
  wrote.text = std::move(sealed.content);
  wrote.masked = sealed.masked;
  wrote.fingerprint = core::fingerprint(wrote.text.text, std::hash<std::string_view>{});
  wrote.occurred = now_ - below(3000);
  wrote.received = now_;
  if (one_in(60)) wrote.occurred = now_ - (1 + below(40)) * kHour;  // late
  wrote.historic = one_in(500);
  if (one_in(12)) {
    wrote.kind = MessageKind::image;
    wrote.attachments.push_back({MessageKind::image, fresh("media"), {}, "image/jpeg", "", 10});
  }
  if (one_in(6)) wrote.objects.push_back({one_in(2) ? "order" : "invoice", static_cast<std::uint64_t>(1 + below(3))});
  if (one_in(60)) wrote.quoted = fresh("of another system");
  const auto& sent = life(customer).sent_ids;
  if (!sent.empty() && one_in(6)) {  // a tap on one of our templates, or a quote
    wrote.kind = one_in(2) ? MessageKind::button : wrote.kind;
    wrote.quoted = content(pick(sent));
  }
  for (const auto& [id, send] : life(customer).state.sends) {  // an answer to a question
    if (send.request == 0 || !one_in(3)) continue;
    wrote.text = content(one_in(2) ? "Yes" : "no");
    if (one_in(2)) continue;
    wrote.kind = MessageKind::button;
    wrote.button_payload = content("baton:" + id.value + ":" + std::to_string(below(3)));
  }
  return wrote;
}

void Town::customer_turn(int customer) {
  auto& one = life(customer);
  if (one.talking == 0) one.talking = 1 + below(6);
  const auto wrote = word(customer);
  one.wrote.push_back(wrote);
  if (one.wrote.size() > 5) one.wrote.erase(one.wrote.begin());
  if (one_in(10)) at(now_ + below(20) * kMinute, customer, Input{wrote});  // the channel says it again
  if (one_in(25)) at(now_ + below(4000), customer, Input{wrote});          // overtaken by the next word
  else take(customer, wrote);
  beside_word(customer);
  told_of(customer);
  const bool more = --one.talking > 0;
  const auto pause = more ? (one_in(3) ? below(8) * kSecond : below(30) * kMinute) : (48 + below(336)) * kHour;
  at(now_ + pause + 1, customer, CustomerTurn{});
}

// What else channels bring.
void Town::beside_word(int customer) {
  auto& one = life(customer);
  const auto remote = pick(one.wrote).remote_id;
  if (one_in(40))
    at(now_ + below(600) * kSecond, customer, Input{CustomerEdited{place(customer), remote, fresh("edited"), now_}});
  if (one_in(80)) at(now_ + below(600) * kSecond, customer, Input{CustomerDeleted{place(customer), remote, now_}});
  if (one_in(80)) {
    const auto outcome = one_in(2) ? CallOutcome::missed : CallOutcome::completed;
    at(now_ + kMinute, customer, Input{CallReported{place(customer), fresh("call"), outcome, true, 0, now_, now_}});
  }
  if (one_in(150))
    at(now_ + kMinute, customer, Input{OutsideWordSeen{place(customer), fresh("outside"), fresh("Paul here"), now_}});
  if (one_in(400)) at(now_ + kMinute, customer, Input{ChannelNoticed{place(customer), "unknown_kind", {}, now_}});
  if (one_in(400)) {
    const auto moved = place(customer);
    at(now_ + kMinute, customer, Input{IdentityChanged{moved, moved.addresses.front(), now_}});
  }
  if (one_in(200)) {
    static const std::vector<std::string> kPreferences = {"opted_in", "opted_out", "calls_allowed", "calls_refused"};
    const auto preference = pick(kPreferences);
    at(now_ + kMinute, customer,
       Input{PreferenceChanged{place(customer), preference, now_, preference.starts_with("calls"), {}}});
  }
  const auto& cases = one.state.cases;
  if (one_in(100) && !cases.empty())
    at(now_ + below(600) * kSecond, customer, Input{ReopenAsked{cases.rbegin()->first, "agent:lea"}});
  if (one_in(5000)) at(now_ + kDay, customer, Input{ErasureAsked{"admin"}});
}

// What programs tell of the customer (I7, H13).
void Town::told_of(int customer) {
  static const std::vector<std::pair<std::string, std::string>> kTold = {
      {"tier_changed", "enterprise"}, {"tier_changed", "trial"},  {"tier_changed", "standard"},
      {"tier_changed", "emperor"},    {"at_risk", "true"},        {"at_risk", "false"},
      {"at_risk", "perhaps"},         {"cancel_flow_visit", ""},  {"payment_failed", ""},
      {"horoscope", ""},              {"secure_path", "passed"},  {"secure_path", "failed"}};
  if (!one_in(12)) return;
  SignalReported told;
  std::tie(told.kind, told.value) = pick(kTold);
  if (told.kind == "secure_path")
    for (const auto& [id, send] : life(customer).state.sends)
      if (send.purpose == SendPurpose::secure_path) told.message = id;
  told.occurred = one_in(3) ? now_ - below(20) * kDay : now_;
  told.by = "service:shop";
  at(now_ + below(600) * kSecond, customer, Input{told});
  if (one_in(5)) at(now_ + below(900) * kSecond, customer, Input{told});  // and again
}

void Town::weather() {
  if (one_in(30)) channel_down_until_ = now_ + below(120) * kMinute;
  if (one_in(40)) bot_down_until_ = now_ + below(60) * kMinute;
  if (one_in(40)) strategy_down_until_ = now_ + below(60) * kMinute;
  if (one_in(60)) host_down_until_ = now_ + below(90) * kMinute;
  for (const auto* name : {"status_a", "status_b"}) {
    if (one_in(20)) paused_templates_.insert(name);
    else if (one_in(4)) paused_templates_.erase(name);
  }
  at(now_ + kHour, -1, Weather{});
}

void Town::answer_send(int customer, const SendMessage& effect) {
  const auto remote = "r:" + effect.message.value;
  if (now_ >= channel_down_until_ && !one_in(40)) {
    auto& sent = life(customer).sent_ids;
    sent.push_back(remote);
    if (sent.size() > 10) sent.erase(sent.begin());
    take(customer, SendAccepted{effect.message, content(remote), {}});
    return report(customer, effect.message, remote);
  }
  SendFailed failed;
  failed.message = effect.message;
  failed.code = "131000";
  failed.scope = one_in(3) ? static_cast<FailureScope>(1 + below(7)) : FailureScope::message;
  failed.retry = static_cast<RetryClass>(1 + below(3));
  failed.retry_after_ms = below(90) * kSecond;
  failed.why = "the channel said no";
  take(customer, failed);
}

// Reports come in any order, some twice, some never; a few take the acceptance back.
void Town::report(int customer, const MessageId& message, const std::string& remote) {
  for (const auto status : {ReportedStatus::sent, ReportedStatus::delivered, ReportedStatus::read}) {
    if (one_in(5)) continue;
    DeliveryReported report;
    report.place = place(customer);
    report.message = message;
    report.remote_id = content(remote);
    report.status = one_in(60) ? ReportedStatus::failed : status;
    report.code = report.status == ReportedStatus::failed ? "131026" : "";
    report.scope = static_cast<FailureScope>(1 + below(7));
    report.retry = static_cast<RetryClass>(1 + below(3));
    report.occurred = now_;
    at(now_ + below(3 * 60) * kSecond, customer, Input{report});
    if (one_in(20)) at(now_ + below(600) * kSecond, customer, Input{report});
  }
}

}  // namespace baton::sim
