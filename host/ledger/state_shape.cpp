// SPDX-License-Identifier: MIT
#include "host/ledger/state_shape.h"

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "host/core/state.h"

namespace baton::ledger {
namespace {

template <class T>
concept Record = requires { T::kHasFields; };

template <class T>
struct Inner {
  using type = T;
};
template <class T>
struct Inner<std::vector<T>> {
  using type = typename Inner<T>::type;
};
template <class Key, class T>
struct Inner<std::map<Key, T>> {
  using type = typename Inner<T>::type;
};

template <class T>
void add_names(std::string& names) {
  if constexpr (Record<T>) {
    T sample{};
    names += '(';
    T::fields(sample, [&](const char* name, auto& field) {
      names += name;
      names += ' ';
      add_names<typename Inner<std::remove_cvref_t<decltype(field)>>::type>(names);
    });
    names += ')';
  }
}

std::string hash_of(const std::string& text) {  // FNV-1a: only to tell shapes apart
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  std::array<char, 17> digits{};
  for (std::size_t i = 0; i < 16; ++i) digits[i] = "0123456789abcdef"[(hash >> (60 - 4 * i)) & 15u];
  return digits.data();
}

std::string shape() {
  std::string names;
  add_names<core::CustomerState>(names);
  return hash_of(names);
}

}  // namespace

const std::string& state_shape() {
  static const std::string known = shape();
  return known;
}

}  // namespace baton::ledger
