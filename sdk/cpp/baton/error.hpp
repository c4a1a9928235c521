// SPDX-License-Identifier: MIT
// error.hpp - errors as values (Error, Result), and the one exception a plugin may throw on purpose
// (Failure).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

// What went wrong, with its retry meaning in `status` (types.h). `message` is for operators: lower case, no
// secrets, no customer text; `code` is the remote system's own error code.
struct Error {
  baton_status_t status = BATON_INTERNAL;
  std::string message;
  std::string code;
  std::uint64_t retry_after_ms = 0;
  baton_error_scope_t scope = BATON_SCOPE_MESSAGE;
};

// Thrown by plugin code to end a call with a status of its choice; every other exception becomes
// BATON_INTERNAL.
class Failure : public std::exception {
 public:
  explicit Failure(Error error) : error_(std::move(error)) {}
  Failure(baton_status_t status, std::string message) {
    error_.status = status;
    error_.message = std::move(message);
  }
  const Error& error() const noexcept { return error_; }
  const char* what() const noexcept override { return error_.message.c_str(); }

 private:
  Error error_;
};

// A value or the reason why there is none.
template <class Value>
class [[nodiscard]] Result {
 public:
  Result(Value value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}
  bool ok() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }
  // REQUIRES: ok(). Throws Failure with the error otherwise, which ends the call with that status.
  Value& value() {
    if (!ok()) throw Failure(std::get<1>(content_));
    return std::get<0>(content_);
  }
  // REQUIRES: !ok().
  const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<Value, Error> content_;
};

// A failure can only be told with a status that says so: OK and PENDING would promise an answer.
inline baton_status_t failed_status(baton_status_t status) noexcept {
  return status == BATON_OK || status == BATON_PENDING ? BATON_INTERNAL : status;
}

namespace detail {

// The longest prefix that fits and does not end inside a UTF-8 sequence.
inline std::size_t fitting_bytes(std::string_view text, std::size_t capacity) noexcept {
  if (text.size() <= capacity) return text.size();
  std::size_t size = capacity;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
  return size;
}

inline void put_text(char* target, std::size_t capacity, std::uint32_t* size,
                     std::string_view text) noexcept {
  const std::size_t fitting = fitting_bytes(text, capacity);
  if (fitting > 0) std::memcpy(target, text.data(), fitting);
  *size = static_cast<std::uint32_t>(fitting);
}

inline baton_error_t make_error_record(baton_status_t status, std::string_view message) noexcept {
  auto record = make_record<baton_error_t>();
  record.status = failed_status(status);
  put_text(record.message, sizeof record.message, &record.message_size, message);
  return record;
}

// Fills the caller's record and never writes past its struct_size. `target` may be NULL.
inline void give_error(baton_error_t* target, baton_error_t record) noexcept {
  if (target == nullptr) return;
  record.struct_size = target->struct_size;
  std::memcpy(target, &record, std::min<std::size_t>(target->struct_size, sizeof record));
}

}  // namespace detail

// The C record of an error. A message or code longer than its field is cut between two characters.
inline baton_error_t make_error_record(const Error& error) noexcept {
  baton_error_t record = detail::make_error_record(error.status, error.message);
  detail::put_text(record.code, sizeof record.code, &record.code_size, error.code);
  record.retry_after_ms = error.retry_after_ms;
  record.scope = error.scope;
  return record;
}

// Owning copy of what the host handed over. Sizes are checked: a record is only as good as its writer.
inline Error copy_error(const baton_error_t& record) {
  Error error;
  error.status = failed_status(record.status);
  error.message.assign(record.message, std::min<std::size_t>(record.message_size, sizeof record.message));
  error.code.assign(record.code, std::min<std::size_t>(record.code_size, sizeof record.code));
  error.retry_after_ms = record.retry_after_ms;
  error.scope = record.scope;
  return error;
}

}  // namespace v0
}  // namespace baton::sdk
