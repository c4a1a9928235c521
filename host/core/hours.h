// SPDX-License-Identifier: MIT
// hours.h - when a lane is staffed: slots of the week in its own zone, days that are different, and arithmetic on
// staffed time (R8, G7, G13). A slot is a shift: where one ends and the next begins, somebody else is there.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "host/core/zone.h"

namespace baton::core {

struct Slot {
  Millis from = 0;  // of the day, as clocks show it
  Millis to = kDay;
};

struct Hours {
  bool always = true;                           // nothing is configured: somebody is there around the clock
  std::shared_ptr<const Zone> zone;             // null: UTC
  std::array<std::vector<Slot>, 7> week;        // Monday first; by time, without overlap
  std::map<std::int64_t, std::vector<Slot>> dates;  // instead of the week: holidays have no slots
  const Zone& where() const;
};

struct Shift {
  Instant from;
  Instant to;
};

// The first shift that ends after `at`; nothing where there is none within two years, or around the clock.
std::optional<Shift> shift_after(const Hours& hours, Instant at);
bool staffed(const Hours& hours, Instant at);
Instant next_opening(const Hours& hours, Instant at);                   // `at` itself while staffed; 0 = never
Instant add_staffed(const Hours& hours, Instant from, Millis span);     // when so much staffed time is over; 0 = never
Millis staffed_between(const Hours& hours, Instant from, Instant to);
// The earliest end of a shift from `from` on after which less than `least` staffed time lies before `end`; `from`
// itself where there is less from the beginning. 0 = there is enough until the end.
Instant unstaffed_from(const Hours& hours, Instant from, Instant end, Millis least);

}  // namespace baton::core
