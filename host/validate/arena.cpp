// SPDX-License-Identifier: MIT
#include "host/validate/arena.h"

#include <sys/mman.h>
#include <unistd.h>

#include <new>

namespace baton::validate {

Arena::~Arena() {
  for (const auto& mapping : mappings_) munmap(mapping.at, mapping.size);
}

void* Arena::bytes(std::size_t size, std::size_t alignment) {
  if (!guarded_) {
    plain_.emplace_back(size / sizeof(std::max_align_t) + 1);
    return plain_.back().data();
  }
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const auto room = (size + alignment + page - 1) / page * page;
  void* at = mmap(nullptr, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) throw std::bad_alloc();
  mappings_.push_back({at, room + page});
  if (mprotect(static_cast<char*>(at) + room, page, PROT_NONE) != 0) throw std::bad_alloc();
  return static_cast<char*>(at) + (room - size) / alignment * alignment;
}

baton_str_t Arena::text(std::string_view text) {
  auto* at = static_cast<char*>(bytes(text.size(), 1));
  std::memcpy(at, text.data(), text.size());
  return {at, text.size()};
}

baton_bytes_t Arena::blob(std::string_view content) {
  const auto made = text(content);
  return {reinterpret_cast<const std::uint8_t*>(made.data), made.size};
}

void Arena::forbid() {
  if (!guarded_) return;
  for (const auto& mapping : mappings_) mprotect(mapping.at, mapping.size, PROT_NONE);
}

}  // namespace baton::validate
