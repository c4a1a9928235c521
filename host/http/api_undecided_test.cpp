// SPDX-License-Identifier: MIT
// api_undecided_test.cpp - an act whose decision fails inside the host, and a case that cannot be read.
#include <gtest/gtest.h>

#include <atomic>

#include "host/http/testing/api_house.h"

namespace baton::http {
namespace {

using testing::ApiHouse;

// Fails on words with "poison".
struct IllMatcher : core::testing::FakeMatcher {
  std::vector<core::TextSpan> own_ids(std::string_view text) const override {
    if (text.find("poison") != std::string_view::npos) throw std::runtime_error("a defect in a rule");
    return FakeMatcher::own_ids(text);
  }
};

engine::testing::HouseOptions ill() {
  engine::testing::HouseOptions options;
  options.policy.matcher = std::make_shared<IllMatcher>();
  return options;
}

TEST(ApiUndecided, a_repeat_of_an_act_that_was_kept_is_told_the_same_and_kept_once) {
  ApiHouse host(ill());
  const auto id = host.owned_case();
  const auto path = "/v1/cases/" + id + "/note";
  const auto first = host.post(path, {{"text", "poison"}}, "ana", "key-1");
  EXPECT_EQ(first.status, 500);
  EXPECT_NE(first.raw.body.find("is kept"), std::string::npos);
  const auto again = host.post(path, {{"text", "poison"}}, "ana", "key-1");
  EXPECT_EQ(again.status, 500);
  EXPECT_EQ(again.raw.body, first.raw.body);
  EXPECT_EQ(host.memory->figures().undecided, 1);
}

TEST(ApiUndecided, a_reply_that_was_kept_says_so) {
  ApiHouse host(ill());
  const auto id = host.owned_case();
  const auto said = host.post("/v1/cases/" + id + "/reply", {{"epoch", host.epoch(id)}, {"text", "poison"}});
  EXPECT_EQ(said.status, 500);
  EXPECT_EQ(host.memory->figures().undecided, 1);
}

TEST(ApiUnreadable, a_case_the_store_cannot_read_is_503_and_shown_again_afterwards) {
  engine::testing::HouseOptions options;
  options.cached_customers_max = 1;
  ApiHouse host(std::move(options));
  const auto id = host.owned_case("+491");
  ASSERT_TRUE(host.house.settle());
  const auto other = host.owned_case("+492");
  ASSERT_TRUE(host.house.settle());
  host.get("/v1/cases/" + other);  // the first customer leaves the memory
  host.house.spy.unreadable(true);
  const auto busy = host.get("/v1/cases/" + id);
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.raw.header("retry-after"), "1");
  EXPECT_EQ(host.get("/v1/cases/" + id + "/messages").status, 503);
  host.house.spy.unreadable(false);
  EXPECT_EQ(host.get("/v1/cases/" + id).status, 200);
}

}  // namespace
}  // namespace baton::http
