// SPDX-License-Identifier: MIT
// Faults on request: which calls they hit and what they do to them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/sandbox/json_http.h"

namespace baton::sandbox::whatsapp {

enum class FaultKind {
  error,        // refused with `code` (and `status`, when given)
  html,         // a 5xx page instead of JSON, nothing is done
  cut_before,   // the connection closes, nothing is done
  cut_after,    // it is done, then the connection closes: the answer is lost
  delay,        // it is done at once and answered after `delay_ms` of real time
  hang_before,  // nothing is done and nobody answers
  hang_after,   // it is done and nobody answers
  fail_later,   // accepted, then a `failed` status with `code`
};

struct Fault {
  std::int64_t id = 0;
  FaultKind kind = FaultKind::error;
  std::string edge;        // "messages", "media", "message_templates", "download", "lookup"; empty: any
  std::string to;          // digits; empty: anybody
  std::string to_suffix;   // last digits of the recipient
  std::string type;        // of the message; empty: any
  std::int64_t count = 1;  // so many calls; 0: all until cleared
  int code = 131000;
  int status = 0;
  std::int64_t delay_ms = 0;
  std::string details;
};

struct Call {
  std::string_view edge;
  std::string_view to;    // digits
  std::string_view type;  // of the message
};

class Faults {
 public:
  // What is wrong with it, or "".
  std::string add(const Json& given);
  void clear() { faults_.clear(); }
  std::optional<Fault> take(const Call& call);
  Json list() const;

 private:
  std::vector<Fault> faults_;
  std::int64_t next_id_ = 1;
};

}  // namespace baton::sandbox::whatsapp
