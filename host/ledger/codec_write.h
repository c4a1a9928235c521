// SPDX-License-Identifier: MIT
// codec_write.h - any record of the core -> JSON text, straight into a string and in field order. A type that is not
// covered here does not compile, so that nothing is stored in part.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "host/core/content.h"
#include "host/core/ids.h"
#include "host/core/one_of.h"
#include "host/core/owner.h"
#include "host/core/time.h"
#include "host/core/words.h"

namespace baton::ledger::codec {

// Quoted and escaped. Bytes that are not UTF-8 become U+FFFD: what is stored can always be read again.
void write_text(std::string& out, std::string_view text);
void write_number(std::string& out, std::int64_t number);
void write_number(std::string& out, std::uint64_t number);

template <class T>
concept Record = requires { T::kHasFields; };
template <class T>
concept Named = Record<T> && requires {
  T::kName;
  T::kVersion;
};
template <class T>
concept Word = std::is_enum_v<T> && requires { core::Words<T>::all; };

template <class T>
struct IdTraits : std::false_type {};
template <class Tag>
struct IdTraits<core::Id<Tag>> : std::true_type {};
template <class T>
struct ListTraits : std::false_type {};
template <class T>
struct ListTraits<std::vector<T>> : std::true_type {};
template <class T>
struct ListTraits<std::set<T>> : std::true_type {};
template <class T>
struct MapTraits : std::false_type {};
template <class K, class V>
struct MapTraits<std::map<K, V>> : std::true_type {};
template <class T>
struct OptionalTraits : std::false_type {};
template <class T>
struct OptionalTraits<std::optional<T>> : std::true_type {};
template <class T>
struct VariantTraits : std::false_type {};
template <Named... T>
struct VariantTraits<std::variant<T...>> : std::true_type {};
template <Named... T>
struct VariantTraits<core::OneOf<T...>> : std::true_type {};

template <class T>
inline constexpr bool kNotCovered = false;

template <class T>
void write_value(std::string& out, const T& value);

// `"a":1,"b":2` without braces.
template <Record T>
void write_members(std::string& out, const T& record) {
  bool first = true;
  T::fields(record, [&]<std::size_t N, class Field>(const char (&name)[N], const Field& field) {
    if (!first) out += ',';
    first = false;
    out += '"';
    out.append(name, N - 1);
    out.append("\":", 2);
    write_value(out, field);
  });
}

template <class K>
void write_key(std::string& out, const K& key) {
  if constexpr (IdTraits<K>::value) {
    write_text(out, key.value);
  } else {
    static_assert(std::same_as<K, std::string>, "codec: map keys are ids or strings");
    write_text(out, key);
  }
}

// {"t":name,"v":version, fields}: a record of a variant that must say itself what it is.
template <Named T>
void write_tagged(std::string& out, const T& record) {
  out.append("{\"t\":\"").append(T::kName).append("\",\"v\":");
  write_number(out, std::int64_t{T::kVersion});
  const auto before = out.size();
  out += ',';
  write_members(out, record);
  if (out.size() == before + 1) out.pop_back();
  out += '}';
}

template <class List>
void write_list(std::string& out, const List& list) {
  out += '[';
  bool first = true;
  for (const auto& item : list) {
    if (!first) out += ',';
    first = false;
    write_value(out, static_cast<const typename List::value_type&>(item));
  }
  out += ']';
}

template <class Map>
void write_map(std::string& out, const Map& map) {
  out += '{';
  bool first = true;
  for (const auto& [key, item] : map) {
    if (!first) out += ',';
    first = false;
    write_key(out, key);
    out += ':';
    write_value(out, item);
  }
  out += '}';
}

inline void write_reference(std::string& out, const core::ContentRef& ref) {
  if (ref.id == 0 && ref.hash.empty()) {  // most references of most facts: worth four bytes only
    out.append("null", 4);
    return;
  }
  out.append("{\"id\":", 6);
  write_number(out, ref.id);
  out.append(",\"hash\":", 8);
  write_text(out, ref.hash);
  out += '}';
}

template <class T>
void write_value(std::string& out, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    value ? out.append("true", 4) : out.append("false", 5);
  } else if constexpr (std::signed_integral<T>) {
    write_number(out, static_cast<std::int64_t>(value));
  } else if constexpr (std::unsigned_integral<T>) {
    write_number(out, static_cast<std::uint64_t>(value));
  } else if constexpr (std::same_as<T, std::string>) {
    write_text(out, value);
  } else if constexpr (IdTraits<T>::value) {
    write_text(out, value.value);
  } else if constexpr (std::same_as<T, core::Instant>) {
    write_number(out, std::int64_t{value.ms});
  } else if constexpr (std::same_as<T, core::Owner>) {
    write_text(out, core::to_string(value));
  } else if constexpr (std::same_as<T, core::ContentRef>) {
    write_reference(out, value);
  } else if constexpr (std::same_as<T, core::Content>) {
    write_reference(out, value.ref);  // the words themselves are never written
  } else if constexpr (Word<T>) {
    out += '"';
    out.append(core::word(value));
    out += '"';
  } else if constexpr (OptionalTraits<T>::value) {
    value ? write_value(out, *value) : static_cast<void>(out.append("null", 4));
  } else if constexpr (ListTraits<T>::value) {
    write_list(out, value);
  } else if constexpr (MapTraits<T>::value) {
    write_map(out, value);
  } else if constexpr (VariantTraits<T>::value) {
    std::visit([&](const auto& record) { write_tagged(out, record); }, value);
  } else if constexpr (Record<T>) {
    out += '{';
    write_members(out, value);
    out += '}';
  } else {
    static_assert(kNotCovered<T>, "codec: this type has no text form; teach codec_write.h and codec_read.h");
  }
}

}  // namespace baton::ledger::codec
