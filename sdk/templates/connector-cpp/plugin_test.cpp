// SPDX-License-Identifier: MIT
// The whole plugin through its tables, as a host drives it.
#include <baton/testing_plugin.hpp>

#include "check.h"

namespace {

using namespace baton::sdk;
using namespace baton::sdk::testing;

constexpr const char* kSettings =
    R"({"api_base": "https://pigeon.example.com", "account": "main", "token": "${secret:token}",
        "signing_secret": "${secret:signing_secret}"})";
constexpr const char* kMessage =
    R"({"id": "m-1", "from": "+447700900101", "name": "Maria", "text": "Hello", "sent_at_ms": 1700000000000})";

// The host in a header believes 32 bytes of 0x2a.
const std::string kGood = "sha256=2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a";

Batch received(FakeHost& host, Loaded& plugin, const char* method, const std::string& signature, const char* body) {
  const baton_header_t headers[] = {{str("content-type"), str("application/json")},
                                    {str("x-pigeon-signature"), str(signature)}};
  auto webhook = make_record<baton_webhook_t>();
  webhook.method = str(method);
  webhook.headers = headers;
  webhook.header_count = signature.empty() ? 1 : 2;
  webhook.body = bytes(std::string_view(body));
  host.batches.clear();
  expect(plugin.receive(webhook) == BATON_OK, "a webhook is answered at once, also by a refusal");
  return host.batches.at(0).answer;
}

baton_status_t delivered(Loaded& plugin, baton_outbound_kind_t kind, baton_identity_kind_t known) {
  auto identity = make_record<baton_identity_t>();
  identity.kind = known;
  identity.value = str("+447700900101");
  const baton_identity_t* recipients[] = {&identity};
  auto outbound = make_record<baton_outbound_t>();
  outbound.kind = kind;
  outbound.text = str("Good morning");
  outbound.recipients = recipients;
  outbound.recipient_count = 1;
  return plugin.deliver(outbound, 7);
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

void in(FakeHost& host, Loaded& plugin) {
  const auto batch = received(host, plugin, "POST", kGood, kMessage);
  expect(batch.events.size() == 1 && batch.http_status == 0, "a signed message is an event");
  const EventBuilder& event = batch.events.at(0);
  expect(event.source_event_id == "m-1" && event.text == "Hello" && event.account == "main", "with what it says");
  expect(event.identities.at(0).value == "+447700900101", "and whose it is");
  const std::string wrong = "sha256=" + std::string(64, '0');
  for (const std::string& signature : {wrong, std::string(), std::string("sha256=")}) {
    const auto refused = received(host, plugin, "POST", signature, kMessage);
    expect(refused.http_status == 401 && refused.events.empty(), "what is not signed is not believed");
  }
  expect(received(host, plugin, "POST", kGood, "{}").http_status == 400, "what is no message is refused");
  expect(received(host, plugin, "GET", kGood, "").http_status == 405, "and what is not posted");
}

void out(FakeHost& host, Loaded& plugin) {
  expect(delivered(plugin, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE) == BATON_PENDING, "a send takes its time");
  const SentHttp& sent = host.http_sent.at(0);
  expect(sent.method == "POST" && sent.url == "https://pigeon.example.com/messages", "it goes to the API");
  expect(has(sent.headers_json, "Bearer ${secret:token}") && has(sent.headers_json, "key-1"), "by token and key");
  expect(has(sent.body, "Good morning") && has(sent.body, "+447700900101"), "with the words and the number");
  plugin.answer_http(0, 201, R"({"id": "p-1"})");
  expect(host.receipts.at(0).op_id == 7 && host.receipts.at(0).answer.remote_message_id == "p-1", "and has an id");

  expect(delivered(plugin, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE) == BATON_PENDING, "another");
  plugin.answer_http(1, 422, "");
  expect(host.failures.at(0).answer.status == BATON_REJECTED && host.failures.at(0).answer.code == "422", "refused");
  expect(delivered(plugin, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE) == BATON_PENDING, "a third");
  plugin.fail_http(2, BATON_DEADLINE_EXCEEDED);
  expect(host.failures.at(1).answer.status == BATON_DEADLINE_EXCEEDED, "a lost answer stays unknown");
  expect(delivered(plugin, BATON_OUTBOUND_TYPING, BATON_IDENTITY_PHONE) == BATON_NOT_SUPPORTED, "no typing");
  expect(delivered(plugin, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_EMAIL) == BATON_NOT_FOUND, "no number, no message");
  expect(host.http_sent.size() == 3, "what cannot be sent leaves nothing");
}

}  // namespace

int main() {
  FakeHost host;
  host.secrets = {{"token", "t"}, {"signing_secret", "s"}};
  Loaded plugin(host, baton_entry_v0(), BATON_CONNECTOR_FACTORY, kSettings);
  plugin.start();
  in(host, plugin);
  out(host, plugin);
  return done();
}
