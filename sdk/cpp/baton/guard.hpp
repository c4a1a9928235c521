// SPDX-License-Identifier: MIT
// guard.hpp - where exceptions stop. Every function of the SDK's tables runs its plugin code inside one of
// these guards, is itself noexcept, and fails closed:
//
//   call that threw               what the host sees                      what that means there
//   ----------------------------  --------------------------------------  -------------------------------
//   init, start                   the Failure's status, else INTERNAL     the instance is not used
//   create                        NULL and the error                      the instance does not exist
//   stop, cancel                  nothing; logged                         stopped all the same
//   propose                       error, no proposal                      KEEP: the owner stays
//   classify                      error, no labels                        nothing is known of the event
//   summarize                     error, no brief                         the built-in brief is used
//   receive, poll                 error, no events                        asked again; the cursor stays
//   deliver                       INTERNAL (outcome unknown)              looked up, or a person decides
//   list, fetch, lookup           error                                   as if not known
//   callbacks: http, timer,       logged; a Reply that the callback       as above, for that operation
//     kv, emit                      held is failed with INTERNAL
//
// A call that threw after it had answered keeps its answer (exactly one completion), and the exception is
// logged. Messages name the call and the type of the exception, never its text: that could hold customer
// text.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>

#if defined(__GNUC__)
#include <cxxabi.h>
#endif

#include "error.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace detail {

inline std::string type_name(const std::exception& thrown) {
#if defined(__GNUC__) && (defined(__GXX_RTTI) || defined(__cpp_rtti))
  int status = 0;
  char* name = abi::__cxa_demangle(typeid(thrown).name(), nullptr, nullptr, &status);
  std::string out = status == 0 && name != nullptr ? name : typeid(thrown).name();
  std::free(name);
  return out;
#else
  (void)thrown;
  return "exception";
#endif
}

// Says of the exception being handled what may be said. REQUIRES: called inside a catch block.
inline Error describe_current_exception(const char* call) {
  try {
    throw;
  } catch (const Failure& failure) {
    Error error = failure.error();
    error.status = failed_status(error.status);
    return error;
  } catch (const std::exception& thrown) {
    return Error{
        BATON_INTERNAL, std::string(call) + " threw " + type_name(thrown), {}, 0, BATON_SCOPE_MESSAGE};
  } catch (...) {
    return Error{BATON_INTERNAL,
                 std::string(call) + " threw something that is no std::exception",
                 {},
                 0,
                 BATON_SCOPE_MESSAGE};
  }
}

// The same as a C record. Cannot fail: memory may be what ran out.
inline baton_error_t current_exception_record(const char* call) noexcept {
  try {
    return sdk::make_error_record(describe_current_exception(call));
  } catch (...) {
    return make_error_record(BATON_INTERNAL, call);
  }
}

// Runs `code`; OK, or the status of what it threw with *err filled in.
template <class Code>
baton_status_t guard_status(const char* call, baton_error_t* err, Code&& code) noexcept {
  try {
    std::forward<Code>(code)();
    return BATON_OK;
  } catch (...) {
    const baton_error_t record = current_exception_record(call);
    give_error(err, record);
    return record.status;
  }
}

// Runs `code`; its value, or `fallback` and *err.
template <class Value, class Code>
Value guard_value(const char* call, baton_error_t* err, Value fallback, Code&& code) noexcept {
  try {
    return std::forward<Code>(code)();
  } catch (...) {
    give_error(err, current_exception_record(call));
    return fallback;
  }
}

// Runs `code`; what it threw goes to `report(const baton_error_t&)`, which must not throw.
template <class Code, class Report>
void guard_void(const char* call, Code&& code, Report&& report) noexcept {
  try {
    std::forward<Code>(code)();
  } catch (...) {
    std::forward<Report>(report)(current_exception_record(call));
  }
}

}  // namespace detail
}  // namespace v0
}  // namespace baton::sdk
