// SPDX-License-Identifier: MIT
// Meta's error codes: the HTTP status and the title each comes with, and the two shapes they take.
#pragma once

#include <string>
#include <string_view>

#include "host/sandbox/json_http.h"

namespace baton::sandbox::whatsapp {

struct CodeInfo {
  int code;
  int http;
  std::string_view title;
};

// 131000 for a code that is not known.
CodeInfo info_of(int code);

struct GraphError {
  int code = 0;  // 0: no error
  std::string details;
  int http = 0;  // 0: the one of the code
  int subcode = 0;
  explicit operator bool() const { return code != 0; }
};

net::Response error_response(const GraphError& error,
                             const std::string& trace);     // the body of a refused call
Json error_in_webhook(int code, std::string_view details);  // an element of errors[]

}  // namespace baton::sandbox::whatsapp
