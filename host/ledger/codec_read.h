// SPDX-License-Identifier: MIT
// codec_read.h - JSON -> any record of the core. Missing and null members keep the record's default (older writers),
// unknown ones are passed over (newer writers); a member of the wrong type or an unknown word refuses the record.
#pragma once

#include <limits>

#include "host/ledger/codec_json.h"
#include "host/ledger/codec_write.h"

namespace baton::ledger::codec {

template <class T>
bool read_value(const Json& json, T& value);

template <Record T>
bool read_members(const Json& json, T& record) {
  if (!is_object(json)) return false;
  bool fits = true;
  T::fields(record, [&](const char* name, auto& field) {
    if (!fits) return;
    if (const auto* found = member(json, name)) fits = read_value(*found, field);
  });
  return fits;
}

template <std::integral T>
bool read_integer(const Json& json, T& value) {
  if constexpr (std::signed_integral<T>) {
    const auto number = as_signed(json);
    if (!number || *number < std::numeric_limits<T>::min() || *number > std::numeric_limits<T>::max()) return false;
    value = static_cast<T>(*number);
  } else {
    const auto number = as_unsigned(json);
    if (!number || *number > std::numeric_limits<T>::max()) return false;
    value = static_cast<T>(*number);
  }
  return true;
}

template <class T>
bool read_list(const Json& json, T& list) {
  const auto all = items(json);
  if (!all) return false;
  list.clear();
  for (const auto* one : *all) {
    typename T::value_type item{};
    if (!read_value(*one, item)) return false;
    list.insert(list.end(), std::move(item));
  }
  return true;
}

template <class T>
bool read_map(const Json& json, T& map) {
  const auto all = members(json);
  if (!all) return false;
  map.clear();
  for (const auto& [name, one] : *all) {
    typename T::mapped_type item{};
    if (!read_value(*one, item)) return false;
    map.emplace(typename T::key_type{*name}, std::move(item));
  }
  return true;
}

// Tries each alternative whose name and version are the stored ones; there is at most one.
template <class V, std::size_t... I>
bool read_alternative(std::string_view name, int version, const Json& json, V& value, std::index_sequence<I...>) {
  bool fits = false;
  const auto attempt = [&]<class T>(std::type_identity<T>) {
    if (T::kName != name || T::kVersion != version) return false;
    T record{};
    fits = read_members(json, record);
    if (fits) value = std::move(record);
    return true;
  };
  static_cast<void>((attempt(std::type_identity<std::variant_alternative_t<I, V>>{}) || ...));
  return fits;
}

template <class V>
bool read_alternative(std::string_view name, int version, const Json& json, V& value) {
  return read_alternative(name, version, json, value, std::make_index_sequence<std::variant_size_v<V>>{});
}

template <class V>
bool read_tagged(const Json& json, V& value) {
  const auto* tag = member(json, "t");
  const auto* name = tag == nullptr ? nullptr : as_text(*tag);
  const auto* number = member(json, "v");
  int version = 0;
  if (name == nullptr || number == nullptr || !read_integer(*number, version)) return false;
  return read_alternative(*name, version, json, value);
}

inline bool read_owner(const Json& json, core::Owner& value) {
  const auto* text = as_text(json);
  auto owner = text == nullptr ? std::nullopt : core::owner_from_string(*text);
  if (!owner) return text != nullptr && *text == core::to_string(core::Owner{});  // the default has no lane yet
  value = std::move(*owner);
  return true;
}

template <Word T>
bool read_word(const Json& json, T& value) {
  const auto* text = as_text(json);
  const auto known = text == nullptr ? std::nullopt : core::from_word<T>(*text);
  if (known) value = *known;
  return known.has_value();
}

inline bool read_string(const Json& json, std::string& value) {
  const auto* text = as_text(json);
  if (text != nullptr) value = *text;
  return text != nullptr;
}

template <class T>
bool read_value(const Json& json, T& value) {
  if (is_null(json)) return true;
  if constexpr (std::same_as<T, bool>) {
    const auto flag = as_bool(json);
    if (flag) value = *flag;
    return flag.has_value();
  } else if constexpr (std::integral<T>) {
    return read_integer(json, value);
  } else if constexpr (std::same_as<T, std::string>) {
    return read_string(json, value);
  } else if constexpr (IdTraits<T>::value) {
    return read_string(json, value.value);
  } else if constexpr (std::same_as<T, core::Instant>) {
    return read_integer(json, value.ms);
  } else if constexpr (std::same_as<T, core::Owner>) {
    return read_owner(json, value);
  } else if constexpr (std::same_as<T, core::Content>) {
    return read_members(json, value.ref);
  } else if constexpr (Word<T>) {
    return read_word(json, value);
  } else if constexpr (OptionalTraits<T>::value) {
    return read_value(json, value.emplace());
  } else if constexpr (ListTraits<T>::value) {
    return read_list(json, value);
  } else if constexpr (MapTraits<T>::value) {
    return read_map(json, value);
  } else if constexpr (VariantTraits<T>::value) {
    return read_tagged(json, value);
  } else if constexpr (Record<T>) {
    return read_members(json, value);
  } else {
    static_assert(kNotCovered<T>, "codec: this type has no text form; teach codec_write.h and codec_read.h");
  }
}

}  // namespace baton::ledger::codec
