// SPDX-License-Identifier: MIT
// examples_test.cpp - the published examples are clean, by the schemas that the plugins of this tree carry.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "host/policy/check.h"

namespace baton::policy {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// The plugins as they lie in the source tree, built or not.
class SourceTreeFinder : public PluginFinder {
 public:
  std::vector<plugin::FoundBundle> find(const std::vector<fs::path>&) const override {
    const fs::path root = fs::path(BATON_CONFIG_FOLDER).parent_path();
    return {bundle(root / "connectors/whatsapp", plugin::Kind::kConnector),
            bundle(root / "plugins/l1-owns", plugin::Kind::kOwnership),
            bundle(root / "plugins/reassign", plugin::Kind::kOwnership),
            bundle(root / "plugins/control-tower", plugin::Kind::kOwnership),
            bundle(root / "plugins/brief-extractive", plugin::Kind::kSummarizer),
            bundle(root / "plugins/brief-llm", plugin::Kind::kSummarizer)};
  }
  std::vector<plugin::ManifestProblem> verify(const plugin::FoundBundle&) const override { return {}; }

 private:
  static plugin::FoundBundle bundle(const fs::path& folder, plugin::Kind kind) {
    plugin::FoundBundle found;
    found.folder = folder;
    found.reading.readable = true;
    found.reading.manifest.id = folder.filename();
    found.reading.manifest.kinds = {kind};
    found.reading.manifest.config_schema = read(folder / "config.schema.json");
    return found;
  }
};

// Every name of the environment has a value, each token another one.
ReferenceSources filled_environment() {
  ReferenceSources sources = real_sources();
  sources.environment = [names = 0](const std::string& name) mutable -> std::optional<std::string> {
    if (!name.ends_with("_SHA256")) return "123456";
    return std::string(63, 'a') + static_cast<char>('0' + names++);
  };
  return sources;
}

class Examples : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto& found : SourceTreeFinder().find({}))
      if (found.reading.manifest.config_schema.empty()) GTEST_SKIP() << found.folder << " was removed";
  }
  static std::string problems_of(const Loaded& loaded) {
    std::string lines;
    for (const Problem& problem : loaded.problems) lines += to_string(problem) + "\n";
    return lines;
  }
};

TEST_F(Examples, the_sandbox_configuration_is_clean) {
  const Loaded loaded = load(fs::path(BATON_CONFIG_FOLDER) / "examples/sandbox.jsonc", SourceTreeFinder());
  ASSERT_TRUE(loaded.config) << problems_of(loaded);
  EXPECT_EQ(loaded.config->connectors.at({"whatsapp-eu"}).secrets.at("app_secrets.0"), "sandbox-secret");
  EXPECT_EQ(*loaded.config->policy.bot_for({"whatsapp-eu"}, "100000000000001"), core::BotId{"helper"});
  EXPECT_EQ(loaded.config->policy.agents.at({"ana"}).languages, (std::vector<std::string>{"en", "es"}));
  EXPECT_TRUE(loaded.config->server.test_clock);
}

TEST_F(Examples, the_live_configuration_is_clean_once_its_environment_is_there) {
  const Loaded loaded = load(fs::path(BATON_CONFIG_FOLDER) / "examples/whatsapp-live.jsonc", SourceTreeFinder(),
                             filled_environment());
  EXPECT_TRUE(loaded.config) << problems_of(loaded);
}

TEST_F(Examples, the_live_configuration_is_clean_with_briefs_by_a_model) {  // B2
  const fs::path file = fs::path(BATON_CONFIG_FOLDER) / "examples/whatsapp-live.jsonc";
  std::string text = read(file);
  const std::string plain = "    \"brief\": { \"plugin\": \"brief-extractive\" },\n";
  text.erase(text.find(plain), plain.size());
  std::size_t at = text.find("    // \"brief\"");
  for (; text.compare(at, 7, "    // ") == 0; at = text.find('\n', at) + 1) text.erase(at + 4, 3);
  const Loaded loaded = load_text(text, file, SourceTreeFinder(), filled_environment());
  ASSERT_TRUE(loaded.config) << problems_of(loaded);
  EXPECT_EQ(loaded.config->strategies.brief.plugin, "brief-llm");
  EXPECT_EQ(loaded.config->strategies.brief.secrets.at("api_key"), "123456");
  EXPECT_EQ(loaded.config->strategies.brief_fallback.plugin, "brief-extractive");
  EXPECT_TRUE(loaded.config->policy.brief_fallback);
}

TEST_F(Examples, the_live_configuration_names_every_secret_that_is_not_set) {
  ReferenceSources sources = real_sources();
  sources.environment = [](const std::string&) { return std::optional<std::string>(); };
  const Loaded loaded =
      load(fs::path(BATON_CONFIG_FOLDER) / "examples/whatsapp-live.jsonc", SourceTreeFinder(), sources);
  EXPECT_EQ(loaded.problems.size(), 8u) << problems_of(loaded);
}

}  // namespace
}  // namespace baton::policy
