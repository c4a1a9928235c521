// SPDX-License-Identifier: MIT
// asked_again.h - which details of the brief somebody asks the customer for once more (B5).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/engine/customer_view.h"

namespace baton::http {

// Places among the details, from 1. `request`: the whole text asks; else only sentences with a question mark do. A
// detail whose value stands in the text is confirmed and not asked for.
std::vector<std::int64_t> asked_again(const engine::CustomerView& customer, const core::Case& c,
                                      const std::string& text, bool request);

}  // namespace baton::http
