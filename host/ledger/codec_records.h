// SPDX-License-Identifier: MIT
// codec_records.h - the codec for any record or variant that lists its fields (host/core/reflect.h): the customer's,
// and those of the streams beside it (roster, channels, alarms). Include it in few .cpp files; it is all templates.
#pragma once

#include "host/ledger/codec_read.h"
#include "host/ledger/codec_write.h"

namespace baton::ledger {

template <codec::Record T>
void write_record(std::string& out, const T& record) {
  codec::write_value(out, record);
}

template <codec::Record T>
std::optional<T> read_record(std::string_view text) {
  const auto document = codec::parse(text);
  T record{};
  if (!document || !codec::read_members(*document, record)) return std::nullopt;
  return record;
}

// Fields only; name and version are stored beside it.
template <class... T>
void write_variant(std::string& out, const std::variant<T...>& value) {
  std::visit([&](const auto& record) { codec::write_value(out, record); }, value);
}

template <class V>
std::optional<V> read_variant(std::string_view name, int version, std::string_view text) {
  const auto document = codec::parse(text);
  V value{};
  if (!document || !codec::read_alternative(name, version, *document, value)) return std::nullopt;
  return value;
}

// {"t":name,"v":version, fields}.
template <class... T>
void write_tagged_variant(std::string& out, const std::variant<T...>& value) {
  std::visit([&](const auto& record) { codec::write_tagged(out, record); }, value);
}

template <class V>
std::optional<V> read_tagged_variant(std::string_view text) {
  const auto document = codec::parse(text);
  V value{};
  if (!document || !codec::read_tagged(*document, value)) return std::nullopt;
  return value;
}

template <class... T>
std::string_view record_name(const std::variant<T...>& value) {
  return std::visit([]<class R>(const R&) { return R::kName; }, value);
}

template <class... T>
int record_version(const std::variant<T...>& value) {
  return std::visit([]<class R>(const R&) { return R::kVersion; }, value);
}

}  // namespace baton::ledger
