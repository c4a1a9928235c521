// SPDX-License-Identifier: MIT
// owner_test.cpp - C2: an owner is always somebody, in text as in memory.
#include "host/core/owner.h"

#include <gtest/gtest.h>

namespace baton::core {
namespace {

TEST(OwnerText, survives_being_written_and_read) {
  const Owner owners[] = {LeadOwner{{"general"}}, AgentOwner{{"ana"}}, BotOwner{{"helper"}}};
  for (const auto& owner : owners) EXPECT_EQ(owner_from_string(to_string(owner)), owner);
  EXPECT_EQ(to_string(Owner{LeadOwner{{"desk"}}}), "lead:desk");
}

TEST(OwnerText, an_owner_without_a_name_is_nobody) {
  for (const auto* text : {"", ":", "agent", "agent:", "bot:", "lead:", "queue:general", "Agent:ana", " agent:ana"})
    EXPECT_FALSE(owner_from_string(text)) << text;
}

TEST(OwnerText, a_colon_in_an_id_stays_in_the_id) {
  EXPECT_EQ(owner_from_string("agent:ldap:ana"), (Owner{AgentOwner{{"ldap:ana"}}}));
}

TEST(OwnerText, the_office_of_ana_is_not_ana) {
  EXPECT_FALSE(is_agent(LeadOwner{{"ana"}}, {"ana"}));
  EXPECT_FALSE(is_agent(BotOwner{{"ana"}}, {"ana"}));
  EXPECT_TRUE(is_agent(AgentOwner{{"ana"}}, {"ana"}));
  EXPECT_TRUE(is_bot(BotOwner{{"ana"}}));
}

TEST(Ids, the_customer_is_found_in_every_id) {
  EXPECT_EQ(customer_of("k7-c12").value, "k7");
  for (const char* id : {"roster-m3", "alarms-c1", "channel:wa-c1", "k-7-c1", "kA-c1", "", "-"}) EXPECT_TRUE(customer_of(id).empty()) << id;
  EXPECT_TRUE(customer_of("k7").empty());
}

}  // namespace
}  // namespace baton::core
