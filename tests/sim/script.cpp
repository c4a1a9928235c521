// SPDX-License-Identifier: MIT
#include "tests/sim/script.h"

#include <algorithm>

#include "tests/sim/sweep.h"

namespace baton::sim {

std::string rule_of(const std::string& problem) { return problem.substr(0, problem.find(':')); }

bool shows(const std::vector<std::string>& problems, const std::string& rule) {
  return std::any_of(problems.begin(), problems.end(),
                     [&](const std::string& problem) { return rule_of(problem) == rule; });
}

std::vector<std::string> first_problems(const std::vector<Lived>& script, const Scene& scene) {
  core::CustomerState state;
  state.id = scene.customer;
  Watch watch(scene.customer);
  for (const auto& [at, input] : script) {
    core::Decision decision;
    try {
      decision = scene.host(std::move(state), input, *scene.policy, at);
    } catch (const std::exception& broken) {
      return {std::string("decide threw: ") + broken.what()};
    }
    auto problems = watch.after(input, decision, *scene.policy, at);
    if (scene.also)
      if (auto broken = scene.also(decision.state); !broken.empty()) problems.push_back(std::move(broken));
    if (!problems.empty()) return problems;
    state = std::move(decision.state);
  }
  return {};
}

std::vector<Lived> shortened(std::vector<Lived> script, const Scene& scene, const std::string& rule) {
  const auto breaks = [&](const std::vector<Lived>& some) { return shows(first_problems(some, scene), rule); };
  return breaks(script) ? swept(std::move(script), breaks) : script;
}

std::string script_text(const std::vector<Lived>& script) {
  std::string text;
  for (const auto& [at, input] : script)
    text += "  " + std::to_string(at.ms) + " " + core::testing::dump(input) + "\n";
  return text;
}

}  // namespace baton::sim
