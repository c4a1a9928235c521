// SPDX-License-Identifier: MIT
// loader.cpp - see loader.h.
#include "host/plugin/loader.h"

#include "host/plugin/direct_instance.h"
#include "host/plugin/library_source.h"

namespace baton::plugin {

void Loader::set_rules(LoadRules rules) {
  const std::lock_guard lock(mutex_);
  rules_ = std::move(rules);
}

LoadRules Loader::rules() const {
  const std::lock_guard lock(mutex_);
  return rules_;
}

std::variant<CheckedBundle, LoadRefusal> Loader::check(const LoadOrder& order) const {
  const auto policy = rules().policy;
  CheckedBundle bundle;
  std::error_code error;
  bundle.folder = std::filesystem::weakly_canonical(std::filesystem::absolute(order.bundle, error), error);
  if (error) bundle.folder = order.bundle;
  for (Refused (*step)(CheckedBundle&) : {&step_read_manifest, &step_check_manifest, &step_fit, &step_hash})
    if (Refused refusal = step(bundle)) return std::move(*refusal);
  if (Refused refusal = step_allow_list(bundle, policy)) return std::move(*refusal);
  if (Refused refusal = step_mode(bundle, policy, order.place)) return std::move(*refusal);
  return bundle;
}

LoadResult Loader::load(const LoadOrder& order) {
  auto checked = check(order);
  if (auto* refusal = std::get_if<LoadRefusal>(&checked)) return std::move(*refusal);
  auto& bundle = std::get<CheckedBundle>(checked);
  if (LibraryTable::of_this_process().is_abandoned(order.instance_id))
    return refuse(bundle, LoadStep::kMode, "an instance that was abandoned is not made again in this process",
                  "\"" + order.instance_id + "\" did not come back from an earlier call", "restart the host");
  const FaceOptions face{order.instance_id, bundle.manifest.id, order.kind, options_.ports, options_.logger,
                         options_.host_version};
  if (bundle.in_runner) {
    if (const auto runner = rules().runner) return runner(bundle, order, face, watchdog_);
    return refuse(bundle, LoadStep::kMode, "code that did not come with the host runs in a process of its own",
                  "this host cannot start one",
                  "add its sha256 " + bundle.sha256 + " to plugins.trusted, or set isolate to \"inside\"");
  }
  auto core = std::make_shared<DirectCore>(bundle, order, face, watchdog_, std::make_unique<LibrarySource>());
  if (Refused refusal = core->load(options_.load_budget_ms)) return std::move(*refusal);
  return std::make_unique<DirectInstance>(std::move(core));
}

}  // namespace baton::plugin
