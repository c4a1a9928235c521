// SPDX-License-Identifier: MIT
// id_numbers.h - what is known of many ids, each under a small number while it is known, which is given again
// afterwards. Finding one is a look into a table and one at the entry itself, however many there are: a tree would wait
// for memory at every step.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core {

// FNV-1a; the same on every machine, so that nothing depends on where it runs.
constexpr std::uint32_t hash_of_id(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char letter : id) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

// An `Entry` has its id under `id.value`.
template <class Entry>
class IdNumbers {
 public:
  using Number = std::uint32_t;
  static constexpr Number kNone = UINT32_MAX;

  Number find(std::string_view id) const {  // kNone: not known
    if (slots_.empty()) return kNone;
    const auto hash = hash_of_id(id);
    for (auto at = home(hash); slots_[at].number != kNone; at = next(at))
      if (slots_[at].hash == hash && entries_[slots_[at].number].id.value == id) return slots_[at].number;
    return kNone;
  }

  // REQUIRES: its id is not known.
  Number add(Entry entry) {
    const auto hash = hash_of_id(entry.id.value);
    auto number = static_cast<Number>(entries_.size());
    if (free_.empty()) {
      entries_.push_back(std::move(entry));
    } else {
      number = free_.back();
      free_.pop_back();
      entries_[number] = std::move(entry);
    }
    if (2 * size() > slots_.size()) grow();
    place({hash, number});
    return number;
  }

  // What stands behind it and would no longer be found moves up.
  void remove(Number number) {
    auto hole = home(hash_of_id(entries_[number].id.value));
    while (slots_[hole].number != number) hole = next(hole);
    for (auto at = next(hole); slots_[at].number != kNone; at = next(at)) {
      const auto from_home = (at - home(slots_[at].hash)) & (slots_.size() - 1);
      const auto from_hole = (at - hole) & (slots_.size() - 1);
      if (from_home < from_hole) continue;
      slots_[hole] = slots_[at];
      hole = at;
    }
    slots_[hole] = {};
    entries_[number] = {};
    free_.push_back(number);
  }

  Entry& operator[](Number number) { return entries_[number]; }
  const Entry& operator[](Number number) const { return entries_[number]; }
  std::size_t size() const { return entries_.size() - free_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    Number number = kNone;
  };

  std::size_t home(std::uint32_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

  void place(Slot slot) {
    auto at = home(slot.hash);
    while (slots_[at].number != kNone) at = next(at);
    slots_[at] = slot;
  }

  void grow() {
    constexpr std::size_t kLeast = 16;
    std::vector<Slot> old(slots_.empty() ? kLeast : 2 * slots_.size());
    old.swap(slots_);
    for (const auto& slot : old)
      if (slot.number != kNone) place(slot);
  }

  std::vector<Slot> slots_;  // a power of two, never more than half full
  std::vector<Entry> entries_;
  std::vector<Number> free_;
};

}  // namespace baton::core
