// SPDX-License-Identifier: MIT
// filled.h - a record of the host in which every field says something, lists and what hangs on them included. What a
// field says follows from its place alone ("case.7.1"), so that a record which grew says the same in its old fields.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "sdk/wire/records.h"

namespace baton::corpus {

class Filler {
 public:
  static constexpr bool kReads = true;

  // Good as long as this lives.
  template <class Record>
  Record& filled(const std::string& name) {
    auto made = std::make_shared<Record>();
    kept_.push_back(made);
    fill(*made, name);
    return *made;
  }

  template <wire::WireNumber T>
  void operator()(T& number) {
    number = static_cast<T>(1 + place_of(next()) % 89);
  }
  void operator()(baton_str_t& text) { text = said(next()); }
  void operator()(baton_bytes_t& bytes) {
    const baton_str_t text = said(next());
    bytes = {reinterpret_cast<const std::uint8_t*>(text.data), text.size};
  }
  template <class Record>
  void list(const Record* const*& items, std::uint32_t& count) {
    const std::string name = next();
    auto array = std::make_shared<std::vector<const Record*>>();
    for (const char* which : {"a", "b"}) array->push_back(&filled<Record>(name + which));
    kept_.push_back(array);
    items = array->data();
    count = static_cast<std::uint32_t>(array->size());
  }
  template <class Value>
  void values(const Value*& items, std::uint32_t& count) {
    const std::string name = next();
    auto array = std::make_shared<std::vector<Value>>(2);
    for (Value& value : *array) fill_value(value, name + (&value == array->data() ? "a" : "b"));
    kept_.push_back(array);
    items = array->data();
    count = static_cast<std::uint32_t>(array->size());
  }
  template <class Record>
  void maybe(const Record*& one) {
    one = &filled<Record>(next());
  }

 private:
  // Place by place: the name of the record, and the number of the field in it.
  std::string next() { return name_ + "." + std::to_string(++field_); }
  static unsigned place_of(const std::string& place) {
    unsigned sum = 0;
    for (const char c : place) sum = sum * 31 + static_cast<unsigned char>(c);
    return sum;
  }
  baton_str_t said(std::string text) {
    texts_.push_back(std::move(text));
    return {texts_.back().data(), texts_.back().size()};
  }
  template <class Record>
  void fill(Record& record, const std::string& name) {
    record.struct_size = sizeof record;
    fill_fields(record, name);
  }
  void fill_value(baton_str_t& text, const std::string& name) { text = said(name); }
  template <class Value>
  void fill_value(Value& value, const std::string& name) {
    fill_fields(value, name);
  }
  template <class Record>
  void fill_fields(Record& record, const std::string& name) {
    const std::string outer = std::exchange(name_, name);
    const int field = std::exchange(field_, 0);
    using wire::fields;
    fields(*this, record);
    name_ = outer;
    field_ = field;
  }

  std::string name_;
  int field_ = 0;
  std::deque<std::string> texts_;
  std::vector<std::shared_ptr<void>> kept_;
};

}  // namespace baton::corpus
