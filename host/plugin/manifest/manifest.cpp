// SPDX-License-Identifier: MIT
// manifest.cpp - see manifest.h. Keys that this host does not know are left alone (a newer SDK may have added them)
// unless they look like a misspelt one.
#include "host/plugin/manifest/manifest.h"

#include <sys/utsname.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>


#include "host/plugin/manifest/ids.h"
#include "host/plugin/manifest/text.h"

namespace baton::plugin {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kFileName = "plugin.json";

const std::vector<std::string>& known_keys() {
  static const std::vector<std::string> keys{
      "$schema", "id",      "version",   "name",         "vendor",        "owner",     "description", "homepage",
      "license", "kinds",   "abi",       "abi_min",      "platform",      "library",   "sha256",      "signature",
      "capabilities", "config_schema", "isolation", "requires", "http_hosts"};
  return keys;
}

std::optional<std::string> read_file(const fs::path& path, std::size_t max_bytes) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > max_bytes || error) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) return std::nullopt;
  return text;
}

std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto start = before.rfind('\n');
  const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// Reads members one by one and notes each problem with its pointer.
class Reader {
 public:
  Reader(const json& document, const fs::path& bundle, ManifestReading& reading)
      : document_(document), bundle_(bundle), file_((bundle / kFileName).string()), reading_(reading) {}

  void read() {
    Manifest& manifest = reading_.manifest;
    manifest.id = required_text("id");
    if (!manifest.id.empty() && !is_plugin_id(manifest.id))
      problem("/id", "the id must be a lower-case word or a reversed domain name",
              "write it like \"round-robin\" or \"com.acme.round-robin\"");
    manifest.version = required_text("version");
    manifest.name = text("name", manifest.id);
    manifest.vendor = text("vendor", text("owner", ""));
    manifest.description = text("description", "");
    read_kinds(manifest);
    manifest.abi = abi("abi");
    manifest.abi_min = abi("abi_min");
    manifest.platform = required_text("platform");
    read_library(manifest);
    read_hash(manifest);
    manifest.capabilities = extension_list("capabilities");
    manifest.requirements = extension_list("requires");
    for (const std::string& id : manifest.requirements)
      if (!manifest.grants(id)) problem("/requires", "\"" + id + "\" is required but not among the capabilities",
                                        "add it to \"capabilities\"");
    manifest.http_hosts = list("http_hosts");
    read_isolation(manifest);
    read_schema(manifest);
    find_misspelt_keys();
  }

 private:
  void problem(std::string where, std::string rule, std::string mend) {
    reading_.problems.push_back({file_, std::move(where), std::move(rule), std::move(mend), {}, {}});
  }

  std::string text(const char* key, std::string fallback) {
    const auto found = document_.find(key);
    if (found == document_.end()) return fallback;
    if (!found->is_string()) {
      problem(std::string("/") + key, "must be text", "put it in quotes");
      return fallback;
    }
    const std::string& value = found->get_ref<const std::string&>();
    if (value.size() > BATON_TEXT_MAX_BYTES || !is_utf8(value)) {
      problem(std::string("/") + key, "must be valid UTF-8 of at most 1 MiB", "shorten or re-encode it");
      return fallback;
    }
    return value;
  }

  std::string required_text(const char* key) {
    if (!document_.contains(key)) {
      problem(std::string("/") + key, "is missing", std::string("add \"") + key + "\"; baton_add_plugin() fills in " +
                                                        "library, platform, abi and sha256");
      return "";
    }
    std::string value = text(key, "");
    if (value.empty() && document_[key].is_string())
      problem(std::string("/") + key, "must not be empty", "give it a value");
    if (value.size() > BATON_ID_MAX_BYTES) {
      problem(std::string("/") + key, "must have at most 512 bytes", "shorten it");
      return "";
    }
    return value;
  }

  std::vector<std::string> list(const char* key) {
    std::vector<std::string> items;
    const auto found = document_.find(key);
    if (found == document_.end()) return items;
    const std::string pointer = std::string("/") + key;
    if (!found->is_array() || found->size() > kManifestListMaxCount) {
      problem(pointer, "must be a list of at most 256 words", "write [\"...\", \"...\"]");
      return items;
    }
    for (std::size_t i = 0; i < found->size(); ++i) {
      const json& item = (*found)[i];
      if (item.is_string() && !item.get_ref<const std::string&>().empty() &&
          item.get_ref<const std::string&>().size() <= BATON_ID_MAX_BYTES)
        items.push_back(item.get<std::string>());
      else
        problem(pointer + "/" + std::to_string(i), "must be a word of at most 512 bytes", "put it in quotes");
    }
    return items;
  }

  std::vector<std::string> extension_list(const char* key) {
    std::vector<std::string> ids = list(key);
    for (const std::string& id : ids)
      if (!is_extension_id(id))
        problem(std::string("/") + key, "\"" + id + "\" is not an extension id", "write it like \"baton.http/1\"");
    return ids;
  }

  void read_kinds(Manifest& manifest) {
    for (const std::string& word : list("kinds")) {
      const auto kind = kind_from(word);
      if (!kind)
        problem("/kinds", "\"" + word + "\" is not a kind of plugin",
                "use connector, ownership, summarizer or classifier");
      else if (!manifest.has_kind(*kind))
        manifest.kinds.push_back(*kind);
    }
    if (list_is_empty("kinds"))
      problem("/kinds", "must name at least one kind", "use connector, ownership, summarizer or classifier");
  }

