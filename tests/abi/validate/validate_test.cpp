// SPDX-License-Identifier: MIT
// Every check notices the plugin that breaks its promise, and says where; a good plugin is found good. This
// process has one thread, for the checks fork from it.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "host/plugin/sanitized.h"
#include "host/validate/check.h"
#include "host/validate/validation.h"
#include "tests/abi/validate/fault.h"

namespace baton::validate::test {

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.check << ": " << fault.name; }

namespace {

namespace fs = std::filesystem;

std::vector<Fault> all_faults() {
  std::vector<Fault> all;
  for (const auto& some : {bundle_faults(), ownership_faults(), kind_faults()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

// Throws when the plugin could not be looked at.
Report looked_at(Options options) {
  options.runner = RUNNER;
  auto result = validate(options, [](const Line&) {});
  if (const auto* why = std::get_if<std::string>(&result)) throw std::runtime_error(*why);
  return std::get<Report>(std::move(result));
}

std::string told(const Report& report) {
  std::string text;
  for (const auto& line : report.lines) text += to_text(line);
  return text;
}

class Faults : public ::testing::TestWithParam<Fault> {};

TEST_P(Faults, is_not_noticed) {
  const auto& fault = GetParam();
  BundleFolder folder;
  Options options;
  options.plugin = fault.lay(folder);
  options.include = std::regex("^" + std::string(fault.check) + "$");
  options.limit = fault.limit;
  const auto report = looked_at(options);
  ASSERT_EQ(report.lines.size(), fault.lines.size()) << told(report);
  for (std::size_t i = 0; i < fault.lines.size(); ++i) {
    const auto& line = report.lines[i];
    EXPECT_EQ(line.check, fault.check);
    EXPECT_STREQ(to_string(line.verdict.result), to_string(fault.lines[i].result)) << told(report);
    EXPECT_EQ(line.place, fault.lines[i].place) << told(report);
    if (fault.lines[i].result == Result::pass) continue;
    EXPECT_FALSE(line.verdict.what.empty() || line.verdict.mend.empty()) << told(report);
    EXPECT_EQ(line.reproduce.empty(), !is_finding(line.verdict.result)) << told(report);
  }
}

std::string name_of(const ::testing::TestParamInfo<Fault>& one) {
  auto name = std::string(one.param.check) + "_" + one.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Each, Faults, ::testing::ValuesIn(all_faults()), name_of);

TEST(Checks, has_one_that_cannot_fail) {
  std::set<std::string> shown;
  for (const auto& fault : all_faults())
    for (const auto& line : fault.lines)
      if (line.result != Result::pass && line.result != Result::skip) shown.insert(fault.check);
  for (const auto& check : all_checks())
    EXPECT_TRUE(shown.erase(check.id) == 1) << check.id << " has no plugin here that breaks its promise";
  EXPECT_TRUE(shown.empty()) << *shown.begin() << " is no check any more";
}

// What depends on how busy the machine is, and warns only.
bool is_about_time(const Line& line) { return line.check == "load-time" || line.check == "returns-quickly"; }

// A whole run. A sanitizer's runtime is linked together with that of C++.
void expect_good(const fs::path& bundle, const std::set<std::string>& skipped) {
  Options options;
  options.plugin = bundle;
  if constexpr (plugin::kSanitized) options.exclude = std::regex("^no-shared-cxx-runtime$");
  const auto report = looked_at(options);
  EXPECT_EQ(report.findings(), 0u);
  for (const auto& line : report.lines) {
    const auto result = line.verdict.result;
    const bool expected = result == Result::pass || (result == Result::warn && is_about_time(line)) ||
                          (result == Result::skip && skipped.contains(line.check));
    EXPECT_TRUE(expected) << to_text(line);
  }
}

// They answer at once, so there is nothing to cancel.
TEST(GoodPlugins, an_ownership_plugin_is_found_wanting) {
  BundleFolder folder;
  expect_good(folder.lay("good_ownership"), {"honours-cancel"});
}

TEST(GoodPlugins, a_connector_is_found_wanting) {
  BundleFolder folder;
  expect_good(lay_kind(folder, "connector", ""), {"honours-cancel"});
}

TEST(GoodPlugins, a_summarizer_is_found_wanting) {
  BundleFolder folder;
  expect_good(lay_kind(folder, "summarizer", ""), {"honours-cancel"});
}

TEST(GoodPlugins, a_classifier_is_found_wanting) {
  BundleFolder folder;
  expect_good(lay_kind(folder, "classifier", ""), {"honours-cancel"});
}

TEST(GoodPlugins, a_wrong_hash_hides_what_else_can_be_looked_at) {
  BundleFolder folder;
  Options options;
  options.plugin = folder.lay("good_ownership",
                              [](nlohmann::json& manifest) { manifest["sha256"] = std::string(64, '0'); });
  options.include = std::regex("^(hardened|entry-constant|library-hash-matches)$");
  const auto report = looked_at(options);
  EXPECT_EQ(report.count(Result::pass), 2u) << told(report);
  EXPECT_EQ(report.count(Result::fail), 1u) << told(report);
}

}  // namespace
}  // namespace baton::validate::test
