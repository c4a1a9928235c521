// SPDX-License-Identifier: MIT
#include "tests/sim/script.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "tests/sim/names.h"
#include "tests/sim/sweep.h"

namespace baton::sim {

namespace {

// An input names what others made: the epoch of a transfer, a message, a draft. With one of those left out the numbers
// after it are others, and the rest of the script would be refused for that alone; so what was meant is kept beside.
struct Step {
  Lived lived;
  bool true_epoch = false;        // whoever asked named the epoch of that moment
  std::vector<std::string> made;  // the ids that were new in the facts
};

std::uint64_t* epoch_in(core::Input& input) {
  return std::visit(
      [](auto& asked) -> std::uint64_t* {
        if constexpr (requires { asked.case_id, asked.epoch; }) return &asked.epoch;
        else return nullptr;
      },
      input);
}

std::optional<std::uint64_t> true_epoch(const core::CustomerState& state, const core::Input& input) {
  return std::visit(
      [&](const auto& asked) -> std::optional<std::uint64_t> {
        if constexpr (requires { asked.case_id, asked.epoch; }) {
          const auto of = state.cases.find(asked.case_id);
          if (of == state.cases.end()) return std::nullopt;
          const auto hand = state.hands.find(of->second.hand);
          if (hand != state.hands.end()) return hand->second.epoch;
        }
        return std::nullopt;
      },
      input);
}

// Lives the script. `before(state, i)` may still change an input; `after(made, i)` hears which ids are new.
template <class Before, class After>
void live(std::vector<Lived>& script, const Scene& scene, Before before, After after) {
  core::CustomerState state;
  state.id = scene.customer;
  std::set<std::string> known;
  for (std::size_t i = 0; i < script.size(); ++i) {
    before(state, i);
    try {
      auto decision = scene.host(std::move(state), script[i].input, *scene.policy, script[i].at);
      std::vector<std::string> made;
      for (const auto& ruled : decision.facts)
        for (auto& name : names_in(core::testing::dump(ruled.fact), scene.customer))
          if (known.insert(name).second) made.push_back(std::move(name));
      after(std::move(made), i);
      state = std::move(decision.state);
    } catch (const std::exception&) {
      return;  // first_problems says so
    }
  }
}

std::vector<Step> understood(std::vector<Lived> script, const Scene& scene) {
  std::vector<Step> steps(script.size());
  live(
      script, scene,
      [&](const core::CustomerState& state, std::size_t i) {
        const auto* named = epoch_in(script[i].input);
        steps[i].true_epoch = named != nullptr && true_epoch(state, script[i].input) == *named;
      },
      [&](std::vector<std::string> made, std::size_t i) { steps[i].made = std::move(made); });
  for (std::size_t i = 0; i < script.size(); ++i) steps[i].lived = std::move(script[i]);
  return steps;
}

std::vector<Lived> written_out(const std::vector<Step>& steps, const Scene& scene) {
  std::vector<Lived> script;
  for (const auto& step : steps) script.push_back(step.lived);
  std::map<std::string, std::string> names;
  live(
      script, scene,
      [&](const core::CustomerState& state, std::size_t i) {
        rename(script[i].input, names, scene.customer);
        if (!steps[i].true_epoch) return;
        if (const auto epoch = true_epoch(state, script[i].input)) *epoch_in(script[i].input) = *epoch;
      },
      [&](const std::vector<std::string>& made, std::size_t i) {
        for (std::size_t k = 0; k < std::min(made.size(), steps[i].made.size()); ++k) names[steps[i].made[k]] = made[k];
      });
  return script;
}

}  // namespace

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
  if (!shows(first_problems(script, scene), rule)) return script;
  const auto steps = swept(understood(std::move(script), scene), [&](const std::vector<Step>& some) {
    return shows(first_problems(written_out(some, scene), scene), rule);
  });
  return written_out(steps, scene);
}

std::string script_text(const std::vector<Lived>& script) {
  std::string text;
  for (const auto& [at, input] : script)
    text += "  " + std::to_string(at.ms) + " " + core::testing::dump(input) + "\n";
  return text;
}

}  // namespace baton::sim