  bool list_is_empty(const char* key) const {
    const auto found = document_.find(key);
    return found == document_.end() || (found->is_array() && found->empty());
  }

  AbiVersion abi(const char* key) {
    const std::string value = required_text(key);
    const auto version = abi_from(value);
    if (!version && !value.empty()) {
      problem(std::string("/") + key, "must be a version like \"0.9\"", "write MAJOR.MINOR");
      reading_.problems.back().plugin_version = value;
      reading_.problems.back().host_version = to_string(kHostAbi);
    }
    return version.value_or(AbiVersion{});
  }

  void read_library(Manifest& manifest) {
    manifest.library = required_text("library");
    if (manifest.library.empty()) return;
    if (!is_file_name(manifest.library)) {
      problem("/library", "must be a file name inside the bundle", "write the name alone, without a folder");
      manifest.library.clear();
    }
  }

  void read_hash(Manifest& manifest) {
    manifest.sha256 = required_text("sha256");
    if (!manifest.sha256.empty() && !is_sha256(manifest.sha256))
      problem("/sha256", "must be 64 lower-case hex digits", "write what sha256sum prints for the library");
  }

  void read_isolation(Manifest& manifest) {
    const std::string word = text("isolation", "any");
    if (word == "runner")
      manifest.isolation = Isolation::kRunner;
    else if (word != "any")
      problem("/isolation", "must be \"any\" or \"runner\"", "leave it out for \"any\"");
  }

  void read_schema(Manifest& manifest) {
    const auto found = document_.find("config_schema");
    if (found != document_.end() && found->is_object()) {
      manifest.config_schema = found->dump();
      return;
    }
    const std::string name = required_text("config_schema");
    if (name.empty()) return;
    if (!is_file_name(name)) {
      problem("/config_schema", "must be a file name inside the bundle", "write the name alone, without a folder");
      return;
    }
    const auto schema = read_file(bundle_ / name, BATON_CONFIG_MAX_BYTES);
    if (!schema)
      problem("/config_schema", "\"" + name + "\" is missing, unreadable or larger than 1 MiB", "put it into the bundle");
    else
      manifest.config_schema = *schema, manifest.schema_file = name;
  }

  void find_misspelt_keys() {
    for (const auto& [key, value] : document_.items()) {
      if (std::count(known_keys().begin(), known_keys().end(), key) > 0) continue;
      const std::string meant = nearest_word(key, known_keys());
      if (!meant.empty() && !document_.contains(meant))
        problem("/" + key, "is not a key of plugin.json", "did you mean \"" + meant + "\"?");
    }
  }

  const json& document_;
  const fs::path& bundle_;
  std::string file_;
  ManifestReading& reading_;
};

}  // namespace

bool Manifest::has_kind(Kind kind) const { return std::count(kinds.begin(), kinds.end(), kind) > 0; }

bool Manifest::grants(std::string_view extension_id) const {
  const std::string_view family = extension_id.substr(0, extension_id.rfind('/'));
  return std::any_of(capabilities.begin(), capabilities.end(), [&](const std::string& capability) {
    return capability == extension_id || capability == family;
  });
}

ManifestReading read_manifest(const fs::path& bundle) {
  ManifestReading reading;
  const fs::path path = bundle / kFileName;
  const auto text = read_file(path, kManifestMaxBytes);
  if (!text) {
    reading.problems.push_back({path.string(), "", "must be a readable file of at most 1 MiB",
                                "a bundle is a folder with plugin.json and a library in it", {}, {}});
    return reading;
  }
  try {
    const json document = json::parse(*text);
    reading.readable = true;
    if (!document.is_object()) {
      reading.problems.push_back({path.string(), "/", "must be a JSON object", "write { ... }", {}, {}});
      return reading;
    }
    Reader(document, bundle, reading).read();
  } catch (const json::parse_error& error) {
    reading.problems.push_back({path.string(), line_and_column(*text, error.byte), "must be valid JSON",
                                "repair what stands there", {}, {}});
  }
  return reading;
}

std::vector<ManifestProblem> check_fit(const Manifest& manifest, const fs::path& bundle, AbiVersion host) {
  std::vector<ManifestProblem> problems;
  const std::string file = (bundle / kFileName).string();
  if (manifest.platform != this_platform())
    problems.push_back({file, "/platform", "the plugin is for " + manifest.platform + ", this machine is " +
                                               this_platform(),
                        "install the build for this platform", {}, {}});
  const VersionVerdict verdict = check_version(host, manifest.abi, manifest.abi_min);
  if (verdict != VersionVerdict::kAccepted)
    problems.push_back({file, "/abi", rule_text(verdict), "install a build of the plugin for this host's ABI",
                        to_string(manifest.abi) + " (abi_min " + to_string(manifest.abi_min) + ")", to_string(host)});
  return problems;
}

std::string to_string(const ManifestProblem& problem) {
  std::string text = problem.file + ": ";
  if (!problem.where.empty()) text += problem.where + ": ";
  text += problem.rule;
  if (!problem.plugin_version.empty())
    text += " (plugin ABI " + problem.plugin_version + ", host ABI " + problem.host_version + ")";
  return text + "; " + problem.mend;
}

std::string this_platform() {
  utsname machine{};
  if (uname(&machine) != 0) return "unknown";
  std::string text = std::string(machine.sysname) + "-" + machine.machine;
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return text;
}

}  // namespace baton::plugin
