// SPDX-License-Identifier: MIT
// shown.h - a plugin's record as one line of text: the number of each field that says something, and what it says. A
// field that did not exist when the line was recorded is absent from an old plugin's record, and from its line.
#pragma once

#include <string>
#include <string_view>

#include "sdk/wire/records.h"

namespace baton::corpus {

class Shower {
 public:
  static constexpr bool kReads = false;

  template <class Record>
  static std::string shown(const Record& record) {
    Shower shower;
    shower.record(record);
    return shower.out_;
  }

  template <wire::WireNumber T>
  void operator()(const T& number) {
    ++field_;
    if (number != T{}) begin() += std::to_string(number);
  }
  void operator()(const baton_str_t& text) { show(text.data, text.size); }
  void operator()(const baton_bytes_t& bytes) { show(reinterpret_cast<const char*>(bytes.data), bytes.size); }
  template <class Record>
  void list(const Record* const* const& items, const std::uint32_t& count) {
    ++field_;
    if (count == 0) return;
    begin();
    for (std::uint32_t i = 0; i < count; ++i) record(*items[i]);
  }
  template <class Value>
  void values(const Value* const& items, const std::uint32_t& count) {
    ++field_;
    if (count == 0) return;
    begin();
    for (std::uint32_t i = 0; i < count; ++i) value(items[i]);
  }
  template <class Record>
  void maybe(const Record* const& one) {
    ++field_;
    if (one == nullptr) return;
    begin();
    record(*one);
  }

 private:
  std::string& begin() { return out_ += " " + std::to_string(field_) + "="; }
  void show(const char* data, std::uint64_t size) {
    ++field_;
    if (data != nullptr) begin() += "'" + std::string(data, size) + "'";
  }
  void value(const baton_str_t& text) { out_ += "'" + std::string(text.data, text.size) + "'"; }
  template <class Value>
  void value(const Value& one) {
    record(one);
  }
  template <class Record>
  void record(const Record& one) {
    const int outer = std::exchange(field_, 0);
    out_ += "{";
    using wire::fields;
    fields(*this, one);
    out_ += " }";
    field_ = outer;
  }

  std::string out_;
  int field_ = 0;
};

}  // namespace baton::corpus
