// SPDX-License-Identifier: MIT
// api.h - hooks, API and health on the server: which path does what. The handlers are in api_*.cpp, one file a resource.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <spdlog/logger.h>

#include "host/engine/engine.h"
#include "host/http/access.h"
#include "host/http/body.h"
#include "host/http/metrics.h"
#include "host/http/plugin_desk.h"
#include "host/http/reader.h"
#include "host/http/request_key.h"
#include "host/http/running_keys.h"
#include "host/ledger/ledger.h"
#include "host/net/pool.h"
#include "host/net/server.h"
#include "host/policy/config.h"

namespace baton::http {

struct ApiOptions {
  engine::Engine* engine = nullptr;
  std::function<std::shared_ptr<const policy::CompiledConfig>()> config;  // the one that is in force
  ledger::BlobStore* blobs = nullptr;
  std::shared_ptr<spdlog::logger> logger;
  PluginDesk* plugins = nullptr;
  std::function<std::string()> plugin_metrics;      // what plugins count themselves, for GET /metrics
  std::function<std::string()> not_ready;           // empty = ready, otherwise why not
  std::size_t api_threads = 16;                     // requests of the API that wait for the engine
};

class Api {
 public:
  explicit Api(ApiOptions options);

  void add_routes(net::Server& server);

 private:
  struct Call {  // one request, its caller known
    net::Request request;
    std::shared_ptr<const policy::CompiledConfig> config;  // that holds for it from its first line to its answer
    Caller caller;
    std::string param(const char* name) const;
  };
  using Act = net::Response (Api::*)(Call&);

  void get(net::Server& server, const char* pattern, Act act);
  void post(net::Server& server, const char* pattern, Act act);
  void put(net::Server& server, const char* pattern, Act act);
  void remove(net::Server& server, const char* pattern, Act act);
  void add(net::Server& server, const char* method, const char* pattern, Act act);
  net::Response guarded(net::Request&& request, Act act);
  net::Response once(Call& call, Act act);  // Idempotency-Key
  net::Response answered_before(Call& call, const RequestKey& asked, const ledger::Ledger::KeptAnswer& kept);
  net::Response done_before(Call& call);    // it was stored, and the host stopped before it could say so

  // api_cases.cpp
  net::Response list_cases(Call& call);
  net::Response show_case(Call& call);
  net::Response show_messages(Call& call);
  net::Response show_history(Call& call);
  net::Response show_explain(Call& call);
  net::Response show_brief(Call& call);
  // api_quarantine.cpp
  net::Response list_quarantine(Call& call);
  net::Response show_quarantined(Call& call);
  std::optional<net::Response> refused_look(Call& call, core::QuarantineAsked asked);
  // api_replies.cpp
  net::Response reply(Call& call);
  net::Response note(Call& call);
  net::Response settle_unknown(Call& call);
  // api_acts.cpp
  net::Response handoff(Call& call);
  net::Response assign(Call& call);
  net::Response update_plan(Call& call);
  net::Response resolve(Call& call);
  net::Response decide_answers(Call& call);
  // api_issues.cpp
  net::Response merge(Call& call);
  net::Response split(Call& call);
  net::Response link(Call& call);
  net::Response undo(Call& call);
  // api_requests.cpp
  net::Response evidence_request(Call& call);
  net::Response approval(Call& call);
  net::Response internal_approval(const core::CaseId& id, Body& body, Call& call);
  net::Response reopen(Call& call);
  net::Response wait(Call& call);
  net::Response promise(Call& call);
  // api_moments.cpp
  net::Response mark_brief(Call& call);
  net::Response decide_approval(Call& call);
  net::Response switch_channel(Call& call);
  // api_customers.cpp
  net::Response erase_customer(Call& call);
  // api_signals.cpp
  net::Response signal(Call& call);
  // api_work.cpp
  net::Response list_work(Call& call);
  net::Response claim(Call& call);
  net::Response accept(Call& call);
  net::Response decline(Call& call);
  net::Response release(Call& call);
  net::Response answer(Call& call);
  net::Response done(Call& call);
  net::Response wait_for(Call& call);
  net::Response act_on_work(Call& call, core::WorkActed::Act act);
  net::Response shown_work(const Call& call, const core::WorkId& id);
  // api_metrics.cpp
  net::Response show_metrics(Call& call);
  net::Response show_metric_cases(Call& call);
  std::string model_metrics_text() const;  // M1-M13 of the last seven days, for GET /metrics
  // api_office.cpp
  net::Response list_agents(Call& call);
  net::Response set_presence(Call& call);
  net::Response list_templates(Call& call);
  net::Response list_alarms(Call& call);
  net::Response acknowledge_alarm(Call& call);
  net::Response list_dead_letters(Call& call);
  net::Response retry_dead_letter(Call& call);
  net::Response show_blob(Call& call);
  // api_plugins.cpp
  net::Response list_plugins(Call& call);
  net::Response reload_plugins(Call& call);
  // api_forecast.cpp
  net::Response show_shift(Call& call);
  net::Response forecast_templates(Call& call);

  // Looks at the case between two decisions; throws BadRequest 404 when there is none.
  using Look = std::function<nlohmann::json(const engine::CustomerView&, const core::Case&)>;
  nlohmann::json look(const core::CaseId& id, Look look);
  // What a page of the case shows to this caller.
  using Page = nlohmann::json (*)(const engine::CustomerView&, const core::Case&, const Reader&);
  nlohmann::json shown(const Call& call, const core::CaseId& id, Page page);
  // What a decision is answered with; kept with the decision itself for who repeats the request (Idempotency-Key). It sees
  // the facts, and nothing that comes after them.
  using Tell = std::function<net::Response(const engine::Outcome&)>;
  engine::Origin origin_of(const Caller& caller, const net::Request& request, Tell tell) const;
  // Decides and waits until it is stored; throws BadRequest 503 when the host cannot take it. Without `tell` the repeated
  // request is answered with the case or the work item as it is then.
  engine::Outcome decide(const core::CustomerId& customer, core::Input input, const Caller& caller, const net::Request& request, Tell tell = {});
  // Who is there at this moment, as far as a reply depends on it (O2, G4).
  void add_presence(core::ReplyWritten& reply);
  // Throws unless it was decided and is stored.
  static void must_be_decided(const engine::Outcome& outcome);
  // The case after the act, or the refusal.
  net::Response acted(const Call& call, const core::CaseId& id, const engine::Outcome& outcome);
  void hooks(net::Server& server);
  void health(net::Server& server);
  std::string metrics_text(const net::Counters& wire) const;

  ApiOptions options_;
  Metrics metrics_;
  RunningKeys running_;
  net::Pool pool_;
};

}  // namespace baton::http
