// SPDX-License-Identifier: MIT
// bundle_faults.cpp - what is wrong before any code of the plugin runs: the folder, the manifest, the library
// as a file.
#include "tests/abi/validate/fault.h"

namespace baton::validate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::vector<Expected> kFails = {{Result::fail, "file"}};
const std::vector<Expected> kWarns = {{Result::warn, "file"}};

// The good plugin with another manifest.
std::function<fs::path(BundleFolder&)> with_manifest(std::function<void(json&)> change) {
  return [change](BundleFolder& folder) { return folder.lay("good_ownership", change); };
}

std::function<fs::path(BundleFolder&)> with_setting(const char* name, json property) {
  return with_manifest([=](json& manifest) { manifest["config_schema"]["properties"] = {{name, property}}; });
}

std::function<fs::path(BundleFolder&)> with_library(const char* name) {
  return [name](BundleFolder& folder) { return folder.lay(name); };
}

fs::path in_a_folder_of_another_name(BundleFolder& folder) {
  const auto other = folder.around() / "another-plugin";
  fs::rename(folder.lay("good_ownership"), other);
  return other;
}

fs::path with_samples_that_do_not_fit(BundleFolder& folder) {
  std::ofstream(folder.lay("good_ownership") / "samples.json") << R"({"settings": {"colour": "red"}})";
  return folder.path();
}

// As if built on a system of the future: every symbol of glibc is wanted in a version that nobody has.
fs::path of_a_newer_system(BundleFolder& folder) {
  return folder.lay("good_ownership", [&](json& manifest) {
    const auto file = folder.path() / "good_ownership.so";
    std::ifstream stream(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const std::string version = "GLIBC_2.";
    for (auto at = bytes.find(version); at != std::string::npos; at = bytes.find(version, at + 1))
      bytes.at(at + version.size() - 2) = '9';
    std::ofstream(file, std::ios::binary) << bytes;
    manifest["sha256"] = *plugin::sha256_of_file(file);
  });
}

}  // namespace

std::vector<Fault> bundle_faults() {
  return {
      {"manifest-present-and-valid", "unknown_kind", kFails,
       with_manifest([](json& manifest) { manifest["kinds"] = {"oracle"}; })},
      {"manifest-present-and-valid", "another_abi", kFails,
       with_manifest([](json& manifest) { manifest["abi"] = manifest["abi_min"] = "1.0"; })},
      {"manifest-id-grammar", "another_folder", kFails, in_a_folder_of_another_name},
      {"library-hash-matches", "another_hash", kFails,
       with_manifest([](json& manifest) { manifest["sha256"] = std::string(64, '0'); })},
      {"single-export", "extra_export", kFails, with_library("extra_export")},
      {"single-export", "no_entry", kFails, with_library("no_entry")},
      {"schema-is-closed", "open_setting", kFails,
       with_setting("limits", {{"type", "object"}, {"description", "Of each lane."}})},
      {"schema-is-closed", "open_value_of_a_map", kFails,
       with_setting("limits", {{"type", "object"},
                               {"description", "Of each lane."},
                               {"additionalProperties", {{"type", "object"}}}})},
      {"settings-described", "bare_setting", kWarns, with_setting("colour", {{"type", "string"}})},
      {"no-secrets-in-plain-settings", "plain_token", kWarns,
       with_setting("apiToken", {{"type", "string"}, {"description", "Opens the door."}})},
      {"no-secrets-in-plain-settings", "plain_secret_or_none", kWarns,
       with_setting("secret", {{"type", {"string", "null"}}, {"description", "Opens the door."}})},
      {"settings-from-defaults", "samples_that_do_not_fit", kFails, with_samples_that_do_not_fit},
      {"needs-only-system-libraries", "asks_for_a_library", kFails, with_library("asks_for_a_library")},
      {"needs-only-system-libraries", "shares_crypto", kWarns, with_library("shares_crypto")},
      {"glibc-ceiling", "newer_system", kFails, of_a_newer_system},
      {"no-shared-cxx-runtime", "shares_cxx_runtime", kWarns, with_library("shares_cxx_runtime")},
      {"hardened", "bound_late", kFails, with_library("bound_late")},
      {"hardened", "writable_relocations", kFails, with_library("writable_relocations")},
      {"hardened", "executable_stack", kFails, with_library("executable_stack")},
      {"hardened", "searches_elsewhere", kFails, with_library("searches_elsewhere")},
      {"no-forbidden-imports", "as_asked", kWarns, with_library("as_asked")},
      {"no-direct-network", "as_asked", kFails, with_library("as_asked")},
  };
}

}  // namespace baton::validate::test
