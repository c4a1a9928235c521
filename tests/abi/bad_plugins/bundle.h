// SPDX-License-Identifier: MIT
// bundle.h - lays a bundle in a folder called as its id: a library of this directory and whatever manifest the test
// wants.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "host/bridge/bridged_instance.h"
#include "host/plugin/loader.h"
#include "host/plugin/sha256.h"

namespace baton::plugin::test {

namespace fs = std::filesystem;

class BundleFolder {
 public:
  BundleFolder() {
    std::string name = (fs::temp_directory_path() / "baton-bundle-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    around_ = fs::canonical(name);
    path_ = around_ / "test-plugin";
    fs::create_directory(path_);
  }
  ~BundleFolder() { fs::remove_all(around_); }
  BundleFolder(const BundleFolder&) = delete;
  BundleFolder& operator=(const BundleFolder&) = delete;

  // A right manifest for `library` ("good_ownership"), changed by `change`.
  template <class Change>
  const fs::path& lay(const std::string& library, Change change) {
    const fs::path file = path_ / (library + ".so");
    fs::remove(file);  // written over, a library that is mapped already would lose its relocations under its feet
    fs::copy_file(fs::path(BAD_PLUGINS) / (library + ".so"), file);
    nlohmann::json manifest = {
        {"id", "test-plugin"}, {"version", "1.0.0"}, {"kinds", {"ownership"}}, {"abi", to_string(kHostAbi)},
        {"abi_min", to_string(kHostAbi)}, {"platform", this_platform()}, {"library", library + ".so"},
        {"sha256", *sha256_of_file(file)}, {"capabilities", nlohmann::json::array()},
        {"config_schema", {{"type", "object"}, {"additionalProperties", false}}}};
    change(manifest);
    std::ofstream(path_ / "plugin.json") << manifest.dump(2);
    return path_;
  }
  const fs::path& lay(const std::string& library) {
    return lay(library, [](nlohmann::json&) {});
  }

  const fs::path& path() const { return path_; }
  const fs::path& around() const { return around_; }  // the folder it lies in, which holds nothing else
  // A runner that is somebody else may read it.
  void open_to_others() {
    for (const fs::path& folder : {around_, path_})
      fs::permissions(folder, fs::perms::others_exec | fs::perms::others_read, fs::perm_options::add);
  }
  // What the skeleton was called for, one word a line.
  std::string trace() const {
    std::ifstream stream(path_ / "trace");
    std::string all, line;
    while (std::getline(stream, line)) all += (all.empty() ? "" : " ") + line;
    return all;
  }

 private:
  fs::path around_;
  fs::path path_;
};

// The same tests for both places a plugin can run in: BATON_TEST_PLACE=runner asks for a process of its own.
inline Place place_under_test() {
  const char* place = std::getenv("BATON_TEST_PLACE");
  return place != nullptr && std::string_view(place) == "runner" ? Place::kRunner : Place::kInside;
}

// What an instance was called for from its first to its last, as the trace has it: its library ends with its process.
inline std::string lived(const std::string& calls) {
  return calls + (place_under_test() == Place::kRunner ? " library-deinit" : "");
}

// A loader's options for it.
inline LoaderOptions here() {
  LoaderOptions options;
  options.runner = bridge::runner_load({RUNNER});
  return options;
}

inline LoadOrder order_for(const fs::path& bundle, Kind kind = Kind::kOwnership) {
  LoadOrder order;
  order.bundle = bundle;
  order.instance_id = "test";
  order.kind = kind;
  order.settings = nlohmann::json::object();
  order.place = place_under_test();
  return order;
}

}  // namespace baton::plugin::test
