// SPDX-License-Identifier: MIT
// problem.h - errors as RFC 9457 problem details; the one place where a refusal becomes an HTTP status.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "host/core/decide.h"
#include "host/net/message.h"

namespace baton::http {

// Thrown by handlers for requests that cannot be understood; caught in one place.
class BadRequest : public std::runtime_error {
 public:
  BadRequest(int status, std::string what, std::string pointer = {}, std::string mend = {})
      : std::runtime_error(std::move(what)), status_(status), pointer_(std::move(pointer)), mend_(std::move(mend)) {}
  int status() const { return status_; }
  const std::string& pointer() const { return pointer_; }
  const std::string& mend() const { return mend_; }

 private:
  int status_;
  std::string pointer_;
  std::string mend_;
};

net::Response problem(int status, const std::string& detail, nlohmann::json more = nlohmann::json::object());
net::Response problem(const core::Refusal& refusal);
net::Response problem(const BadRequest& bad);

net::Response json_response(int status, const nlohmann::json& body);

}  // namespace baton::http
