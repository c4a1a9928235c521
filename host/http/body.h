// SPDX-License-Identifier: MIT
// body.h - a JSON request body, read field by field: what is wrong is named by pointer, unknown fields are refused so
// that a misspelt one is not silently ignored.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host/net/message.h"

namespace baton::http {

class Body {
 public:
  explicit Body(const net::Request& request);             // throws BadRequest 400
  Body(nlohmann::json value, std::string pointer);

  std::string text(const char* name);                      // required; throws BadRequest 422
  std::string text_or(const char* name, std::string otherwise = {});
  std::int64_t integer(const char* name);
  std::optional<std::int64_t> integer_if(const char* name);
  std::optional<double> number_if(const char* name);
  bool flag_or(const char* name, bool otherwise);
  std::vector<std::string> texts(const char* name);
  bool has(const char* name) const;
  bool is_text(const char* name) const;
  Body object(const char* name);
  void done() const;  // throws for fields nobody read

 private:
  const nlohmann::json* field(const char* name);
  [[noreturn]] void wrong(const char* name, const std::string& what) const;

  nlohmann::json value_;
  std::string pointer_;
  std::set<std::string> read_;
};

}  // namespace baton::http
