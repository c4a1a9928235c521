// SPDX-License-Identifier: MIT
// script.h - what one customer lived, as a script that shows a broken promise again; and the shortest part of it that
// still does.
#pragma once

#include <string>
#include <vector>

#include "tests/sim/watch.h"

namespace baton::sim {

struct Lived {  // what one customer's cases went through, to be lived again
  core::Instant at;
  core::Input input;
};

// Whose script it is, under which rules, and who decides.
struct Scene {
  core::CustomerId customer;
  const core::Policy* policy = nullptr;
  Host host = core::decide;
  Also also{};
};

// What is broken first when the script is lived from an empty beginning; nothing: all holds.
std::vector<std::string> first_problems(const std::vector<Lived>& script, const Scene& scene);

// Leaves out whatever is not needed for a problem of the same rule ("C3"). The script itself where it shows none.
std::vector<Lived> shortened(std::vector<Lived> script, const Scene& scene, const std::string& rule);

std::string rule_of(const std::string& problem);  // "C3: said under ..." -> "C3"
bool shows(const std::vector<std::string>& problems, const std::string& rule);
std::string script_text(const std::vector<Lived>& script);

}  // namespace baton::sim
