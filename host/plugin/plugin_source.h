// SPDX-License-Identifier: MIT
// plugin_source.h - where an instance's code is: a library of this process, or a process of its own. Everything that is
// the same for both - settings, operations, budgets, checks, services - is DirectCore's.
#pragma once

#include <functional>
#include <string>
#include <variant>

#include <baton/baton.h>

#include "host/plugin/load_refusal.h"
#include "host/plugin/loading.h"

namespace baton::plugin {

class PluginSource {
 public:
  virtual ~PluginSource() = default;

  using Answer = std::variant<const baton_factory_t*, LoadRefusal>;
  // Steps 7 to 12. `on_step` is told which one begins. May hang with the plugin: the caller gives it a thread it can do
  // without. The factory is good as long as this object.
  virtual Answer open(const CheckedBundle& bundle, Kind kind, const std::function<void(LoadStep)>& on_step) = 0;

  virtual void made() {}  // an instance of it exists
  virtual void gone() {}  // and does not any more
  // The instance did not come back from a call: nothing waits for it from now on. May be called from any thread.
  virtual void abandon(const std::string& instance_id) = 0;
  // The instance was refused or destroyed: nothing of it goes on. On a thread that nothing of it runs on.
  virtual void close() {}
  // The plugin has seen operation `op`, and its budget is over.
  virtual void overdue(baton_op_id_t) {}
};

// A refusal for libraries that are no plugin of the wanted kind.
inline LoadRefusal not_of_kind(const CheckedBundle& bundle, Kind kind) {
  return refuse(bundle, LoadStep::kDescriptor, std::string("the plugin must be a ") + to_string(kind),
                "its manifest does not name that kind", "use another plugin here");
}

}  // namespace baton::plugin
