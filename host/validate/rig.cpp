// SPDX-License-Identifier: MIT
#include "host/validate/rig.h"

#include <stdexcept>
#include <thread>

#include "host/plugin/clean_error.h"
#include "host/plugin/manifest/text.h"
#include "host/plugin/services/hmac.h"
#include "host/plugin/str.h"

namespace baton::validate {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What a host of today offers beyond the manifest's capabilities.
bool always_there(std::string_view id) {
  return id == BATON_LOG || id == BATON_CLOCK || id.starts_with("baton.host-");
}

// Of the fake host's extensions those that this plugin would not be given.
std::set<std::string> not_granted(const plugin::Manifest& manifest) {
  std::set<std::string> ids;
  for (const char* id : {BATON_LOG, BATON_CLOCK, BATON_TIMERS, BATON_HTTP, BATON_SECRETS, BATON_SIGNATURE,
                         BATON_KV, BATON_EMIT, BATON_BLOB, BATON_METRICS})
    if (!always_there(id) && !manifest.grants(id)) ids.insert(id);
  return ids;
}

std::string fault_of(baton_status_t returned, const baton_error_t& error) {
  if (returned < BATON_OK || returned > BATON_REJECTED)
    return "it returned " + std::to_string(returned) + ", which is no status";
  if (returned == BATON_OK || returned == BATON_PENDING) return {};
  if (error.struct_size != sizeof error) return "it changed struct_size of the error";
  if (error.message_size > sizeof error.message) return "message_size is larger than the message";
  if (error.code_size > sizeof error.code) return "code_size is larger than the code";
  if (!plugin::is_utf8(plugin::message_of(error))) return "the error's message is not valid UTF-8";
  if (!plugin::is_utf8(plugin::code_of(error))) return "the error's code is not valid UTF-8";
  if (error.reserved0 != 0) return "reserved0 of the error is not zero";
  return {};
}

}  // namespace

std::variant<plugin::LoadedLibrary*, plugin::LoadRefusal> open_library(const Subject& subject) {
  return plugin::LibraryTable::of_this_process().open(subject.bundle, [](plugin::LoadStep) {});
}

Verdict not_loadable(const plugin::LoadRefusal& refusal) {
  return skipped("the library cannot be loaded: " + refusal.rule + ", but " + refusal.message);
}

Rig::Rig(const Subject& subject, const std::set<std::string>& withheld) : kind_(subject.kind) {
  const auto opened = open_library(subject);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&opened))
    throw std::runtime_error(refusal->message);
  const auto settings = finished(*subject.bundle.schema, subject.samples.settings);
  if (!settings.problem.empty()) throw std::runtime_error(settings.problem);
  host.withheld = not_granted(subject.bundle.manifest);
  host.withheld.insert(withheld.begin(), withheld.end());
  for (const auto& [name, value] : settings.secrets) host.secrets[name] = value;
  // The fake host knows one signature; it is that of the first sample.
  if (!subject.samples.webhooks.empty() && !settings.secrets.empty()) {
    for (const auto& [header, value] : subject.samples.webhooks.front().headers)
      for (const auto& [name, secret] : settings.secrets)
        if (value.find("{hmac:" + name + "}") != std::string::npos)
          if (const auto made = plugin::KeyedHmac(secret).sign(subject.samples.webhooks.front().body))
            host.signed_bytes.assign(reinterpret_cast<const char*>(made->data()), made->size());
  }
  if (subject.samples.sent) remote = *subject.samples.sent;
  plugin_ = std::make_unique<sdk::testing::Loaded>(host, std::get<plugin::LoadedLibrary*>(opened)->entry,
                                                   plugin::factory_id(kind_), settings.json,
                                                   subject.bundle.manifest.id);
}

template <class Call>
Asked Rig::called(Call call) {
  Asked asked;
  auto* error = plugin_->fresh_error();
  const auto began = steady_clock::now();
  asked.status = call(error);
  asked.took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
  asked.fault = fault_of(asked.status, *error);
  if (asked.fault.empty()) asked.error = plugin_->error();
  return asked;
}

