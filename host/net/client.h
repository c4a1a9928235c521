// SPDX-License-Identifier: MIT
// The HTTP client. What it promises beyond HTTP is the difference between "surely not sent" and "nobody
// knows": a message whose fate is unknown is looked up before it is sent again (W9), so that no customer
// reads it twice.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/net/message.h"

namespace baton::net {

struct ClientRequest {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  int timeout_ms = 10000;  // the whole exchange, from the first byte sent
  int connect_timeout_ms = 3000;
  std::size_t max_response_bytes = std::size_t{4} << 20;
  // Set by who no longer wants the answer, followed by Client::end_cancelled(). Absent: it cannot be cancelled.
  std::shared_ptr<const std::atomic<bool>> cancelled{};
};

struct ClientResult {
  enum class Kind {
    answered,   // any status
    not_sent,   // no byte of the request left: bad request, connect, resolve or TLS failure
    unknown,    // bytes may have left, and no whole answer came back
    too_large,  // answered, but with more than max_response_bytes; status and headers are there, the body is
                // not
    cancelled,  // stop() was called, or the request was cancelled, before anything was sent
  };
  Kind kind = Kind::not_sent;
  int status = 0;
  std::vector<Header> headers;  // names in lower case
  std::string body;
  std::string error;  // for people; never holds a header, a body or a URL's query

  std::string_view header(std::string_view lower_name) const { return find_header(headers, lower_name); }
};

struct ClientOptions {
  std::string ca_file;                   // trusted beside the system's authorities
  std::string user_agent = "Baton/0.9";  // always sent: some media servers refuse requests without
  std::size_t max_idle_per_origin = 8;
  // A server may close an idle connection just when the next request leaves; for anything but GET and HEAD
  // that costs an unknown. So connections that idled longer are not used again.
  int max_idle_ms = 4000;
};

// Thread-safe; a call blocks its thread. Redirects are answers like any other and never followed, so that a
// bearer token cannot wander to another host. Ignores SIGPIPE for the process where nobody handles it.
class Client {
 public:
  explicit Client(ClientOptions options = {});
  ~Client();  // REQUIRES: no send() in progress
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  ClientResult send(const ClientRequest& request);

  // Ends those requests in progress that were cancelled (`unknown`, or `not_sent` while they were connecting).
  void end_cancelled();
  // Ends requests in progress (they end as `unknown`) and refuses new ones (`cancelled`).
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::net
