// SPDX-License-Identifier: MIT
// record_check.h - the small questions of check_records.cpp, each of which notes the first fault and then keeps quiet.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include <baton/baton.h>

#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"

namespace baton::plugin {

inline constexpr std::uint32_t kRecordListMaxCount = 4096;  // where the contract has no tighter number

class RecordCheck {
 public:
  std::optional<std::string> fault;

  // False when the record cannot be read at all. Larger records come from newer headers and are fine.
  template <class Record>
  bool record(const char* name, const Record* record) {
    if (record == nullptr) return fail(name, "is NULL");
    if (record->struct_size < sizeof(Record)) return fail(name, "has a struct_size smaller than the contract's");
    return !fault;
  }

  void bytes(const char* name, const void* data, std::uint64_t size, std::uint64_t max_bytes) {
    if (data == nullptr && size != 0) fail(name, "has a size but no data");
    if (size > max_bytes) fail(name, "is larger than its limit");
  }

  void text(const char* name, baton_str_t value, std::uint64_t max_bytes) {
    bytes(name, value.data, value.size, max_bytes);
    if (!fault && value.size != 0 && !is_utf8(view_of(value))) fail(name, "is not valid UTF-8");
  }

  void id(const char* name, baton_str_t value) { text(name, value, BATON_ID_MAX_BYTES); }

  void required_id(const char* name, baton_str_t value) {
    if (value.size == 0) fail(name, "is missing");
    id(name, value);
  }

  void json_object(const char* name, baton_str_t value) {
    bytes(name, value.data, value.size, BATON_ATTRIBUTES_MAX_BYTES);
    if (fault || value.size == 0) return;
    const std::string_view json = view_of(value);
    const auto first = json.find_first_not_of(" \t\r\n");
    // A strict parser also refuses what is not UTF-8.
    if (first == std::string_view::npos || json[first] != '{' || !nlohmann::json::accept(json))
      fail(name, "is not a JSON object");
  }

  // Checks the list itself; `each` is run for every element with its name.
  template <class Element, class Each>
  void list(const char* name, const Element* items, std::uint32_t count, std::uint32_t max_count, Each each) {
    if (count > max_count) fail(name, "has too many entries");
    if (items == nullptr && count != 0) fail(name, "is NULL but has a count");
    for (std::uint32_t i = 0; i < count && !fault; ++i) {
      each(items[i]);
      if (fault) *fault = std::string(name) + "[" + std::to_string(i) + "]->" + *fault;
    }
  }

  bool fail(const char* name, const char* what) {
    if (!fault) fault = std::string(name) + ": " + what;
    return false;
  }
};

}  // namespace baton::plugin
