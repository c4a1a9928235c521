// SPDX-License-Identifier: MIT
// blueprint_en_payments.h - English words about payments nobody made and sums that are not right: a part of
// blueprint_en.cpp, which has the rest of both signals.
#pragma once

#include <vector>

#include "host/policy/blueprint.h"

namespace baton::policy {

std::vector<SignalWords> payments_en();

}  // namespace baton::policy
