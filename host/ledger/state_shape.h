// SPDX-License-Identifier: MIT
// state_shape.h - what a customer's state is made of, as one short word. A snapshot is a shortcut: one that was taken
// of another shape is not folded on, because facts from before it may say what the new fields need.
#pragma once

#include <string>

namespace baton::ledger {

// 16 hex digits of the names of all fields, in their order, records within records.
const std::string& state_shape();

}  // namespace baton::ledger
