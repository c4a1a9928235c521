// SPDX-License-Identifier: MIT
// content.h - words, names, addresses and remote ids (C7). Facts and state carry only the reference; the text travels
// beside it in memory and is stored apart, under the customer's key, so that erasing keeps replay true.
#pragma once

#include <cstdint>
#include <string>

#include "host/core/reflect.h"

namespace baton::core {

struct ContentRef {
  std::int64_t id = 0;  // 0 = none
  std::string hash;     // keyed hash under the customer's key: equal texts of one customer have equal hashes
  BATON_FIELDS(id, hash)
  bool operator==(const ContentRef&) const = default;
  explicit operator bool() const { return id != 0; }
  bool same_text(const ContentRef& other) const { return !hash.empty() && hash == other.hash; }
};

// Only inputs hold Content. `text` is never written to the history; the engine masks it (I4), gives it a reference
// and stores it before the input is decided upon.
struct Content {
  ContentRef ref;
  std::string text;
  BATON_FIELDS(ref)
  bool absent() const { return text.empty() && !ref; }
};

// I3: an order, an invoice, a ticket that words name. The number itself is content; its keyed hash tells two apart.
struct NamedObject {
  std::string kind;
  std::uint64_t key = 0;
  BATON_FIELDS(kind, key)
  bool operator==(const NamedObject&) const = default;
};

}  // namespace baton::core
