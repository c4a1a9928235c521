// SPDX-License-Identifier: MIT
// Which handler answers a path. Patterns are segments: literal, `{name}` (one segment, captured) and a last
// `*` (whatever follows, also nothing). Where several match, the one that is literal for longer wins,
// whatever the order of registration, so that rooms may register in any order.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/net/message.h"

namespace baton::net {

class Pool;
class Responder;
using Handler = std::function<void(Request&&, Responder)>;

struct Route {
  std::string method;  // "*": any
  std::vector<std::string> pattern;
  std::string rank;  // sorts the more literal pattern first
  Handler handler;
  Pool* pool = nullptr;  // null: on the I/O thread, where the handler must not block
};

class Router {
 public:
  // Throws std::invalid_argument for a pattern that does not start with '/' or has '*' before its end.
  void add(std::string method, std::string_view pattern, Handler handler, Pool* pool);

  struct Match {
    const Route* route = nullptr;
    std::map<std::string, std::string> params;
    std::string allow;  // filled when only the method is wrong: "GET, POST"
  };
  Match find(std::string_view method, const std::vector<std::string>& segments) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace baton::net