baton_status_t Rig::ask_into(Question& question, baton_op_id_t op, baton_error_t* error,
                             std::uint32_t budget_ms) {
  const auto* self = plugin_->instance();
  const auto* call = question.call(op, budget_ms);
  switch (kind_) {
    case plugin::Kind::kConnector:
      return plugin_->table<baton_connector_t>(BATON_CONNECTOR)
          ->deliver(self, call, question.outbound(), error);
    case plugin::Kind::kOwnership:
      return plugin_->table<baton_ownership_t>(BATON_OWNERSHIP)->propose(self, call, question.view(), error);
    case plugin::Kind::kSummarizer:
      return plugin_->table<baton_summarizer_t>(BATON_SUMMARIZER)
          ->summarize(self, call, question.transcript(), error);
    case plugin::Kind::kClassifier:
      return plugin_->table<baton_classifier_t>(BATON_CLASSIFIER)
          ->classify(self, call, question.event(), error);
  }
  return BATON_INTERNAL;
}

Asked Rig::ask(Question& question, baton_op_id_t op, std::uint32_t budget_ms) {
  return called([&](baton_error_t* error) { return ask_into(question, op, error, budget_ms); });
}

Asked Rig::receive(const baton_webhook_t& webhook, baton_op_id_t op) {
  const auto call = sdk::testing::make_call(op);
  return called([&](baton_error_t* error) {
    return plugin_->table<baton_connector_t>(BATON_CONNECTOR)
        ->receive(plugin_->instance(), &call, &webhook, error);
  });
}

// One client's table; throws where the plugin waits for what it cannot be told.
template <class Client>
const Client& Rig::client(const char* id, const char* did) {
  const auto* table = plugin_->table<Client>(id);
  if (table == nullptr) throw std::runtime_error(std::string(did) + " but offers no " + id);
  return *table;
}

void Rig::answer_http() {
  client<baton_http_client_t>(BATON_HTTP_CLIENT, "it sent a request");
  nlohmann::json headers = nlohmann::json::object();
  for (const auto& [name, value] : remote.headers) headers[name] = value;
  const auto text = headers.dump();
  plugin_->answer_http(answered_++, static_cast<std::uint32_t>(remote.status), remote.body, text);
}

bool Rig::answer_one() {
  const auto* self = plugin_->instance();
  if (host.http_op_id(answered_) != 0) {
    answer_http();
    return true;
  }
  if (const auto timer = host.timer(fired_); timer.op_id != 0) {
    ++fired_;
    client<baton_timer_client_t>(BATON_TIMER_CLIENT, "it armed a timer")
        .on_timer(self, timer.op_id, timer.cookie);
    return true;
  }
  if (const auto commit = host.kv_commit(committed_); commit.op_id != 0) {
    ++committed_;
    client<baton_kv_client_t>(BATON_KV_CLIENT, "it keeps a value")
        .on_committed(self, commit.op_id, commit.answer);
    return true;
  }
  if (const auto emission = host.emission(stored_); emission != 0) {
    ++stored_;
    client<baton_emit_client_t>(BATON_EMIT_CLIENT, "it emits").on_stored(self, emission, BATON_OK);
    return true;
  }
  return false;
}

bool Rig::settle(baton_op_id_t op) {
  const auto end = steady_clock::now() + 2s;
  while (host.completions_of(op) == 0) {
    if (answer_one()) continue;
    if (steady_clock::now() > end) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

void Rig::let_it_run() {
  do std::this_thread::sleep_for(50ms);
  while (answer_one());
}

Started started(const Subject& subject, const std::set<std::string>& withheld) {
  if (!subject.samples.unsettled.empty()) return {nullptr, skipped(subject.samples.unsettled)};
  const auto opened = open_library(subject);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&opened))
    return {nullptr, not_loadable(*refusal)};
  try {
    auto rig = std::make_unique<Rig>(subject, withheld);
    rig->plugin().start();
    return {std::move(rig), {}};
  } catch (const std::exception& error) {
    return {nullptr,
            skipped(std::string("it does not start: ") + error.what())};  // check `starts` says so, and how
  }
}

Verdict with_rig(const Subject& subject, const std::function<Verdict(Rig&)>& check) {
  auto made = started(subject);
  return made.rig ? check(*made.rig) : made.why_not;
}

}  // namespace baton::validate
