// SPDX-License-Identifier: MIT
#include "host/plugin/manifest/version_rule.h"

#include <gtest/gtest.h>

namespace baton::plugin {
namespace {

using V = VersionVerdict;

struct Row {
  AbiVersion host, abi, abi_min;
  V verdict;
};

TEST(VersionRule, the_truth_table_holds_in_both_directions) {
  const Row rows[] = {
      // 0.x: its own minor and nothing else, whatever abi_min says.
      {{0, 9}, {0, 9}, {0, 9}, V::kAccepted},
      {{0, 9}, {0, 9}, {0, 8}, V::kAccepted},
      {{0, 9}, {0, 9}, {0, 0}, V::kAccepted},
      {{0, 9}, {0, 8}, {0, 8}, V::kUnprovenMinor},
      {{0, 8}, {0, 9}, {0, 8}, V::kUnprovenMinor},
      {{0, 8}, {0, 9}, {0, 9}, V::kUnprovenMinor},
      {{0, 10}, {0, 9}, {0, 9}, V::kUnprovenMinor},
      {{0, 9}, {0, 10}, {0, 9}, V::kUnprovenMinor},
      // Across the major, both ways.
      {{0, 9}, {1, 0}, {0, 9}, V::kMajorDiffers},
      {{0, 9}, {1, 0}, {1, 0}, V::kMajorDiffers},
      {{1, 0}, {0, 9}, {0, 9}, V::kMajorDiffers},
      {{1, 9}, {2, 0}, {1, 0}, V::kMajorDiffers},
      {{2, 0}, {1, 9}, {1, 0}, V::kMajorDiffers},
      // From 1.0: old plugin in a new host, always.
      {{1, 0}, {1, 0}, {1, 0}, V::kAccepted},
      {{1, 7}, {1, 0}, {1, 0}, V::kAccepted},
      {{1, 7}, {1, 2}, {1, 2}, V::kAccepted},
      // New plugin in an old host: as its abi_min says.
      {{1, 2}, {1, 7}, {1, 2}, V::kAccepted},
      {{1, 2}, {1, 7}, {1, 1}, V::kAccepted},
      {{1, 2}, {1, 7}, {1, 3}, V::kNeedsNewerHost},
      {{1, 0}, {1, 1}, {1, 1}, V::kNeedsNewerHost},
      {{1, 0}, {1, 1}, {0, 9}, V::kAccepted},
      // A range that ends before it begins is nobody's.
      {{0, 9}, {0, 9}, {0, 10}, V::kRangeInverted},
      {{0, 9}, {0, 9}, {1, 0}, V::kRangeInverted},
      {{1, 5}, {1, 2}, {1, 3}, V::kRangeInverted},
      {{1, 5}, {1, 2}, {2, 0}, V::kRangeInverted},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(check_version(row.host, row.abi, row.abi_min), row.verdict)
        << "host " << to_string(row.host) << " abi " << to_string(row.abi) << " abi_min " << to_string(row.abi_min);
  }
}

TEST(VersionRule, a_host_always_accepts_plugins_built_with_its_own_headers) {
  EXPECT_EQ(check_version(kHostAbi, kHostAbi, kHostAbi), V::kAccepted);
}

TEST(VersionRule, the_patch_is_never_compared) {
  EXPECT_EQ(abi_of(baton_version_t{0, 9, 7}), abi_of(baton_version_t{0, 9, 0}));
}

TEST(VersionRule, every_refusal_has_a_sentence) {
  for (V verdict : {V::kRangeInverted, V::kMajorDiffers, V::kUnprovenMinor, V::kNeedsNewerHost})
    EXPECT_STRNE(rule_text(verdict), "");
}

}  // namespace
}  // namespace baton::plugin
