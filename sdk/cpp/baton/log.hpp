// SPDX-License-Identifier: MIT
// log.hpp - log lines with fields, written through the host. Any thread; never blocks; never throws.
//
//   host().log().warning("the account is limited", {{"http_status", 429}, {"retry_after_ms", 60000}});
//
// No secrets and no customer text, neither in the message nor in a field.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

struct LogField {
  LogField(std::string_view field_key, std::string_view text) noexcept : key(field_key), value(text) {}
  LogField(std::string_view field_key, const char* text) noexcept : key(field_key), value(text) {}
  template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer>>>
  LogField(std::string_view field_key, Integer count) noexcept
      : key(field_key), number(static_cast<std::int64_t>(count)), is_number(true) {}

  std::string_view key;
  std::string_view value;
  std::int64_t number = 0;
  bool is_number = false;
};

class Log {
 public:
  using Fields = std::initializer_list<LogField>;

  Log(const baton_host_t* host, const baton_log_t* table) noexcept : host_(host), table_(table) {}

  void debug(std::string_view message, Fields fields = {}) const noexcept {
    write(BATON_LOG_DEBUG, message, fields);
  }
  void info(std::string_view message, Fields fields = {}) const noexcept {
    write(BATON_LOG_INFO, message, fields);
  }
  void warning(std::string_view message, Fields fields = {}) const noexcept {
    write(BATON_LOG_WARNING, message, fields);
  }
  void error(std::string_view message, Fields fields = {}) const noexcept {
    write(BATON_LOG_ERROR, message, fields);
  }

  bool enabled(baton_log_level_t level) const noexcept {
    return table_ != nullptr && table_->enabled(host_, level) != 0;
  }

  // A line that cannot be made for want of memory is dropped.
  void write(baton_log_level_t level, std::string_view message, Fields fields = {}) const noexcept {
    if (!enabled(level)) return;
    try {
      const std::string json = encode(fields);
      table_->write(host_, level, str(message), str_or_absent(json));
    } catch (...) {
    }
  }

 private:
  static std::string encode(Fields fields) {
    if (fields.size() == 0) return {};
    std::string json = "{";
    for (const LogField& field : fields) {
      if (json.size() > 1) json.push_back(',');
      append_json_string(json, field.key);
      json.push_back(':');
      if (field.is_number) {
        json.append(std::to_string(field.number));
      } else {
        append_json_string(json, field.value);
      }
    }
    json.push_back('}');
    return json;
  }

  const baton_host_t* host_;
  const baton_log_t* table_;
};

}  // namespace v0
}  // namespace baton::sdk
