// SPDX-License-Identifier: MIT
#include "host/plugin/plugin_catalogue.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace baton::plugin {
namespace {

namespace fs = std::filesystem;

TEST(Catalogue, a_broken_bundle_is_listed_with_what_is_wrong) {
  std::string name = (fs::temp_directory_path() / "baton-catalogue-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  fs::create_directories(fs::path(name) / "broken");
  std::ofstream(fs::path(name) / "broken/plugin.json") << "{ oops";
  const auto catalogue = make_catalogue(find_bundles({name}), {}, {}, {});
  ASSERT_EQ(catalogue.size(), 1u);
  EXPECT_EQ(catalogue[0].id, "broken");
  EXPECT_FALSE(catalogue[0].healthy());
  const auto json = to_json(catalogue);
  EXPECT_EQ(json[0]["healthy"], false);
  EXPECT_NE(json[0]["why_not"].get<std::string>().find("line 1, column 3"), std::string::npos) << json;
  EXPECT_NE(to_text(catalogue).find("broken"), std::string::npos);
  fs::remove_all(name);
}

}  // namespace
}  // namespace baton::plugin
