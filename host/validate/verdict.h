// SPDX-License-Identifier: MIT
// verdict.h - what one check found.
#pragma once

#include <string>
#include <utility>

namespace baton::validate {

enum class Result { pass, fail, warn, skip, crash, timeout };

const char* to_string(Result result);  // "pass", "fail", ...

struct Verdict {
  Result result = Result::pass;
  std::string what;  // what was found, or why nothing was looked at
  std::string mend;
};

inline Verdict passed() { return {}; }
inline Verdict failed(std::string what, std::string mend) {
  return {Result::fail, std::move(what), std::move(mend)};
}
inline Verdict skipped(std::string why) { return {Result::skip, std::move(why), {}}; }

// A vendor has to look at it: everything but a pass, a skip and a warning.
inline bool is_finding(Result result) {
  return result == Result::fail || result == Result::crash || result == Result::timeout;
}

}  // namespace baton::validate
