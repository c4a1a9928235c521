// SPDX-License-Identifier: MIT
// loading.h - one attempt to load a plugin: what was asked, what has been found so far. Steps 1 to 6 run no plugin code.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "host/plugin/load_refusal.h"
#include "host/plugin/manifest/bundle_signature.h"
#include "host/plugin/manifest/config_schema.h"
#include "host/plugin/manifest/manifest.h"

namespace baton::plugin {

enum class Place { kAuto, kInside, kRunner };  // "isolate" of the configuration

struct LoadPolicy {
  std::map<std::string, std::vector<std::string>> trusted;  // plugins.trusted: id -> hashes of libraries
  std::vector<std::filesystem::path> built_in;              // folders whose plugins were built with this host
  std::vector<VendorKey> keys;                              // plugins.keys
  bool signatures_required = false;                         // of whatever did not come with the host
};

struct LoadOrder {
  std::filesystem::path bundle;
  std::string instance_id;
  Kind kind = Kind::kConnector;
  nlohmann::json settings;  // references such as ${ENV_NAME} are resolved
  Place place = Place::kAuto;
};

// What is known of a bundle without running it.
struct CheckedBundle {
  std::filesystem::path folder;  // absolute
  std::filesystem::path library;
  Manifest manifest;
  std::optional<ConfigSchema> schema;
  std::string sha256;  // as computed
  SignatureVerdict signature;
  bool in_runner = false;
};

using Refused = std::optional<LoadRefusal>;

LoadRefusal refuse(const CheckedBundle& bundle, LoadStep step, std::string rule, std::string message, std::string mend);

// Steps 1 to 5 and 7: what `baton check` and `baton plugins` may know. `bundle` is filled as far as it goes.
Refused check_bundle(const std::filesystem::path& folder, const LoadPolicy& policy, CheckedBundle& bundle);

// One function a step, in order.
Refused step_read_manifest(CheckedBundle& bundle);
Refused step_check_manifest(CheckedBundle& bundle);
Refused step_fit(CheckedBundle& bundle);
Refused step_hash(CheckedBundle& bundle);
Refused step_allow_list(CheckedBundle& bundle, const LoadPolicy& policy);  // and signatures
Refused step_mode(CheckedBundle& bundle, const LoadPolicy& policy, Place place);
Refused step_inspect(const CheckedBundle& bundle);

}  // namespace baton::plugin
