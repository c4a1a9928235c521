// SPDX-License-Identifier: MIT
// rotas.cpp - see rotas.h.
#include "host/policy/rotas.h"

#include "host/policy/look.h"
#include "host/policy/opening_hours.h"

namespace baton::policy {

using nlohmann::json;

namespace {

core::Rota rota_of(const core::Hours& organisation, const json& entry) {
  core::Rota rota;
  rota.on_duty = {text_of(entry, "on_duty")};
  rota.deputy = {text_of(entry, "deputy")};
  for (const std::string& agent : texts_of(entry, "on_call")) rota.on_call.push_back({agent});
  for (const json& turn : as_array(look(entry, {"turns"})))
    rota.turns.push_back(
        {hours_in(organisation, look(turn, {"week"})), {text_of(turn, "on_duty")}, {text_of(turn, "deputy")}});
  return rota;
}

}  // namespace

core::Hours hours_in(const core::Hours& organisation, const json& week) {
  core::Hours hours;
  hours.always = false;
  hours.zone = organisation.zone;
  hours.week = week_of(week);
  return hours;
}

std::vector<core::Rota> rotas_of(const json& config, const core::Hours& organisation, const json& lane) {
  std::vector<core::Rota> rotas;
  for (const std::string& lead : texts_of(lane, "leads")) {
    const json& named = look(config, {"rotas", lead});
    rotas.push_back(named.is_object() ? rota_of(organisation, named) : core::Rota{{lead}, {}, {}, {}});
  }
  return rotas;
}

}  // namespace baton::policy
