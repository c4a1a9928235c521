// SPDX-License-Identifier: MIT
// names.h - the ids the host made for what is one customer's ("k1039-m9"), found in facts and exchanged in inputs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/core/inputs.h"

namespace baton::sim {

// The customer's ids within the text, in order, each where it stands first.
std::vector<std::string> names_in(const std::string& text, const core::CustomerId& customer);

// Every id of the customer in the input, also within a remote id or a payload, becomes the one it stands beside in
// `names`; what is not in there stays.
void rename(core::Input& input, const std::map<std::string, std::string>& names, const core::CustomerId& customer);

}  // namespace baton::sim
