// SPDX-License-Identifier: MIT
// brief_changes.h - what a brief says that the one before it did not (B4): whoever read that one reads only this.
#pragma once

#include <vector>

#include "host/core/facts_work.h"

namespace baton::core {

std::vector<BriefChange> changes_between(const Brief& before, const Brief& now);

}  // namespace baton::core
