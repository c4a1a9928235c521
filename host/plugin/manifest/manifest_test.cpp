// SPDX-License-Identifier: MIT
#include "host/plugin/manifest/manifest.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "host/plugin/manifest/bundle_search.h"

namespace baton::plugin {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

class Manifests : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "baton-manifest-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = fs::canonical(name);
  }
  void TearDown() override { fs::remove_all(root_); }

  static json good() {
    return {{"id", "com.acme.round-robin"}, {"version", "2.1.0"}, {"kinds", {"ownership"}}, {"abi", "0.9"},
            {"abi_min", "0.9"}, {"platform", this_platform()}, {"library", "round-robin.so"},
            {"sha256", std::string(64, 'a')}, {"config_schema", "config.schema.json"},
            {"capabilities", {"baton.http", "baton.kv/1"}}, {"requires", {"baton.kv/1"}}, {"owner", "Acme"}};
  }

  fs::path bundle(const std::string& text, const std::string& folder = "b") {
    fs::create_directories(root_ / folder);
    std::ofstream(root_ / folder / "plugin.json") << text;
    std::ofstream(root_ / folder / "config.schema.json") << R"({"type":"object","additionalProperties":false})";
    return root_ / folder;
  }

  std::string pointers(const json& manifest) {
    std::string all;
    for (const auto& problem : read_manifest(bundle(manifest.dump())).problems) {
      EXPECT_FALSE(problem.rule.empty());
      EXPECT_FALSE(problem.mend.empty());
      EXPECT_NE(problem.file.find("plugin.json"), std::string::npos);
      all += problem.where + " ";
    }
    return all;
  }

  fs::path root_;
};

TEST_F(Manifests, a_good_one_is_read_whole) {
  const auto reading = read_manifest(bundle(good().dump()));
  ASSERT_TRUE(reading.problems.empty()) << to_string(reading.problems[0]);
  const Manifest& manifest = reading.manifest;
  EXPECT_EQ(manifest.id, "com.acme.round-robin");
  EXPECT_EQ(manifest.vendor, "Acme");
  EXPECT_EQ(manifest.abi, (AbiVersion{0, 9}));
  EXPECT_TRUE(manifest.has_kind(Kind::kOwnership));
  EXPECT_FALSE(manifest.has_kind(Kind::kConnector));
  EXPECT_NE(manifest.config_schema.find("object"), std::string::npos);
  EXPECT_TRUE(check_fit(manifest, root_, kHostAbi).empty());
}

TEST_F(Manifests, a_capability_covers_its_revisions_and_nothing_that_only_begins_like_it) {
  const Manifest manifest = read_manifest(bundle(good().dump())).manifest;
  EXPECT_TRUE(manifest.grants("baton.http/1"));
  EXPECT_TRUE(manifest.grants("baton.http/2"));
  EXPECT_TRUE(manifest.grants("baton.kv/1"));
  EXPECT_FALSE(manifest.grants("baton.kv/2"));
  EXPECT_FALSE(manifest.grants("baton.http-client/1"));
  EXPECT_FALSE(manifest.grants("baton.secrets/1"));
}

TEST_F(Manifests, each_fault_names_its_place) {
  EXPECT_EQ(pointers(good()), "");
  for (const char* key : {"id", "version", "abi", "abi_min", "platform", "library", "sha256", "config_schema", "kinds"}) {
    json manifest = good();
    manifest.erase(key);
    EXPECT_EQ(pointers(manifest), "/" + std::string(key) + " ");
    manifest[key] = 7;
    EXPECT_EQ(pointers(manifest), "/" + std::string(key) + " ");
  }
  const std::pair<const char*, json> wrong[] = {
      {"id", "Acme"}, {"id", "com..x"}, {"id", "9x"}, {"abi", "nine"}, {"abi", "0.9.x"}, {"library", "../x.so"},
      {"library", "/etc/x.so"}, {"sha256", "AB"}, {"isolation", "sometimes"}, {"config_schema", "../schema"},
      {"config_schema", "missing.json"}, {"kinds", {"oracle"}}, {"kinds", json::array()}, {"http_hosts", "a"}};
  for (const auto& [key, value] : wrong) {
    json manifest = good();
    manifest[key] = value;
    EXPECT_EQ(pointers(manifest), "/" + std::string(key) + " ") << value;
  }
  json manifest = good();
  manifest["capabilities"] = {"http"};
  EXPECT_EQ(pointers(manifest), "/capabilities /requires ");
}

