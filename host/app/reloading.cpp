// SPDX-License-Identifier: MIT
#include "host/app/reloading.h"

#include "host/app/restart_only.h"
#include "host/plugin/library_table.h"

namespace baton::app {
namespace {

constexpr const char* kAlarm = "reload";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

// The first thing to mend, and how much there is besides.
std::string first_of(const http::ReloadReport& report) {
  const auto count = report.problems.size() + report.refusals.size();
  if (count == 0) return "nothing is wrong";
  const auto first = report.problems.empty() ? report.refusals.front().why : policy::to_string(report.problems.front());
  return first + (count > 1 ? " (and " + std::to_string(count - 1) + " more)" : "");
}

}  // namespace

Reloading::Reloading(ReloadingOptions options, LoadedPlugins first)
    : options_(std::move(options)), running_(std::move(first)), retirement_(options_.logger) {}

http::ReloadReport Reloading::reload(const std::string& by) {
  const std::lock_guard one(one_at_a_time_);
  http::ReloadReport report;
  if (stopping_) {
    report.refusals.push_back({{}, "the host is stopping; start it again"});
  } else {
    try {
      report = attempt();
    } catch (const std::exception& error) {  // of the system: memory, disk
      report.refusals.push_back({{}, std::string("it broke off: ") + error.what()});
    }
  }
  report.at = options_.engine->clock().now();
  report.by = by;
  report.policy = options_.engine->policy()->hash;
  {
    const std::lock_guard lock(mutex_);
    ++(report.taken ? taken_ : refused_);
    last_ = report;
  }
  if (!stopping_) tell(report);
  return report;
}

// Nothing that runs is touched before everything that is new has started.
http::ReloadReport Reloading::attempt() {
  http::ReloadReport report;
  {
    const std::lock_guard lock(mutex_);
    not_replaced_.clear();
  }
  auto read = policy::load(options_.file, *options_.finder);
  if (!read.config) {
    report.problems = std::move(read.problems);
    return report;
  }
  const auto before = options_.engine->setup();
  auto& next = *read.config;
  report.at_restart = keep_until_restart(*before->config, next);
  options_.loader->set_rules(rules_of(next));
  auto loaded = load_plugins(*options_.loader, next, &running_);
  refuse(loaded.refusals, report);
  if (!loaded.refusals.empty()) {
    options_.loader->set_rules(rules_of(*before->config));
    stop_unused(loaded);
    return report;
  }
  refuse(loaded.still_down, report);
  report.taken = true;
  exchange(std::make_shared<const policy::CompiledConfig>(std::move(next)), std::move(loaded), report);
  return report;
}

void Reloading::exchange(std::shared_ptr<const policy::CompiledConfig> config, LoadedPlugins loaded,
                         http::ReloadReport& report) {
  auto setup = std::make_shared<engine::Setup>();
  setup->config = std::move(config);
  setup->plugins = loaded.plugins;
  const auto now = by_place(loaded.plugins);
  const auto before = by_place(running_.plugins);
  std::vector<InstancePtr> leaving;
  for (const auto& [place, instance] : before) {
    const auto successor = now.find(place);
    if (successor != now.end() && successor->second == instance) continue;
    (successor == now.end() ? report.stopped : report.replaced).push_back(instance->info().instance_id);
    leaving.push_back(instance);
  }
  for (const auto& [place, instance] : now)
    if (!before.contains(place)) report.started.push_back(instance->info().instance_id);
  running_ = std::move(loaded);
  const std::lock_guard lock(mutex_);
  options_.engine->change(std::move(setup));
  retirement_.add(std::move(leaving));
}

void Reloading::refuse(const std::vector<Refused>& refusals, http::ReloadReport& report) {
  const std::lock_guard lock(mutex_);
  for (const auto& refused : refusals) {
    report.refusals.push_back({refused.instance, refused.why});
    ++refused_loads_[refused.instance];
    not_replaced_[refused.place] = refused.why;
  }
}

// Those that did start, of a reload that is not taken: they were given nothing.
void Reloading::stop_unused(const LoadedPlugins& loaded) {
  const auto running = by_place(running_.plugins);
  std::vector<InstancePtr> unused;
  loaded.plugins.for_each([&](const InstancePtr& instance) {
    const auto kept = running.find(place_name(*instance));
    if (kept == running.end() || kept->second != instance) unused.push_back(instance);
  });
  retirement_.add(std::move(unused));
}

void Reloading::tell(const http::ReloadReport& report) {
  auto& logger = *options_.logger;
  for (const auto& problem : report.problems) logger.error("reload: {}", policy::to_string(problem));
  for (const auto& refusal : report.refusals) logger.error("reload: {}", refusal.why);
  for (const auto& pointer : report.at_restart)
    logger.warn("reload: {} is changed and holds only from the next start", pointer);
  auto& office = options_.engine->office();
  if (report.taken) {
    logger.info("reload by {}: taken; started {}; replaced {}; stopped {}; policy {}", report.by,
                joined(report.started), joined(report.replaced), joined(report.stopped), report.policy);
  } else {
    logger.error("reload by {}: not taken, everything runs as before", report.by);
  }
  if (report.taken && report.refusals.empty()) return office.clear_alarm(kAlarm, "a later reload was taken");
  office.raise_alarm(kAlarm, std::string(report.taken ? "a plugin is still down" : "a reload was not taken") + ": " +
                                 first_of(report) + "; see GET /v1/plugins", {}, 0, {});
}

void Reloading::stop() {
  const std::lock_guard one(one_at_a_time_);
  stopping_ = true;
  retirement_.stop();
}

std::vector<http::PluginState> Reloading::plugins() const {
  std::vector<http::PluginState> states;
  const std::lock_guard lock(mutex_);
  const auto setup = options_.engine->setup();
  setup->plugins.for_each([&](const InstancePtr& instance) {
    http::PluginState state;
    state.info = instance->info();
    state.extensions = instance->extensions();
    state.health = instance->health();
    const auto place = place_name(*instance);
    state.health.add_counts(retirement_.counted(place));
    const auto refused = refused_loads_.find(state.info.instance_id);
    if (refused != refused_loads_.end()) state.refused_loads = refused->second;
    const auto wanted = not_replaced_.find(place);
    if (wanted != not_replaced_.end()) state.not_replaced = wanted->second;
    states.push_back(std::move(state));
  });
  return states;
}

std::optional<http::ReloadReport> Reloading::last_reload() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

http::PluginFigures Reloading::figures() const {
  http::PluginFigures figures;
  figures.libraries = plugin::LibraryTable::of_this_process().open_count();
  const std::lock_guard lock(mutex_);
  figures.reloads_taken = taken_;
  figures.reloads_refused = refused_;
  figures.refused_loads.assign(refused_loads_.begin(), refused_loads_.end());
  return figures;
}

}  // namespace baton::app
