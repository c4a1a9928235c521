// SPDX-License-Identifier: MIT
// script.h - what one customer lived, as a script that shows a broken promise again; and the shortest part of
// it that still does.
#pragma once

#include <string>
#include <vector>

#include "tests/sim/town.h"

namespace baton::sim {

using Also = std::function<std::string(const core::CustomerState&)>;

// The first problem when the script is lived from an empty beginning; empty: none.
std::string first_problem(const std::vector<Lived>& script, const core::CustomerId& customer,
                          const core::Policy& policy, const Also& also = {});

// Leaves out whatever is not needed for a problem of the same rule. The script itself where it shows none.
std::vector<Lived> shortened(std::vector<Lived> script, const core::CustomerId& customer,
                             const core::Policy& policy, const Also& also = {});

std::string script_text(const std::vector<Lived>& script);

}  // namespace baton::sim
