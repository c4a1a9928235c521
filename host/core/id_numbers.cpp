// SPDX-License-Identifier: MIT
#include "host/core/id_numbers.h"

namespace baton::core {
namespace {

// FNV-1a; the same on every machine, so that nothing depends on where it runs.
std::uint32_t hash_of(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char letter : id) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

constexpr std::size_t kSlotsLeast = 16;

}  // namespace

IdNumbers::Number IdNumbers::find(std::string_view id) const {
  if (slots_.empty()) return kNone;
  const auto hash = hash_of(id);
  for (auto at = home(hash); slots_[at].number != kNone; at = next(at))
    if (slots_[at].hash == hash && ids_[slots_[at].number] == id) return slots_[at].number;
  return kNone;
}

IdNumbers::Number IdNumbers::add(std::string_view id) {
  if (const auto known = find(id); known != kNone) return known;
  Number number = 0;
  if (free_.empty()) {
    number = static_cast<Number>(ids_.size());
    ids_.emplace_back(id);
  } else {
    number = free_.back();
    free_.pop_back();
    ids_[number] = id;
  }
  if (2 * size() > slots_.size()) grow();
  place({hash_of(id), number});
  return number;
}

void IdNumbers::place(Slot slot) {
  auto at = home(slot.hash);
  while (slots_[at].number != kNone) at = next(at);
  slots_[at] = slot;
}

void IdNumbers::grow() {
  std::vector<Slot> old(slots_.empty() ? kSlotsLeast : 2 * slots_.size());
  old.swap(slots_);
  for (const auto& slot : old)
    if (slot.number != kNone) place(slot);
}

// What stands behind it and would no longer be found moves up.
void IdNumbers::remove(Number number) {
  auto hole = home(hash_of(ids_[number]));
  while (slots_[hole].number != number) hole = next(hole);
  for (auto at = next(hole); slots_[at].number != kNone; at = next(at)) {
    const auto mask = slots_.size() - 1;
    const auto from_home = (at - home(slots_[at].hash)) & mask;
    const auto from_hole = (at - hole) & mask;
    if (from_home < from_hole) continue;
    slots_[hole] = slots_[at];
    hole = at;
  }
  slots_[hole] = {};
  ids_[number].clear();
  free_.push_back(number);
}

}  // namespace baton::core
