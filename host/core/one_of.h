// SPDX-License-Identifier: MIT
// one_of.h - a variant of many records that is cheap to compile. A plain std::variant of seventy records instantiates
// its copying, moving and destroying in every file that hands one on, which took most of the time of every build; here
// these are declared only, and defined in the one file that includes one_of_impl.h and says
// `template class Everything<Fact>`. It is read as any variant: std::get_if, std::visit, std::variant_size.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <variant>

namespace baton::core {

// Kept as functions that other files can call, whatever is made of their calls where they are defined. It must stand
// here: what a definition adds does not reach the instances.
#define BATON_KEPT [[gnu::noinline, gnu::used]]

template <class... T>
class OneOf : public std::variant<T...> {
 public:
  BATON_KEPT OneOf();
  // By value, so that each record has one such constructor.
  template <class R>
    requires(std::same_as<R, T> || ...)
  BATON_KEPT OneOf(R record);  // NOLINT: a record is a fact
  BATON_KEPT OneOf(const OneOf& other);
  BATON_KEPT OneOf(OneOf&& other) noexcept;
  BATON_KEPT OneOf& operator=(const OneOf& other);
  BATON_KEPT OneOf& operator=(OneOf&& other) noexcept;
  BATON_KEPT ~OneOf() noexcept;
};

#undef BATON_KEPT

}  // namespace baton::core

template <class... T>
struct std::variant_size<baton::core::OneOf<T...>> : std::variant_size<std::variant<T...>> {};
template <std::size_t I, class... T>
struct std::variant_alternative<I, baton::core::OneOf<T...>> : std::variant_alternative<I, std::variant<T...>> {};
