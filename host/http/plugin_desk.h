// SPDX-License-Identifier: MIT
// plugin_desk.h - what the API shows of plugins and can have done to them; whoever wires the host answers.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "host/core/time.h"
#include "host/engine/plugins.h"
#include "host/policy/problem.h"

namespace baton::http {

struct PluginState {
  plugin::InstanceInfo info;
  std::vector<std::string> extensions;
  plugin::Health health;           // counts: of all that were in its place since the host started
  std::uint64_t refused_loads = 0;  // for its place, since the host started
  std::string not_replaced;        // why what the last reload wanted here does not run; empty: there was nothing
};

// What one reload came to. Taken whole or not at all.
struct ReloadReport {
  struct Refusal {
    std::string instance;
    std::string why;  // one line with the mend
  };
  core::Instant at;
  std::string by;
  bool taken = false;
  std::vector<policy::Problem> problems;   // of the configuration; with one, nothing was loaded
  std::vector<Refusal> refusals;           // what could not be loaded; taken: it was down before, and stays so
  std::vector<std::string> started;        // instance ids that are new
  std::vector<std::string> replaced;       // whose place another instance took
  std::vector<std::string> stopped;        // that nothing took the place of
  std::vector<std::string> at_restart;     // pointers of changed values that hold only from the next start
  std::string policy;                      // hash of the policy that decides from now on
};

nlohmann::json to_json(const ReloadReport& report);
nlohmann::json to_json(const PluginState& state);

struct PluginFigures {
  std::uint64_t reloads_taken = 0, reloads_refused = 0;
  std::uint64_t libraries = 0;  // mapped into this process, for good
  std::vector<std::pair<std::string, std::uint64_t>> refused_loads;  // by instance id, also of those that never ran
};

// Thread-safe.
class PluginDesk {
 public:
  virtual ~PluginDesk() = default;
  virtual std::vector<PluginState> plugins() const = 0;
  virtual std::vector<std::string> leaving() const = 0;  // replaced, with operations that have not ended
  virtual std::optional<ReloadReport> last_reload() const = 0;
  virtual PluginFigures figures() const = 0;
  // Waits until it is done, and until one that is under way is.
  virtual ReloadReport reload(const std::string& by) = 0;
};

// The families of GET /metrics about plugins.
std::string plugin_figures_text(const PluginDesk& desk);

}  // namespace baton::http
