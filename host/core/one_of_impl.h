// SPDX-License-Identifier: MIT
// one_of_impl.h - the definitions of one_of.h, for the one file of each such variant.
#pragma once

#include <new>
#include <utility>

#include "host/core/one_of.h"

namespace baton::core {

template <class... T>
OneOf<T...>::OneOf() : std::variant<T...>() {}
template <class... T>
template <class R>
  requires(std::same_as<R, T> || ...)
OneOf<T...>::OneOf(R record) : std::variant<T...>(std::in_place_type<R>, std::move(record)) {}
template <class... T>
OneOf<T...>::OneOf(const OneOf& other) : std::variant<T...>(static_cast<const std::variant<T...>&>(other)) {}
template <class... T>
OneOf<T...>::OneOf(OneOf&& other) noexcept : std::variant<T...>(static_cast<std::variant<T...>&&>(other)) {}
template <class... T>
OneOf<T...>& OneOf<T...>::operator=(const OneOf& other) {
  std::variant<T...>::operator=(static_cast<const std::variant<T...>&>(other));
  return *this;
}
template <class... T>
OneOf<T...>& OneOf<T...>::operator=(OneOf&& other) noexcept {
  std::variant<T...>::operator=(static_cast<std::variant<T...>&&>(other));
  return *this;
}
template <class... T>
OneOf<T...>::~OneOf() noexcept {}  // NOLINT: `= default` would not be kept

// `template class Everything<Fact>;` makes all of it, so that other files find it.
template <class V>
class Everything;
template <class... T>
class Everything<OneOf<T...>> {
 public:
  static void all(OneOf<T...>* room, OneOf<T...>& other) {
    new (room) OneOf<T...>();
    *room = other;
    room->~OneOf();
    new (room) OneOf<T...>(std::as_const(other));
    *room = std::move(other);
    room->~OneOf();
    new (room) OneOf<T...>(std::move(other));
    ((*room = OneOf<T...>(T{})), ...);
  }
};

}  // namespace baton::core
