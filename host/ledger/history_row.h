// SPDX-License-Identifier: MIT
// history_row.h - the facts of one input as the text of one row: a JSON array of {"n":name,"v":version,"r":rule,"f":{}}.
// Many facts share one row because a row costs more than its bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/ledger/ledger.h"

namespace baton::ledger {

std::string facts_text(const std::vector<FactRow>& facts);

// In order. Empty together with a non-empty text means: damaged.
std::vector<FactRow> facts_of(std::string_view text);

}  // namespace baton::ledger
