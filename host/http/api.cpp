// SPDX-License-Identifier: MIT
#include "host/http/api.h"

#include <chrono>
#include <future>

#include "host/http/case_json.h"
#include "host/http/problem.h"

namespace baton::http {
namespace {

constexpr std::chrono::seconds kLookLimit{10};
constexpr std::chrono::seconds kDecideLimit{30};
constexpr int kDone = 102;  // of a kept answer: done, and shown as it is when somebody asks again

// Nobody knows yet whether it was done: its Idempotency-Key stays taken.
struct StillRunning : BadRequest {
  using BadRequest::BadRequest;
};

// It could not be decided and is kept: a repeat is told the same and does not keep it again.
struct KeptUndecided : BadRequest {
  using BadRequest::BadRequest;
};

std::vector<std::string> connector_ids(const engine::Engine& engine) {
  std::vector<std::string> ids;
  const auto setup = engine.setup();
  for (const auto& [id, instance] : setup->plugins.connectors) ids.push_back(id.value);
  return ids;
}

}  // namespace

Api::Api(ApiOptions options)
    : options_(std::move(options)), metrics_(connector_ids(*options_.engine)), pool_({options_.api_threads, 1024}) {}

std::string Api::Call::param(const char* name) const {
  const auto found = request.params.find(name);
  return found == request.params.end() ? std::string{} : found->second;
}

void Api::add_routes(net::Server& server) {
  hooks(server);
  health(server);
  get(server, "/v1/cases", &Api::list_cases);
  get(server, "/v1/cases/{id}", &Api::show_case);
  get(server, "/v1/cases/{id}/messages", &Api::show_messages);
  get(server, "/v1/cases/{id}/history", &Api::show_history);
  get(server, "/v1/cases/{id}/explain", &Api::show_explain);
  get(server, "/v1/cases/{id}/brief", &Api::show_brief);
  get(server, "/v1/cases/{id}/quarantine", &Api::list_quarantine);
  get(server, "/v1/cases/{id}/quarantine/{item}", &Api::show_quarantined);
  post(server, "/v1/cases/{id}/reply", &Api::reply);
  post(server, "/v1/cases/{id}/note", &Api::note);
  post(server, "/v1/cases/{id}/handoff", &Api::handoff);
  post(server, "/v1/cases/{id}/assign", &Api::assign);
  post(server, "/v1/cases/{id}/update-plan", &Api::update_plan);
  post(server, "/v1/cases/{id}/resolve", &Api::resolve);
  post(server, "/v1/cases/{id}/decide-answers", &Api::decide_answers);
  post(server, "/v1/cases/{id}/evidence-request", &Api::evidence_request);
  post(server, "/v1/cases/{id}/approval", &Api::approval);
  post(server, "/v1/cases/{id}/approval/{number}/decide", &Api::decide_approval);
  post(server, "/v1/cases/{id}/brief/mark", &Api::mark_brief);
  post(server, "/v1/cases/{id}/switch-channel", &Api::switch_channel);
  post(server, "/v1/cases/{id}/merge", &Api::merge);
  post(server, "/v1/cases/{id}/split", &Api::split);
  post(server, "/v1/cases/{id}/link", &Api::link);
  post(server, "/v1/cases/{id}/undo", &Api::undo);
  post(server, "/v1/cases/{id}/reopen", &Api::reopen);
  post(server, "/v1/cases/{id}/wait", &Api::wait);
  post(server, "/v1/cases/{id}/promise", &Api::promise);
  post(server, "/v1/messages/{message}/settle", &Api::settle_unknown);
  remove(server, "/v1/customers/{id}", &Api::erase_customer);
  post(server, "/v1/signals", &Api::signal);
  get(server, "/v1/work", &Api::list_work);
  post(server, "/v1/work/{id}/claim", &Api::claim);
  post(server, "/v1/work/{id}/accept", &Api::accept);
  post(server, "/v1/work/{id}/decline", &Api::decline);
  post(server, "/v1/work/{id}/release", &Api::release);
  post(server, "/v1/work/{id}/answer", &Api::answer);
  post(server, "/v1/work/{id}/done", &Api::done);
  post(server, "/v1/work/{id}/wait", &Api::wait_for);
  get(server, "/v1/metrics", &Api::show_metrics);
  get(server, "/v1/metrics/{code}/cases", &Api::show_metric_cases);
  get(server, "/v1/agents", &Api::list_agents);
  put(server, "/v1/agents/{id}/presence", &Api::set_presence);
  get(server, "/v1/agents/{id}/shift", &Api::show_shift);
  get(server, "/v1/templates", &Api::list_templates);
  get(server, "/v1/templates/forecast", &Api::forecast_templates);
  get(server, "/v1/plugins", &Api::list_plugins);
  post(server, "/v1/plugins/reload", &Api::reload_plugins);
  get(server, "/v1/alarms", &Api::list_alarms);
  post(server, "/v1/alarms/{key}/acknowledge", &Api::acknowledge_alarm);
  get(server, "/v1/dead-letters", &Api::list_dead_letters);
  post(server, "/v1/dead-letters/{id}/retry", &Api::retry_dead_letter);
  get(server, "/v1/blobs/{id}", &Api::show_blob);
}

void Api::get(net::Server& server, const char* pattern, Act act) { add(server, "GET", pattern, act); }
void Api::post(net::Server& server, const char* pattern, Act act) { add(server, "POST", pattern, act); }
void Api::put(net::Server& server, const char* pattern, Act act) { add(server, "PUT", pattern, act); }

void Api::remove(net::Server& server, const char* pattern, Act act) { add(server, "DELETE", pattern, act); }

void Api::add(net::Server& server, const char* method, const char* pattern, Act act) {
  server.route(method, pattern, [this, act](net::Request&& request, net::Responder responder) {
    auto response = guarded(std::move(request), act);
    metrics_.api(response.status);
    responder.send(std::move(response));
  }, &pool_);
}

net::Response Api::guarded(net::Request&& request, Act act) {
  try {
    Call call{std::move(request), options_.config(), {}};
    call.caller = caller_of(call.request, call.config->access, call.config->policy);
    options_.engine->seen(call.caller.agent);
    return call.request.method == "POST" ? once(call, act) : (this->*act)(call);
  } catch (const BadRequest& bad) {
    auto response = problem(bad);
    if (bad.status() == 401) response.headers.push_back({"WWW-Authenticate", "Bearer"});
    if (bad.status() == 503) response.headers.push_back({"Retry-After", "1"});
    return response;
  } catch (const std::exception& error) {
    options_.logger->error("a request failed: {}", error.what());
    return problem(500, "the request failed inside the host; its log says why");
  }
}

net::Response Api::once(Call& call, Act act) {
  const auto key = call.request.header("idempotency-key");
  if (key.empty()) {
    if (call.caller.role() == policy::TokenRole::service)
      throw BadRequest(400, "Idempotency-Key is required for service tokens", {}, "send a key of your own that is the same when you repeat this request");
    return (this->*act)(call);
  }
  if (key.size() > 256) throw BadRequest(400, "Idempotency-Key is longer than 256 bytes");
  const RequestKey asked(call.caller.token->name, call.request);
  auto& ledger = options_.engine->ledger();
  const auto begin = [&] { return ledger.begin_request(asked.name(), asked.digest(), options_.engine->clock().now()); };
  auto kept = begin();
  if (kept && !running_.contains(asked.name())) kept = begin();  // it may have been answered between the two looks
  if (kept) return answered_before(call, asked, *kept);
  const RunningKeys::Run run(running_, asked.name());
  try {
    auto response = (this->*act)(call);
    if (response.status >= 500) ledger.forget_request(asked.name());
    else ledger.finish_request(asked.name(), response.status, asked.seal(response.body));
    return response;
  } catch (const StillRunning&) {
    throw;
  } catch (const KeptUndecided& undecided) {
    const auto response = problem(undecided);
    ledger.finish_request(asked.name(), response.status, asked.seal(response.body));
    return response;
  } catch (...) {
    ledger.forget_request(asked.name());
    throw;
  }
}

net::Response Api::answered_before(Call& call, const RequestKey& asked, const ledger::Ledger::KeptAnswer& kept) {
  if (kept.body_digest != asked.digest())
    throw BadRequest(422, "this Idempotency-Key was used with another request", {}, "use a new key for a new request");
  if (kept.status == 0 || running_.contains(asked.name()))
    throw BadRequest(409, "the first request with this Idempotency-Key is still running", {}, "repeat it in a moment");
  if (kept.status == kDone) return done_before(call);
  auto body = asked.open(kept.body);
  if (!body) return done_before(call);
  net::Response again;
  again.status = kept.status;
  again.body = std::move(*body);
  again.content_type = kept.status >= 400 ? "application/problem+json" : "application/json";
  again.headers.push_back({"Idempotent-Replay", "true"});
  return again;
}

net::Response Api::done_before(Call& call) {
  const auto id = call.param("id");
  auto response = json_response(200, nlohmann::json::object());
  if (call.request.path.starts_with("/v1/cases/"))
    response = json_response(200, shown(call, core::CaseId{id}, case_json));
  if (call.request.path.starts_with("/v1/work/")) response = shown_work(call, core::WorkId{id});
  response.headers.push_back({"Idempotent-Replay", "true"});
  return response;
}

nlohmann::json Api::look(const core::CaseId& id, Look look) {
  const auto customer = core::customer_of(id.value);
  if (customer.empty()) throw BadRequest(404, "no case " + id.value, {}, "see GET /v1/cases");
  struct Seen {
    std::promise<nlohmann::json> result;
  };
  auto seen = std::make_shared<Seen>();
  auto future = seen->result.get_future();
  options_.engine->customers().read(customer, [seen, id, look = std::move(look)](const engine::CustomerView& view) {
    try {
      const auto found = view.state().cases.find(id);
      if (found == view.state().cases.end()) throw BadRequest(404, "no case " + id.value, {}, "see GET /v1/cases");
      seen->result.set_value(look(view, found->second));
    } catch (...) {
      seen->result.set_exception(std::current_exception());
    }
  });
  if (future.wait_for(kLookLimit) != std::future_status::ready) throw BadRequest(503, "the host is too busy to read the case", {}, "ask again in a moment");
  try {
    return future.get();
  } catch (const std::future_error&) {
    // Nobody looked: the customer could not be read from the store.
    throw BadRequest(503, "the store cannot be read now", {}, "ask again in a moment; the log says what is wrong with it");
  }
}

nlohmann::json Api::shown(const Call& call, const core::CaseId& id, Page page) {
  return look(id, [page, reader = Reader(call.caller)](const engine::CustomerView& view, const core::Case& c) {
    return page(view, c, reader);
  });
}

engine::Origin Api::origin_of(const Caller& caller, const net::Request& request, Tell tell) const {
  engine::Origin origin;
  origin.actor = caller.actor;
  origin.cause = request.method + " " + request.path;
  if (RequestKey asked(caller.token->name, request); asked.given()) {
    origin.answer = [asked = std::move(asked), tell = std::move(tell)](const engine::Outcome& outcome) {
      if (!outcome.refusal && !tell) return ledger::Commit::RequestAnswer{asked.name(), kDone, {}};
      const auto response = outcome.refusal ? problem(*outcome.refusal) : tell(outcome);
      return ledger::Commit::RequestAnswer{asked.name(), response.status, asked.seal(response.body)};
    };
  }
  return origin;
}

engine::Outcome Api::decide(const core::CustomerId& customer, core::Input input, const Caller& caller, const net::Request& request, Tell tell) {
  if (customer.empty()) throw BadRequest(404, "there is no such id", {}, "ids look like k7f3-c1");
  auto origin = origin_of(caller, request, std::move(tell));
  auto promise = std::make_shared<std::promise<engine::Outcome>>();
  auto future = promise->get_future();
  options_.engine->customers().submit(customer, std::move(input), std::move(origin), [promise](const engine::Outcome& outcome) { promise->set_value(outcome); });
  if (future.wait_for(kDecideLimit) != std::future_status::ready) throw StillRunning(503, "the host is too busy", {}, "repeat the request with the same Idempotency-Key");
  auto outcome = future.get();
  must_be_decided(outcome);
  return outcome;
}

void Api::must_be_decided(const engine::Outcome& outcome) {
  if (!outcome.durable())
    throw BadRequest(503, "the host cannot store it now", {}, "repeat the request with the same Idempotency-Key");
  if (outcome.kind == engine::Outcome::Kind::undecided)
    throw KeptUndecided(500, "it could not be decided and is kept; an alarm says why", {},
                        "nothing is lost: the host tries again by itself");
}

net::Response Api::acted(const Call& call, const core::CaseId& id, const engine::Outcome& outcome) {
  if (outcome.refusal) return problem(*outcome.refusal);
  return json_response(200, shown(call, id, case_json));
}

void Api::hooks(net::Server& server) {
  const auto handler = [this](net::Request&& request, net::Responder responder) {
    const auto connector = core::ConnectorId{request.params["connector"]};
    const std::string prefix = "/hooks/" + connector.value;
    engine::Webhook webhook;
    webhook.method = request.method;
    webhook.path = request.path.size() > prefix.size() ? request.path.substr(prefix.size()) : "/";
    webhook.query = request.query;
    webhook.body = std::move(request.body);
    for (auto& header : request.headers) webhook.headers.emplace_back(std::move(header.name), std::move(header.value));
    options_.engine->intake().receive(connector, std::move(webhook), [this, connector, responder](engine::WebhookAnswer answer) {
      if (answer.status != 404) metrics_.know(connector.value);  // a reload may have added it
      metrics_.webhook(connector.value, answer.status);
      if (answer.status == 404) return responder.send(problem(404, answer.body));
      net::Response response;
      response.status = answer.status;
      response.body = std::move(answer.body);
      if (!response.body.empty()) response.content_type = "text/plain";
      if (answer.status == 503) response.headers.push_back({"Retry-After", "1"});
      responder.send(std::move(response));
    });
  };
  for (const char* method : {"GET", "POST"}) {
    server.route(method, "/hooks/{connector}", handler);
    server.route(method, "/hooks/{connector}/*", handler);
  }
}

void Api::health(net::Server& server) {
  server.route("GET", "/healthz", [](net::Request&&, net::Responder responder) { responder.send(json_response(200, {{"status", "alive"}})); });
  server.route("GET", "/readyz", [this](net::Request&&, net::Responder responder) {
    const auto why = options_.not_ready();
    responder.send(why.empty() ? json_response(200, {{"status", "ready"}}) : problem(503, why));
  });
  server.route("GET", "/metrics", [this, &server](net::Request&&, net::Responder responder) {
    net::Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics_text(server.counters());
    responder.send(std::move(response));
  }, &pool_);
}

std::string Api::metrics_text(const net::Counters& wire) const {
  const auto engine = options_.engine->figures();
  const auto store = options_.engine->ledger().figures();
  const auto figure = [](std::string_view name, auto value) { return Sample{metric_label("what", name), static_cast<double>(value)}; };
  const auto reason = [](std::string_view name, std::uint64_t count) { return Sample{metric_label("reason", name), static_cast<double>(count)}; };
  std::vector<Sample> gate;
  for (const auto decision : {core::GateDecision::free, core::GateDecision::template_message, core::GateDecision::hold, core::GateDecision::other_channel, core::GateDecision::refused})
    gate.push_back({metric_label("decision", core::word(decision)), static_cast<double>(engine.gate[static_cast<std::size_t>(decision)])});
  return metrics_.text() + model_metrics_text() + plugin_figures_text(*options_.plugins) +
         metric_family("baton_http_requests_total", "counter", "Requests that were read whole.",
                       {{"", static_cast<double>(wire.requests)}}) +
         metric_family("baton_http_connections", "gauge", "Open connections.",
                       {{"", static_cast<double>(wire.open)}}) +
         metric_family(
             "baton_http_refused_total", "counter",
             "Requests and connections the server itself refused, by reason.",
             {reason("malformed", wire.malformed), reason("timed_out", wire.timed_out),
              reason("too_large", wire.too_large), reason("headers_too_large", wire.headers_too_large),
              reason("no_route", wire.no_route), reason("pool_full", wire.pool_full),
              reason("handler_failed", wire.handler_failed),
              reason("too_many_connections", wire.refused_connections)}) +
         metric_family("baton_gate_decisions_total", "counter", "What the gate decided, since the start.",
                       gate) +
         metric_family("baton_rules_held_total", "counter",
                       "What automated rules would have done in lanes where they only watch, since the start.",
                       {{metric_label("mode", "observe"), static_cast<double>(engine.observed)},
                        {metric_label("mode", "suggest"), static_cast<double>(engine.suggested)}}) +
         metric_family("baton_briefs_refused_total", "counter",
                       "Briefs that failed or could not be believed, since the start.",
                       {{metric_label("of", "summarizer"), static_cast<double>(engine.briefs_refused)},
                        {metric_label("of", "fallback"), static_cast<double>(engine.fallbacks_refused)}}) +
         metric_family("baton_brief_marks_total", "counter", "Briefs marked by those who read them, since the start.",
                       {{metric_label("mark", "useful"), static_cast<double>(engine.briefs_useful)},
                        {metric_label("mark", "wrong"), static_cast<double>(engine.briefs_wrong)},
                        {metric_label("mark", "missing"), static_cast<double>(engine.briefs_missing)}}) +
         metric_family("baton_brief_details_asked_again_total", "counter",
                       "Details of a brief the customer was asked for again, since the start.",
                       {{"", static_cast<double>(engine.asked_again)}}) +
         metric_family("baton_queue", "gauge", "What waits or is under way now.",
                       {figure("outbox", store.outbox_pending), figure("dead_letters", store.outbox_dead),
                        figure("undecided", store.undecided), figure("under_way", engine.under_way)}) +
         metric_family("baton_cases", "gauge", "Cases in the store.",
                       {{metric_label("state", "open"), static_cast<double>(store.cases_open)},
                        {metric_label("state", "all"), static_cast<double>(store.cases_total)}}) +
         (options_.plugin_metrics ? options_.plugin_metrics() : std::string());
}

}  // namespace baton::http
