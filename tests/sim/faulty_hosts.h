// SPDX-License-Identifier: MIT
// faulty_hosts.h - hosts that break one promise each: what proves that a town would notice.
#pragma once

#include <string>
#include <vector>

#include "tests/sim/town.h"

namespace baton::sim {

struct Fault {
  std::string name;
  std::string rule;  // under which it must be noticed
  Host host = core::decide;
};

std::vector<Fault> faults();

}  // namespace baton::sim
