// SPDX-License-Identifier: MIT
// serve.cpp - `baton serve`: every object made in order, destroyed in reverse.
#include <csignal>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "host/app/clock_follower.h"
#include "host/app/commands.h"
#include "host/app/host_ports.h"
#include "host/app/load_plugins.h"
#include "host/app/plugin_metrics.h"
#include "host/engine/engine.h"
#include "host/http/api.h"
#include "host/ledger/sqlite_ledger.h"
#include "host/policy/check.h"

namespace baton::app {
namespace {

std::shared_ptr<spdlog::logger> make_logger() {
  auto logger = std::make_shared<spdlog::logger>("baton", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  return logger;
}

nlohmann::json plugin_list(const engine::Plugins& plugins) {
  nlohmann::json list = nlohmann::json::array();
  const auto add = [&](const plugin::Instance& instance) {
    const auto& info = instance.info();
    const auto health = instance.health();
    list.push_back({{"instance", info.instance_id}, {"id", info.plugin_id}, {"version", info.plugin_version}, {"kind", plugin::to_string(info.kind)},
                    {"file", info.file}, {"sha256", info.sha256}, {"sdk", info.abi}, {"place", info.place}, {"extensions", instance.extensions()},
                    {"healthy", health.healthy}, {"why_not", health.why_not}, {"calls", health.calls}, {"failures", health.failures},
                    {"timeouts", health.timeouts}, {"late_completions", health.late_completions}, {"double_completions", health.double_completions},
                    {"contract_violations", health.contract_violations}, {"refused_proposals", health.refused_proposals},
                    {"refused_calls", health.refused_calls}, {"dropped_log_lines", health.dropped_log_lines},
                    {"crashes", health.crashes}, {"parked", health.parked}});
  };
  plugins.each(add);
  return list;
}

// Blocks the signals in every thread started afterwards, so that wait() is the one place they arrive at.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  int wait() {
    int signal = 0;
    sigwait(&set_, &signal);
    return signal;
  }

