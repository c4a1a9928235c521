// SPDX-License-Identifier: MIT
// digest.h - any record of the core as one number, by walking its fields as dump.h does but without making text of
// them: what a walk of a million steps compares states by. Equal records have equal digests, different ones practically
// never the same; where two differ, dump says in what.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/testing/dump.h"

namespace baton::core::testing {

class Digest {
 public:
  std::uint64_t take() const { return sum_; }

  void add(const std::string& value) { mix(std::hash<std::string_view>{}(value)); }
  void add(Instant value) { mix(static_cast<std::uint64_t>(value.ms)); }
  void add(const Owner& value) {
    mix(value.index());
    std::visit([&](const auto& owner) { add_owner(owner); }, value);
  }
  template <class Tag>
  void add(const Id<Tag>& value) { add(value.value); }
  template <class T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
  void add(T value) { mix(static_cast<std::uint64_t>(value)); }
  template <class T>
  void add(const std::optional<T>& value) {
    mix(value.has_value() ? 1 : 2);
    if (value) add(*value);
  }
  template <class T>
  void add(const std::vector<T>& values) {
    mix(values.size());
    for (const auto& value : values) add(value);
  }
  template <class Key, class T>
  void add(const std::map<Key, T>& values) {
    mix(values.size());
    for (const auto& [key, value] : values) {
      add(key);
      add(value);
    }
  }
  template <Record T>
  void add(const T& record) {
    if constexpr (Named<T>) mix(std::hash<std::string_view>{}(T::kName));
    T::fields(record, [&](const char*, const auto& value) { add(value); });
  }

 private:
  void add_owner(const LeadOwner& owner) { add(owner.lane); }
  void add_owner(const AgentOwner& owner) { add(owner.id); }
  void add_owner(const BotOwner& owner) { add(owner.id); }
  void mix(std::uint64_t value) {
    sum_ = (sum_ ^ value) * 0x9e3779b97f4a7c15ULL;
    sum_ ^= sum_ >> 29;
  }

  std::uint64_t sum_ = 0xcbf29ce484222325ULL;
};

template <class T>
std::uint64_t digest(const T& value) {
  Digest digest;
  digest.add(value);
  return digest.take();
}

std::uint64_t digest(const Fact& fact);
std::uint64_t digest(const CustomerState& state);  // compiled once: it walks everything

}  // namespace baton::core::testing
