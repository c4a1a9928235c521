// SPDX-License-Identifier: MIT
// transitions_test.cpp - the whole truth table of C6: what is not written here is illegal.
#include "host/core/transitions.h"

#include <gtest/gtest.h>

#include <set>

namespace baton::core {
namespace {

TEST(Transitions, nothing_but_the_table_of_C6_is_legal) {
  using enum CaseStatus;
  const std::set<std::pair<CaseStatus, CaseStatus>> table = {
      {automated, open},
      {automated, escalated}, {open, escalated}, {waiting_customer, escalated},
      {escalated, open},
      {open, waiting_customer},
      {waiting_customer, open},
      {automated, resolved}, {open, resolved}, {waiting_customer, resolved},
      {escalated, resolved},
      {resolved, open},
      {resolved, closed},
      {closed, open},
  };
  int legal = 0;
  for (const auto& [from, from_word] : Words<CaseStatus>::all)
    for (const auto& [to, to_word] : Words<CaseStatus>::all) {
      EXPECT_EQ(may_become(from, to), table.contains({from, to})) << from_word << " -> " << to_word;
      legal += may_become(from, to) ? 1 : 0;
    }
  EXPECT_EQ(legal, 14);
}

}  // namespace
}  // namespace baton::core
