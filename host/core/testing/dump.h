// SPDX-License-Identifier: MIT
// dump.h - any record of the core as canonical text, by walking its fields: what tests compare states and print facts
// with. A field that is missing from a record's list would be missing here too, so the lists are what is trusted.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "host/core/inputs.h"
#include "host/core/state.h"

namespace baton::core::testing {

template <class T>
concept Record = requires { T::kHasFields; };
template <class T>
concept Named = requires { T::kName; };

class Dump {
 public:
  std::string take() { return std::move(text_); }

  void add(const std::string& value) { text_ += '"' + value + '"'; }
  void add(Instant value) { text_ += std::to_string(value.ms); }
  void add(const Owner& value) { text_ += to_string(value); }
  template <class Tag>
  void add(const Id<Tag>& value) { text_ += value.value; }
  template <class T>
    requires std::is_arithmetic_v<T>
  void add(T value) { text_ += std::to_string(value); }
  template <class T>
    requires std::is_enum_v<T>
  void add(T value) { text_ += word(value); }
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) add(*value);
    else text_ += '-';
  }
  template <class T>
  void add(const std::vector<T>& values) {
    text_ += '[';
    for (const auto& value : values) {
      add(value);
      text_ += ',';
    }
    text_ += ']';
  }
  template <class Key, class T>
  void add(const std::map<Key, T>& values) {
    text_ += '{';
    for (const auto& [key, value] : values) {
      add(key);
      text_ += "=>";
      add(value);
      text_ += '\n';
    }
    text_ += '}';
  }
  template <Record T>
  void add(const T& record) {
    if constexpr (Named<T>) text_ += T::kName;
    text_ += '(';
    T::fields(record, [&](const char* name, const auto& value) {
      text_ += name;
      text_ += '=';
      add(value);
      text_ += ' ';
    });
    text_ += ')';
  }

 private:
  std::string text_;
};

template <class T>
std::string dump(const T& value) {
  Dump dump;
  dump.add(value);
  return dump.take();
}

std::string dump(const Fact& fact);
std::string dump(const Input& input);

}  // namespace baton::core::testing
