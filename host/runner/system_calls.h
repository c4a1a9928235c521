// SPDX-License-Identifier: MIT
// system_calls.h - the system calls a plugin has no business with, denied with EPERM.
#pragma once

#include <string>

namespace baton::runner {

// For all threads of the process, for good. Why it could not be done; empty when it was.
std::string filter_system_calls(bool network);

}  // namespace baton::runner
