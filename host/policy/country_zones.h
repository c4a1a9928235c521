// SPDX-License-Identifier: MIT
// country_zones.h - the zone of a customer whose country has one, by the country code of a phone number (W8). Countries
// with several are left out: there the organisation's zone holds.
#pragma once

#include <span>
#include <string_view>

namespace baton::policy {

struct CountryZone {
  std::string_view code;  // "49"; four digits where a country shares a code
  std::string_view zone;
};

std::span<const CountryZone> country_zones();

}  // namespace baton::policy
