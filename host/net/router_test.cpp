// SPDX-License-Identifier: MIT
// The danger: a handler that answers a path meant for another one.
#include "host/net/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "host/net/server.h"
#include "host/net/url.h"

namespace baton::net {
namespace {

class Routes : public testing::Test {
 protected:
  void add(const std::string& method, const std::string& pattern) {
    router_.add(
        method, pattern, [](Request&&, const Responder&) {}, nullptr);
  }
  std::string find(const std::string& method, const std::string& path) {
    match_ = router_.find(method, parse_target(path)->segments);
    if (!match_.route) return match_.allow.empty() ? "404" : "405 " + match_.allow;
    std::string out = match_.route->method;
    for (const auto& part : match_.route->pattern) out += "/" + part;
    return out;
  }
  Router router_;
  Router::Match match_;
};

TEST_F(Routes, the_more_literal_pattern_wins_whatever_the_order_of_registration) {
  add("GET", "/*");
  add("GET", "/v1/{id}");
  add("GET", "/v1/health");
  EXPECT_EQ(find("GET", "/v1/health"), "GET/v1/health");
  EXPECT_EQ(find("GET", "/v1/7"), "GET/v1/{id}");
  EXPECT_EQ(match_.params.at("id"), "7");
  EXPECT_EQ(find("GET", "/"), "GET/*");
  EXPECT_EQ(find("GET", "/a/b/c"), "GET/*");
}

TEST_F(Routes, a_capture_is_never_empty) {
  add("GET", "/v1/{id}");
  EXPECT_EQ(find("GET", "/v1/"), "404");
  EXPECT_EQ(find("GET", "/v1"), "404");
}

TEST_F(Routes, a_method_registered_under_a_wider_pattern_is_found) {
  add("GET", "/v1/health");
  add("POST", "/v1/*");
  EXPECT_EQ(find("POST", "/v1/health"), "POST/v1/*");
  EXPECT_EQ(find("HEAD", "/v1/health"), "GET/v1/health");
  EXPECT_EQ(find("PUT", "/v1/health"), "405 GET, HEAD, POST");
}

TEST_F(Routes, a_pattern_that_cannot_match_is_refused) {
  EXPECT_THROW(add("GET", "v1"), std::invalid_argument);
  EXPECT_THROW(add("GET", "/*/x"), std::invalid_argument);
}

}  // namespace
}  // namespace baton::net
