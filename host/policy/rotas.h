// SPDX-License-Identifier: MIT
// rotas.h - who leads a lane, as the core asks for it (C2): agents and rotas in the order they are named.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "host/core/policy.h"

namespace baton::policy {

// Slots of a week in the organisation's zone: turns of a rota, shifts of an agent.
core::Hours hours_in(const core::Hours& organisation, const nlohmann::json& week);

// An agent is a rota of one. Empty: the lane names nobody.
std::vector<core::Rota> rotas_of(const nlohmann::json& config, const core::Hours& organisation,
                                 const nlohmann::json& lane);

}  // namespace baton::policy
