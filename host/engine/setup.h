// SPDX-License-Identifier: MIT
// setup.h - what a reload exchanges: the configuration with its policy, and the plugins that run by it, as one value
// that never changes. Whoever begins something takes the setup of that moment and keeps to it until the end; the next
// one that is taken is the next setup, whole.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "host/engine/plugins.h"
#include "host/policy/config.h"

namespace baton::engine {

struct Setup {
  std::shared_ptr<const policy::CompiledConfig> config;  // never null
  Plugins plugins;

  const core::Policy& policy() const { return config->policy; }
  // Keeps the policy, and no plugin.
  std::shared_ptr<const core::Policy> shared_policy() const { return {config, &config->policy}; }
};

using SetupPtr = std::shared_ptr<const Setup>;

// The one that is in force. Thread-safe; nobody waits longer than it takes to copy a pointer.
class CurrentSetup {
 public:
  explicit CurrentSetup(SetupPtr first) : setup_(std::move(first)) {}

  SetupPtr get() const {
    const std::lock_guard lock(mutex_);
    return setup_;
  }
  void set(SetupPtr next) {
    const std::lock_guard lock(mutex_);
    setup_.swap(next);
  }  // the one before ends here, outside the lock, where nobody works with it any more

 private:
  mutable std::mutex mutex_;
  SetupPtr setup_;
};

}  // namespace baton::engine
