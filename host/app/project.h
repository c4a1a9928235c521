// SPDX-License-Identifier: MIT
// project.h - a plugin project of one's own, made from the templates of the SDK; sdk/templates/README.md says how.
// No function here throws for what is on the disk or not: a problem is a sentence, empty when there is none.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "host/plugin/manifest/manifest.h"

namespace baton::app {

enum class Language { c, cpp, rust };
std::optional<Language> language_from(std::string_view word);
const char* to_string(Language language);  // "c", "cpp", "rust"

// "round-robin" is com.example.round-robin, "com.acme.round-robin" is itself; nothing for what can be no plugin's id.
std::optional<std::string> plugin_id_of(std::string_view name);

struct ProjectWish {
  plugin::Kind kind = plugin::Kind::kOwnership;
  Language language = Language::cpp;
  std::string id;                // as plugin_id_of() gives it
  std::filesystem::path prefix;  // where the SDK is installed: the README's commands name it
};

struct Project {
  std::map<std::string, std::string> files;  // path in the project -> text
  std::string problem;
};

// Reads the folders of `templates` that belong to the wish and fills in every {{word}}.
Project compose(const std::filesystem::path& templates, const ProjectWish& wish);

// Makes `folder` with these files, wholly or not at all. It must not be there, or be empty: nothing is overwritten.
std::string write_project(const Project& project, const std::filesystem::path& folder);

}  // namespace baton::app
