// SPDX-License-Identifier: MIT
// arena.h - memory a plugin borrows for one call. Guarded, every text and record ends where a page begins
// that may not be touched, and all of it can be taken away once the call is over: a plugin that reads past
// the end, or later, crashes there and then instead of getting away with it.
#pragma once

#include <baton/types.h>

#include <cstddef>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace baton::validate {

class Arena {
 public:
  // `tail`: bytes past the end of each record that its struct_size counts in, as in a record of newer
  // headers.
  explicit Arena(bool guarded = false, std::uint32_t tail = 0) : guarded_(guarded), tail_(tail) {}
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  template <class Record>
  Record* record() {
    auto* made = static_cast<Record*>(bytes(sizeof(Record) + tail_, alignof(Record)));
    std::memset(made, 0, sizeof(Record));
    std::memset(reinterpret_cast<char*>(made) + sizeof(Record), 0xAA, tail_);
    made->struct_size = static_cast<std::uint32_t>(sizeof(Record)) + tail_;
    return made;
  }
  template <class Item>
  Item* array(const std::vector<Item>& items) {
    if (items.empty()) return nullptr;
    auto* made = static_cast<Item*>(bytes(items.size() * sizeof(Item), alignof(Item)));
    std::memcpy(static_cast<void*>(made), items.data(), items.size() * sizeof(Item));
    return made;
  }
  // Of memory that stays where it is, as all of the arena does.
  baton_str_t text(std::string_view text);
  baton_bytes_t blob(std::string_view bytes);
  void* bytes(std::size_t size, std::size_t alignment);  // not cleared

  // The call is over: nothing here may be touched any more. Only where guarded.
  void forbid();

 private:
  struct Mapping {
    void* at;
    std::size_t size;
  };
  const bool guarded_;
  const std::uint32_t tail_;
  std::deque<std::vector<std::max_align_t>> plain_;
  std::vector<Mapping> mappings_;
};

}  // namespace baton::validate
