// SPDX-License-Identifier: MIT
#include "host/core/own_shift.h"

namespace baton::core {
namespace {

constexpr int kSlotsMax = 1000;  // that meet: who works on through all of them is always there

}  // namespace

Instant own_shift_end(const Hours& hours, Instant at) {
  if (hours.always || !staffed(hours, at)) return {};
  auto end = at;
  for (int slot = 0; slot < kSlotsMax; ++slot) {
    const auto shift = shift_after(hours, end);
    if (!shift || shift->from > end) return end;
    end = shift->to;
  }
  return {};
}

}  // namespace baton::core
