// SPDX-License-Identifier: MIT
// fault.h - one way in which a plugin can be wrong, and what `baton validate` must say of it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/validate/verdict.h"
#include "tests/abi/bad_plugins/bundle.h"

namespace baton::validate::test {

using plugin::test::BundleFolder;
using validate::Result;

// One line that a check must give.
struct Expected {
  Result result;
  const char* place;  // "file", "inside", "runner", "both"
};

struct Fault {
  const char* check;                                        // the id that must notice it
  std::string name;                                         // of the plugin, or of what is wrong with it
  std::vector<Expected> lines;                              // in order, and no others
  std::function<std::filesystem::path(BundleFolder&)> lay;  // the bundle that is wrong; its folder
  std::chrono::milliseconds limit{20000};
};

// By file: the bundle, ownership plugins in C, the other kinds.
std::vector<Fault> bundle_faults();
std::vector<Fault> ownership_faults();
std::vector<Fault> kind_faults();

// A bundle of a plugin of this folder as it was built ("connector"), with its setting `wrong` as said.
std::filesystem::path lay_kind(BundleFolder& around, const std::string& kind, const std::string& wrong);

}  // namespace baton::validate::test
