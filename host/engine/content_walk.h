// SPDX-License-Identifier: MIT
// content_walk.h - visits every piece of content of an input and every reference of a fact, by the records' own field
// lists, so that a field added later cannot be stored unmasked or lose its text.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "host/core/facts.h"
#include "host/core/inputs.h"

namespace baton::engine {

// Words are masked and counted (I4). So is the name a customer goes by, but it is no word of the message it comes with.
// Identities are addresses and remote ids, and stay as they are.
enum class ContentKind { words = 1, name, identity };

template <class T>
concept Listed = requires { T::kHasFields; };

template <class Visit>
void walk_content(core::Content& content, ContentKind kind, Visit& visit) {
  visit(content, kind);
}
template <class T, class Visit>
  requires(!Listed<T>)
void walk_content(T&, ContentKind, Visit&) {}
template <Listed T, class Visit>
  requires(!std::same_as<T, core::Content> && !std::same_as<T, core::ContentRef>)
void walk_content(T& record, ContentKind kind, Visit& visit);
template <class Visit>
void walk_content(core::ContentRef&, ContentKind, Visit&) {}
template <class T, class Visit>
void walk_content(std::vector<T>& list, ContentKind kind, Visit& visit) {
  for (auto& item : list) walk_content(item, kind, visit);
}

// visit(Address&), or visit(const Address&) of a const input. Addresses stand in a place, alone or in a list.
template <class Record, class Visit>
void walk_addresses(Record& record, Visit& visit) {
  using Plain = std::remove_const_t<Record>;
  if constexpr (std::same_as<Plain, core::Address>) {
    visit(record);
  } else if constexpr (std::same_as<Plain, std::vector<core::Address>>) {
    for (auto& address : record) visit(address);
  } else if constexpr (Listed<Plain>) {
    Plain::fields(record, [&](const char*, auto& field) { walk_addresses(field, visit); });
  }
}
template <class AnyInput, class Visit>
void each_address(AnyInput& input, Visit visit) {
  std::visit([&](auto& known) { walk_addresses(known, visit); }, input);
}

inline ContentKind kind_of_field(std::string_view name, ContentKind inherited) {
  if (name == "name") return ContentKind::name;
  const bool identity = name == "remote_id" || name == "quoted" || name == "addresses" || name == "previous" ||
                        name == "learned";
  return identity ? ContentKind::identity : inherited;
}

template <Listed T, class Visit>
  requires(!std::same_as<T, core::Content> && !std::same_as<T, core::ContentRef>)
void walk_content(T& record, ContentKind kind, Visit& visit) {
  T::fields(record, [&](const char* name, auto& field) { walk_content(field, kind_of_field(name, kind), visit); });
}

// visit(Content&, ContentKind)
template <class Visit>
void each_content(core::Input& input, Visit visit) {
  std::visit([&](auto& known) { walk_content(known, ContentKind::words, visit); }, input);
}

template <class Visit>
void walk_refs(const core::ContentRef& ref, Visit& visit) {
  visit(ref);
}
template <class T, class Visit>
  requires(!Listed<T>)
void walk_refs(const T&, Visit&) {}
template <Listed T, class Visit>
  requires(!std::same_as<T, core::ContentRef>)
void walk_refs(const T& record, Visit& visit);
template <class T, class Visit>
void walk_refs(const std::vector<T>& list, Visit& visit) {
  for (const auto& item : list) walk_refs(item, visit);
}
template <Listed T, class Visit>
  requires(!std::same_as<T, core::ContentRef>)
void walk_refs(const T& record, Visit& visit) {
  T::fields(record, [&](const char*, const auto& field) { walk_refs(field, visit); });
}

// visit(const ContentRef&)
template <class Visit>
void each_ref(const core::Fact& fact, Visit visit) {
  std::visit([&](const auto& known) { walk_refs(known, visit); }, fact);
}

}  // namespace baton::engine
