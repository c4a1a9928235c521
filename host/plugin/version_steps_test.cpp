// SPDX-License-Identifier: MIT
// The version rule where it is applied: to the manifest before any code runs (step 3), and to the table that the
// library itself hands out (step 10). Both follow the whole truth table, for hosts older and newer than this one too.
#include <gtest/gtest.h>

#include <limits>

#include "host/plugin/library_table.h"
#include "host/plugin/manifest/version_table.h"

namespace baton::plugin {
namespace {

std::string shown(const VersionRow& row) {
  return "host " + to_string(row.host) + " abi " + to_string(row.abi) + " abi_min " + to_string(row.abi_min);
}

TEST(VersionSteps, the_manifest_is_judged_by_another_rule_than_the_table_of_truth) {
  for_each_version_row([](const VersionRow& row) {
    Manifest manifest;
    manifest.platform = this_platform();
    manifest.abi = row.abi;
    manifest.abi_min = row.abi_min;
    const auto problems = check_fit(manifest, "bundle", row.host);
    ASSERT_EQ(problems.empty(), row.verdict == VersionVerdict::kAccepted) << shown(row);
    if (problems.empty()) return;
    EXPECT_EQ(problems.front().rule, rule_text(row.verdict)) << shown(row);
    EXPECT_EQ(problems.front().host_version, to_string(row.host));
    EXPECT_EQ(problems.front().plugin_version, to_string(row.abi) + " (abi_min " + to_string(row.abi_min) + ")");
  });
}

TEST(VersionSteps, the_library_s_own_table_is_judged_by_another_rule_or_by_its_patch) {
  for (const std::uint32_t patch : {0u, 7u, std::numeric_limits<std::uint32_t>::max()}) {
    for_each_version_row([&](const VersionRow& row) {
      const baton_entry_t entry{{row.abi.major, row.abi.minor, patch},
                                {row.abi_min.major, row.abi_min.minor, ~patch}, nullptr, nullptr, nullptr};
      LoadedLibrary library;
      library.entry = &entry;
      const Refused refused = step_entry_version({}, library, row.host);
      ASSERT_EQ(!refused, row.verdict == VersionVerdict::kAccepted) << shown(row) << " patch " << patch;
      if (!refused) return;
      EXPECT_EQ(refused->step, LoadStep::kEntryVersion);
      EXPECT_EQ(refused->rule, rule_text(row.verdict)) << shown(row);
      EXPECT_EQ(refused->host_version, to_string(row.host));
      EXPECT_EQ(refused->plugin_version, to_string(row.abi) + " (abi_min " + to_string(row.abi_min) + ")");
    });
  }
}

}  // namespace
}  // namespace baton::plugin
