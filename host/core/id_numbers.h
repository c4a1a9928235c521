// SPDX-License-Identifier: MIT
// id_numbers.h - small numbers for ids, given while they are known and given again afterwards: what is kept of many ids
// lies in a vector, and finding it is one look into a table, however many there are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core {

class IdNumbers {
 public:
  using Number = std::uint32_t;
  static constexpr Number kNone = UINT32_MAX;

  Number find(std::string_view id) const;  // kNone: not known
  Number add(std::string_view id);         // the one it has, where it is known
  void remove(Number number);
  const std::string& id(Number number) const { return ids_[number]; }
  std::size_t size() const { return ids_.size() - free_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    Number number = kNone;
  };
  std::size_t home(std::uint32_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
  void place(Slot slot);
  void grow();

  std::vector<Slot> slots_;  // a power of two, never more than half full
  std::vector<std::string> ids_;
  std::vector<Number> free_;
};

}  // namespace baton::core
