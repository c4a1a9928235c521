// SPDX-License-Identifier: MIT
// request_key.h - a request with an Idempotency-Key as the ledger knows it (C7). An answer may hold what a customer
// wrote, so it is sealed with a secret that is made of the request itself: who repeats the request can be shown its
// first answer; who only has the store reads neither the answer, nor the body it belongs to, nor the Idempotency-Key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/net/message.h"

namespace baton::http {

class RequestKey {
 public:
  // `token` is the name of the caller's token: one caller's keys are not another's.
  RequestKey(std::string_view token, const net::Request& request);

  bool given() const { return !name_.empty(); }            // false: the request came without a key
  const std::string& name() const { return name_; }        // what it is kept under
  const std::string& digest() const { return digest_; }    // of path and body: tells another request with the same key
  std::string seal(std::string_view answer) const;
  std::optional<std::string> open(std::string_view kept) const;  // none: damaged, or of another request

 private:
  std::string name_;
  std::string digest_;
  std::string secret_;
};

}  // namespace baton::http
