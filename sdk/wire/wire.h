// SPDX-License-Identifier: MIT
// wire.h - values as bytes: little-endian numbers, texts and lists with their length before them, and records whose
// length is before their fields, in the order of the headers. A reader skips the fields of a record it does not know,
// and finds those absent that an older writer did not have: the rule of the records themselves.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory_resource>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <baton/types.h>

namespace baton::wire {

inline constexpr std::uint32_t kAbsent = 0xFFFFFFFF;

template <class T>
concept WireNumber = std::is_integral_v<T> || std::is_enum_v<T>;

class Writer {
 public:
  static constexpr bool kReads = false;

  template <WireNumber T>
  void operator()(const T& number) {
    out_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void operator()(const baton_str_t& text) { bytes(text.data, text.size); }
  void operator()(const baton_bytes_t& data) { bytes(reinterpret_cast<const char*>(data.data), data.size); }
  void operator()(std::string_view text) { bytes(text.data() == nullptr ? "" : text.data(), text.size()); }

  template <class Record>
  void record(const Record& record) {
    const auto at = out_.size();
    (*this)(std::uint32_t{0});
    fields(*this, record);
    const auto length = static_cast<std::uint32_t>(out_.size() - at - sizeof(std::uint32_t));
    std::memcpy(out_.data() + at, &length, sizeof length);
  }
  template <class Record>  // an array of pointers to records
  void list(const Record* const* const& items, const std::uint32_t& count) {
    (*this)(count);
    for (std::uint32_t i = 0; i < count; ++i) record(*items[i]);
  }
  template <class Value>  // an array of values whose layout is frozen
  void values(const Value* const& items, const std::uint32_t& count) {
    (*this)(count);
    for (std::uint32_t i = 0; i < count; ++i) value(items[i]);
  }
  template <class Record>
  void maybe(const Record* const& one) {
    (*this)(std::uint8_t{one != nullptr});
    if (one != nullptr) record(*one);
  }

  std::string_view bytes() const { return out_; }
  std::string_view with(const Writer& more) { return out_ += more.out_; }
  void clear() { out_.clear(); }

 private:
  void value(const baton_str_t& text) { (*this)(text); }
  template <class Value>
  void value(const Value& one) {
    fields(*this, one);
  }
  void bytes(const char* data, std::uint64_t size) {
    if (data == nullptr) return (*this)(kAbsent);
    (*this)(static_cast<std::uint32_t>(size));
    out_.append(data, size);
  }

  std::string out_;
};

// Texts are borrowed from the bytes that are read, lists and records from the reader's own memory: all of it is good as
// long as both live. What does not add up makes the reader `bad`, and everything after it zero and absent.
class Reader {
 public:
  static constexpr bool kReads = true;

  explicit Reader(std::string_view in) : at_(in.data()), end_(in.data() + in.size()) {}

  bool bad() const { return bad_; }
  bool at_end() const { return at_ == end_; }

  template <WireNumber T>
  void operator()(T& number) {
    number = T{};
    if (at_ == end_) return;  // an older writer's record
    if (static_cast<std::size_t>(end_ - at_) < sizeof number) return fail();
    std::memcpy(&number, at_, sizeof number);
    at_ += sizeof number;
  }
  void operator()(baton_str_t& text) { text = {nullptr, 0}, take(text.data, text.size); }
  void operator()(baton_bytes_t& data) {
    const char* begin = nullptr;
    data = {nullptr, 0};
    take(begin, data.size);
    data.data = reinterpret_cast<const std::uint8_t*>(begin);
  }
  void operator()(std::string& text) {
    baton_str_t seen{};
    (*this)(seen);
    text.assign(seen.data == nullptr ? "" : seen.data, seen.size);
  }

  template <class Record>
  void record(Record& record) {
    std::memset(&record, 0, sizeof record);
    record.struct_size = sizeof record;
    std::uint32_t length = 0;
    (*this)(length);
    if (length > static_cast<std::size_t>(end_ - at_)) return fail();
    const char* const after = at_ + length;
    const char* const outer = std::exchange(end_, after);
    fields(*this, record);
    if (bad_) return;
    at_ = after;
    end_ = outer;
  }
  template <class Record>
  void list(const Record* const*& items, std::uint32_t& count) {
    const Record** made = array<const Record*>(count, sizeof(std::uint32_t));
    for (std::uint32_t i = 0; i < count && !bad_; ++i) {
      auto* one = static_cast<Record*>(memory_.allocate(sizeof(Record), alignof(Record)));
      record(*one);
      made[i] = one;
    }
    items = bad_ ? nullptr : made;
    if (bad_) count = 0;
  }
  template <class Value>
  void values(const Value*& items, std::uint32_t& count) {
    Value* made = array<Value>(count, sizeof(std::uint32_t));
    for (std::uint32_t i = 0; i < count && !bad_; ++i) value(made[i]);
    items = bad_ ? nullptr : made;
    if (bad_) count = 0;
  }
  template <class Record>
  void maybe(const Record*& one) {
    std::uint8_t present = 0;
    (*this)(present);
    one = nullptr;
    if (present == 0) return;
    auto* made = static_cast<Record*>(memory_.allocate(sizeof(Record), alignof(Record)));
    record(*made);
    if (!bad_) one = made;
  }

 private:
  void fail() {
    bad_ = true;
    at_ = end_;
  }
  void value(baton_str_t& text) { (*this)(text); }
  template <class Value>
  void value(Value& one) {
    std::memset(&one, 0, sizeof one);
    fields(*this, one);
  }
  void take(const char*& data, std::uint64_t& size) {
    if (at_ == end_) return;
    std::uint32_t length = 0;
    (*this)(length);
    if (bad_ || length == kAbsent) return;
    if (length > static_cast<std::size_t>(end_ - at_)) return fail();
    data = at_;
    size = length;
    at_ += length;
  }
  // Each element takes at least `least` bytes, so a count that is too large is seen before memory is taken for it.
  template <class Element>
  Element* array(std::uint32_t& count, std::size_t least) {
    (*this)(count);
    if (bad_ || count > static_cast<std::size_t>(end_ - at_) / least) {
      fail();
      count = 0;
    }
    if (count == 0) return nullptr;
    return static_cast<Element*>(memory_.allocate(sizeof(Element) * count, alignof(Element)));
  }

  const char* at_;
  const char* end_;
  bool bad_ = false;
  std::pmr::monotonic_buffer_resource memory_;
};

// What a record is to a writer, and to a reader.
template <class Visitor, class Record>
using Of = std::conditional_t<Visitor::kReads, Record, const Record>;

}  // namespace baton::wire
