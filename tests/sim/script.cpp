// SPDX-License-Identifier: MIT
#include "tests/sim/script.h"

#include "host/core/evolve.h"

namespace baton::sim {
namespace {

std::string rule_of(const std::string& problem) { return problem.substr(0, problem.find(':')); }

}  // namespace

std::string first_problem(const std::vector<Lived>& script, const core::CustomerId& customer,
                          const core::Policy& policy, const Also& also) {
  core::CustomerState state;
  state.id = customer;
  for (const auto& [at, input] : script) {
    core::Decision decision;
    try {
      decision = core::decide(state, input, policy, at);
    } catch (const std::exception& broken) {
      return std::string("decide threw: ") + broken.what();
    }
    const auto problems = core::testing::broken_invariants(state, input, decision, policy, at);
    if (!problems.empty()) return problems.front();
    if (also)
      if (auto broken = also(decision.state); !broken.empty()) return broken;
    state = std::move(decision.state);
  }
  return {};
}

// Halves, quarters, eighths: what can be left out together is left out together.
std::vector<Lived> shortened(std::vector<Lived> script, const core::CustomerId& customer,
                             const core::Policy& policy, const Also& also) {
  const auto wanted = rule_of(first_problem(script, customer, policy, also));
  if (wanted.empty()) return script;
  for (auto chunk = std::max<std::size_t>(script.size() / 2, 1);;) {
    const auto before = script.size();
    for (std::size_t from = 0; from < script.size();) {
      auto shorter = script;
      const auto begin = shorter.begin() + static_cast<std::ptrdiff_t>(from);
      shorter.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(chunk, script.size() - from)));
      if (rule_of(first_problem(shorter, customer, policy, also)) == wanted)
        script = std::move(shorter);
      else
        from += chunk;
    }
    if (chunk > 1) chunk /= 2;
    else if (script.size() == before) return script;  // one by one, nothing more can go
  }
}

std::string script_text(const std::vector<Lived>& script) {
  std::string text;
  for (const auto& [at, input] : script)
    text += "  " + std::to_string(at.ms) + " " + core::testing::dump(input) + "\n";
  return text;
}

}  // namespace baton::sim
