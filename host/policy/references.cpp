// SPDX-License-Identifier: MIT
// references.cpp - see references.h.
#include "host/policy/references.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "host/plugin/manifest/config_schema.h"
#include "host/plugin/manifest/text.h"

namespace baton::policy {
namespace {

using nlohmann::json;

constexpr std::string_view kFilePrefix = "file:";

bool is_environment_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

void drop_last_line_break(std::string& text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
}

class Resolver {
 public:
  Resolver(const ReferenceSources& sources, const std::filesystem::path& folder)
      : sources_(sources), folder_(folder) {}

  void walk(json& value, const std::string& pointer) {
    if (value.is_object())
      for (auto& [key, member] : value.items()) walk(member, plugin::pointer_below(pointer, key));
    else if (value.is_array())
      for (std::size_t i = 0; i < value.size(); ++i) walk(value[i], pointer + "/" + std::to_string(i));
    else if (value.is_string() && value.get_ref<const std::string&>().find("${") != std::string::npos)
      resolve(value, pointer);
  }

  Resolved take() { return std::move(resolved_); }

 private:
  void problem(const std::string& pointer, std::string what, std::string mend) {
    resolved_.problems.push_back({pointer, std::move(what), std::move(mend)});
  }

  void resolve(json& value, const std::string& pointer) {
    const std::string text = value.get<std::string>();
    if (!text.starts_with("${") || text.find('}') != text.size() - 1)
      return problem(pointer, "a reference must be the whole value",
                     "write \"${NAME}\" alone and put the whole text there");
    const std::string name = text.substr(2, text.size() - 3);
    resolved_.references[pointer] = text;
    if (name.starts_with(kFilePrefix)) return take_file(value, pointer, name.substr(kFilePrefix.size()));
    if (!is_environment_name(name))
      return problem(pointer, "is not a reference", "write \"${ENV_NAME}\" or \"${file:/path}\"");
    const auto found = sources_.environment(name);
    if (!found)
      return problem(pointer, "the environment variable " + name + " is not set",
                     "set " + name + " where Baton is started");
    take(value, pointer, *found, "the environment variable " + name);
  }

  void take_file(json& value, const std::string& pointer, const std::string& name) {
    if (name.empty()) return problem(pointer, "names no file", "write \"${file:/path}\"");
    auto found = sources_.file(folder_ / name);
    if (!found)
      return problem(pointer, "the file " + name + " cannot be read",
                     "create it, readable for the user that runs Baton");
    drop_last_line_break(*found);
    take(value, pointer, std::move(*found), "the file " + name);
  }

  void take(json& value, const std::string& pointer, std::string text, const std::string& source) {
    if (text.size() > kReferencedMaxBytes)
      return problem(pointer, source + " holds more than 64 KiB", "check that it is the right one");
    if (!plugin::is_utf8(text))
      return problem(pointer, source + " does not hold UTF-8 text", "re-encode it, for example as hex");
    value = std::move(text);
  }

  const ReferenceSources& sources_;
  const std::filesystem::path& folder_;
  Resolved resolved_;
};

}  // namespace

ReferenceSources real_sources() {
  ReferenceSources sources;
  sources.environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  sources.file = [](const std::filesystem::path& file) -> std::optional<std::string> {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::string text(kReferencedMaxBytes + 3, '\0');  // one more than allowed, and its line break
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
  };
  return sources;
}

Resolved resolve_references(json& root, const ReferenceSources& sources,
                            const std::filesystem::path& folder) {
  Resolver resolver(sources, folder);
  resolver.walk(root, "");
  return resolver.take();
}

}  // namespace baton::policy