 private:
  sigset_t set_{};
};

net::ServerOptions server_options(const policy::ServerConfig& config) {
  net::ServerOptions options;
  options.listen = config.listen;
  options.tls_certificate_file = config.tls_certificate_file;
  options.tls_key_file = config.tls_key_file;
  return options;
}

std::string url_of(const policy::ServerConfig& config, int port) {
  const auto colon = config.listen.rfind(':');
  const auto host = config.listen.substr(0, colon);
  const bool any = host == "0.0.0.0" || host == "[::]";
  return (config.tls_certificate_file.empty() ? "http://" : "https://") + (any ? "127.0.0.1" : host) + ":" + std::to_string(port);
}

plugin::LoaderOptions loader_options(const policy::CompiledConfig& config, plugin::Ports ports,
                                     std::shared_ptr<spdlog::logger> logger) {
  plugin::LoaderOptions options;
  options.policy.trusted = config.plugins.trusted;
  options.policy.built_in.push_back(install_prefix() / "lib" / "baton");
  options.ports = ports;
  options.logger = std::move(logger);
  options.runner = in_processes(config);
  return options;
}

std::map<core::ConnectorId, core::Millis> poll_every(const policy::CompiledConfig& config) {
  std::map<core::ConnectorId, core::Millis> every;
  for (const auto& [id, use] : config.connectors) every[id] = use.poll_s * core::kSecond;
  return every;
}

void stop_plugins(const engine::Plugins& plugins, spdlog::logger& logger) {
  plugins.each([&](plugin::Instance& instance) {
    if (!instance.stop(plugin::kStopBudgetMs))
      logger.warn("plugin instance {} did not stop in time and is abandoned", instance.info().instance_id);
  });
}

int run(policy::CompiledConfig config, std::unique_ptr<ClockFollower> follower, const std::shared_ptr<spdlog::logger>& logger) {
  Signals signals;
  auto store = ledger::open_sqlite_store({config.store.path.string(), 4, 4096, 512, static_cast<int>(config.privacy.duplicate_keys_days), 0, 100 * 1000 * 1000});
  if (!store.error.empty()) return fail(store.error, "see `store.path` of the configuration");

  engine::SystemClock system_clock;
  engine::Clock& clock = follower ? static_cast<engine::Clock&>(follower->clock()) : system_clock;
  engine::ClockTimers timers(clock);
  HostPorts ports(store, clock, timers);
  plugin::Loader loader(loader_options(config, ports.all(), logger));
  auto loaded = load_plugins(loader, config);
  for (const auto& refusal : loaded.refusals) std::cerr << "baton: " << refusal << "\n";
  if (!loaded.refusals.empty()) {
    stop_plugins(*loaded.plugins, *logger);
    return fail("a plugin the configuration enables cannot run", "mend it, or disable its use in the configuration");
  }

  engine::EngineOptions options;
  options.ledger = store.ledger.get();
  options.clock = &clock;
  options.timers = &timers;
  options.http = &ports.http, options.blobs = store.blobs.get();
  options.emissions = &ports.emissions, options.poll_every = poll_every(config);
  options.plugins = loaded.plugins;
  options.policy = std::make_shared<const core::Policy>(config.policy);
  options.bots = config.bots, options.quarantine_key = config.privacy.quarantine_key;
  options.logger = logger;
  engine::Engine engine(std::move(options));

  std::atomic<bool> draining{false};
  http::ApiOptions api_options;
  api_options.engine = &engine;
  api_options.config = &config;
  api_options.blobs = store.blobs.get();
  api_options.logger = logger;
  api_options.plugins = [&] { return plugin_list(*loaded.plugins); };
  api_options.plugin_metrics = [&] { return plugin_metrics_text(*loaded.plugins); };
  api_options.not_ready = [&]() -> std::string { return draining ? "the host is stopping" : store.ledger->health(); };
  http::Api api(std::move(api_options));
  net::Server server(server_options(config.server));
  api.add_routes(server);

  // Whoever uses the engine first, then the engine, then what it uses.
  const auto stop_everything = [&] {
    if (follower) follower->stop();
    engine.stop();
    stop_plugins(*loaded.plugins, *logger);
    ports.http.stop();
    timers.clear();
  };
  if (const auto why = engine.start(); !why.empty()) {
    stop_everything();
    return fail(why, "the store is damaged or of a newer version");
  }
  if (follower) follower->follow(engine);
  int port = 0;
  try {
    port = server.start();
  } catch (const std::exception& error) {
    stop_everything();
    return fail(error.what(), "choose another `server.listen`");
  }
  std::cout << "ready " << url_of(config.server, port) << std::endl;

  while (signals.wait() == SIGHUP) logger->warn("SIGHUP: this version takes a changed configuration at its next start");
  logger->info("stopping: no new requests, what was taken is finished");
  draining = true;
  server.stop();
  stop_everything();
  return 0;
}

}  // namespace

int serve(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"--config", "--clock", "--log-level"}, {});
  if (!arguments.error().empty()) return fail(arguments.error(), "see `baton serve --help`");
  const auto file = arguments.value("--config");
  if (!file) return fail("no configuration is named", "give --config FILE");
  auto loaded = policy::load(*file, policy::DiskPluginFinder(install_prefix()));
  for (const auto& problem : loaded.problems) std::cerr << policy::to_string(problem) << "\n";
  if (!loaded.config) return fail("the configuration has problems", "mend the lines above; `baton check --config " + *file + "` shows them again");
  const auto logger = make_logger();
  if (const auto level = arguments.value("--log-level")) logger->set_level(spdlog::level::from_str(*level));
  std::unique_ptr<ClockFollower> follower;
  if (const auto url = arguments.value("--clock")) {
    if (!loaded.config->server.test_clock) return fail("--clock is refused", "set `server.test_clock` to true: it is for tests and demos only");
    follower = std::make_unique<ClockFollower>(*url, logger);
    if (const auto why = follower->first(); !why.empty()) return fail(why, "start `baton sandbox` first");
  }
  try {
    return run(std::move(*loaded.config), std::move(follower), logger);
  } catch (const std::exception& error) {
    return fail(error.what(), "see the lines above");
  }
}

}  // namespace baton::app
