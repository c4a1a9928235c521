// SPDX-License-Identifier: MIT
// when_words.cpp - see when_words.h.
#include "host/policy/when_words.h"

#include <array>

#include "host/policy/host_words.h"

namespace baton::policy {
namespace {

using Weekdays = std::array<const char*, 7>;

const Weekdays& weekdays_in(const std::string& language) {
  static constexpr Weekdays kEn{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  static constexpr Weekdays kEs{"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"};
  static constexpr Weekdays kPt{"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira",
                                "sexta-feira",   "sábado",      "domingo"};
  static constexpr Weekdays kDe{"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"};
  static constexpr Weekdays kFr{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
  static constexpr Weekdays kHi{"सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"};
  const std::string base = base_language(language);
  if (base == "es") return kEs;
  if (base == "pt") return kPt;
  if (base == "de") return kDe;
  if (base == "fr") return kFr;
  if (base == "hi") return kHi;
  return kEn;
}

std::string two(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

std::string when_words(const core::Zone& zone, core::Instant when, core::Instant said, const std::string& language) {
  const auto local = core::local_of(zone, when);
  const auto today = core::local_of(zone, said).day;
  // A time told with a second in it promises what nobody keeps: the minute that has begun counts whole.
  const auto minutes = (local.of_day + core::kMinute - 1) / core::kMinute;
  const std::string time = two(minutes / 60) + ":" + two(minutes % 60);
  if (local.day == today) return time;
  if (local.day > today && local.day < today + 7)
    return std::string(weekdays_in(language)[static_cast<std::size_t>(core::weekday_of(local.day))]) + " " + time;
  const auto date = core::date_of(local.day);
  return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day) + " " + time;
}

}  // namespace baton::policy
