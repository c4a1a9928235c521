// SPDX-License-Identifier: MIT
// serve.cpp - `baton serve`: every object made in order, destroyed in reverse.
#include <csignal>
#include <iostream>
#include <optional>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "host/app/clock_follower.h"
#include "host/app/commands.h"
#include "host/app/host_ports.h"
#include "host/app/load_plugins.h"
#include "host/app/plugin_metrics.h"
#include "host/app/reloading.h"
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
  static_cast<plugin::LoadRules&>(options) = rules_of(config);
  options.ports = ports;
  options.logger = std::move(logger);
  return options;
}

void stop_plugins(const engine::Plugins& plugins, spdlog::logger& logger) {
  plugins.for_each([&](const std::shared_ptr<plugin::Instance>& instance) {
    if (!instance->stop(plugin::kStopBudgetMs))
      logger.warn("plugin instance {} did not stop in time and is abandoned", instance->info().instance_id);
  });
}

int refused(const LoadedPlugins& loaded, spdlog::logger& logger) {
  for (const auto& refused : loaded.refusals) std::cerr << "baton: " << refused.why << "\n";
  stop_plugins(loaded.plugins, logger);
  return fail("a plugin the configuration enables cannot run", "mend it, or disable its use in the configuration");
}

// The configuration and what it made run, as the engine takes it.
engine::SetupPtr first_setup(const policy::CompiledConfig& config, const engine::Plugins& plugins) {
  auto setup = std::make_shared<engine::Setup>();
  setup->config = std::make_shared<const policy::CompiledConfig>(config);
  setup->plugins = plugins;
  return setup;
}

// Until a signal says to stop: SIGHUP reads the configuration again.
void reload_until_stopped(Signals& signals, Reloading& reloading) {
  while (signals.wait() == SIGHUP) reloading.reload("SIGHUP");
}

// `file`: the configuration as it was named, to be read again.
int run(const std::string& file, policy::CompiledConfig config, std::unique_ptr<ClockFollower> follower,
        const std::shared_ptr<spdlog::logger>& logger, Signals& signals) {
  auto store = ledger::open_sqlite_store({config.store.path.string(), 4, 4096, 512, static_cast<int>(config.privacy.duplicate_keys_days), 0, 100 * 1000 * 1000});
  if (!store.error.empty()) return fail(store.error, "see `store.path` of the configuration");

  engine::SystemClock system_clock;
  engine::Clock& clock = follower ? static_cast<engine::Clock&>(follower->clock()) : system_clock;
  engine::ClockTimers timers(clock);
  HostPorts ports(store, clock, timers);
  plugin::Loader loader(loader_options(config, ports.all(), logger));
  auto loaded = load_plugins(loader, config);
  if (!loaded.refusals.empty()) return refused(loaded, *logger);

  engine::EngineOptions options;
  options.ledger = store.ledger.get();
  options.clock = &clock;
  options.timers = &timers;
  options.http = &ports.http, options.blobs = store.blobs.get();
  options.emissions = &ports.emissions;
  options.setup = first_setup(config, loaded.plugins);
  options.logger = logger;
  engine::Engine engine(std::move(options));
  const policy::DiskPluginFinder finder(install_prefix());
  Reloading reloading({file, &finder, &loader, &engine, logger}, std::move(loaded));

  std::atomic<bool> draining{false};
  http::ApiOptions api_options;
  api_options.engine = &engine;
  api_options.config = [&] { return engine.setup()->config; };
  api_options.blobs = store.blobs.get();
  api_options.logger = logger;
  api_options.plugins = &reloading;
  api_options.plugin_metrics = [&] { return plugin_metrics_text(engine.setup()->plugins); };
  api_options.not_ready = [&]() -> std::string { return draining ? "the host is stopping" : store.ledger->health(); };
  http::Api api(std::move(api_options));
  net::Server server(server_options(config.server));
  api.add_routes(server);

  // Whoever uses the engine first, then the engine, then what it uses.
  const auto stop_everything = [&] {
    if (follower) follower->stop();
    reloading.stop();
    engine.stop();
    stop_plugins(engine.setup()->plugins, *logger);
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

  reload_until_stopped(signals, reloading);
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
  Signals signals;  // before the first thread: one that blocks none would be ended by a SIGHUP, and the host with it
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
    return run(*file, std::move(*loaded.config), std::move(follower), logger, signals);
  } catch (const std::exception& error) {
    return fail(error.what(), "see the lines above");
  }
}

}  // namespace baton::app
