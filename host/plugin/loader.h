// SPDX-License-Identifier: MIT
// loader.h - from a bundle folder to a running instance, or to a refusal that names file, step, rule and both versions.
//
//   1 read manifest   2 check it      3 platform, ABI   4 hash      5 allow list   6 mode
//   7 inspect file    8 open it       9 entry          10 version  11 init        12 descriptor
//  13 settings       14 create       15 init           16 extensions              17 start
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>

#include <spdlog/logger.h>

#include "host/plugin/host_face.h"
#include "host/plugin/instance.h"
#include "host/plugin/loading.h"
#include "host/plugin/ports.h"
#include "host/plugin/watchdog.h"

namespace baton::plugin {

inline constexpr std::uint32_t kLoadBudgetMs = 10000;  // steps 7 to 17

using LoadResult = std::variant<std::unique_ptr<Instance>, LoadRefusal>;
// Makes an instance in a process of its own, with steps 7 to 17 done there.
using RunnerLoad =
    std::function<LoadResult(const CheckedBundle&, const LoadOrder&, const FaceOptions&, Watchdog&)>;

// What an operator may change while instances run.
struct LoadRules {
  LoadPolicy policy;
  RunnerLoad runner;  // absent: plugins that need a process of their own are refused
};

struct LoaderOptions : LoadRules {  // the first rules
  Ports ports;
  std::shared_ptr<spdlog::logger> logger;
  std::string host_version = "0.9.0";
  std::uint32_t load_budget_ms = kLoadBudgetMs;
};

// Outlives every instance it made. Thread-safe.
class Loader {
 public:
  explicit Loader(LoaderOptions options) : options_(std::move(options)), rules_(options_) {}

  void set_rules(LoadRules rules);  // for what is loaded from now on

  // Steps 1 to 6: what is known of a bundle, and where it would run, before any of its code does.
  std::variant<CheckedBundle, LoadRefusal> check(const LoadOrder& order) const;
  LoadResult load(const LoadOrder& order);

 private:
  LoadRules rules() const;

  const LoaderOptions options_;
  mutable std::mutex mutex_;
  LoadRules rules_;  // those that hold; guarded
  Watchdog watchdog_;
};

}  // namespace baton::plugin
