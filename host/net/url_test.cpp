// SPDX-License-Identifier: MIT
// The danger: an address that two readers understand differently.
#include "host/net/url.h"

#include <gtest/gtest.h>

namespace baton::net {
namespace {

TEST(Url, broken_escapes_are_refused_not_mended) {
  EXPECT_EQ(percent_decode("a%20b"), "a b");
  for (const char* bad : {"%", "%2", "%zz", "%00", "%0a", "a%7fb"}) EXPECT_FALSE(percent_decode(bad)) << bad;
  EXPECT_EQ(form_decode("a+b%2"), "a b%2");
  EXPECT_EQ(percent_encode("a/b \xc3\xa9"), "a%2Fb%20%C3%A9");
}

TEST(Url, an_escaped_slash_does_not_split_a_segment) {
  const auto target = parse_target("/v1/a%2Fb/?q=1#part");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"v1", "a/b", ""}));
  EXPECT_EQ(target->query, "q=1");
  EXPECT_EQ(parse_target("http://host:1/x?y")->path, "/x");
  EXPECT_EQ(parse_target("http://host")->path, "/");
  EXPECT_FALSE(parse_target("x"));
  EXPECT_FALSE(parse_target(""));
}

TEST(Url, urls_to_call_are_taken_apart_or_refused) {
  const auto url = parse_url("https://Example.org/a?b=c#d");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "example.org");
  EXPECT_EQ(url->port, 443);
  EXPECT_EQ(url->target, "/a?b=c");
  EXPECT_EQ(parse_url("http://h?x=1")->target, "/?x=1");
  EXPECT_EQ(parse_url("http://[::1]:81/")->host, "::1");
  EXPECT_EQ(parse_url("http://[::1]/")->port, 80);
  for (const char* bad : {"", "ftp://x/", "http://", "http://u:p@h/", "http://h:0/", "http://h:99999/",
                          "http://h/a b", "http://h/\r\nX: y", "http://a:b:c/", "/relative"}) {
    EXPECT_FALSE(parse_url(bad)) << bad;
  }
}

TEST(Url, listen_addresses) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:0")->port, 0);
  EXPECT_EQ(parse_endpoint("[::1]:8080")->host, "::1");
  for (const char* bad : {"", ":1", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "::1:80", "h:70000"}) {
    EXPECT_FALSE(parse_endpoint(bad)) << bad;
  }
}

}  // namespace
}  // namespace baton::net
