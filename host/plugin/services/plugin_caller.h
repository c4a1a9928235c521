// SPDX-License-Identifier: MIT
// plugin_caller.h - how a service gets back into the plugin: later, on the instance's strand, and only while it is
// started. Never from inside a call that the plugin made.
#pragma once

#include <cstdint>
#include <functional>

#include <baton/plugin.h>

namespace baton::plugin {

class PluginCaller {
 public:
  virtual ~PluginCaller() = default;
  virtual void call_later(std::function<void(const baton_instance_t*)> call) = 0;
  // For work the host begins on the plugin's behalf (requests, timers, writes). Never 0, never an operation's id.
  virtual std::uint64_t new_id() = 0;
};

}  // namespace baton::plugin