TEST_F(Manifests, a_misspelt_key_is_found_and_a_key_of_a_newer_sdk_is_left_alone) {
  json manifest = good();
  manifest["http_host"] = {"a"};
  EXPECT_EQ(pointers(manifest), "/http_host ");
  manifest.erase("http_host");
  manifest["sandbox_profile"] = "tight";
  EXPECT_EQ(pointers(manifest), "");
}

TEST_F(Manifests, broken_json_is_found_by_line_and_column) {
  const auto reading = read_manifest(bundle("{\n  \"id\": oops\n}"));
  ASSERT_EQ(reading.problems.size(), 1u);
  EXPECT_EQ(reading.problems[0].where, "line 2, column 9");
  EXPECT_FALSE(reading.readable);
  EXPECT_FALSE(read_manifest(root_ / "nowhere").problems.empty());
  EXPECT_FALSE(read_manifest(bundle("[1]")).problems.empty());
}

TEST_F(Manifests, a_refused_version_names_both_versions) {
  json manifest = good();
  manifest["abi"] = "1.2";
  const auto problems = check_fit(read_manifest(bundle(manifest.dump())).manifest, root_, kHostAbi);
  ASSERT_EQ(problems.size(), 1u);
  const std::string text = to_string(problems[0]);
  EXPECT_NE(text.find("1.2 (abi_min 0.9)"), std::string::npos) << text;
  EXPECT_NE(text.find("host ABI 0.9"), std::string::npos) << text;
}

TEST_F(Manifests, a_plugin_for_another_machine_is_refused_before_it_is_opened) {
  json manifest = good();
  manifest["platform"] = "linux-riscv64";
  const auto problems = check_fit(read_manifest(bundle(manifest.dump())).manifest, root_, kHostAbi);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].where, "/platform");
}

TEST_F(Manifests, the_first_folder_searched_wins_and_the_other_is_told_apart) {
  json manifest = good();
  bundle(manifest.dump(), "first/rr");
  bundle(manifest.dump(), "second/rr");
  bundle("{", "second/broken");
  fs::create_directories(root_ / "second/no-plugin");
  const auto bundles = find_bundles({root_ / "missing", root_ / "first", root_ / "second"});
  ASSERT_EQ(bundles.size(), 3u);
  EXPECT_EQ(find_bundle(bundles, "com.acme.round-robin")->folder, root_ / "first/rr");
  EXPECT_TRUE(bundles[2].shadowed);
  EXPECT_EQ(find_bundle(bundles, "broken")->folder, root_ / "second/broken");
  EXPECT_EQ(find_bundle(bundles, "nobody"), nullptr);
  EXPECT_EQ(find_bundles({root_ / "first/rr"}).size(), 1u) << "a configured path may be the bundle itself";
}

TEST_F(Manifests, folders_are_searched_in_the_documented_order_without_doubles) {
  ::setenv("BATON_PLUGIN_PATH", (root_ / "env1").string().append("::").append(root_ / "conf").c_str(), 1);
  ::setenv("HOME", root_.c_str(), 1);
  const auto folders = search_path({{root_ / "conf"}, root_ / "prefix"});
  ::unsetenv("BATON_PLUGIN_PATH");
  EXPECT_EQ(folders, (std::vector<fs::path>{root_ / "conf", root_ / "env1", root_ / ".local/lib/baton",
                                            root_ / "prefix/lib/baton"}));
}

}  // namespace
}  // namespace baton::plugin
