// SPDX-License-Identifier: MIT
// reloading.h - the configuration file read again while the host runs: by SIGHUP and by POST /v1/plugins/reload. Taken
// whole or not at all; README.md of this folder says how.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/logger.h>

#include "host/app/load_plugins.h"
#include "host/app/retirement.h"
#include "host/engine/engine.h"
#include "host/http/plugin_desk.h"
#include "host/plugin/loader.h"
#include "host/policy/check.h"

namespace baton::app {

struct ReloadingOptions {
  std::string file;  // as it was named to the program: problems are told by that name
  const policy::PluginFinder* finder = nullptr;
  plugin::Loader* loader = nullptr;
  engine::Engine* engine = nullptr;
  std::shared_ptr<spdlog::logger> logger;
};

// Thread-safe.
class Reloading final : public http::PluginDesk {
 public:
  // `first` is what the engine was started with.
  Reloading(ReloadingOptions options, LoadedPlugins first);

  http::ReloadReport reload(const std::string& by) override;
  // Waits for a reload under way; those that come later are refused. What left its place is stopped.
  void stop();

  std::vector<http::PluginState> plugins() const override;
  std::vector<std::string> leaving() const override { return retirement_.waiting(); }
  std::optional<http::ReloadReport> last_reload() const override;
  http::PluginFigures figures() const override;

 private:
  http::ReloadReport attempt();
  void exchange(std::shared_ptr<const policy::CompiledConfig> config, LoadedPlugins loaded, http::ReloadReport& report);
  void refuse(const std::vector<Refused>& refusals, http::ReloadReport& report);
  void stop_unused(const LoadedPlugins& loaded);
  void tell(const http::ReloadReport& report);

  const ReloadingOptions options_;
  std::mutex one_at_a_time_;  // held through a reload; guards running_ and stopping_
  LoadedPlugins running_;
  bool stopping_ = false;
  // Guards what is shown, and is held while instances change places: none is counted twice, or not at all.
  mutable std::mutex mutex_;
  std::optional<http::ReloadReport> last_;
  std::map<std::string, std::uint64_t> refused_loads_;  // by instance id
  std::map<std::string, std::string> not_replaced_;     // by place, of the last reload
  std::uint64_t taken_ = 0, refused_ = 0;
  Retirement retirement_;
};

}  // namespace baton::app
