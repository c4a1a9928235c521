// SPDX-License-Identifier: MIT
// project_test.cpp - a project that is wrong from the start, or made at somebody's cost.
#include "host/app/project.h"

#include <gtest/gtest.h>

#include <fstream>

namespace baton::app {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class ProjectTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "baton-project-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    for (const char* layer : {"every", "native", "cpp", "rust", "ownership", "ownership-cpp", "ownership-rust"})
      fs::create_directories(templates() / layer);
    put("every/README.md", "# {{name}}\n{{about}}\n");
    put("native/check.h", "check\n");
    put("ownership/_about.md", "A {{kind}} of {{vendor}}.\n");
    put("ownership-cpp/plugin.cpp", "auto x = {{1}}; // {{id}} {{project}} {{abi}} {{prefix}}\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path templates() const { return folder_ / "templates"; }
  void put(const std::string& path, const std::string& text) const {
    fs::create_directories((templates() / path).parent_path());
    std::ofstream(templates() / path) << text;
  }
  Project composed(Language language = Language::cpp, const std::string& id = "com.acme-inc.round-robin") const {
    return compose(templates(), {plugin::Kind::kOwnership, language, id, "/opt/baton"});
  }

  fs::path folder_;
};

TEST(PluginName, a_name_that_can_be_no_id_is_taken) {
  EXPECT_EQ(plugin_id_of("round-robin"), "com.example.round-robin");
  EXPECT_EQ(plugin_id_of("com.acme.round-robin"), "com.acme.round-robin");
  EXPECT_EQ(plugin_id_of("r2"), "com.example.r2");
  for (const char* bad : {"", ".", "..", "Round", "round robin", "round_robin", "-x", "x-", "3d", "com..x",
                          "com.acme.", ".x", "../x", "a/b", "/tmp/x", "x\n", "r\xC3\xB6"})
    EXPECT_FALSE(plugin_id_of(bad)) << bad;
  EXPECT_FALSE(plugin_id_of(std::string(129, 'x')));
}

TEST_F(ProjectTest, words_and_parts_are_left_as_they_stand) {
  const auto project = composed();
  EXPECT_EQ(project.problem, "");
  EXPECT_EQ(project.files.at("README.md"), "# Round robin\nA ownership of Acme inc.\n");
  EXPECT_EQ(project.files.at("plugin.cpp"),
            "auto x = {{1}}; // com.acme-inc.round-robin com-acme-inc-round-robin " +
                plugin::to_string(plugin::kHostAbi) + " /opt/baton\n");
  EXPECT_EQ(project.files.count("_about.md"), 0u) << "a part is no file of the project";
  EXPECT_EQ(composed(Language::cpp, "acme.x").files.at("README.md"), "# X\nA ownership of Acme.\n");
}

TEST_F(ProjectTest, files_of_another_language_or_kind_get_in) {
  put("ownership-rust/plugin.rs", "rust\n");
  EXPECT_EQ(composed().files.count("plugin.rs"), 0u);
  const auto rust = composed(Language::rust);
  EXPECT_EQ(rust.problem, "");
  EXPECT_EQ(rust.files.count("plugin.rs"), 1u);
  EXPECT_EQ(rust.files.count("check.h"), 0u);
  EXPECT_NE(composed(Language::c).problem, "") << "a folder is missing";
}

TEST_F(ProjectTest, a_broken_template_makes_a_broken_project) {
  put("cpp/CMakeLists.txt", "{{nothing}}\n");
  EXPECT_NE(composed().problem.find("CMakeLists.txt has {{nothing}}"), std::string::npos) << composed().problem;
  put("cpp/CMakeLists.txt", "fine\n");
  put("ownership/check.h", "another\n");
  EXPECT_NE(composed().problem.find("check.h"), std::string::npos) << composed().problem;
  fs::remove(templates() / "ownership/check.h");
  put("ownership/_about.md", "{{about}}\n");
  EXPECT_NE(composed().problem, "") << "a part that holds itself";
}

TEST_F(ProjectTest, something_that_was_there_is_overwritten) {
  const auto target = folder_ / "made";
  fs::create_directories(target);
  EXPECT_EQ(write_project(composed(), target), "") << "an empty folder is in nobody's way";
  EXPECT_EQ(text_of(target / "check.h"), "check\n");
  std::ofstream(target / "check.h") << "mine\n";
  EXPECT_NE(write_project(composed(), target), "");
  EXPECT_EQ(text_of(target / "check.h"), "mine\n");
  std::ofstream(folder_ / "file") << "mine\n";
  EXPECT_NE(write_project(composed(), folder_ / "file"), "");
  EXPECT_EQ(text_of(folder_ / "file"), "mine\n");
  fs::create_symlink(folder_ / "nowhere", folder_ / "link");
  EXPECT_NE(write_project(composed(), folder_ / "link"), "");
}

TEST_F(ProjectTest, half_a_project_is_left_behind) {
  Project project;
  project.files = {{"a", "file"}, {"a/b", "cannot be below a file"}};
  fs::create_directories(folder_ / "target");
  EXPECT_NE(write_project(project, folder_ / "target" / "made"), "");
  EXPECT_TRUE(fs::is_empty(folder_ / "target"));
  EXPECT_NE(write_project(composed(), folder_ / "no" / "such" / "made"), "") << "made below a folder that is not there";
}

TEST_F(ProjectTest, a_prefix_with_a_blank_breaks_the_commands) {
  put("every/README.md", "-D{{prefix_word}}\n");
  const auto project = compose(templates(), {plugin::Kind::kOwnership, Language::cpp, "com.acme.x", "/opt/it's mine"});
  EXPECT_EQ(project.files.at("README.md"), "-D'/opt/it'\\''s mine'\n");
}

}  // namespace
}  // namespace baton::app
