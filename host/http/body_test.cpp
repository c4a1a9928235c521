// SPDX-License-Identifier: MIT
// The danger: a body that is read to the bottom costs the stack, and the host with it.
#include "host/http/body.h"

#include <gtest/gtest.h>

#include <string>

#include "host/http/problem.h"

namespace baton::http {
namespace {

int refused_with(const std::string& body) {
  net::Request request;
  request.body = body;
  try {
    const Body read(request);
    return 0;
  } catch (const BadRequest& bad) {
    return bad.status();
  }
}

std::string nested(std::size_t depth) {
  std::string body = R"({"a":)";
  for (std::size_t i = 1; i < depth; ++i) body += i % 2 == 0 ? R"({"a":)" : "[";
  body += "1";
  for (std::size_t i = depth - 1; i > 0; --i) body += i % 2 == 0 ? '}' : ']';
  return body + "}";
}

TEST(Body, a_body_without_bottom_is_refused_before_it_is_parsed) {
  EXPECT_EQ(refused_with(nested(32)), 0);
  EXPECT_EQ(refused_with(nested(33)), 400);
  EXPECT_EQ(refused_with(nested(1'000'000)), 400);
  EXPECT_EQ(refused_with(std::string(4'000'000, '[')), 400);
}

TEST(Body, brackets_inside_words_are_no_depth) {
  EXPECT_EQ(refused_with(R"({"text": ")" + std::string(100, '[') + R"("})"), 0);
  EXPECT_EQ(refused_with(R"({"text": "a \" )" + std::string(100, '{') + R"( \\"})"), 0);
}

TEST(Body, closing_what_was_never_opened_buys_no_depth) { EXPECT_EQ(refused_with(std::string(100, ']') + nested(40)), 400); }

}  // namespace
}  // namespace baton::http
