// SPDX-License-Identifier: MIT
// access_test.cpp - who asks, and for whom: nobody gets in without a token, nobody speaks for another without being
// allowed to, and the history can tell both.
#include "host/http/access.h"

#include <gtest/gtest.h>

#include "host/core/testing/world.h"
#include "host/http/problem.h"

namespace baton::http {
namespace {

using policy::TokenRole;

class AccessTest : public ::testing::Test {
 protected:
  AccessTest() {
    add("ana-token", TokenRole::agent, "ana");
    add("lea-token", TokenRole::lead, "lea");
    add("admin-token", TokenRole::admin, "");
    add("desk-token", TokenRole::service, "", {"act_as"});
    add("meter-token", TokenRole::service, "");
    add("bot-token", TokenRole::service, "");
    access.tokens.back().bot = {"helper"};
  }
  void add(const std::string& text, TokenRole role, const std::string& agent, std::vector<std::string> scopes = {}) {
    policy::Token token;
    token.name = text.substr(0, text.find('-'));
    token.role = role;
    token.sha256 = sha256_hex(text);
    token.agent = {agent};
    token.scopes = std::move(scopes);
    access.tokens.push_back(std::move(token));
  }
  Caller caller(const std::string& authorization, const std::string& agent = {}) const {
    net::Request request;
    if (!authorization.empty()) request.headers.push_back({"authorization", authorization});
    if (!agent.empty()) request.headers.push_back({"x-baton-agent", agent});
    return caller_of(request, access, policy);
  }
  int refused(const std::string& authorization, const std::string& agent = {}) const {
    try {
      caller(authorization, agent);
      return 0;
    } catch (const BadRequest& bad) {
      EXPECT_EQ(std::string(bad.what()).find("-token"), std::string::npos) << "a secret in an answer";
      return bad.status();
    }
  }

  policy::AccessConfig access;
  core::Policy policy = core::testing::test_policy();
};

TEST_F(AccessTest, the_hash_is_sha256_of_the_token) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(AccessTest, nobody_gets_in_without_a_known_token) {
  for (const char* header : {"", "Bearer", "Bearer ", "ana-token", "Basic ana-token", "Bearer  ana-token", "Bearer ana-token ", "Bearer ana-toke",
                             "Bearer wrong", "bearerana-token"})
    EXPECT_EQ(refused(header), 401) << '"' << header << '"';
  // The hash itself opens nothing.
  EXPECT_EQ(refused("Bearer " + sha256_hex("ana-token")), 401);
  EXPECT_EQ(refused("bEARER ana-token"), 0);
}

TEST_F(AccessTest, an_agent_is_who_the_token_says) {
  const auto ana = caller("Bearer ana-token");
  EXPECT_EQ(ana.actor, "agent:ana");
  EXPECT_EQ(person(ana).value, "ana");
  EXPECT_FALSE(ana.leads());
  EXPECT_THROW(require_lead(ana), BadRequest);
  EXPECT_TRUE(caller("Bearer lea-token").leads());
}

TEST_F(AccessTest, nobody_speaks_for_another_without_the_scope) {
  for (const char* token : {"ana-token", "lea-token", "admin-token", "meter-token", "bot-token"})
    EXPECT_EQ(refused(std::string("Bearer ") + token, "ben"), 403) << token;
  EXPECT_EQ(refused("Bearer desk-token", "nobody"), 403);
}

TEST_F(AccessTest, acting_for_an_agent_keeps_both_names) {
  const auto desk = caller("Bearer desk-token", "ben");
  EXPECT_EQ(desk.actor, "service:desk as agent:ben");
  EXPECT_EQ(person(desk).value, "ben");
  EXPECT_FALSE(desk.leads());
}

TEST_F(AccessTest, a_service_is_no_person_and_a_bot_is_a_bot) {
  EXPECT_THROW(person(caller("Bearer meter-token")), BadRequest);
  const auto bot = caller("Bearer bot-token");
  EXPECT_TRUE(bot.is_bot());
  EXPECT_EQ(bot.actor, "bot:helper");
  EXPECT_FALSE(caller("Bearer desk-token").is_bot());
}

}  // namespace
}  // namespace baton::http
