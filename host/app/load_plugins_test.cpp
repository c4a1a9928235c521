// SPDX-License-Identifier: MIT
// load_plugins_test.cpp - a configuration whose plugins cannot run must say so for each of them at once, with the use
// that wanted it, the file, the rule and the mend; and what is switched off is no problem.
#include "host/app/load_plugins.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <spdlog/sinks/null_sink.h>

#include "host/plugin/sha256.h"

namespace baton::app {
namespace {

class LoadPluginsTest : public ::testing::Test {
 protected:
  LoadPluginsTest() {
    auto name = (std::filesystem::temp_directory_path() / "baton-load-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    config.plugins.paths = {folder};
  }
  ~LoadPluginsTest() override { std::filesystem::remove_all(folder); }

  // A bundle whose manifest is right but for `change`, around a library that is none.
  void bundle(const std::string& id, const nlohmann::json& change = nlohmann::json::object()) {
    const std::string library = "this is no shared object";
    std::filesystem::create_directories(folder / id);
    std::ofstream(folder / id / "plugin.so") << library;  // closed here: its hash is next
    nlohmann::json manifest = {{"id", id}, {"name", "A test"}, {"vendor", "Tests"}, {"version", "1.0.0"}, {"kinds", nlohmann::json::array({"connector"})}, {"capabilities", nlohmann::json::array()},
                               {"isolation", "any"}, {"abi", "0.9"}, {"abi_min", "0.9"}, {"platform", plugin::this_platform()}, {"library", "plugin.so"},
                               {"sha256", hash(id)}};
    manifest.update(change);
    manifest["config_schema"] = {{"type", "object"}, {"additionalProperties", false}};
    std::ofstream(folder / id / "plugin.json") << manifest.dump();
  }
  std::string hash(const std::string& id) const { return plugin::sha256_of_file(folder / id / "plugin.so").value_or(""); }
  void connector(const std::string& use, const std::string& plugin, bool enabled = true) {
    auto& made = config.connectors[{use}];
    made.id = use;
    made.plugin = plugin;
    made.enabled = enabled;
    made.settings = nlohmann::json::object();
  }
  std::vector<std::string> refusals() {
    plugin::LoaderOptions options;
    options.policy.trusted = config.plugins.trusted;
    options.logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>());
    plugin::Loader loader(std::move(options));
    auto loaded = load_plugins(loader, config);
    filled = loaded.plugins.connectors.size() + loaded.plugins.ownership.size() + (loaded.plugins.brief ? 1 : 0);
    std::vector<std::string> lines;
    for (const auto& refused : loaded.refusals) lines.push_back(refused.why);
    return lines;
  }
  static void says(const std::string& line, std::initializer_list<const char*> words) {
    for (const char* word : words) EXPECT_NE(line.find(word), std::string::npos) << "no \"" << word << "\" in: " << line;
  }

  std::filesystem::path folder;
  policy::CompiledConfig config;
  std::size_t filled = 0;
};

TEST_F(LoadPluginsTest, nothing_configured_is_nothing_wrong) {
  EXPECT_TRUE(refusals().empty());
  EXPECT_EQ(filled, 0u);
}

TEST_F(LoadPluginsTest, a_plugin_that_is_nowhere_is_named_with_the_use_that_wants_it) {
  connector("wa-eu", "org.test.nowhere");
  const auto lines = refusals();
  ASSERT_EQ(lines.size(), 1u);
  says(lines[0], {"wa-eu", "org.test.nowhere", "plugins.paths"});
}

TEST_F(LoadPluginsTest, what_is_switched_off_is_not_looked_at) {
  connector("wa-eu", "org.test.nowhere", false);
  EXPECT_TRUE(refusals().empty());
}

TEST_F(LoadPluginsTest, every_refusal_is_told_at_once_and_the_places_stay_empty) {
  connector("wa-eu", "org.test.nowhere");
  connector("wa-us", "org.test.neither");
  auto& ownership = config.strategies.ownership["default"];
  ownership.id = "ownership.default";
  ownership.plugin = "org.test.no-strategy";
  config.strategies.brief.id = "brief";
  config.strategies.brief.plugin = "org.test.no-brief";
  config.strategies.brief_fallback.id = "brief.fallback";
  config.strategies.brief_fallback.plugin = "org.test.no-second-brief";
  const auto lines = refusals();
  ASSERT_EQ(lines.size(), 5u);
  says(lines[0], {"wa-eu"});
  says(lines[1], {"wa-us"});
  says(lines[2], {"ownership.default"});
  says(lines[3], {"brief"});
  says(lines[4], {"brief.fallback", "org.test.no-second-brief"});
  EXPECT_EQ(filled, 0u);
}

TEST_F(LoadPluginsTest, a_broken_manifest_is_found_by_its_folder_and_names_its_file) {
  bundle("org.test.broken");
  std::ofstream(folder / "org.test.broken" / "plugin.json") << "{";
  connector("wa-eu", "org.test.broken");
  const auto lines = refusals();
  ASSERT_EQ(lines.size(), 1u);
  says(lines[0], {"wa-eu", "plugin.json", "read-manifest"});
}

TEST_F(LoadPluginsTest, a_plugin_nobody_trusts_is_not_opened) {
  bundle("org.test.stranger");
  connector("wa-eu", "org.test.stranger");
  const auto lines = refusals();
  ASSERT_EQ(lines.size(), 1u);
  says(lines[0], {"wa-eu", "org.test.stranger", "host ABI 0.9"});
  EXPECT_EQ(lines[0].find("open-library"), std::string::npos) << lines[0];
}

TEST_F(LoadPluginsTest, a_library_that_was_changed_after_it_was_packed_is_refused) {
  bundle("org.test.changed");
  std::ofstream(folder / "org.test.changed" / "plugin.so") << "something else";
  connector("wa-eu", "org.test.changed");
  const auto lines = refusals();
  ASSERT_EQ(lines.size(), 1u);
  says(lines[0], {"(hash)"});
}

TEST_F(LoadPluginsTest, a_trusted_file_that_is_no_library_is_refused_before_it_is_opened) {
  bundle("org.test.text");
  config.plugins.trusted["org.test.text"] = {hash("org.test.text")};
  connector("wa-eu", "org.test.text");
  config.connectors[{"wa-eu"}].isolate = policy::PluginIsolation::inside;
  const auto lines = refusals();
  ASSERT_EQ(lines.size(), 1u);
  says(lines[0], {"(inspect-library)", "plugin.so"});
}

}  // namespace
}  // namespace baton::app
