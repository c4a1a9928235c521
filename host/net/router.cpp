// SPDX-License-Identifier: MIT
// Routes are kept sorted by how literal they are, so the first that fits is the one that is meant.
#include "host/net/router.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace baton::net {
namespace {

bool is_capture(std::string_view part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& segments) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == "*") return true;
    if (i >= segments.size()) return false;
    if (is_capture(pattern[i]) ? segments[i].empty() : pattern[i] != segments[i]) return false;
  }
  return pattern.size() == segments.size();
}

std::map<std::string, std::string> captures(const std::vector<std::string>& pattern,
                                            const std::vector<std::string>& segments) {
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < pattern.size() && i < segments.size(); ++i) {
    if (is_capture(pattern[i])) out.emplace(pattern[i].substr(1, pattern[i].size() - 2), segments[i]);
  }
  return out;
}

// A GET handler answers HEAD too; the server leaves the body out.
bool answers(const Route& route, std::string_view method) {
  return route.method == "*" || route.method == method || (method == "HEAD" && route.method == "GET");
}

}  // namespace

void Router::add(std::string method, std::string_view pattern, Handler handler, Pool* pool) {
  if (pattern.empty() || pattern.front() != '/') throw std::invalid_argument("route must start with '/'");
  Route route{std::move(method), {}, {}, std::move(handler), pool};
  std::string_view rest = pattern.substr(1);
  for (;;) {
    const auto slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (part == "*" && slash != std::string_view::npos) throw std::invalid_argument("'*' must end the route");
    route.rank += part == "*" ? 'c' : is_capture(part) ? 'b' : 'a';
    route.pattern.emplace_back(part);
    if (slash == std::string_view::npos) break;
    rest = rest.substr(slash + 1);
  }
  const auto place = std::upper_bound(routes_.begin(), routes_.end(), route,
                                      [](const Route& a, const Route& b) { return a.rank < b.rank; });
  routes_.insert(place, std::move(route));
}

Router::Match Router::find(std::string_view method, const std::vector<std::string>& segments) const {
  Match match;
  for (const Route& route : routes_) {
    if (!matches(route.pattern, segments)) continue;
    if (answers(route, method)) {
      match.route = &route;
      match.params = captures(route.pattern, segments);
      return match;
    }
    if (match.allow.find(route.method) != std::string::npos) continue;
    match.allow += (match.allow.empty() ? "" : ", ") + route.method + (route.method == "GET" ? ", HEAD" : "");
  }
  return match;
}

}  // namespace baton::net
