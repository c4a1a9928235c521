// SPDX-License-Identifier: MIT
#include "host/plugin/services/host_list.h"

#include <gtest/gtest.h>

namespace baton::plugin {
namespace {

TEST(HostList, what_two_parsers_could_read_differently_is_no_address) {
  for (const char* url : {"", "graph.example.com", "ftp://a", "http://", "http://user@a/", "http://a:b@c/", "http://a\\b/",
                          "http://a b/", "http://a%2eb/", "http://a:0/", "http://a:70000/", "http://a:/", "http://a:8x/",
                          "http://[::1/", "http://[::1]x/", "http:///a", "http://a\n/", "http://\xC3\xBC/", "//a/"})
    EXPECT_FALSE(origin_of(url)) << url;
  EXPECT_EQ(origin_of("HTTPS://Graph.Example.com/x?y#z"), (Origin{"https", "graph.example.com", 443}));
  EXPECT_EQ(origin_of("http://a?x=http://b"), (Origin{"http", "a", 80}));
  EXPECT_EQ(origin_of("http://[::1]:8080"), (Origin{"http", "::1", 8080}));
}

TEST(HostList, only_listed_hosts_are_allowed_and_only_as_they_are_listed) {
  const HostList list({"graph.example.com", "*.cdn.example.com", "files.example.com:8443", "{settings.base_url}",
                       "{settings.nested.url}", "{settings.missing}", "not a host"},
                      {{"base_url", "http://127.0.0.1:9000/v23.0"}, {"nested", {{"url", "https://x.example.com"}}}});
  for (const char* url : {"https://graph.example.com/v23.0/messages", "https://a.cdn.example.com/", "https://a.b.cdn.example.com/",
                          "https://files.example.com:8443/", "http://127.0.0.1:9000/", "https://x.example.com/"})
    EXPECT_TRUE(list.allows(url)) << url;
  for (const char* url : {"http://graph.example.com/", "https://graph.example.com:8443/", "https://graph.example.com.evil.com/",
                          "https://evilgraph.example.com/", "https://cdn.example.com/", "https://evilcdn.example.com/",
                          "http://a.cdn.example.com/", "https://files.example.com/", "https://127.0.0.1:9000/",
                          "http://127.0.0.1/", "http://127.0.0.1:9000@evil.com/", "https://not/"})
    EXPECT_FALSE(list.allows(url)) << url;
}

TEST(HostList, an_empty_list_allows_nothing) { EXPECT_FALSE(HostList({}, {}).allows("https://a/")); }

}  // namespace
}  // namespace baton::plugin
