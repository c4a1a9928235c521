// SPDX-License-Identifier: MIT
// manifest.h - plugin.json: everything the host must know about a plugin before a line of its code runs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "host/plugin/manifest/version_rule.h"

namespace baton::plugin {

inline constexpr std::size_t kManifestMaxBytes = 1048576;
inline constexpr std::size_t kManifestListMaxCount = 256;

enum class Kind { kConnector, kOwnership, kSummarizer, kClassifier };

const char* to_string(Kind kind);
const char* factory_id(Kind kind);    // "baton.connector-factory/1"
const char* interface_id(Kind kind);  // "baton.connector/1": what an instance of the kind offers

enum class Isolation { kAny, kRunner };  // kRunner: the vendor wants a process of its own

struct Manifest {
  std::string id;
  std::string version;  // of the plugin
  std::string name;
  std::string vendor;
  std::string description;
  std::vector<Kind> kinds;
  AbiVersion abi;
  AbiVersion abi_min;
  std::string platform;                   // "linux-x86_64"
  std::string library;                    // file name inside the bundle
  std::string sha256;                     // of the library
  std::string config_schema;              // text of the schema
  std::string schema_file;                // its file inside the bundle; empty: it stands in plugin.json
  std::vector<std::string> capabilities;  // host extensions it will ask for
  std::vector<std::string> requirements;  // "requires": those without which it will not start
  std::vector<std::string> http_hosts;    // allow list of baton.http/1; may hold "{settings.NAME}"
  Isolation isolation = Isolation::kAny;

  bool has_kind(Kind kind) const;
  // Capabilities may be named with or without a revision: "baton.http" covers every "baton.http/N".
  bool grants(std::string_view extension_id) const;
};

struct ManifestProblem {
  std::string file;
  std::string where;  // "line 3, column 7" or a JSON pointer
  std::string rule;
  std::string mend;
  std::string plugin_version;  // both filled where a version is concerned
  std::string host_version;
};

std::string to_string(const ManifestProblem& problem);

struct ManifestReading {
  Manifest manifest;  // only meaningful without problems
  std::vector<ManifestProblem> problems;
  bool readable = false;  // false: the file is missing, too large or not JSON
};

// Reads and checks <bundle>/plugin.json and the schema file it names. Reports every problem it finds.
ManifestReading read_manifest(const std::filesystem::path& bundle);

// Steps apart from reading, as the loader numbers them: is this plugin for this machine and this ABI?
std::vector<ManifestProblem> check_fit(const Manifest& manifest, const std::filesystem::path& bundle, AbiVersion host);

std::string this_platform();  // "linux-x86_64"

// "whatsapp", "com.acme.round-robin".
bool is_plugin_id(std::string_view id);
// "baton.http", "baton.http/1", "com.acme.feed/2".
bool is_extension_id(std::string_view id);

}  // namespace baton::plugin
