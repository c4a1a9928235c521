// SPDX-License-Identifier: MIT
// child.h - a check in a process of its own, so that a plugin may crash or hang over it.
#pragma once

#include <chrono>
#include <functional>

#include "host/validate/verdict.h"

namespace baton::validate {

// Forks, so the caller MUST have no other thread. The child's whole process group is killed when it has not
// come back within `limit`, and whatever it left behind when it has.
Verdict in_child(const std::function<Verdict()>& check, std::chrono::milliseconds limit);

}  // namespace baton::validate
