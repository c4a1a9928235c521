// SPDX-License-Identifier: MIT
#include "host/plugin/manifest/version_rule.h"

#include <gtest/gtest.h>

#include "host/plugin/manifest/version_table.h"

namespace baton::plugin {
namespace {

using V = VersionVerdict;

TEST(VersionRule, a_pair_of_host_and_plugin_gets_another_verdict_than_the_truth_table_says) {
  std::size_t rows = 0;
  for_each_version_row([&](const VersionRow& row) {
    ++rows;
    EXPECT_EQ(check_version(row.host, row.abi, row.abi_min), row.verdict)
        << "host " << to_string(row.host) << " abi " << to_string(row.abi) << " abi_min " << to_string(row.abi_min);
  });
  EXPECT_EQ(rows, 8u * 8u * 7u) << "a grid of the table is not whole";
}

TEST(VersionRule, a_host_refuses_plugins_built_with_its_own_headers) {
  EXPECT_EQ(check_version(kHostAbi, kHostAbi, kHostAbi), V::kAccepted);
}

TEST(VersionRule, the_patch_is_compared) {
  EXPECT_EQ(abi_of(baton_version_t{0, 9, 7}), abi_of(baton_version_t{0, 9, 0}));
}

TEST(VersionRule, a_refusal_has_no_sentence) {
  for (V verdict : {V::kNoVersion, V::kRangeInverted, V::kMajorDiffers, V::kUnprovenMinor, V::kNeedsNewerHost})
    EXPECT_STRNE(rule_text(verdict), "");
}

}  // namespace
}  // namespace baton::plugin
